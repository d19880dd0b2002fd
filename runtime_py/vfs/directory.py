"""Names: one hash table of all directory entries, and a list per folder in the order of creation.

Names are UTF-8 and compared byte by byte. The caller holds the file system's lock. Knows nothing of paths, permissions
or link counts."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, to_hex, view
from runtime_py.platform.numbers import imul
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import (
    BUCKET_COUNT,
    BUCKETS,
    E_AFTER,
    E_BEFORE,
    E_HASH,
    E_INODE,
    E_LENGTH,
    E_NAME,
    E_NEXT_IN_BUCKET,
    E_PARENT,
    ENTRY_BYTES,
    ENTRY_COUNT,
    I_COUNT,
    I_FIRST,
    I_LAST,
)

FIRST_BUCKETS = 4096


class Directories:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory

    def find(self, folder: int, name: Bytes) -> int:
        """The entry of a name in a folder, or 0."""
        i32 = self.memory.i32
        u8 = self.memory.u8
        length = len(name)
        hashed = hash_name(folder, name)
        entry = i32[(i32[BUCKETS] >> 2) + (hashed & (i32[BUCKET_COUNT] - 1))]
        while entry != 0:
            base = entry >> 2
            if i32[base + E_HASH] == hashed and i32[base + E_PARENT] == folder and i32[base + E_LENGTH] == length:
                at = entry + E_NAME * 4
                k = 0
                while k < length and u8[at + k] == name[k]:
                    k += 1
                if k == length:
                    return entry
            entry = i32[base + E_NEXT_IN_BUCKET]
        return 0

    def any_of(self, inode: int) -> int:
        """Some entry of an inode, or 0. Looks through the whole table."""
        i32 = self.memory.i32
        for bucket in range(i32[BUCKET_COUNT]):
            entry = i32[(i32[BUCKETS] >> 2) + bucket]
            while entry != 0:
                if i32[(entry >> 2) + E_INODE] == inode:
                    return entry
                entry = i32[(entry >> 2) + E_NEXT_IN_BUCKET]
        return 0

    def inode(self, entry: int) -> int:
        return self.memory.i32[(entry >> 2) + E_INODE]

    def set_inode(self, entry: int, inode: int) -> None:
        self.memory.i32[(entry >> 2) + E_INODE] = inode

    def parent(self, entry: int) -> int:
        return self.memory.i32[(entry >> 2) + E_PARENT]

    def after(self, entry: int) -> int:
        """The next entry in the same folder, or 0."""
        return self.memory.i32[(entry >> 2) + E_AFTER]

    def name(self, entry: int) -> str:
        return to_text(self.octets(entry))

    def octets(self, entry: int) -> Bytes:
        """The name's UTF-8, as a view of the table's memory."""
        start = entry + E_NAME * 4
        return view(self.memory.u8, start, start + self.memory.i32[(entry >> 2) + E_LENGTH])

    def names(self, folder: int) -> list[str]:
        """All names in a folder, in the order of creation. Decoded together: one call of a decoder costs more than a
        name."""
        joined = self._joined(folder)
        return [] if len(joined) == 0 else to_text(joined).split('\0')  # a separator that no name contains

    def sorted_names(self, folder: int) -> list[str]:
        """The names in the order of their bytes, as scandir(3) with strcmp."""
        joined = self._joined(folder)
        if len(joined) == 0:
            return []
        text = to_text(joined)
        names = text.split('\0')
        if len(text) == len(joined):
            names.sort()
        else:
            # JavaScript compares strings by UTF-16 units, which gives another order
            names.sort(key=lambda name: byte_order(name))
        return names

    def _joined(self, folder: int) -> Bytes:
        """The names in UTF-8, separated by NULs."""
        i32 = self.memory.i32
        u8 = self.memory.u8
        total = 0
        entry = i32[(folder >> 2) + I_FIRST]
        while entry != 0:
            total += i32[(entry >> 2) + E_LENGTH] + 1
            entry = i32[(entry >> 2) + E_AFTER]
        joined = alloc(max(total - 1, 0))
        at = 0
        entry = i32[(folder >> 2) + I_FIRST]
        while entry != 0:
            start = entry + E_NAME * 4
            length = i32[(entry >> 2) + E_LENGTH]
            for k in range(length):
                joined[at + k] = u8[start + k]
            at += length + 1
            entry = i32[(entry >> 2) + E_AFTER]
        return joined

    def add(self, folder: int, name: Bytes, inode: int) -> int:
        """Adds an entry; 0 when memory is full. The name must not exist yet."""
        entry = self.heap.alloc_stored(ENTRY_BYTES + len(name))
        if entry == 0:
            return 0
        i32 = self.memory.i32
        base = entry >> 2
        i32[base + E_PARENT] = folder
        i32[base + E_INODE] = inode
        i32[base + E_HASH] = hash_name(folder, name)
        i32[base + E_LENGTH] = len(name)
        u8 = self.memory.u8
        at = entry + E_NAME * 4
        for k in range(len(name)):
            u8[at + k] = name[k]
        self.put_in(entry)
        return entry

    def put_in(self, entry: int) -> None:
        """Appends an entry, whose folder, name and inode are set, to the folder's list. Needs no memory."""
        i32 = self.memory.i32
        self._into_bucket(entry)
        self._append(i32[(entry >> 2) + E_PARENT], entry)
        i32[ENTRY_COUNT] = i32[ENTRY_COUNT] + 1
        if i32[ENTRY_COUNT] > i32[BUCKET_COUNT]:
            self._grow()

    def remove(self, entry: int) -> None:
        self.take_out(entry)
        self.free(entry)

    def take_out(self, entry: int) -> None:
        """Removes the name, but keeps the entry's memory: `put_in` restores it, `free` frees it."""
        i32 = self.memory.i32
        base = entry >> 2
        self._out_of_bucket(entry)
        folder = i32[base + E_PARENT]
        before = i32[base + E_BEFORE]
        after = i32[base + E_AFTER]
        if before == 0:
            self.inodes.set(folder, I_FIRST, after)
        else:
            i32[(before >> 2) + E_AFTER] = after
        if after == 0:
            self.inodes.set(folder, I_LAST, before)
        else:
            i32[(after >> 2) + E_BEFORE] = before
        self.inodes.set(folder, I_COUNT, self.inodes.get(folder, I_COUNT) - 1)
        i32[ENTRY_COUNT] = i32[ENTRY_COUNT] - 1

    def free(self, entry: int) -> None:
        self.heap.free(entry, ENTRY_BYTES + self.memory.i32[(entry >> 2) + E_LENGTH])

    def _append(self, folder: int, entry: int) -> None:
        i32 = self.memory.i32
        last = self.inodes.get(folder, I_LAST)
        i32[(entry >> 2) + E_BEFORE] = last
        i32[(entry >> 2) + E_AFTER] = 0
        if last == 0:
            self.inodes.set(folder, I_FIRST, entry)
        else:
            i32[(last >> 2) + E_AFTER] = entry
        self.inodes.set(folder, I_LAST, entry)
        self.inodes.set(folder, I_COUNT, self.inodes.get(folder, I_COUNT) + 1)

    def _bucket(self, entry: int) -> int:
        """The word that holds the head of the entry's bucket."""
        i32 = self.memory.i32
        return (i32[BUCKETS] >> 2) + (i32[(entry >> 2) + E_HASH] & (i32[BUCKET_COUNT] - 1))

    def _into_bucket(self, entry: int) -> None:
        i32 = self.memory.i32
        word = self._bucket(entry)
        i32[(entry >> 2) + E_NEXT_IN_BUCKET] = i32[word]
        i32[word] = entry

    def _out_of_bucket(self, entry: int) -> None:
        i32 = self.memory.i32
        word = self._bucket(entry)
        while i32[word] != entry:
            word = (i32[word] >> 2) + E_NEXT_IN_BUCKET
        i32[word] = i32[(entry >> 2) + E_NEXT_IN_BUCKET]

    def _grow(self) -> None:
        """Makes four times as many buckets. When there is no memory for them, the lists just get longer."""
        i32 = self.memory.i32
        old = i32[BUCKETS]
        count = i32[BUCKET_COUNT]
        table = self.heap.alloc_stored(count * 16)
        if table == 0:
            return
        i32 = self.memory.i32
        i32[BUCKETS] = table
        i32[BUCKET_COUNT] = count * 4
        for k in range(count):
            entry = i32[(old >> 2) + k]
            while entry != 0:
                following = i32[(entry >> 2) + E_NEXT_IN_BUCKET]
                self._into_bucket(entry)
                entry = following
        self.heap.free(old, count * 4)


def byte_order(name: str) -> str:
    """A sort key that orders names by their UTF-8."""
    return to_hex(to_bytes(name))


def hash_name(folder: int, name: Bytes) -> int:
    """FNV-1a over the name, seeded with the folder; a signed word."""
    h = imul(folder ^ 0x11C9DC5, 16777619)
    for k in range(len(name)):
        h = imul(h ^ name[k], 16777619)
    return h ^ (h >> 15)
