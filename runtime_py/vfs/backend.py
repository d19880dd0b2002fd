"""Backends: file systems that can be mounted.

The trees of most kinds of mount are in shared memory, as that of the root is; `MountKind` has what they can express.
The names of others are elsewhere (/proc: its contents are made when they are read). A path that leads below the root of
such a mount gives a Crossing as its result; whoever gave the path continues with the mount's `Backend`.

A new backend: a row in `MOUNT_KINDS`, a subclass of Backend, and a row in sys/backends.py, which makes it for a
process. Must not know paths or processes."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes

# numbers of the kinds of mount, indices of MOUNT_KINDS
ROOT_TREE = 0  # the root's: files are stored in the browser
MEMORY = 1  # gone with the mount
IMAGE = 2  # a packed image: contents are absent until they are read
FOLDER = 3  # a folder of the user's disk or of the browser's private file system
PROC = 4  # the process table as files

TMPFS_MAGIC = 0x01021994
FUSE_MAGIC = 0x65735546
PROC_MAGIC = 0x9FA0


class MountKind:
    """`name` and `magic` as in mount(8) and statfs(2)."""

    def __init__(self, name: str, magic: int) -> None:
        self.name = name
        self.magic = magic
        self.is_fixed = False  # it can't become writable
        self.is_plain = False  # files and folders only: no permissions, no second names
        self.is_elsewhere = False  # its names are those of a Backend


def _image() -> MountKind:
    kind = MountKind('zip', FUSE_MAGIC)
    kind.is_fixed = True
    return kind


def _folder() -> MountKind:
    kind = MountKind('folder', FUSE_MAGIC)
    kind.is_plain = True
    return kind


def _proc() -> MountKind:
    kind = MountKind('proc', PROC_MAGIC)
    kind.is_elsewhere = True
    return kind


# the root's name: stored in IndexedDB
MOUNT_KINDS = [MountKind('idb', TMPFS_MAGIC), MountKind('tmpfs', TMPFS_MAGIC), _image(), _folder(), _proc()]


class Crossing:
    """The result of a path that leads below the root of a mount whose names are elsewhere: the mount's kind, its st_dev,
    and the rest of the path, which is '' for the root itself."""

    def __init__(self, kind: int, device: int, rest: str) -> None:
        self.kind = kind
        self.device = device
        self.rest = rest

    def below(self, rest: str) -> Crossing:
        """The same with a longer path."""
        return Crossing(self.kind, self.device, self.rest + rest)


# kinds of Node
N_NONE = 0
N_FILE = 1
N_FOLDER = 2
N_LINK = 3
N_OUTSIDE = 4  # a link led out of the mount: `target` is the whole path


class Node:
    """A name of a backend: `kind` is one of N_*; N_NONE when there is none, and `error` is the errno. `path` is its own
    path.

    The link to an open file has a `description`, and leads to that, not to `target`."""

    def __init__(self, kind: int, error: int = 0) -> None:
        self.kind = kind
        self.error = error
        self.path = ''
        self.target = ''
        self.description = 0


class NoSuchOperation(Exception):
    """A bug of the machine: a backend without one of the operations."""


class Backend:
    """The operations of a mount whose names are elsewhere. None has a default. Nothing in it can be changed."""

    def find(self, rest: str, follow: bool) -> Any:
        """The Node of a path below the root. Links are followed, the last one only with `follow`; links to open files
        never are."""
        raise NoSuchOperation('find')

    def stat(self, node: Any, out: Any) -> int:
        raise NoSuchOperation('stat')

    def statfs(self, out: Any) -> int:
        raise NoSuchOperation('statfs')

    def entries(self, node: Any) -> list[list] | int:
        """[name, UV_DIRENT_*] of a folder, or -errno."""
        raise NoSuchOperation('entries')

    def content(self, node: Any) -> Bytes | int:
        """The present content of a file, or -errno."""
        raise NoSuchOperation('content')
