"""Read-only operations: attributes, names in folders, content. Many run without the lock (sequence.py), so that readers
don't block each other.

Paths are absolute. Every public method returns a value >= 0 or -errno, but for those whose caller holds the lock."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import must_give_way
from runtime_py.platform.bytes import Bytes, alloc, view
from runtime_py.platform.clock import now_ms
from runtime_py.platform.errno import (
    EACCES,
    EBADF,
    EINVAL,
    EIO,
    EISDIR,
    ENOMEM,
    ENOTDIR,
    ENXIO,
    EROFS,
)
from runtime_py.vfs.absent import ContentAbsent
from runtime_py.vfs.backend import MOUNT_KINDS, TMPFS_MAGIC, Crossing
from runtime_py.vfs.content import MOST_PAGES
from runtime_py.vfs.flags import O_ACCMODE, O_PATH, O_WRONLY
from runtime_py.vfs.inode import MOST_NANOSECONDS
from runtime_py.vfs.layout import (
    HEAP_LIMIT,
    I_ABSENT,
    I_ATIME,
    I_CONTENT_WRITES,
    I_CTIME,
    I_FIRST,
    I_INO,
    I_LENT,
    I_MODE,
    I_MTIME,
    I_NLINK,
    INODE_COUNT,
    LOST,
    M_INODES,
    M_KIND,
    M_MOST_PAGES,
    M_PAGES,
    NO_ROOM,
    NOT_LENT,
    ON_DISK,
    PAGE_BYTES,
    PRESENT,
    ROOT_PAGES,
    S_IFCHR,
    S_IFDIR,
    S_IFIFO,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
    S_IFSOCK,
    SIZE,
    SPACE_LIMIT,
    STORAGE_QUOTA,
    STORAGE_USED,
    WRITES,
)
from runtime_py.vfs.sequence import begin_read, begin_write_within, end_write, is_unchanged
from runtime_py.vfs.volume import Volume

DIRENT_FILE = 1  # UV_DIRENT_*
DIRENT_DIR = 2
DAY_MS = 86400000
LONG_READ = 16384  # at the offset, which needs the lock: a longer read is copied after releasing it
LARGEST_FREE_FILE = 65536  # a write anywhere invalidates a lock-free read of a whole file


class Reading:
    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.memory = volume.memory
        self.heap = volume.heap
        self.inodes = volume.inodes
        self.directories = volume.directories
        self.mounts = volume.mounts
        self.contents = volume.contents
        self.paths = volume.paths
        self.absent = volume.absent
        self.descriptions = volume.descriptions
        self.listings = volume.listings

    # reading without the lock (sequence.py); each falls back on the lock

    def _begin_read(self, word: int) -> int:
        """A token for `is_unchanged`, or -1: the read must be done under the lock."""
        if must_give_way(self.memory.i32):
            return -1
        number = begin_read(self.memory.i32, word)
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()
        return number

    def _read_freely(self, inode: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        """Reads from an open file without the lock: the number of bytes, or -1."""
        word = (inode >> 2) + I_CONTENT_WRITES
        number = self._begin_read(word)
        if number < 0 or self.inodes.get(inode, I_ABSENT) != PRESENT or self.atime_is_due(inode):
            return -1
        count = self.contents.read(inode, buffer, start, length, position)
        return count if is_unchanged(self.memory.i32, word, number) else -1

    def _read_file_freely(self, path: str, scratch: Bytes | None) -> Bytes | None:
        """Reads the whole of a file that isn't large, at a path that was looked up before, without the lock; or
        None."""
        number = self._begin_read(WRITES)
        inode = self.paths.known(path, True) if number >= 0 else 0
        if (
            inode <= 0
            or self.inodes.get(inode, I_ABSENT) != PRESENT
            or (self.inodes.get(inode, I_MODE) & (S_IFMT | 0o400)) != (S_IFREG | 0o400)
        ):
            return None
        size = self.inodes.size(inode)
        if not 0 <= size <= LARGEST_FREE_FILE or self.atime_is_due(inode):
            return None
        out = _room_for(int(size), scratch)
        self.contents.read(inode, out, 0, len(out), 0)
        return out if is_unchanged(self.memory.i32, WRITES, number) else None

    # attributes

    def stat(self, path: str, out: Any) -> int | Crossing:
        return self._stat(path, out, True)

    def lstat(self, path: str, out: Any) -> int | Crossing:
        return self._stat(path, out, False)

    def _stat(self, path: str, out: Any, follow: bool) -> int | Crossing:
        number = self._begin_read(WRITES)
        known = self.paths.known(path, follow) if number >= 0 else 0
        if known != 0:
            if known > 0:
                self.inodes.fill_stat(known, out, self.inodes.get(known, I_NLINK))
            if is_unchanged(self.memory.i32, WRITES, number):
                return min(known, 0)
        self.volume.lock_to_look()
        inode = self.paths.walk(path, follow)
        if not isinstance(inode, Crossing) and inode > 0:
            self.inodes.fill_stat(inode, out, self.inodes.get(inode, I_NLINK))
            inode = 0
        self.volume.unlock_after_look()
        return inode

    def fstat(self, description: int, out: Any) -> int:
        return self.stat_inode(self.descriptions.object(description), out)

    def exists(self, path: str) -> bool:
        return self.presence(path) == 0

    def presence(self, path: str) -> int | Crossing:
        """0 when the path exists, or -errno."""
        number = self._begin_read(WRITES)
        known = self.paths.known(path, True) if number >= 0 else 0
        if known != 0 and is_unchanged(self.memory.i32, WRITES, number):
            return min(known, 0)
        self.volume.lock_to_look()
        found = self.paths.walk(path, True)
        self.volume.unlock_after_look()
        return found if isinstance(found, Crossing) else min(found, 0)

    def access(self, path: str, mode: int) -> int | Crossing:
        """access(2): R_OK 4, W_OK 2, X_OK 1, by the owner's bits: the machine's user owns everything."""
        self.volume.lock_to_look()
        inode = self.paths.walk(path, True)
        if isinstance(inode, Crossing) or inode < 0:
            self.volume.unlock_after_look()
            return inode
        bits = self.inodes.get(inode, I_MODE) >> 6
        is_read_only = self.mounts.is_read_only(inode)
        self.volume.unlock_after_look()
        if is_read_only and (mode & 2) != 0:
            return -EROFS
        return 0 if (bits & mode & 7) == (mode & 7) else -EACCES

    def stat_inode(self, inode: int, out: Any) -> int:
        """stat of an open inode."""
        number = self._begin_read(WRITES)
        if number >= 0:
            self.inodes.fill_stat(inode, out, self.inodes.get(inode, I_NLINK))
            if is_unchanged(self.memory.i32, WRITES, number):
                return 0
        self.volume.lock_to_look()
        self.inodes.fill_stat(inode, out, self.inodes.get(inode, I_NLINK))
        self.volume.unlock_after_look()
        return 0

    def statfs(self, path: str, out: Any) -> int | Crossing:
        """type bsize blocks bfree bavail files ffree, as Node's statfs has them."""
        self.volume.lock_to_look()
        inode = self._or_crossing(self.paths.walk(path, True))
        if isinstance(inode, Crossing) or inode < 0:
            self.volume.unlock_after_look()
            return inode
        used = self.memory.i32[INODE_COUNT]
        mount = self.mounts.of(inode)
        if mount != 0:
            self._fill_statfs_of(mount, out)
        self.volume.unlock_after_look()
        if mount != 0:
            return 0
        free = self.heap.free_bytes() // PAGE_BYTES
        blocks = self.memory.i32[HEAP_LIMIT] // PAGE_BYTES
        quota = self.memory.f64[STORAGE_QUOTA >> 1]
        left = max(quota - self.memory.f64[STORAGE_USED >> 1], 0) // PAGE_BYTES
        if quota > 0 and left < free:
            # files must fit into the browser's storage too
            blocks = blocks - free + left
            free = left
        limit = self.memory.i32[SPACE_LIMIT]
        if limit > 0 and limit - 1 - self.memory.i32[ROOT_PAGES] < free:
            left = max(limit - 1 - self.memory.i32[ROOT_PAGES], 0)
            blocks = blocks - free + left
            free = left
        values = [TMPFS_MAGIC, PAGE_BYTES, blocks, free, free, MOST_PAGES, MOST_PAGES - used]
        for k in range(7):
            out[k] = values[k]
        return 0

    def _fill_statfs_of(self, mount: int, out: Any) -> None:
        """As `statfs`, for a mount: its limit, or the free memory. The caller holds the lock."""
        mounts = self.mounts
        kind = MOUNT_KINDS[mounts.get(mount, M_KIND)]
        pages = mounts.get(mount, M_PAGES)
        left = self.heap.free_bytes() // PAGE_BYTES
        if mounts.get(mount, M_MOST_PAGES) > 0:
            left = min(left, mounts.get(mount, M_MOST_PAGES) - pages)
        if kind.is_fixed:
            left = 0
        inodes = mounts.get(mount, M_INODES)
        values = [
            kind.magic,
            PAGE_BYTES,
            pages + left,
            left,
            left,
            inodes + left,
            left,
        ]
        for k in range(7):
            out[k] = values[k]

    def number_at(self, path: str) -> int:
        """The number of the inode that a path leads to, 0 for none."""
        self.volume.lock_to_look()
        inode = self.paths.walk(path, True)
        found = self.inodes.get(inode, I_INO) if not isinstance(inode, Crossing) and inode > 0 else 0
        self.volume.unlock_after_look()
        return found

    def path_of_folder(self, number: int) -> str:
        """The present path of the folder with this number, '' when it is gone."""
        self.volume.lock_to_look()
        inode = self.inodes.by_number(number)
        found = (
            self.paths.path_of(inode)
            if inode != 0 and self.inodes.kind(inode) == S_IFDIR and self.inodes.get(inode, I_NLINK) > 0
            else ''
        )
        self.volume.unlock_after_look()
        return found

    def _or_crossing(self, inode: int | Crossing) -> int | Crossing:
        """For calls about what is in a folder: the root of a mount whose names are elsewhere counts as such a name."""
        if not isinstance(inode, Crossing) and inode > 0 and self.mounts.is_elsewhere(inode):
            return self.mounts.crossing(inode, '')
        return inode

    # content

    def read(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        """Reads; a negative position reads at the description's offset and moves it."""
        flags = self.descriptions.flags(description)
        if (flags & O_ACCMODE) == O_WRONLY or (flags & O_PATH) != 0:
            return -EBADF
        inode = self.descriptions.object(description)
        if position < 0:
            return self._read_on(description, inode, buffer, start, length)
        count = self._read_freely(inode, buffer, start, length, position)
        if count >= 0:
            return count
        self.volume.lock()
        try:
            return self._read_locked(inode, buffer, start, length, position)
        finally:
            self.volume.unlock()

    def _read_on(self, description: int, inode: int, buffer: Bytes, start: int, length: int) -> int:
        """Reads at the offset, which is moved under the lock, since descriptions are shared. A long read is copied
        after that, since nobody else gets these bytes."""
        self.volume.lock()
        try:
            offset = self.descriptions.offset(description)
            count = int(min(length, self.inodes.size(inode) - offset))
            if count < LONG_READ or self.inodes.get(inode, I_ABSENT) != PRESENT:
                count = self._read_locked(inode, buffer, start, length, offset)
                if count > 0:
                    self.descriptions.set_offset(description, offset + count)
                return count
            self.descriptions.set_offset(description, offset + count)
        finally:
            self.volume.unlock()
        return self.read(description, buffer, start, count, offset)

    def _read_locked(self, inode: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        if self.inodes.get(inode, I_ABSENT) != PRESENT:
            error = self.fetch(inode)
            if error < 0:
                return error
        self._accessed(inode)
        # nothing is changed from here on: a process that is ended in the copying leaves the files whole
        # (kernel/stuck_locks.py)
        end_write(self.memory.i32, WRITES)
        return self.contents.read(inode, buffer, start, length, position)

    def _accessed(self, inode: int) -> None:
        """Sets atime if due. The caller holds the lock."""
        if self.atime_is_due(inode) and not self.mounts.is_read_only(inode):
            is_own = begin_write_within(self.memory.i32, WRITES)
            self.inodes.touch_atime(inode)
            if is_own:
                end_write(self.memory.i32, WRITES)

    def atime_is_due(self, inode: int) -> bool:
        """As `relatime`: atime is updated only if it isn't later than the last change, or is a day old."""
        i32 = self.memory.i32
        accessed = (inode >> 2) + I_ATIME
        return (
            not _is_later(i32, accessed, (inode >> 2) + I_MTIME)
            or not _is_later(i32, accessed, (inode >> 2) + I_CTIME)
            or now_ms() - i32[accessed] * 1000 > DAY_MS
        )

    def fetch(self, inode: int) -> int:
        """Waits until an absent content has been loaded: 0 or -errno. The caller has the lock, which is released
        meanwhile, and a reference to the inode."""
        while True:
            state = self.inodes.get(inode, I_ABSENT)
            if state == PRESENT:
                return 0
            error = self._await(inode)
            if error < 0:
                return error

    def make_changeable(self, inode: int) -> int:
        """Waits until the content is here, and lent to nobody: 0 or -errno. As for `fetch`."""
        while True:
            if self.inodes.get(inode, I_ABSENT) != PRESENT:
                error = self.fetch(inode)
                if error < 0:
                    return error
            if self.inodes.get(inode, I_LENT) == NOT_LENT:
                return 0
            self.volume.call_back(inode)

    def _await(self, inode: int) -> int:
        """Sleeps once until some content has arrived; the inode may be gone then. Raises ContentAbsent in the kernel
        worker."""
        if self.inodes.get(inode, I_ABSENT) == LOST:
            return -EIO
        if self.inodes.get(inode, I_ABSENT) == NO_ROOM:
            self.inodes.set(inode, I_ABSENT, ON_DISK)
            return -ENOMEM
        if not self.absent.wish(inode):
            return -ENOMEM
        if not self.absent.may_sleep:
            raise ContentAbsent(self.inodes.get(inode, I_INO))
        self.absent.sleep(lambda: self.volume.unlock(), lambda: self.volume.lock())
        return 0

    # names and whole files

    def readlink(self, path: str) -> str | int | Crossing:
        self.volume.lock_to_look()
        try:
            inode = self.paths.walk(path, False)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            if self.inodes.kind(inode) != S_IFLNK:
                return -EINVAL
            self._accessed(inode)
            return self.paths.target(inode)
        finally:
            self.volume.unlock_after_look()

    def realpath(self, path: str) -> str | int | Crossing:
        self.volume.lock_to_look()
        try:
            return self.paths.canonical(path)
        finally:
            self.volume.unlock_after_look()

    def readdir(self, path: str) -> list[str] | int | Crossing:
        """The names in a folder, in the order of creation."""
        self.volume.lock_to_look()
        try:
            inode = self._readable_folder(path)
            return inode if isinstance(inode, Crossing) or inode < 0 else self.directories.names(inode)
        finally:
            self.volume.unlock_after_look()

    def readdir_sorted(self, path: str) -> list[str] | int | Crossing:
        """The names in a folder, in the order of their bytes."""
        self.volume.lock_to_look()
        try:
            inode = self._readable_folder(path)
            return inode if isinstance(inode, Crossing) or inode < 0 else self.listings.sorted_names(inode)
        finally:
            self.volume.unlock_after_look()

    def readdir_types(self, path: str) -> list[list] | int | Crossing:
        """[name, type], in the order of creation; types are Node's UV_DIRENT_*."""
        self.volume.lock_to_look()
        try:
            inode = self._readable_folder(path)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            found: list[list] = []
            entry = self.inodes.get(inode, I_FIRST)
            for name in self.directories.names(inode):
                found.append([name, dirent_type(self.inodes.kind(self.directories.inode(entry)))])
                entry = self.directories.after(entry)
            return found
        finally:
            self.volume.unlock_after_look()

    def _readable_folder(self, path: str) -> int | Crossing:
        """The inode of a folder whose names may be read, or -errno."""
        inode = self._or_crossing(self.paths.walk(path, True))
        if isinstance(inode, Crossing) or inode < 0:
            return inode
        if self.inodes.kind(inode) != S_IFDIR:
            return -ENOTDIR
        if (self.inodes.get(inode, I_MODE) & 0o400) == 0:
            return -EACCES
        self._accessed(inode)
        return inode

    def read_file(self, path: str, scratch: Bytes | None = None) -> Bytes | int | Crossing:
        """A copy of the whole content, in `scratch` if that is given and large enough (a new buffer costs more than
        reading 4 KB)."""
        found = self._read_file_freely(path, scratch)
        if found is not None:
            return found
        self.volume.lock()
        try:
            inode = self.paths.walk(path, True)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            mode = self.inodes.get(inode, I_MODE)
            if (mode & 0o400) == 0:
                return -EACCES
            if (mode & S_IFMT) == S_IFDIR:
                return -EISDIR
            if (mode & S_IFMT) != S_IFREG:
                return -ENXIO
            while self.inodes.get(inode, I_ABSENT) != PRESENT:
                error = self._await(inode)
                inode = error if error < 0 else self.paths.walk(path, True)
                if isinstance(inode, Crossing) or inode < 0:
                    return inode
            out = _room_for(int(self.inodes.size(inode)), scratch)
            self._read_locked(inode, out, 0, len(out), 0)
            return out
        finally:
            self.volume.unlock()


def _room_for(size: int, scratch: Bytes | None) -> Bytes:
    return alloc(size) if scratch is None or len(scratch) < size else view(scratch, 0, size)


def _is_later(i32: Any, one: int, other: int) -> bool:
    """Compares two times by their words (inode.py): seconds, then nanoseconds."""
    return i32[one] > i32[other] or (
        i32[one] == i32[other] and (i32[one + 1] & MOST_NANOSECONDS) > (i32[other + 1] & MOST_NANOSECONDS)
    )


def dirent_type(kind: int) -> int:
    """UV_DIRENT_* for an S_IF*."""
    if kind == S_IFREG:
        return DIRENT_FILE
    if kind == S_IFDIR:
        return DIRENT_DIR
    if kind == S_IFLNK:
        return 3
    if kind == S_IFIFO:
        return 4
    if kind == S_IFSOCK:
        return 5
    return 6 if kind == S_IFCHR else 7
