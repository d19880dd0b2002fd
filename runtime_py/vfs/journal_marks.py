"""Notes for the journal about content to delete from the disk: the segments of removed or shortened files.

What must be written to the disk is marked in inodes (dirty pages) and groups (dirty). The caller holds the file
system's lock."""

from __future__ import annotations

from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import DROPPED, I_INO, I_SEGMENTS

_NEXT = 0
_INO = 1
_FIRST = 2
_END = 3
NOTE_BYTES = 16


class JournalMarks:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory

    def drop_content(self, inode: int) -> None:
        """All segments of the file are to be deleted."""
        self.drop_from(inode, 0)

    def drop_from(self, inode: int, first: int) -> None:
        """Segments from `first` on are to be deleted. When there is no memory for the note they stay behind, which
        wastes space but does no harm."""
        end = self.inodes.get(inode, I_SEGMENTS)
        if end <= first:
            return
        self.inodes.set(inode, I_SEGMENTS, first)
        self.note(self.inodes.get(inode, I_INO), first, end)

    def note(self, ino: int, first: int, end: int) -> None:
        note = self.heap.alloc(NOTE_BYTES)
        if note == 0:
            return
        i32 = self.memory.i32
        base = note >> 2
        i32[base + _INO] = ino
        i32[base + _FIRST] = first
        i32[base + _END] = end
        i32[base + _NEXT] = i32[DROPPED]
        i32[DROPPED] = note

    def take(self) -> list[list[int]]:
        """Takes all notes off the list: [ino, first, end]."""
        found: list[list[int]] = []
        i32 = self.memory.i32
        note = i32[DROPPED]
        while note != 0:
            base = note >> 2
            found.append([i32[base + _INO], i32[base + _FIRST], i32[base + _END]])
            following = i32[base + _NEXT]
            self.heap.free(note, NOTE_BYTES)
            note = following
        i32[DROPPED] = 0
        return found
