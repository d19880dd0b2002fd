"""Paths of members: an archive names only what lies below the folder that it is unpacked into."""
from __future__ import annotations

from runtime_py.archive.member import ArchiveError


def parts_of(path: str) -> list[str]:
    return [part for part in path.split('/') if part != '' and part != '.']


def inside(path: str) -> str:
    """The path in its normal form; '' for the folder itself. Raises ArchiveError for one that is absolute or climbs."""
    parts = parts_of(path)
    if path.startswith('/') or '..' in parts or path.find('\x00') >= 0:
        raise ArchiveError(f'refused: {path} would be written outside of the folder')
    return '/'.join(parts)
