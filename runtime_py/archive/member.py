"""What archives hold: files, folders and links, and the error for an archive that is not sound."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes

FILE = 'file'
FOLDER = 'folder'
SYMLINK = 'symlink'
HARDLINK = 'hardlink'
FIFO = 'fifo'  # tar only


class ArchiveError(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Owner:
    def __init__(self, uid: int, gid: int, user: str, group: str) -> None:
        self.uid = uid
        self.gid = gid
        self.user = user
        self.group = group


OURS = Owner(1000, 1000, 'user', 'user')


class Member:
    """`path` as written; `data` may be a view of the archive; `target` of a link; `mtime` in seconds since 1970."""

    def __init__(self, path: str, kind: str, mode: int, data: Bytes, target: str, mtime: float = 0) -> None:
        self.path = path
        self.kind = kind
        self.mode = mode
        self.data = data
        self.target = target
        self.mtime = mtime
        self.owner = OURS  # in tar
