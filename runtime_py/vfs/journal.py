"""The journal: what changed since the last drain, as one batch that is written whole or not at all; and the way back at boot.

Form on the disk, two stores: `groups` holds, by group number, the records of up to 64 inodes (attributes, names of a folder, target of a link,
content of a file up to 16 KB), `segments` holds, by "ino:k", the k-th MiB of a larger file. A group's record is: version, crc32 of the rest, then per inode
ino mode nlink rdev, size and four times (floats), and by kind: folder - count, then name and ino each; link - target; small file - content.
Marks are made by the operations in shared memory, so that a file which is written a thousand times is stored once; a batch is taken under the
lock and is a state that the file system really was in. IndexedDB's transaction makes it atomic. See docs/ARCHITECTURE.md, Journal.

A record that is damaged is left out and reported; folders then miss a name, nothing else is lost."""
from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, copy, encode, view
from runtime_py.platform.digest import crc32
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import u32
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    DIRTY_GROUPS,
    G_DIRTY,
    G_LIVE,
    G_NEXT_DIRTY,
    G_NUMBER,
    GID,
    GROUP_INODES,
    I_ATIME,
    I_BIRTH,
    I_CTIME,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_ENTRY,
    I_FIRST,
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
    PAGE_BYTES,
    ROOT,
    S_IFDIR,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
    SEGMENT_BYTES,
    SMALL_FILE,
    UID,
)
from runtime_py.vfs.records import Reader, RecordError, Writer

VERSION = 1
GROUPS_STORE = 'groups'
SEGMENTS_STORE = 'segments'
_PAGES_PER_SEGMENT = SEGMENT_BYTES // PAGE_BYTES


class Batch:
    """`changes`: [store, key, bytes] to put, [store, key] to delete, all or nothing. `groups` and `ranges` are for `failed`."""

    def __init__(self) -> None:
        self.changes: list[list] = []
        self.groups: list[int] = []
        self.ranges: list[list[int]] = []


class Journal:
    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory

    def has_changes(self) -> bool:
        return self.memory.i32[DIRTY_GROUPS] != 0

    def take(self) -> Batch:
        """All that changed; it counts as written from now on, unless `failed` is called."""
        batch = Batch()
        self.fs.lock()
        try:
            for ino, first, end in self.fs.marks.take():
                for k in range(first, end):
                    batch.changes.append([SEGMENTS_STORE, f'{ino}:{k}'])
            i32 = self.memory.i32
            group = i32[DIRTY_GROUPS]
            i32[DIRTY_GROUPS] = 0
            while group != 0:
                self._take_group(group, batch)
                i32[(group >> 2) + G_DIRTY] = 0
                group = i32[(group >> 2) + G_NEXT_DIRTY]
        finally:
            self.fs.unlock()
        return batch

    def failed(self, batch: Batch) -> None:
        """The batch could not be written: all of it is dirty again."""
        self.fs.lock()
        for number in batch.groups:
            self.inodes.mark_group(self.inodes.group(number * GROUP_INODES, True))
        for ino, first, last in batch.ranges:
            inode = self.inodes.by_number(ino)
            if inode != 0:
                self.fs.contents.mark_pages(inode, first, last)
        self.fs.unlock()

    def _take_group(self, group: int, batch: Batch) -> None:
        base = group >> 2
        number = self.memory.i32[base + G_NUMBER]
        batch.groups.append(number)
        if self.memory.i32[base + G_LIVE] == 0:
            batch.changes.append([GROUPS_STORE, number])
            return
        writer = Writer()
        for k in range(GROUP_INODES):
            inode = self.memory.i32[base + k]
            if inode != 0 and self.inodes.get(inode, I_NLINK) > 0:
                self._write_inode(inode, writer, batch)
        body = writer.finish()
        head = Writer()
        head.number(VERSION)
        head.number(crc32(body))
        record = alloc(8 + len(body))
        copy(head.finish(), 0, 8, record, 0)
        copy(body, 0, len(body), record, 8)
        batch.changes.append([GROUPS_STORE, number, record])

    def _write_inode(self, inode: int, writer: Writer, batch: Batch) -> None:
        inodes = self.inodes
        for field in [I_INO, I_MODE, I_NLINK, I_RDEV]:
            writer.number(inodes.get(inode, field))
        writer.real(inodes.size(inode))
        for field in [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]:
            writer.real(inodes.time(inode, field))
        kind = inodes.kind(inode)
        if kind == S_IFDIR:
            self._write_names(inode, writer)
        elif kind == S_IFLNK:
            writer.text(self.fs.paths.target(inode))
        elif kind == S_IFREG:
            self._write_content(inode, writer, batch)

    def _write_names(self, folder: int, writer: Writer) -> None:
        directories = self.fs.directories
        names: list[int] = []
        entry = self.inodes.get(folder, I_FIRST)
        while entry != 0:
            names.append(entry)
            entry = directories.after(entry)
        writer.number(len(names))
        for one in names:
            writer.text(directories.name(one))
            writer.number(self.inodes.get(directories.inode(one), I_INO))

    def _write_content(self, inode: int, writer: Writer, batch: Batch) -> None:
        size = self.inodes.size(inode)
        if size <= SMALL_FILE:
            content = alloc(int(size))
            self.fs.contents.read(inode, content, 0, int(size), 0)
            writer.bytes(content)
            self.fs.marks.drop_content(inode)
        else:
            self._take_segments(inode, size, batch)
        self.inodes.set(inode, I_DIRTY_FIRST, -1)
        self.inodes.set(inode, I_DIRTY_LAST, -1)

    def _take_segments(self, inode: int, size: float, batch: Batch) -> None:
        """Those that hold a dirty page; all of them when the file was a small one until now."""
        first = self.inodes.get(inode, I_DIRTY_FIRST)
        last = self.inodes.get(inode, I_DIRTY_LAST)
        known = self.inodes.get(inode, I_SEGMENTS)
        count = int((size + SEGMENT_BYTES - 1) // SEGMENT_BYTES)
        if known == 0:
            first = 0
            last = max(last, SMALL_FILE // PAGE_BYTES)
        if first < 0:
            return
        ino = self.inodes.get(inode, I_INO)
        batch.ranges.append([ino, first, last])
        for k in range(first // _PAGES_PER_SEGMENT, min(last // _PAGES_PER_SEGMENT + 1, count)):
            length = int(min(SEGMENT_BYTES, size - k * SEGMENT_BYTES))
            if self._is_hole(inode, k):
                continue
            content = alloc(length)
            self.fs.contents.read(inode, content, 0, length, k * SEGMENT_BYTES)
            batch.changes.append([SEGMENTS_STORE, f'{ino}:{k}', content])
        self.inodes.set(inode, I_SEGMENTS, max(count, known))

    def _is_hole(self, inode: int, segment: int) -> bool:
        for k in range(_PAGES_PER_SEGMENT):
            if self.fs.contents.page(inode, segment * _PAGES_PER_SEGMENT + k) != 0:
                return False
        return True

    # the way back

    def replay(self, groups: list[list], segments: list[list]) -> list[str]:
        """Fills a fresh file system from all [key, bytes] of both stores. What was damaged, in words for the user."""
        problems: list[str] = []
        names: list[list] = []
        self.fs.lock()
        try:
            if len(groups) > 0:
                self.inodes.free(self.memory.i32[ROOT])
            for number, record in groups:
                try:
                    self._read_group(record, names)
                except RecordError as error:
                    problems.append(f'group {number}: {error.message}')
            self._link_names(names, problems)
            self._fill_segments(segments, problems)
            self._clean_marks()
            self.fs.changed()
        finally:
            self.fs.unlock()
        return problems

    def _read_group(self, record: Bytes, names: list[list]) -> None:
        reader = Reader(record)
        if reader.number() != VERSION:
            raise RecordError('made by another version')
        if u32(reader.number()) != u32(crc32(view(record, 8, len(record)))):
            raise RecordError('its checksum is wrong')
        while not reader.at_end():
            self._read_inode(reader, names)

    def _read_inode(self, reader: Reader, names: list[list]) -> None:
        ino = reader.number()
        inode = self.inodes.adopt(ino)
        if inode == 0:
            raise RecordError('the memory is full')
        i32 = self.memory.i32
        i32[NEXT_INO] = max(i32[NEXT_INO], ino + 1)
        self.inodes.set(inode, I_MODE, reader.number())
        reader.number()     # the links are counted again as the names are read
        self.inodes.set(inode, I_RDEV, reader.number())
        self.inodes.set(inode, I_UID, UID)
        self.inodes.set(inode, I_GID, GID)
        size = reader.real()
        for field in [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]:
            self.inodes.set_time(inode, field, reader.real())
        kind = self.inodes.get(inode, I_MODE) & S_IFMT
        if kind == S_IFDIR:
            self.inodes.set(inode, I_NLINK, 2)
            for _ in range(reader.number()):
                name = reader.text()
                names.append([inode, name, reader.number()])
            if ino == 1:
                self.memory.i32[ROOT] = inode
                self.inodes.set(inode, I_PARENT, inode)
        elif kind == S_IFLNK:
            self._read_target(inode, reader.text())
        elif kind == S_IFREG:
            if size <= SMALL_FILE:
                content = reader.bytes()
                self.fs.contents.write(inode, content, 0, len(content), 0)
            self.inodes.set_size(inode, size)

    def _read_target(self, inode: int, target: str) -> None:
        data = encode(target)
        address = self.fs.heap.alloc(len(data))
        if address == 0:
            raise RecordError('the memory is full')
        copy(data, 0, len(data), self.memory.u8, address)
        self.inodes.set(inode, I_TARGET, address)
        self.inodes.set_size(inode, len(data))

    def _link_names(self, names: list[list], problems: list[str]) -> None:
        for folder, name, ino in names:
            inode = self.inodes.by_number(ino)
            entry = 0 if inode == 0 else self.fs.directories.add(folder, encode(name), inode)
            if entry == 0:
                problems.append(f'{name}: its inode {ino} is missing')
                continue
            self.inodes.set(inode, I_ENTRY, entry)
            if self.inodes.kind(inode) == S_IFDIR:
                self.inodes.set(inode, I_PARENT, folder)
                self.inodes.set(folder, I_NLINK, self.inodes.get(folder, I_NLINK) + 1)
            else:
                self.inodes.set(inode, I_NLINK, self.inodes.get(inode, I_NLINK) + 1)

    def _fill_segments(self, segments: list[list], problems: list[str]) -> None:
        highest: Map[int, int] = Map()
        for key, content in segments:
            words = key.split(':')
            ino = int(words[0])
            k = int(words[1])
            inode = self.inodes.by_number(ino)
            if inode == 0 or self.inodes.kind(inode) != S_IFREG or self.inodes.size(inode) <= SMALL_FILE:
                continue
            size = self.inodes.size(inode)
            length = int(min(len(content), max(size - k * SEGMENT_BYTES, 0)))
            if self.fs.contents.write(inode, content, 0, length, k * SEGMENT_BYTES) != length:
                problems.append(f'inode {ino}: the memory is full')
            self.inodes.set_size(inode, size)
            before = highest.get(ino)
            highest.set(ino, max(k + 1, 0 if before is None else before))
        for ino, count in highest.entries():
            self.inodes.set(self.inodes.by_number(ino), I_SEGMENTS, count)

    def _clean_marks(self) -> None:
        """What was just read is on the disk."""
        i32 = self.memory.i32
        group = i32[DIRTY_GROUPS]
        while group != 0:
            i32[(group >> 2) + G_DIRTY] = 0
            group = i32[(group >> 2) + G_NEXT_DIRTY]
        i32[DIRTY_GROUPS] = 0
        number = 0
        while number * GROUP_INODES < i32[NEXT_INO]:
            group = self.inodes.group(number * GROUP_INODES, False)
            if group != 0:
                for k in range(GROUP_INODES):
                    inode = i32[(group >> 2) + k]
                    if inode != 0:
                        self.inodes.set(inode, I_DIRTY_FIRST, -1)
                        self.inodes.set(inode, I_DIRTY_LAST, -1)
            number += 1
