"""The journal: collects everything that changed since the last drain into one batch, which is written whole or not at
all. replay.py reads it back.

Form on the disk, three stores, each record sealed (records.py). `groups` holds, by group number, the metadata of up to
64 inodes: ino mode uid gid rdev, segments, size (a float) and four times (two words each, as in the inode), and by
kind: folder - count, then name and ino each; link - target. `bodies` holds, by group number, ino and content of the
group's files up to 16 KB. `contents` holds, by "ino:k", the k-th MiB of a larger file; missing pieces are holes. So a
boot reads only the metadata, and contents are loaded on demand.

Operations mark their changes in shared memory, so that a file that is written a thousand times is stored once; a batch
is taken under the lock, so it is a state that the file system really was in. IndexedDB's transaction makes it atomic.
See docs/rooms/journal.md.

The journal changes only its own marks, which no lock-free reader looks at. So it takes the lock as a reader does, and
lock-free readers continue."""

from __future__ import annotations

from runtime_py.platform.atomics import add, notify
from runtime_py.platform.bytes import alloc
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    BATCHES,
    DIRTY_GROUPS,
    G_DIRTY,
    G_LIVE,
    G_NEXT_DIRTY,
    G_NUMBER,
    GROUP_INODES,
    I_ABSENT,
    I_ATIME,
    I_BIRTH,
    I_CTIME,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_FIRST,
    I_GID,
    I_INO,
    I_MODE,
    I_MTIME,
    I_NLINK,
    I_RDEV,
    I_SEGMENTS,
    I_UID,
    LOST,
    NO_ROOM,
    ON_DISK,
    PAGE_BYTES,
    PRESENT,
    S_IFDIR,
    S_IFLNK,
    S_IFREG,
    SEGMENT_BYTES,
    SMALL_FILE,
    UNSTORED,
)
from runtime_py.vfs.records import SEAL_BYTES, Writer, seal
from runtime_py.vfs.states import BATCH, FAILED, FILLING, TAKEN, WRITTEN

_ALL = 1024  # waiters

VERSION = 3  # version 2 had times as floats of milliseconds; replay.py reads both
GROUPS_STORE = 'groups'
BODIES_STORE = 'bodies'
CONTENTS_STORE = 'contents'
STORES = [GROUPS_STORE, BODIES_STORE, CONTENTS_STORE]
_KEPT_BYTES = 8 << 20  # of memory kept for the next batch
_PAGES_PER_SEGMENT = SEGMENT_BYTES // PAGE_BYTES


_NUMBERS = [I_INO, I_MODE, I_UID, I_GID, I_RDEV, I_SEGMENTS]
_TIMES = [I_ATIME, I_MTIME, I_CTIME, I_BIRTH]


class Batch:
    """`changes`: [store, key, bytes] to put, [store, key] to delete, all or nothing. `groups` and `ranges` are for
    `failed`."""

    def __init__(self) -> None:
        self.state = FILLING
        self.changes: list[list] = []
        self.groups: list[int] = []
        self.ranges: list[list[int]] = []

    def step(self, state: int) -> None:
        BATCH.check(self.state, state)
        self.state = state


class Journal:
    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory
        self._writer = Writer()

    def has_changes(self) -> bool:
        return self.memory.i32[DIRTY_GROUPS] != 0

    def missing(self) -> list[int]:
        """Groups whose bodies must be loaded before a batch can be taken: one of their small files was written while
        another is still only on the disk."""
        self.fs.lock_to_look()
        found = self._missing()
        self.fs.unlock_after_look()
        return found

    def _missing(self) -> list[int]:
        found: list[int] = []
        group = self.memory.i32[DIRTY_GROUPS]
        while group != 0:
            if self._has_new_body(group) and self._has_absent_body(group):
                found.append(self.memory.i32[(group >> 2) + G_NUMBER])
            group = self.memory.i32[(group >> 2) + G_NEXT_DIRTY]
        return found

    def take(self) -> Batch | None:
        """Takes all changes as a batch; they count as stored from now on, unless `failed` is called. None when
        `missing` must be loaded first."""
        batch = Batch()
        self.fs.lock_to_look()
        try:
            if len(self._missing()) > 0:
                return None
            self._note_batch()
            for ino, first, end in self.fs.marks.take():
                for k in range(first, end):
                    batch.changes.append([CONTENTS_STORE, f'{ino}:{k}'])
            i32 = self.memory.i32
            group = i32[DIRTY_GROUPS]
            i32[DIRTY_GROUPS] = 0
            while group != 0:
                self._take_group(group, batch)
                i32[(group >> 2) + G_DIRTY] = 0
                group = i32[(group >> 2) + G_NEXT_DIRTY]
        finally:
            self.fs.unlock_after_look()
        batch.step(TAKEN)
        self._seal(batch)
        return batch

    def _note_batch(self) -> None:
        """Those that wait because too much isn't stored go on. The caller holds the lock."""
        self.memory.f64[UNSTORED >> 1] = 0
        add(self.memory.i32, BATCHES, 1)
        notify(self.memory.i32, BATCHES, _ALL)

    def _seal(self, batch: Batch) -> None:
        """Seals the batch's records; needs no lock, since it looks only at copies."""
        for change in batch.changes:
            if len(change) == 3:
                if change[0] != CONTENTS_STORE:
                    change[2] = self._writer.cut(change[2][0], change[2][1])
                seal(change[2], VERSION)
        self._writer.clear(_KEPT_BYTES)

    def written(self, batch: Batch) -> None:
        batch.step(WRITTEN)

    def failed(self, batch: Batch) -> None:
        """The batch could not be written: marks all of it dirty again."""
        batch.step(FAILED)
        self.fs.lock_to_look()
        for change in batch.changes:
            if change[0] == CONTENTS_STORE and len(change) == 2:
                words = change[1].split(':')
                self.fs.marks.note(int(words[0]), int(words[1]), int(words[1]) + 1)
        for number in batch.groups:
            self.inodes.mark_group(self.inodes.group(number * GROUP_INODES, True))
        for ino, first, last in batch.ranges:
            inode = self.inodes.by_number(ino)
            if inode != 0:
                self.fs.contents.mark_pages(inode, first, last)
        self.fs.unlock_after_look()

    def _live(self, group: int) -> list[int]:
        """The group's inodes that have a name."""
        i32 = self.memory.i32
        found: list[int] = []
        for k in range(GROUP_INODES):
            inode = i32[(group >> 2) + k]
            if inode != 0 and self.inodes.get(inode, I_NLINK) > 0:
                found.append(inode)
        return found

    def is_small(self, inode: int) -> bool:
        """Whether the file's content lies in its group's body."""
        return self.inodes.kind(inode) == S_IFREG and self.inodes.size(inode) <= SMALL_FILE

    def _has_new_body(self, group: int) -> bool:
        for inode in self._live(group):
            if self.inodes.get(inode, I_DIRTY_FIRST) >= 0 and self.is_small(inode):
                return True
        return False

    def _has_absent_body(self, group: int) -> bool:
        """Counts files without a name too: a program may have one open."""
        i32 = self.memory.i32
        for k in range(GROUP_INODES):
            inode = i32[(group >> 2) + k]
            if (
                inode != 0
                and (i32[(inode >> 2) + I_ABSENT] == ON_DISK or i32[(inode >> 2) + I_ABSENT] == NO_ROOM)
                and self.is_small(inode)
            ):
                return True
        return False

    def _take_group(self, group: int, batch: Batch) -> None:
        number = self.memory.i32[(group >> 2) + G_NUMBER]
        batch.groups.append(number)
        if self.memory.i32[(group >> 2) + G_LIVE] == 0:
            batch.changes.append([GROUPS_STORE, number])
            batch.changes.append([BODIES_STORE, number])
            return
        writer = self._writer
        has_new_body = self._has_new_body(group)
        inodes = self._live(group)
        start = writer.length
        writer.skip(SEAL_BYTES)
        for inode in inodes:
            if self.inodes.kind(inode) == S_IFREG and not self.is_small(inode):
                self._take_segments(inode, batch)
            self._write_inode(inode, writer)
        middle = writer.length
        batch.changes.append([GROUPS_STORE, number, [start, middle]])
        if has_new_body:
            self._write_body(inodes, batch, writer)
            batch.changes.append([BODIES_STORE, number, [middle, writer.length]])

    def _write_inode(self, inode: int, writer: Writer) -> None:
        inodes = self.inodes
        if self.is_small(inode):
            self.fs.marks.drop_content(inode)
        for field in _NUMBERS:
            writer.number(inodes.get(inode, field))
        writer.real(inodes.size(inode))
        for field in _TIMES:
            writer.number(inodes.get(inode, field))
            writer.number(inodes.get(inode, field + 1))
        kind = inodes.kind(inode)
        if kind == S_IFDIR:
            self._write_names(inode, writer)
        elif kind == S_IFLNK:
            writer.text(self.fs.paths.target(inode))

    def _write_names(self, folder: int, writer: Writer) -> None:
        directories = self.fs.directories
        names: list[int] = []
        entry = self.inodes.get(folder, I_FIRST)
        while entry != 0:
            names.append(entry)
            entry = directories.after(entry)
        writer.number(len(names))
        for one in names:
            writer.bytes(directories.octets(one))
            writer.number(self.inodes.get(directories.inode(one), I_INO))

    def _write_body(self, inodes: list[int], batch: Batch, writer: Writer) -> None:
        """Writes the contents of a group's small files. A lost content stays lost: it has no entry."""
        writer.skip(SEAL_BYTES)
        for inode in inodes:
            if not self.is_small(inode):
                continue
            size = int(self.inodes.size(inode))
            if self.inodes.get(inode, I_ABSENT) == PRESENT and size > 0:
                writer.number(self.inodes.get(inode, I_INO))
                at = writer.reserve(size)
                self.fs.contents.read(inode, writer.data, at, size, 0)
            if self.inodes.get(inode, I_DIRTY_FIRST) >= 0:
                batch.ranges.append([self.inodes.get(inode, I_INO), 0, 0])
                self._clean(inode)

    def _take_segments(self, inode: int, batch: Batch) -> None:
        """Takes the segments that contain a dirty page; all segments when the file was a small one until now."""
        if self.inodes.get(inode, I_ABSENT) == LOST:
            return
        size = self.inodes.size(inode)
        first = self.inodes.get(inode, I_DIRTY_FIRST)
        last = self.inodes.get(inode, I_DIRTY_LAST)
        known = self.inodes.get(inode, I_SEGMENTS)
        count = int((size + SEGMENT_BYTES - 1) // SEGMENT_BYTES)
        if known <= 0:
            first = 0
        if count > known:
            last = count * _PAGES_PER_SEGMENT - 1  # the disk may hold another file's content there
        if first < 0:
            return
        ino = self.inodes.get(inode, I_INO)
        batch.ranges.append([ino, first, last])
        for k in range(first // _PAGES_PER_SEGMENT, min(last // _PAGES_PER_SEGMENT + 1, count)):
            if self._is_hole(inode, k):
                batch.changes.append([CONTENTS_STORE, f'{ino}:{k}'])
                continue
            length = int(min(SEGMENT_BYTES, size - k * SEGMENT_BYTES))
            record = alloc(SEAL_BYTES + length)
            self.fs.contents.read(inode, record, SEAL_BYTES, length, k * SEGMENT_BYTES)
            batch.changes.append([CONTENTS_STORE, f'{ino}:{k}', record])
        self.inodes.set(inode, I_SEGMENTS, max(count, known))
        self._clean(inode)

    def _clean(self, inode: int) -> None:
        self.inodes.set(inode, I_DIRTY_FIRST, -1)
        self.inodes.set(inode, I_DIRTY_LAST, -1)

    def _is_hole(self, inode: int, segment: int) -> bool:
        for k in range(_PAGES_PER_SEGMENT):
            if self.fs.contents.page(inode, segment * _PAGES_PER_SEGMENT + k) != 0:
                return False
        return True
