"""Watches of files and folders: a queue of events each, as inotify's, in shared memory.

An event is told once while an equal one is the last in the queue (coalesced); when a queue is full an overflow is told instead of losing
events in silence. Without watches a change costs one look at a word. The caller holds the file system's lock; waking is the owner's."""
from __future__ import annotations

from runtime_py.ipc.ring import RING_WORDS, clear, init, put, space, take, used
from runtime_py.ipc.waitqueue import QUEUE_WORDS
from runtime_py.platform.bytes import Bytes, alloc, copy, decode, encode, equal, view
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import I_ENTRY, I_PARENT, ROOT, S_IFDIR, WATCHES

RENAME = 1
CHANGE = 2
OVERFLOW = 3
_KINDS = ['', 'rename', 'change', 'overflow']

_INODE = 0
_RECURSIVE = 1
_NEXT = 2
_LAST_LENGTH = 3        # of the copy of the newest event, for coalescing
_QUEUE = 4
_RING = _QUEUE + QUEUE_WORDS
_LAST = ((_RING + RING_WORDS) * 4 + 7) // 8 * 8
LAST_BYTES = 512
_DATA = _LAST + LAST_BYTES
CAPACITY = 32768
WATCH_BYTES = _DATA + CAPACITY
_RESERVE = 16           # room that is kept for the overflow's own event


class Watches:
    def __init__(self, inodes: Inodes, directories: Directories, heap: Heap) -> None:
        self.inodes = inodes
        self.directories = directories
        self.heap = heap
        self.memory = inodes.memory
        self._rung: list[int] = []

    def any(self) -> bool:
        return self.memory.i32[WATCHES] != 0

    def create(self, inode: int, recursive: bool) -> int:
        """A watch, or 0 when memory is full."""
        watch = self.heap.alloc(WATCH_BYTES)
        if watch != 0:
            i32 = self.memory.i32
            base = watch >> 2
            init(self.memory, watch + _RING * 4, watch + _DATA, CAPACITY)
            i32[base + _INODE] = inode
            i32[base + _RECURSIVE] = 1 if recursive else 0
            i32[base + _NEXT] = i32[WATCHES]
            i32[WATCHES] = watch
        return watch

    def close(self, watch: int) -> None:
        i32 = self.memory.i32
        word = WATCHES
        while i32[word] != 0:
            if i32[word] == watch:
                i32[word] = i32[(watch >> 2) + _NEXT]
                break
            word = (i32[word] >> 2) + _NEXT
        self.heap.free(watch, WATCH_BYTES)

    def queue(self, watch: int) -> int:
        return watch + _QUEUE * 4

    def has_events(self, watch: int) -> bool:
        return used(self.memory, watch + _RING * 4) > 0

    def forget(self, inode: int) -> None:
        """The inode is no more: its watches stay open and hear nothing."""
        watch = self.memory.i32[WATCHES]
        while watch != 0:
            base = watch >> 2
            if self.memory.i32[base + _INODE] == inode:
                self.memory.i32[base + _INODE] = -1
            watch = self.memory.i32[base + _NEXT]

    def tell(self, folder: int, entry: int, kind: int) -> None:
        """Something happened to a name in a folder."""
        watch = self.memory.i32[WATCHES]
        while watch != 0:
            base = watch >> 2
            target = self.memory.i32[base + _INODE]
            if target == folder or target == self.directories.inode(entry):
                self._push(watch, kind, self.directories.name(entry))
            elif self.memory.i32[base + _RECURSIVE] != 0:
                above = self._path_from(target, folder)
                if above is not None:
                    self._push(watch, kind, above + self.directories.name(entry))
            watch = self.memory.i32[base + _NEXT]

    def _path_from(self, target: int, folder: int) -> str | None:
        """`a/b/` for the folder a/b below the target, None when it isn't below."""
        path = ''
        while folder != target:
            if folder == self.memory.i32[ROOT] or self.inodes.kind(folder) != S_IFDIR:
                return None
            entry = self.inodes.get(folder, I_ENTRY)
            if entry == 0:
                return None
            path = self.directories.name(entry) + '/' + path
            folder = self.inodes.get(folder, I_PARENT)
        return path

    def _push(self, watch: int, kind: int, name: str) -> None:
        data = encode(name)
        event = alloc(3 + len(data))
        event[0] = kind
        event[1] = len(data) >> 8
        event[2] = len(data) & 255
        copy(data, 0, len(data), event, 3)
        ring = watch + _RING * 4
        if self._is_last(watch, event) and used(self.memory, ring) > 0:
            return
        if space(self.memory, ring) < len(event) + _RESERVE:
            clear(self.memory, ring)
            event = bytearray([OVERFLOW, 0, 0])
        put(self.memory, ring, event, 0, len(event))
        self._keep_last(watch, event)
        self._rung.append(self.queue(watch))

    def _is_last(self, watch: int, event: Bytes) -> bool:
        length = self.memory.i32[(watch >> 2) + _LAST_LENGTH]
        return length == len(event) and equal(view(self.memory.u8, watch + _LAST, watch + _LAST + length), event)

    def _keep_last(self, watch: int, event: Bytes) -> None:
        length = len(event) if len(event) <= LAST_BYTES else 0
        self.memory.i32[(watch >> 2) + _LAST_LENGTH] = length
        copy(event, 0, length, self.memory.u8, watch + _LAST)

    def read(self, watch: int) -> list[list[str]]:
        """All events that wait, oldest first: [kind, name]."""
        found: list[list[str]] = []
        ring = watch + _RING * 4
        head = alloc(3)
        while used(self.memory, ring) >= 3:
            take(self.memory, ring, head, 0, 3)
            name = alloc(head[1] * 256 + head[2])
            take(self.memory, ring, name, 0, len(name))
            found.append([_KINDS[head[0]], decode(name)])
        return found

    def take_rung(self) -> list[int]:
        """The wait queues of the watches that heard something under this lock."""
        rung = self._rung
        if len(rung) > 0:
            self._rung = []
        return rung
