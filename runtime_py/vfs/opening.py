"""Opens and closes files: from a path to an open file description (description.py), and back.

Every public method takes the file system's lock itself. Must not know the kinds of open files beyond the file system's
own (sys/kinds/)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import (
    EACCES,
    EEXIST,
    EINVAL,
    EISDIR,
    ELOOP,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENOTSUP,
    ENXIO,
    EROFS,
)
from runtime_py.vfs.attributes import Attributes
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.description import KIND_DEVICE, KIND_DIR, KIND_FIFO, KIND_FILE, KIND_WATCH, unknown_kind
from runtime_py.vfs.flags import (
    O_ACCMODE,
    O_CREAT,
    O_DIRECTORY,
    O_EXCL,
    O_NOFOLLOW,
    O_PATH,
    O_TMPFILE,
    O_TRUNC,
    O_WRONLY,
)
from runtime_py.vfs.layout import (
    I_LOCKS,
    I_MODE,
    I_NLINK,
    I_OPENS,
    I_PIPE,
    I_RDEV,
    ROOT,
    S_IFCHR,
    S_IFDIR,
    S_IFIFO,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
    WRITES,
)
from runtime_py.vfs.namespace import Namespace
from runtime_py.vfs.path import name_bytes
from runtime_py.vfs.sequence import begin_write_within, end_write
from runtime_py.vfs.volume import Volume

_CHANGES = O_CREAT | O_TRUNC | O_TMPFILE
OWN_KINDS = [KIND_FILE, KIND_DIR, KIND_DEVICE, KIND_FIFO, KIND_WATCH]
NO_FILE = -65536  # larger than any errno
MEMORY_DEVICES = 1  # the major number of /dev/null and similar devices (Linux, devices.txt)


class Opening:
    def __init__(self, volume: Volume, names: Namespace, attributes: Attributes) -> None:
        self.volume = volume
        self.memory = volume.memory
        self.inodes = volume.inodes
        self.directories = volume.directories
        self.mounts = volume.mounts
        self.contents = volume.contents
        self.paths = volume.paths
        self.watches = volume.watches
        self.descriptions = volume.descriptions
        self.file_locks = volume.file_locks
        self.tables = volume.tables
        self.names = names
        self.attributes = attributes

    def open(self, path: str, flags: int, mode: int) -> int | Crossing:
        """Opens a path: a description (not an fd), or -errno."""
        self._lock_to_open(flags)
        try:
            return self._open_path(path, flags, mode)
        finally:
            self._unlock_opened(flags)

    def open_fd(self, table: int, path: str, flags: int, mode: int, fd_flags: int) -> int | Crossing:
        """Opens a path in this descriptor table: files, folders, and devices such as /dev/null. Returns NO_FILE, with
        nothing done, for FIFOs, terminals and the like, which the caller opens."""
        self._lock_to_open(flags)
        try:
            free = self.tables.lowest_free(table)  # checked before anything is created or truncated
            description = free if free < 0 else self._open_path(path, flags, mode)
            if isinstance(description, Crossing) or description < 0:
                return description
            kind = self.descriptions.kind(description)
            if (
                kind == KIND_FILE
                or kind == KIND_DIR
                or (
                    kind == KIND_DEVICE
                    and self.inodes.get(self.descriptions.object(description), I_RDEV) >> 8 == MEMORY_DEVICES
                )
            ):
                return self.tables.install(table, description, fd_flags)
            self._close(description)
            return NO_FILE
        finally:
            self._unlock_opened(flags)

    def _lock_to_open(self, flags: int) -> None:
        """An open that neither creates nor truncates leaves lock-free readers undisturbed."""
        if (flags & _CHANGES) == 0:
            self.volume.lock_to_look()
        else:
            self.volume.lock()

    def _unlock_opened(self, flags: int) -> None:
        if (flags & _CHANGES) == 0:
            self.volume.unlock_after_look()
        else:
            self.volume.unlock()

    def _open_path(self, path: str, flags: int, mode: int) -> int | Crossing:
        if (flags & O_PATH) != 0:
            return self._open_name(path, flags)
        if (flags & O_TMPFILE) != 0:
            return self._open_nameless_in(path, flags, mode)
        if (flags & O_CREAT) != 0 and not self.paths.is_known(path):
            made = self._open_new(path, flags, mode)
            if made != 0:
                return made
        inode = self.paths.walk(path, (flags & O_NOFOLLOW) == 0 and (flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL))
        if isinstance(inode, Crossing):
            return inode
        if (flags & O_CREAT) != 0 and path.endswith('/') and inode != -ENAMETOOLONG:
            stop = self.paths.place_of(path).stop
            return -EISDIR if stop == 0 else stop
        if inode == -ENOENT and (flags & O_CREAT) != 0:
            return self._create(path, flags, mode)
        if inode < 0:
            return inode
        if (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL):
            return -EEXIST
        return self._open(inode, flags)

    def _open_name(self, path: str, flags: int) -> int | Crossing:
        """O_PATH: opens any kind of inode, whatever its permissions."""
        inode = self.paths.walk(path, (flags & O_NOFOLLOW) == 0)
        if isinstance(inode, Crossing) or inode < 0:
            return inode
        is_folder = self.inodes.kind(inode) == S_IFDIR
        if (flags & O_DIRECTORY) != 0 and not is_folder:
            return -ENOTDIR
        return self._describe(KIND_DIR if is_folder else KIND_FILE, O_PATH, inode)

    def _open_nameless_in(self, path: str, flags: int, mode: int) -> int | Crossing:
        """O_TMPFILE: a new file on this folder's file system, without a name."""
        if (flags & O_DIRECTORY) == 0 or (flags & O_ACCMODE) == 0:
            return -EINVAL
        folder = self.paths.walk(path, True)
        if isinstance(folder, Crossing) or folder < 0:
            return folder
        if self.inodes.kind(folder) != S_IFDIR:
            return -ENOTDIR
        error = self.names.forbidden(folder)
        if error < 0:
            return error
        if self.mounts.kind(folder).is_plain:
            return -ENOTSUP
        inode = self.inodes.create(S_IFREG | (mode & 0o7777), 0, self.mounts.of(folder))
        if inode == 0:
            return -ENOSPC
        description = self._describe(KIND_FILE, flags, inode)
        if description < 0:
            self.volume.drop_unused(inode)
        return description

    def reopen(self, inode: int, flags: int) -> int:
        """Makes a new description for an inode that is already open, even if no path leads to it."""
        self.volume.lock()
        try:
            return self._open(inode, flags & ~O_CREAT)
        finally:
            self.volume.unlock()

    def _open_new(self, path: str, flags: int, mode: int) -> int | Crossing:
        """The common case of O_CREAT, with one lookup: a plain name that doesn't exist. Returns 0, with nothing done,
        in any other case."""
        place = self.names.place_for_new(path)
        if place is None or place.stop != 0:
            return 0 if place is None else place.stop
        made = self.names.make_in(place.folder, name_bytes(place.name), S_IFREG | (mode & 0o7777), 0)
        return self._describe_new(made, flags)

    def _create(self, path: str, flags: int, mode: int) -> int | Crossing:
        target = self._through_links(path)
        if not isinstance(target, str):
            return target
        return self._describe_new(self.names.make(target, S_IFREG | (mode & 0o7777), 0), flags)

    def _describe_new(self, inode: int | Crossing, flags: int) -> int | Crossing:
        return inode if isinstance(inode, Crossing) or inode < 0 else self._describe(KIND_FILE, flags, inode)

    def _through_links(self, path: str) -> str | int:
        """Follows a dangling link at the end of the path: the file is created at its target."""
        for _ in range(40):
            link = self.paths.walk(path, False)
            if isinstance(link, Crossing) or link < 0 or self.inodes.kind(link) != S_IFLNK:
                return path
            target = self.paths.target(link)
            path = target if target.startswith('/') else path[: path.rfind('/') + 1] + target
        return -ELOOP

    def _open(self, inode: int, flags: int) -> int:
        mode = self.inodes.get(inode, I_MODE)
        kind = mode & S_IFMT
        wants_write = (flags & (O_ACCMODE | O_TRUNC)) != 0
        if kind == S_IFLNK:
            return -ELOOP
        if kind == S_IFDIR:
            if wants_write or (flags & O_CREAT) != 0:
                return -EISDIR
            return self._describe(KIND_DIR, flags, inode) if (mode & 0o400) != 0 else -EACCES
        if (flags & O_DIRECTORY) != 0:
            return -ENOTDIR
        if wants_write and kind == S_IFREG and self.mounts.is_read_only(inode):
            return -EROFS
        if ((flags & O_ACCMODE) != O_WRONLY and (mode & 0o400) == 0) or (wants_write and (mode & 0o200) == 0):
            return -EACCES
        if kind == S_IFCHR:
            return self._describe(KIND_DEVICE, flags, inode)
        if kind == S_IFIFO:
            return self._describe(KIND_FIFO, flags, inode)
        if kind != S_IFREG:
            return -ENXIO
        description = self._describe(KIND_FILE, flags, inode)
        if description > 0 and (flags & O_TRUNC) != 0 and wants_write:
            self.attributes.truncate_inode(inode, 0)  # may release the lock meanwhile: the description keeps the inode
        return description

    def _describe(self, kind: int, flags: int, inode: int) -> int:
        description = self.descriptions.create(kind, flags, inode)
        if description > 0:
            self.inodes.set(inode, I_OPENS, self.inodes.get(inode, I_OPENS) + 1)
        return description

    def open_nameless(self, data: Bytes, mode: int) -> int:
        """A readable description of a new file without a name; the file is freed with its last description."""
        self.volume.lock()
        try:
            inode = self.inodes.create(S_IFREG | mode, 0)
            if inode == 0:
                return -ENOSPC
            written = self.contents.write(inode, data, 0, len(data), 0)
            description = written if written < 0 else self._describe(KIND_FILE, 0, inode)
            if description < 0:
                self.volume.drop_unused(inode)
            return description
        finally:
            self.volume.unlock()

    def name_of(self, inode: int) -> str:
        """A path that leads to the description's inode, with Linux's suffix when none does any more."""
        self.volume.lock()
        try:
            if inode == self.memory.i32[ROOT]:
                return '/'
            entry = self.volume.entry_of(inode)
            if entry == 0:
                return '/ (deleted)'
            folder = self.paths.path_of(self.directories.parent(entry))
            return ('' if folder == '/' else folder) + '/' + self.directories.name(entry)
        finally:
            self.volume.unlock()

    def close(self, description: int) -> int:
        """Drops one reference; with the last one the inode may be freed."""
        self.volume.lock_to_look()
        try:
            self._close(description)
            return 0
        finally:
            self.volume.unlock_after_closing()

    def close_fd(self, table: int, fd: int) -> int:
        """Removes a descriptor and closes its description: 0 or -errno. Returns the description itself when it isn't
        the file system's: the caller closes it."""
        self.volume.lock_to_look()
        try:
            description = self.tables.remove(table, fd)
            if description < 0:
                return description
            if self.descriptions.kind(description) not in OWN_KINDS:
                return description
            self._close(description)
            return 0
        finally:
            self.volume.unlock_after_closing()

    def _close(self, description: int) -> None:
        kind = self.descriptions.kind(description)
        target = self.descriptions.object(description)
        if not self.descriptions.release(description):
            return
        if kind == KIND_WATCH:
            self.watches.close(target)
            return
        if kind not in OWN_KINDS:
            raise unknown_kind(kind)
        if self.inodes.get(target, I_LOCKS) != 0:
            self.file_locks.drop_all(target, description)
        self._close_inode(target)

    def _close_inode(self, inode: int) -> None:
        """Closes one opening of an inode; only freeing an inode without names counts as a change of the file system."""
        self.inodes.set(inode, I_OPENS, self.inodes.get(inode, I_OPENS) - 1)
        if self.inodes.get(inode, I_NLINK) == 0:
            is_own = begin_write_within(self.memory.i32, WRITES)
            self.volume.drop_unused(inode)
            if is_own:
                end_write(self.memory.i32, WRITES)

    def close_fifo(self, inode: int, is_last: bool) -> None:
        """Closes one end of a FIFO; with the last end its pipe is gone. The caller holds sys's lock."""
        self.volume.lock_to_look()
        try:
            if is_last:
                self.inodes.set(inode, I_PIPE, 0)
            self._close_inode(inode)
        finally:
            self.volume.unlock_after_closing()
