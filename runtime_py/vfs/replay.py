"""Replay at boot: builds a fresh file system from the metadata of all groups (journal.py has their form). Contents stay
on the disk until loader.py loads them.

Damaged records are left out, and described in words for the user; inodes whose folder is lost get names in /lost+found.
Nothing else is lost."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, copy
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.journal import VERSION
from runtime_py.vfs.layout import (
    DIRTY_GROUPS,
    G_DIRTY,
    G_NEXT_DIRTY,
    GROUP_INODES,
    I_ABSENT,
    I_ATIME,
    I_BIRTH,
    I_CTIME,
    I_ENTRY,
    I_GID,
    I_INO,
    I_MODE,
    I_MTIME,
    I_NLINK,
    I_PARENT,
    I_RDEV,
    I_SEGMENTS,
    I_TARGET,
    I_UID,
    NEXT_INO,
    ON_DISK,
    ROOT,
    S_IFDIR,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
)
from runtime_py.vfs.records import SEAL_BYTES, Reader, RecordError, version_of

FLOAT_TIMES = 2  # the version that had them
LOST_AND_FOUND = 'lost+found'
_REST_BYTES = 4 * 4 + 5 * 8  # uid, gid, rdev, segments, size and times


class Replay:
    """Call `run` once; then `problems` are messages for the user, `damaged` the numbers of groups whose records could
    not be read."""

    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory
        self.problems: list[str] = []
        self.damaged: list[int] = []
        self._names: list[list] = []  # folder's inode, name, ino
        self._missing: list[list] = []  # folder's inode and name of each lost entry
        self._found: list[int] = []  # all inodes

    def run(self, groups: list[list]) -> None:
        """`groups`: all [number, record] of the store."""
        if len(groups) == 0:
            return
        self.fs.lock()
        try:
            self.inodes.free(self.memory.i32[ROOT])
            self.memory.i32[ROOT] = 0
            for number, record in groups:
                self._read_group(number, record)
            self._clean_marks()  # changes from here on aren't on the disk yet
            if self.memory.i32[ROOT] == 0:
                self._make_root()
            self.link_names()
            self._adopt_orphans()
            self.tell_missing()
            self.fs.changed()
        finally:
            self.fs.unlock()

    def _read_group(self, number: int, record: Bytes) -> None:
        try:
            if version_of(record) not in (FLOAT_TIMES, VERSION):
                raise RecordError('made by another version')
            self.read_inodes(record)
        except RecordError as error:
            self.problems.append(f'group {number}: {error.message}')
            self.damaged.append(number)
            self._reserve((number + 1) * GROUP_INODES - 1)

    def _reserve(self, ino: int) -> None:
        """Keeps this number from being given to a new inode."""
        i32 = self.memory.i32
        i32[NEXT_INO] = max(i32[NEXT_INO], ino + 1)

    def read_inodes(self, record: Bytes) -> None:
        """Makes a sealed record's inodes; existing ones keep their places and their open descriptions."""
        reader = Reader(record)
        has_float_times = reader.number() == FLOAT_TIMES
        reader.at = SEAL_BYTES
        while not reader.at_end():
            self._read_inode(reader, has_float_times)

    def kinds_in(self, record: Bytes, kinds: Map[int, int]) -> None:
        """The kind of each inode in a sealed record, by number, without making any. Raises RecordError."""
        version_of(record)
        reader = Reader(record)
        reader.at = SEAL_BYTES
        while not reader.at_end():
            ino = reader.number()
            kind = reader.number() & S_IFMT
            kinds.set(ino, kind)
            reader.at += _REST_BYTES
            if kind == S_IFDIR:
                for _ in range(reader.number()):
                    reader.bytes()
                    reader.number()
            elif kind == S_IFLNK:
                reader.bytes()

    def _read_inode(self, reader: Reader, has_float_times: bool) -> None:
        inodes = self.inodes
        ino = reader.number()
        inode = inodes.by_number(ino)
        if inode == 0:
            inode = inodes.adopt(ino)
        if inode == 0:
            raise RecordError('the memory is full')
        self._reserve(ino)
        self._found.append(inode)
        for field in [I_MODE, I_UID, I_GID, I_RDEV, I_SEGMENTS]:
            inodes.set(inode, field, reader.number())
        inodes.set(inode, I_NLINK, 0)  # counted as the names are read
        size = reader.real()
        for field in [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]:
            if has_float_times:
                ms = reader.real()
                inodes.set_time(inode, field, ms // 1000, int(ms % 1000 * 1000000))
            else:
                inodes.set(inode, field, reader.number())
                inodes.set(inode, field + 1, reader.number())
        kind = inodes.get(inode, I_MODE) & S_IFMT
        if kind == S_IFDIR:
            self._read_folder(inode, ino, reader)
        elif kind == S_IFLNK:
            self._read_target(inode, reader.text())
        elif kind == S_IFREG:
            inodes.set_size(inode, size)
            inodes.set(inode, I_ABSENT, ON_DISK if size > 0 else 0)

    def _read_folder(self, inode: int, ino: int, reader: Reader) -> None:
        self.inodes.set(inode, I_NLINK, 2 if ino == 1 else 1)
        for _ in range(reader.number()):
            name = reader.text()
            self._names.append([inode, name, reader.number()])
        if ino == 1:
            self.memory.i32[ROOT] = inode
            self.inodes.set(inode, I_PARENT, inode)

    def _read_target(self, inode: int, target: str) -> None:
        data = to_bytes(target)
        address = self.fs.heap.alloc_stored(len(data))
        if address == 0:
            raise RecordError('the memory is full')
        copy(data, 0, len(data), self.memory.u8, address)
        self.inodes.set(inode, I_TARGET, address)
        self.inodes.set_size(inode, len(data))

    def _make_root(self) -> None:
        """Makes the root anew when its group was damaged."""
        root = self.inodes.adopt(1)
        self.inodes.set(root, I_MODE, S_IFDIR | 0o755)
        self.inodes.touch(root)
        self.inodes.set(root, I_NLINK, 2)
        self.inodes.set(root, I_PARENT, root)
        self.memory.i32[ROOT] = root

    def link_names(self) -> None:
        for folder, name, ino in self._names:
            inode = self.inodes.by_number(ino)
            if inode == 0:
                self._missing.append([folder, name])
                self._reserve(ino)
                self.inodes.mark_dirty(folder)
            elif not self.link(folder, name, inode):
                self.problems.append(f'{name}: the memory is full')

    def link(self, folder: int, name: str, inode: int) -> bool:
        """Adds a name without marking a change; False when there is no memory for it."""
        inodes = self.inodes
        entry = self.fs.directories.add(folder, to_bytes(name), inode)
        if entry == 0:
            return False
        inodes.set(inode, I_ENTRY, entry)
        inodes.set(inode, I_NLINK, inodes.get(inode, I_NLINK) + 1)
        if inodes.kind(inode) == S_IFDIR:
            inodes.set(inode, I_PARENT, folder)
            inodes.set(folder, I_NLINK, inodes.get(folder, I_NLINK) + 1)
        return True

    def tell_missing(self) -> None:
        """Reports missing files by their paths, which are known once all names exist."""
        for folder, name in self._missing:
            path = self.fs.paths.path_of(folder)
            self.problems.append(f'{"" if path == "/" else path}/{name}: it is lost')

    def _adopt_orphans(self) -> None:
        """Gives inodes that no folder names, because theirs is lost, names from their numbers."""
        root = self.memory.i32[ROOT]
        orphans = [inode for inode in self._found if inode != root and self._is_orphan(inode)]
        if len(orphans) == 0:
            return
        folder = self._lost_and_found(root)
        for inode in orphans:
            if folder <= 0 or not self.link(folder, f'#{self.inodes.get(inode, I_INO)}', inode):
                self.problems.append(f'inode {self.inodes.get(inode, I_INO)} has no name')
            else:
                self.inodes.mark_dirty(inode)
        if folder > 0:
            self.inodes.mark_dirty(folder)
            self.problems.append(f'{len(orphans)} files without a folder are in /{LOST_AND_FOUND}')

    def _is_orphan(self, inode: int) -> bool:
        return self.inodes.get(inode, I_NLINK) < (2 if self.inodes.kind(inode) == S_IFDIR else 1)

    def _lost_and_found(self, root: int) -> int:
        entry = self.fs.directories.find(root, to_bytes(LOST_AND_FOUND))
        return (
            self.fs.directories.inode(entry)
            if entry != 0
            else self.fs.make_in(root, to_bytes(LOST_AND_FOUND), S_IFDIR | 0o700, 0)
        )

    def _clean_marks(self) -> None:
        """Clears all marks, since what was just read is on the disk."""
        i32 = self.memory.i32
        group = i32[DIRTY_GROUPS]
        while group != 0:
            i32[(group >> 2) + G_DIRTY] = 0
            group = i32[(group >> 2) + G_NEXT_DIRTY]
        i32[DIRTY_GROUPS] = 0
