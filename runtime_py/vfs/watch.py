"""Watches of files and folders, like inotify's: a listener is a queue of events in shared memory with any number of
watches, each on one inode.

A watch costs 32 bytes, and no time while nothing happens: a change checks the watches of the inode and of its folder,
and those of the folders above only while recursive watches exist. An event that equals the last one in the queue is
dropped (coalesced); when a queue is full it gets an overflow event, so that events aren't lost silently. The caller
holds the file system's lock; the owner of the queue wakes its readers."""

from __future__ import annotations

from runtime_py.ipc.ring import RING_WORDS, clear, init, put, space, take, used
from runtime_py.ipc.waitqueue import QUEUE_WORDS
from runtime_py.platform.bytes import Bytes, alloc, copy
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import I_ENTRY, I_PARENT, I_WATCHES, LISTENERS, RECURSIVE_WATCHES, ROOT, S_IFDIR, WATCHES

RENAME = 1
CHANGE = 2
OVERFLOW = 3
_ENDED = 4  # the last event of a freed inode. libuv reports inotify's IN_IGNORED as a rename too
_KINDS = ['', 'rename', 'change', 'overflow', 'rename']

# a watch
_INODE = 0  # 0: its inode is gone
_ID = 1
_RECURSIVE = 2
_LISTENER = 3
_NEXT_OF_INODE = 4
_NEXT_OF_LISTENER = 5
WATCH_BYTES = 32

# a listener
_NEXT = 0
_FIRST = 1  # the first of its watches
_LAST_ID = 2
_LAST_LENGTH = 3  # length of the copy of the newest event, for coalescing
_CAPACITY = 4
_QUEUE = 6
_RING = _QUEUE + QUEUE_WORDS
_LAST = ((_RING + RING_WORDS) * 4 + 7) // 8 * 8
LAST_BYTES = 512
_DATA = _LAST + LAST_BYTES
_NO_NAME = alloc(0)
HEAD_BYTES = 7  # of an event: kind, id, length of the name
SMALL_CAPACITY = 32768
LARGE_CAPACITY = 262144
_RESERVE = 16  # room kept for the overflow event


class Watches:
    def __init__(self, inodes: Inodes, directories: Directories, heap: Heap) -> None:
        self.inodes = inodes
        self.directories = directories
        self.heap = heap
        self.memory = inodes.memory
        self._rung: list[int] = []

    def any(self) -> bool:
        return self.memory.i32[WATCHES] != 0

    def listen(self, capacity: int) -> int:
        """Makes a listener without watches; 0 when memory is full."""
        listener = self.heap.alloc(_DATA + capacity)
        if listener != 0:
            i32 = self.memory.i32
            init(self.memory, listener + _RING * 4, listener + _DATA, capacity)
            i32[(listener >> 2) + _CAPACITY] = capacity
            i32[(listener >> 2) + _NEXT] = i32[LISTENERS]
            i32[LISTENERS] = listener
        return listener

    def close(self, listener: int) -> None:
        """Closes a listener and its watches."""
        base = listener >> 2
        while self.memory.i32[base + _FIRST] != 0:
            self.remove(listener, self.memory.i32[(self.memory.i32[base + _FIRST] >> 2) + _ID])
        i32 = self.memory.i32
        word = LISTENERS
        while i32[word] != 0:
            if i32[word] == listener:
                i32[word] = i32[base + _NEXT]
                break
            word = (i32[word] >> 2) + _NEXT
        self.heap.free(listener, _DATA + i32[base + _CAPACITY])

    def add(self, listener: int, inode: int, recursive: bool) -> int:
        """Adds a watch: its id, or 0 when memory is full."""
        watch = self.heap.alloc(WATCH_BYTES)
        if watch == 0:
            return 0
        i32 = self.memory.i32
        base = watch >> 2
        number = i32[(listener >> 2) + _LAST_ID] + 1
        i32[(listener >> 2) + _LAST_ID] = number
        i32[base + _INODE] = inode
        i32[base + _ID] = number
        i32[base + _RECURSIVE] = 1 if recursive else 0
        i32[base + _LISTENER] = listener
        i32[base + _NEXT_OF_INODE] = self.inodes.get(inode, I_WATCHES)
        self.inodes.set(inode, I_WATCHES, watch)
        i32[base + _NEXT_OF_LISTENER] = i32[(listener >> 2) + _FIRST]
        i32[(listener >> 2) + _FIRST] = watch
        i32[WATCHES] = i32[WATCHES] + 1
        i32[RECURSIVE_WATCHES] = i32[RECURSIVE_WATCHES] + i32[base + _RECURSIVE]
        return number

    def remove(self, listener: int, number: int) -> bool:
        """False when the listener has no such watch."""
        i32 = self.memory.i32
        word = (listener >> 2) + _FIRST
        while i32[word] != 0 and i32[(i32[word] >> 2) + _ID] != number:
            word = (i32[word] >> 2) + _NEXT_OF_LISTENER
        watch = i32[word]
        if watch == 0:
            return False
        base = watch >> 2
        i32[word] = i32[base + _NEXT_OF_LISTENER]
        if i32[base + _INODE] != 0:
            self._leave_inode(watch)
        i32[WATCHES] = i32[WATCHES] - 1
        i32[RECURSIVE_WATCHES] = i32[RECURSIVE_WATCHES] - i32[base + _RECURSIVE]
        self.heap.free(watch, WATCH_BYTES)
        return True

    def _leave_inode(self, watch: int) -> None:
        i32 = self.memory.i32
        word = (i32[(watch >> 2) + _INODE] >> 2) + I_WATCHES
        while i32[word] != watch:
            word = (i32[word] >> 2) + _NEXT_OF_INODE
        i32[word] = i32[(watch >> 2) + _NEXT_OF_INODE]

    def queue(self, listener: int) -> int:
        return listener + _QUEUE * 4

    def has_events(self, listener: int) -> bool:
        return used(self.memory, listener + _RING * 4) > 0

    def forget(self, inode: int) -> None:
        """The inode is freed: its watches get a last event, stay open, and get nothing more."""
        self.tell_itself(inode, RENAME)
        self.tell_itself(inode, _ENDED)
        i32 = self.memory.i32
        watch = self.inodes.get(inode, I_WATCHES)
        while watch != 0:
            i32[(watch >> 2) + _INODE] = 0
            watch = i32[(watch >> 2) + _NEXT_OF_INODE]
        self.inodes.set(inode, I_WATCHES, 0)

    def tell(self, folder: int, entry: int, kind: int) -> None:
        """Reports a change of a name in a folder to the watches of the folder, and to recursive ones above."""
        if self.memory.i32[WATCHES] != 0:
            name = bytearray(self.directories.octets(entry))
            self.tell_name(folder, name, self.directories.inode(entry), kind)

    def tell_name(self, folder: int, name: Bytes, inode: int, kind: int) -> None:
        """As `tell`, for a name that may be gone already: as with inotify, the inode's watches hear of it before the
        folder's."""
        i32 = self.memory.i32
        if inode != folder and i32[(folder >> 2) + I_WATCHES] != 0:
            self._tell_all(folder, kind, name, False)
        if i32[RECURSIVE_WATCHES] != 0:
            self._tell_above(folder, kind, to_text(name))

    def tell_itself(self, inode: int, kind: int) -> None:
        """Reports a change of an inode, whatever its name, to its own watches: without a name, as inotify does."""
        if self.inodes.get(inode, I_WATCHES) != 0:
            self._tell_all(inode, kind, _NO_NAME, False)

    def _tell_all(self, inode: int, kind: int, name: Bytes, recursive: bool) -> None:
        """Reports to every watch of an inode, or only to recursive ones; the oldest first."""
        watches: list[int] = []
        watch = self.inodes.get(inode, I_WATCHES)
        while watch != 0:
            watches.append(watch >> 2)
            watch = self.memory.i32[(watch >> 2) + _NEXT_OF_INODE]
        for base in reversed(watches):
            if not recursive or self.memory.i32[base + _RECURSIVE] != 0:
                self._push(self.memory.i32[base + _LISTENER], kind, self.memory.i32[base + _ID], name)

    def _tell_above(self, folder: int, kind: int, name: str) -> None:
        """Reports to recursive watches of the folders above, each with its own path to the changed name."""
        root = self.memory.i32[ROOT]
        path = name
        while folder != root and self.inodes.kind(folder) == S_IFDIR:
            entry = self.inodes.get(folder, I_ENTRY)
            if entry == 0:
                return
            path = self.directories.name(entry) + '/' + path
            folder = self.inodes.get(folder, I_PARENT)
            if self.inodes.get(folder, I_WATCHES) != 0:
                self._tell_all(folder, kind, to_bytes(path), True)

    def _push(self, listener: int, kind: int, number: int, name: Bytes) -> None:
        ring = listener + _RING * 4
        if self._is_last(listener, kind, number, name) and used(self.memory, ring) > 0:
            return
        event = _event(kind, number, name)
        if space(self.memory, ring) < len(event) + _RESERVE:
            self._overflow(listener)
            return
        put(self.memory, ring, event, 0, len(event))
        self._keep_last(listener, event)
        self._rung.append(self.queue(listener))

    def _overflow(self, listener: int) -> None:
        """Queues an overflow: the readers must look for themselves what changed."""
        event = _event(OVERFLOW, 0, alloc(0))
        clear(self.memory, listener + _RING * 4)
        put(self.memory, listener + _RING * 4, event, 0, len(event))
        self._keep_last(listener, event)
        self._rung.append(self.queue(listener))

    def overflow_all(self) -> None:
        """Overflows all listeners, when so much changed at once that all of them must look again."""
        listener = self.memory.i32[LISTENERS]
        while listener != 0:
            self._overflow(listener)
            listener = self.memory.i32[(listener >> 2) + _NEXT]

    def _is_last(self, listener: int, kind: int, number: int, name: Bytes) -> bool:
        """Whether the event equals the last one, as when a program writes a file in many pieces; compares without
        building an event."""
        if self.memory.i32[(listener >> 2) + _LAST_LENGTH] != HEAD_BYTES + len(name):
            return False
        u8 = self.memory.u8
        at = listener + _LAST
        if u8[at] != kind or _number(u8, at) != number:
            return False
        at += HEAD_BYTES
        for k in range(len(name)):
            if u8[at + k] != name[k]:
                return False
        return True

    def _keep_last(self, listener: int, event: Bytes) -> None:
        length = len(event) if len(event) <= LAST_BYTES else 0
        self.memory.i32[(listener >> 2) + _LAST_LENGTH] = length
        copy(event, 0, length, self.memory.u8, listener + _LAST)

    def read(self, listener: int) -> list[list]:
        """All queued events, oldest first: [kind, name, id of the watch]. An overflow is for all watches: its id is
        0."""
        found: list[list] = []
        ring = listener + _RING * 4
        head = alloc(HEAD_BYTES)
        while used(self.memory, ring) >= HEAD_BYTES:
            take(self.memory, ring, head, 0, HEAD_BYTES)
            name = alloc(head[5] * 256 + head[6])
            take(self.memory, ring, name, 0, len(name))
            found.append([_KINDS[head[0]], to_text(name), _number(head, 0)])
        return found

    def take_rung(self) -> list[int]:
        """The wait queues of the listeners that got events under this lock."""
        rung = self._rung
        if len(rung) > 0:
            self._rung = []
        return rung


def _number(data: Bytes, at: int) -> int:
    """The id of the watch in the event at `at`."""
    return data[at + 1] | (data[at + 2] << 8) | (data[at + 3] << 16) | (data[at + 4] << 24)


def _event(kind: int, number: int, name: Bytes) -> Bytes:
    event = alloc(HEAD_BYTES + len(name))
    event[0] = kind
    for k in range(4):
        event[1 + k] = (number >> (k * 8)) & 255
    event[5] = len(name) >> 8
    event[6] = len(name) & 255
    copy(name, 0, len(name), event, HEAD_BYTES)
    return event
