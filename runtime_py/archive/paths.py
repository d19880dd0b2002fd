"""Paths of members: they must lie below the folder that an archive is unpacked into."""

from __future__ import annotations

from runtime_py.archive.member import ArchiveError


def parts_of(path: str) -> list[str]:
    return [part for part in path.split('/') if part != '' and part != '.']


def inside(path: str) -> str:
    """The normalized path; '' for the folder itself. Raises ArchiveError for an absolute path or one that leaves the
    folder."""
    parts = parts_of(path)
    if path.startswith('/') or '..' in parts or path.find('\x00') >= 0:
        raise ArchiveError(f'refused: {path} would be written outside of the folder')
    return '/'.join(parts)
