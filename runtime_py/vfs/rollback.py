"""Brings the memory back to an earlier state of the storage: rebuilds groups of inodes from records, while programs
run.

Inodes that existed then keep their places, so open descriptions and working folders stay valid; those that didn't lose
their names, and are freed with their last description. Contents become absent, and are loaded from the disk when they
are read. Watchers get an overflow. Knows the records of journal.py; must not know where they come from."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.maps import Map
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    DIRTY_GROUPS,
    G_DIRTY,
    G_LIVE,
    G_NEXT_DIRTY,
    G_NUMBER,
    GROUP_INODES,
    I_ABSENT,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_ENTRY,
    I_FIRST,
    I_INO,
    I_NLINK,
    I_OPENS,
    I_PARENT,
    I_SEGMENTS,
    I_TARGET,
    NEXT_INO,
    PAGE_BYTES,
    PRESENT,
    ROOT,
    S_IFDIR,
    S_IFLNK,
    S_IFREG,
)
from runtime_py.vfs.mounting import Mounting
from runtime_py.vfs.replay import Replay


class Rollback:
    """Call `run` with the records of all groups that differ. If it returns group numbers, those changed meanwhile: call
    again with them too."""

    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory
        self.problems: list[str] = []

    def run(self, records: Map[int, Bytes | None]) -> list[int]:
        """`records`: by group number; None where the group did not exist."""
        self.fs.lock()
        try:
            others = [number for number in self._dirty() if not records.has(number)]
            if len(others) > 0:
                return others
            replay = Replay(self.fs)
            kinds: Map[int, int] = Map()
            for record in records.values():
                if record is not None:
                    replay.kinds_in(record, kinds)
            self.fs.lending.take_back_all()
            self._take_apart(records, kinds)
            self._put_together(replay, records)
            Mounting(self.fs).after_rollback()
            self._clean()
            self.fs.watches.overflow_all()
            self.fs.changed()
            return []
        finally:
            self.fs.unlock()

    def _dirty(self) -> list[int]:
        i32 = self.memory.i32
        found: list[int] = []
        group = i32[DIRTY_GROUPS]
        while group != 0:
            found.append(i32[(group >> 2) + G_NUMBER])
            group = i32[(group >> 2) + G_NEXT_DIRTY]
        return found

    def _inodes_of(self, number: int) -> list[int]:
        group = self.inodes.group(number * GROUP_INODES, False)
        if group == 0:
            return []
        found = [self.memory.i32[(group >> 2) + k] for k in range(GROUP_INODES)]
        return [inode for inode in found if inode != 0]

    def _take_apart(self, records: Map[int, Bytes | None], kinds: Map[int, int]) -> None:
        """Empties folders and frees contents and targets; an inode that isn't in the records gives up its number, which
        the earlier state needs."""
        for number in records.keys():
            for inode in self._inodes_of(number):
                stays = kinds.get(self.inodes.get(inode, I_INO)) == self.inodes.kind(inode)
                kind = self.inodes.kind(inode)
                if kind == S_IFDIR:
                    self._empty(inode)
                elif kind == S_IFREG and (stays or self.inodes.get(inode, I_OPENS) == 0):
                    self._drop_content(inode)
                elif kind == S_IFLNK:
                    self.fs.heap.free(self.inodes.get(inode, I_TARGET), int(self.inodes.size(inode)))
                    self.inodes.set(inode, I_TARGET, 0)
                    self.inodes.set_size(inode, 0)
                self.inodes.set(inode, I_ENTRY, 0)
                if not stays:
                    self._dismiss(inode)

    def _empty(self, folder: int) -> None:
        directories = self.fs.directories
        while self.inodes.get(folder, I_FIRST) != 0:
            directories.remove(self.inodes.get(folder, I_FIRST))

    def _drop_content(self, inode: int) -> None:
        size = self.inodes.size(inode)
        if size > 0:
            self.fs.contents.free_pages(inode, 0, int((size - 1) // PAGE_BYTES))
            self.inodes.set_size(inode, 0)
        self.inodes.set(inode, I_SEGMENTS, 0)
        self.inodes.set(inode, I_DIRTY_FIRST, -1)
        self.inodes.set(inode, I_DIRTY_LAST, -1)

    def _put_together(self, replay: Replay, records: Map[int, Bytes | None]) -> None:
        for record in records.values():
            if record is not None:
                replay.read_inodes(record)
        replay.link_names()
        replay.tell_missing()
        self.problems = replay.problems
        self._count_names()

    def _dismiss(self, inode: int) -> None:
        self.inodes.set(inode, I_NLINK, 0)
        self.fs.watches.forget(inode)
        if self.inodes.get(inode, I_OPENS) == 0:
            self.inodes.free(inode)
            return
        if self.inodes.get(inode, I_ABSENT) != PRESENT:
            self.inodes.set_size(inode, 0)  # its content can't be reached any more
            self.inodes.set(inode, I_ABSENT, PRESENT)
        ino = self.inodes.get(inode, I_INO)
        fresh = self.inodes.group(self.memory.i32[NEXT_INO], True)
        if fresh == 0:
            return  # it keeps its number
        i32 = self.memory.i32
        old = self.inodes.group(ino, False) >> 2
        i32[old + ino % GROUP_INODES] = 0
        i32[old + G_LIVE] = i32[old + G_LIVE] - 1
        ino = i32[NEXT_INO]
        i32[NEXT_INO] = ino + 1
        i32[(fresh >> 2) + ino % GROUP_INODES] = inode
        i32[(fresh >> 2) + G_LIVE] = i32[(fresh >> 2) + G_LIVE] + 1
        self.inodes.set(inode, I_INO, ino)

    def _count_names(self) -> None:
        """Counts links and sets parents of all inodes: a name may be in a folder that didn't change."""
        i32 = self.memory.i32
        folders: list[int] = []
        for number in range(i32[NEXT_INO] // GROUP_INODES + 1):
            for inode in self._inodes_of(number):
                is_folder = self.inodes.kind(inode) == S_IFDIR
                self.inodes.set(inode, I_NLINK, 1 if is_folder else 0)
                if is_folder:
                    folders.append(inode)
        root = i32[ROOT]
        self.inodes.set(root, I_NLINK, 2)
        directories = self.fs.directories
        for folder in folders:
            entry = self.inodes.get(folder, I_FIRST)
            while entry != 0:
                inode = directories.inode(entry)
                self.inodes.set(inode, I_ENTRY, entry)
                self.inodes.set(inode, I_NLINK, self.inodes.get(inode, I_NLINK) + 1)
                if self.inodes.kind(inode) == S_IFDIR:
                    self.inodes.set(inode, I_PARENT, folder)
                    self.inodes.set(folder, I_NLINK, self.inodes.get(folder, I_NLINK) + 1)
                entry = directories.after(entry)
        for folder in folders:
            if self.inodes.get(folder, I_NLINK) == 1 and folder != root:
                self.inodes.set(folder, I_NLINK, 0)

    def _clean(self) -> None:
        """Clears all marks and notes: memory and storage are now the same."""
        self.fs.marks.take()
        i32 = self.memory.i32
        group = i32[DIRTY_GROUPS]
        while group != 0:
            i32[(group >> 2) + G_DIRTY] = 0
            group = i32[(group >> 2) + G_NEXT_DIRTY]
        i32[DIRTY_GROUPS] = 0
