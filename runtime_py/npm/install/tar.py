"""Package archives: what npm refuses in a tar, and the paths of its members.

Archives aren't trusted: a member that would leave its folder is refused (ETARESCAPE), and so is a truncated or damaged
archive (TAR_BAD_ARCHIVE). Pure: writes nothing; npm/install/extract.py puts the members on disk."""

from __future__ import annotations

from runtime_py.archive.member import ArchiveError, Member
from runtime_py.archive.paths import parts_of
from runtime_py.archive.tar import members as read_members
from runtime_py.npm.errors import NpmError
from runtime_py.platform.bytes import Bytes


def members(archive: Bytes, what: str) -> list[Member]:
    """All files, folders and links. `what` names the archive in errors."""
    try:
        return read_members(archive)
    except ArchiveError as error:
        raise NpmError('TAR_BAD_ARCHIVE', f'{what}: {error.message}')


def inner_path(member: Member, what: str) -> str:
    """The normalized path below the first folder (`package/`); '' for one outside that folder, or the folder itself.
    Raises ETARESCAPE for a path that leaves it."""
    parts = parts_of(member.path)
    if member.path.startswith('/') or '..' in parts or member.path.find('\x00') >= 0 or member.path.find('\\..') >= 0:
        raise NpmError('ETARESCAPE', f'{what}: the archive contains a path outside of its folder: {member.path}')
    return '/'.join(parts[1:])


def check_link(member: Member, what: str) -> None:
    """A symlink may only point into the same archive."""
    depth = len(parts_of(member.path)) - 2
    if member.target.startswith('/') or member.target.find('\x00') >= 0:
        raise NpmError(
            'ETARESCAPE',
            f'{what}: the archive contains a link to outside of its folder: {member.path} -> {member.target}',
        )
    for part in member.target.split('/'):
        if part == '..':
            depth -= 1
        elif part != '' and part != '.':
            depth += 1
        if depth < 0:
            raise NpmError(
                'ETARESCAPE',
                f'{what}: the archive contains a link to outside of its folder: {member.path} -> {member.target}',
            )
