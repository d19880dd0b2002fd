"""Loads contents from the disk into memory: a group's small files at once, a large file by its segments. Runs in the
kernel worker.

A damaged content becomes LOST: its readers get EIO, but the file keeps its name and times. Files that a program has
truncated or removed meanwhile are skipped. Knows the records of journal.py; must not know where they are stored."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    FIRST_VOLATILE,
    GROUP_INODES,
    I_ABSENT,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_INO,
    I_SEGMENTS,
    LOST,
    LOST_SEGMENTS,
    NEXT_INO,
    NO_ROOM,
    ON_DISK,
    PAGE_BYTES,
    PRESENT,
    SEGMENT_BYTES,
    SMALL_FILE,
)
from runtime_py.vfs.records import SEAL_BYTES, Reader, RecordError, version_of


class NoRoom(Exception):
    """The memory is full: the content stays on the disk."""


class Loader:
    """`problems` collects messages for the user, with paths where they are known."""

    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory
        self.problems: list[str] = []

    def wishes(self) -> list[int]:
        """Inodes whose content a reader waits for."""
        self.fs.lock()
        found = self.fs.absent.take_wishes()
        self.fs.unlock()
        return found

    def absent_in(self, first: int, count: int) -> list[list]:
        """What is absent in `count` groups from `first` on: [group number, whether its body is needed, [ino, segments]
        of large files]; complete groups are left out."""
        found: list[list] = []
        self.fs.lock()
        for number in range(first, first + count):
            large: list[list[int]] = []
            small = False
            for inode in self._absent(number):
                if self.inodes.size(inode) <= SMALL_FILE:
                    small = True
                else:
                    large.append([self.inodes.get(inode, I_INO), self._count(inode)])
            if small or len(large) > 0:
                found.append([number, small, large])
        self.fs.unlock()
        return found

    def group_count(self) -> int:
        return self.memory.i32[NEXT_INO] // GROUP_INODES + 1

    def _absent(self, number: int) -> list[int]:
        group = self.inodes.group(number * GROUP_INODES, False)
        if group == 0:
            return []
        found = [self.memory.i32[(group >> 2) + k] for k in range(GROUP_INODES)]
        return [inode for inode in found if inode != 0 and self._is_absent(inode)]

    def _is_absent(self, inode: int) -> bool:
        state = self.inodes.get(inode, I_ABSENT)
        return state == ON_DISK or state == NO_ROOM

    def segments_of(self, ino: int) -> int:
        """How many segments to fetch for an absent file. 0: it is a small file, so fetch its group's body; -1: nothing
        to fetch, or it is lost."""
        self.fs.lock()
        inode = self.inodes.by_number(ino)
        count = -1
        lost = False
        if inode != 0 and self._is_absent(inode):
            count = self._count(inode)
            lost = count == LOST_SEGMENTS
        if lost:
            self._lose(inode, 'it was damaged earlier')
        self.fs.unlock()
        if lost:
            self.fs.absent.tell_loaded()
        return count

    def _count(self, inode: int) -> int:
        if self.inodes.size(inode) <= SMALL_FILE:
            return 0
        known = self.inodes.get(inode, I_SEGMENTS)
        return known if known == LOST_SEGMENTS else max(known, 1)

    def fill_group(self, number: int, record: Bytes | None) -> bool:
        """Fills in the small files of a group. False when the record is damaged: the files that it should hold are
        lost."""
        sound = True
        why = 'it is missing'
        self.fs.lock()
        try:
            try:
                self._read_body(record)
            except RecordError as error:
                sound = False
                why = error.message
            except NoRoom:
                self._wait_for_room(number)
                return True
            for inode in self._absent(number):
                if self.inodes.size(inode) <= SMALL_FILE:
                    self._lose(inode, why)
        finally:
            self.fs.unlock()
        self.fs.absent.tell_loaded()
        return sound

    def _read_body(self, record: Bytes | None) -> None:
        if record is None:
            return
        version_of(record)
        reader = Reader(record)
        reader.at = SEAL_BYTES
        while not reader.at_end():
            inode = self.inodes.by_number(reader.number())
            content = reader.bytes()
            if inode != 0 and self._is_absent(inode) and self.inodes.size(inode) <= SMALL_FILE:
                self._fill(inode, content, 0, 0)
                self._arrived(inode)

    def fill_file(self, ino: int, count: int, segments: list[list]) -> bool:
        """Fills in a large file from [k, record] of those of its `count` segments that aren't holes. False when one is
        damaged. A file that has another form since a rollback is left alone: its readers ask again."""
        self.fs.lock()
        try:
            inode = self.inodes.by_number(ino)
            if inode == 0 or not self._is_absent(inode) or self._count(inode) != count:
                return True
            if count == LOST_SEGMENTS:
                self._lose(inode, 'it was damaged earlier')
                return True
            try:
                for k, record in segments:
                    version_of(record)
                    self._fill(inode, record, SEAL_BYTES, k * SEGMENT_BYTES)
                self._arrived(inode)
            except RecordError as error:
                self._drop_pages(inode)
                self._lose(inode, error.message)
                return False
            except NoRoom:
                self._drop_pages(inode)
                self.inodes.set(inode, I_ABSENT, NO_ROOM)
            return True
        finally:
            self.fs.unlock()
            self.fs.absent.tell_loaded()

    def fill_mounted(self, ino: int, content: Bytes | None) -> None:
        """Fills in a file of a mount; None: its content can't be had. A file that changed meanwhile is left alone."""
        self.fs.lock()
        try:
            inode = self.inodes.by_number(ino)
            if inode == 0 or not self._is_absent(inode):
                return
            if content is None:
                self._lose(inode, "it can't be read")
                return
            try:
                self._fill(inode, content, 0, 0)
                self._arrived(inode)
            except NoRoom:
                self._drop_pages(inode)
                self.inodes.set(inode, I_ABSENT, NO_ROOM)
        finally:
            self.fs.unlock()
            self.fs.absent.tell_loaded()

    def _fill(self, inode: int, source: Bytes, start: int, position: float) -> None:
        size = self.inodes.size(inode)
        length = int(min(len(source) - start, max(size - position, 0)))
        if self.fs.contents.write(inode, source, start, length, position) != length:
            self.inodes.set_size(inode, size)
            raise NoRoom('the memory is full')
        self.inodes.set_size(inode, size)

    def _wait_for_room(self, number: int) -> None:
        """Marks the files of a group that did not fit into the memory."""
        for inode in self._absent(number):
            if self.inodes.size(inode) <= SMALL_FILE:
                self._drop_pages(inode)
                self.inodes.set(inode, I_ABSENT, NO_ROOM)

    def _drop_pages(self, inode: int) -> None:
        """Frees the pages that were already loaded."""
        self.fs.contents.free_pages(inode, 0, int((self.inodes.size(inode) - 1) // PAGE_BYTES))
        self._clean(inode)

    def _clean(self, inode: int) -> None:
        self.inodes.set(inode, I_DIRTY_FIRST, -1)
        self.inodes.set(inode, I_DIRTY_LAST, -1)

    def _arrived(self, inode: int) -> None:
        self._clean(inode)
        self.inodes.set(inode, I_ABSENT, PRESENT)

    def _lose(self, inode: int, why: str) -> None:
        self._arrived(inode)
        self.inodes.set(inode, I_ABSENT, LOST)
        if self.inodes.size(inode) > SMALL_FILE and self.inodes.get(inode, I_INO) < FIRST_VOLATILE:
            self.inodes.set(inode, I_SEGMENTS, LOST_SEGMENTS)
            self.inodes.mark_dirty(inode)
        path = self.fs.paths.path_of_file(inode)
        if path != '':
            self.problems.append(f'{path}: its content is lost ({why})')
