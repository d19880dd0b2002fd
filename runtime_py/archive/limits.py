"""Limits on the unpacked size of an archive: a few kilobytes can hold gigabytes of zeros, which would fill memory and
disk before anyone could stop it.

Ordinary data shrinks to a tenth, repetitive text to a fiftieth; only empty or crafted data shrinks further. Small
archives are not limited. Pure."""

from __future__ import annotations

from runtime_py.archive.member import ArchiveError

LARGEST = 1073741824
_ALWAYS = 67108864
_RATIO = 100


def most_from(packed: float) -> float:
    """The bytes that an archive of so many bytes may expand to."""
    return min(LARGEST, max(_ALWAYS, packed * _RATIO))


def too_large(packed: float) -> ArchiveError:
    return ArchiveError(
        f'EFBIG: it expands to more than {int(most_from(packed)) // 1048576} MB, which is the limit for an archive of {int(packed)} bytes'
    )
