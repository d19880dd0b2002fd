"""The file system: open descriptions, writing, whole files. Extends namespace.py (names), reading.py (lookups and
reads) and attributes.py (permissions, times, length).

Paths are absolute. Every public method takes the file system's lock itself and returns a value >= 0 or -errno. Errors
are those of Linux's tmpfs."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.entropy import random_fill
from runtime_py.platform.errno import (
    EACCES,
    EBADF,
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
from runtime_py.platform.memory import Memory
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.copying import Copying
from runtime_py.vfs.description import KIND_DEVICE, KIND_DIR, KIND_FIFO, KIND_FILE, KIND_WATCH, unknown_kind
from runtime_py.vfs.fdtable import FdTables
from runtime_py.vfs.file_locks import FileLocks
from runtime_py.vfs.flags import (
    O_ACCMODE,
    O_APPEND,
    O_CREAT,
    O_DIRECTORY,
    O_EXCL,
    O_NOFOLLOW,
    O_PATH,
    O_TMPFILE,
    O_TRUNC,
    O_WRONLY,
)
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import (
    I_ABSENT,
    I_LOCKS,
    I_MODE,
    I_NLINK,
    I_OPENS,
    I_PIPE,
    I_RDEV,
    PRESENT,
    ROOT,
    S_IFCHR,
    S_IFDIR,
    S_IFIFO,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
    WRITES,
)
from runtime_py.vfs.path import name_bytes
from runtime_py.vfs.sequence import begin_write_within, end_write

_CHANGES = O_CREAT | O_TRUNC | O_TMPFILE
OWN_KINDS = [KIND_FILE, KIND_DIR, KIND_DEVICE, KIND_FIFO, KIND_WATCH]
NO_FILE = -65536  # larger than any errno
MEMORY_DEVICES = 1  # the major number of /dev/null and similar devices (Linux, devices.txt)
SEEK_CUR = 1
SEEK_END = 2
_SUFFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'


class FileSystem(Copying):
    def __init__(self, memory: Memory, heap: Heap) -> None:
        super().__init__(memory, heap)
        self.file_locks = FileLocks(self.inodes, heap)
        self.tables = FdTables(memory, heap)

    # open descriptions

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
            self.lock_to_look()
        else:
            self.lock()

    def _unlock_opened(self, flags: int) -> None:
        if (flags & _CHANGES) == 0:
            self.unlock_after_look()
        else:
            self.unlock()

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
        error = self._forbidden(folder)
        if error < 0:
            return error
        if self.mounts.kind(folder).is_plain:
            return -ENOTSUP
        inode = self.inodes.create(S_IFREG | (mode & 0o7777), 0, self.mounts.of(folder))
        if inode == 0:
            return -ENOSPC
        description = self._describe(KIND_FILE, flags, inode)
        if description < 0:
            self.drop_unused(inode)
        return description

    def reopen(self, inode: int, flags: int) -> int:
        """Makes a new description for an inode that is already open, even if no path leads to it."""
        self.lock()
        try:
            return self._open(inode, flags & ~O_CREAT)
        finally:
            self.unlock()

    def _open_new(self, path: str, flags: int, mode: int) -> int | Crossing:
        """The common case of O_CREAT, with one lookup: a plain name that doesn't exist. Returns 0, with nothing done,
        in any other case."""
        place = self.place_for_new(path)
        if place is None or place.stop != 0:
            return 0 if place is None else place.stop
        made = self.make_in(place.folder, name_bytes(place.name), S_IFREG | (mode & 0o7777), 0)
        return self._describe_new(made, flags)

    def _create(self, path: str, flags: int, mode: int) -> int | Crossing:
        target = self._through_links(path)
        if not isinstance(target, str):
            return target
        return self._describe_new(self.make(target, S_IFREG | (mode & 0o7777), 0), flags)

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
        if (flags & O_TRUNC) != 0 and wants_write:
            self._truncate(inode, 0)
        return self._describe(KIND_FILE, flags, inode)

    def _describe(self, kind: int, flags: int, inode: int) -> int:
        description = self.descriptions.create(kind, flags, inode)
        if description > 0:
            self.inodes.set(inode, I_OPENS, self.inodes.get(inode, I_OPENS) + 1)
        return description

    def open_nameless(self, data: Bytes, mode: int) -> int:
        """A readable description of a new file without a name; the file is freed with its last description."""
        self.lock()
        try:
            inode = self.inodes.create(S_IFREG | mode, 0)
            if inode == 0:
                return -ENOSPC
            written = self.contents.write(inode, data, 0, len(data), 0)
            description = written if written < 0 else self._describe(KIND_FILE, 0, inode)
            if description < 0:
                self.drop_unused(inode)
            return description
        finally:
            self.unlock()

    def name_of(self, inode: int) -> str:
        """A path that leads to the description's inode, with Linux's suffix when none does any more."""
        self.lock()
        try:
            if inode == self.memory.i32[ROOT]:
                return '/'
            entry = self.entry_of(inode)
            if entry == 0:
                return '/ (deleted)'
            folder = self.paths.path_of(self.directories.parent(entry))
            return ('' if folder == '/' else folder) + '/' + self.directories.name(entry)
        finally:
            self.unlock()

    def close(self, description: int) -> int:
        """Drops one reference; with the last one the inode may be freed."""
        self.lock_to_look()
        try:
            self._close(description)
            return 0
        finally:
            self.unlock_after_closing()

    def close_fd(self, table: int, fd: int) -> int:
        """Removes a descriptor and closes its description: 0 or -errno. Returns the description itself when it isn't
        the file system's: the caller closes it."""
        self.lock_to_look()
        try:
            description = self.tables.remove(table, fd)
            if description < 0:
                return description
            if self.descriptions.kind(description) not in OWN_KINDS:
                return description
            self._close(description)
            return 0
        finally:
            self.unlock_after_closing()

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
            self.drop_unused(inode)
            if is_own:
                end_write(self.memory.i32, WRITES)

    def close_fifo(self, inode: int, is_last: bool) -> None:
        """Closes one end of a FIFO; with the last end its pipe is gone. The caller holds sys's lock."""
        self.lock_to_look()
        try:
            if is_last:
                self.inodes.set(inode, I_PIPE, 0)
            self._close_inode(inode)
        finally:
            self.unlock_after_closing()

    def write(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        flags = self.descriptions.flags(description)
        if (flags & O_ACCMODE) == 0 or (flags & O_PATH) != 0:
            return -EBADF
        self.lock()
        try:
            inode = self.descriptions.object(description)
            if self.memory.i32[(inode >> 2) + I_ABSENT] != PRESENT:
                error = self._fetch(inode)
                if error < 0:
                    return error
            at = position if position >= 0 else self.descriptions.offset(description)
            if (flags & O_APPEND) != 0:
                at = self.inodes.size(inode)
            count = self.contents.write(inode, buffer, start, length, at)
            if count > 0:
                self.inodes.drop_privileges(inode)
                if position < 0:
                    self.descriptions.set_offset(description, at + count)
                self.inodes.touch(inode)
                self.tell_change(inode)
            return count
        finally:
            self.unlock()

    def flock(self, description: int, operation: int, number: int) -> int:
        """0 or -errno; never waits (file_locks.py)."""
        self.lock()
        try:
            return self.file_locks.take(self.descriptions.object(description), description, operation, number)
        finally:
            self.unlock()

    def is_lock_held(self, description: int, number: int, kind: int) -> bool:
        """Whether another description's lock stands in the way of one of this kind."""
        self.lock_to_look()
        try:
            return self.file_locks.is_held(self.descriptions.object(description), description, number, kind)
        finally:
            self.unlock_after_look()

    def seek(self, description: int, offset: float, whence: int) -> float:
        """Moves the description's offset, and returns the new one."""
        if (self.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        base = 0.0
        if whence == SEEK_CUR:
            base = self.descriptions.offset(description)
        elif whence == SEEK_END:
            base = self.inodes.size(self.descriptions.object(description))
        elif whence != 0:
            return -EINVAL
        if base + offset < 0:
            return -EINVAL
        self.descriptions.set_offset(description, base + offset)
        return base + offset

    # whole files and names

    def write_file(self, path: str, data: Bytes, mode: int) -> int | Crossing:
        """Creates or replaces a file with this content; returns the number of bytes written."""
        description = self.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        if isinstance(description, Crossing) or description < 0:
            return description
        if self.descriptions.kind(description) != KIND_FILE:
            self.close(description)
            return -ENXIO
        done = 0
        while done < len(data):
            count = self.write(description, data, done, len(data) - done, -1)
            if count < 0:
                self.close(description)
                return count
            done += count
        self.close(description)
        return done

    def mkdtemp(self, prefix: str) -> str | int | Crossing:
        """Makes a folder named by this prefix and six random characters; returns its path."""
        octets = alloc(6)
        for _ in range(100):
            random_fill(octets, 0, 6)
            path = prefix
            for octet in octets:
                path += _SUFFIX_LETTERS[octet % len(_SUFFIX_LETTERS)]
            result = self.mkdir(path, 0o700)
            if result != -EEXIST:
                return path if result == 0 else result
        return -EEXIST

    # watches

    def watch_open(self, capacity: int) -> int:
        """Makes a queue of events; returns its description."""
        self.lock()
        try:
            listener = self.watches.listen(capacity)
            return -ENOSPC if listener == 0 else self.descriptions.create(KIND_WATCH, 0, listener)
        finally:
            self.unlock()

    def watch_add(self, listener: int, path: str, recursive: bool) -> int | Crossing:
        """Adds a watch; returns its id."""
        self.lock()
        try:
            inode = self.paths.walk(path, True)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            number = self.watches.add(listener, inode, recursive)
            return -ENOSPC if number == 0 else number
        finally:
            self.unlock()

    def watch_remove(self, listener: int, number: int) -> int:
        self.lock()
        try:
            return 0 if self.watches.remove(listener, number) else -EINVAL
        finally:
            self.unlock()

    def watch_read(self, listener: int) -> list[list]:
        self.lock()
        try:
            return self.watches.read(listener)
        finally:
            self.unlock()

    def watch_queue(self, listener: int) -> int:
        return self.watches.queue(listener)

    def poll_watch(self, listener: int) -> int:
        return POLLIN if self.watches.has_events(listener) else 0
