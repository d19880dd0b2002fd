"""The mount table in shared memory: file systems that cover a folder of another one (mount(2)). An inode's I_DEV is its
mount; 0 is the root file system.

Mounted files aren't journaled: their inodes have a separate range of numbers. Operations that a kind of mount can't
express (backend.py: permissions on a user's disk) fail. The caller holds the file system's lock. Knows inodes; must not
know paths."""

from __future__ import annotations

from runtime_py.platform.bytes import copy, view
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.vfs.backend import MOUNT_KINDS, ROOT_TREE, Crossing, MountKind
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import (
    I_COVERED_BY,
    I_DEV,
    I_ENTRY,
    I_OPENS,
    I_PARENT,
    LAST_DEVICE,
    M_CHANGES,
    M_COVERED,
    M_DEVICE,
    M_FLAGS,
    M_KIND,
    M_MOST_PAGES,
    M_NEXT,
    M_PAGES,
    M_ROOT,
    M_SOURCE,
    M_SOURCE_BYTES,
    M_STATE,
    MOUNT_BYTES,
    MOUNTS,
)
from runtime_py.vfs.states import ATTACHED, DETACHED, FREED, MOUNT

READ_ONLY = 1
ROOT_DEVICE = 1
FIRST_DEVICE = 16  # smaller ones are the root's, and those of what is in no mount (sys/kinds/facts.py)


class Mounts:
    def __init__(self, inodes: Inodes, heap: Heap) -> None:
        self.inodes = inodes
        self.heap = heap
        self.memory = inodes.memory

    def get(self, mount: int, field: int) -> int:
        return self.memory.i32[(mount >> 2) + field]

    def set(self, mount: int, field: int, value: int) -> None:
        self.memory.i32[(mount >> 2) + field] = value

    def _step(self, mount: int, state: int) -> None:
        MOUNT.check(self.get(mount, M_STATE), state)
        self.set(mount, M_STATE, state)

    def all(self) -> list[int]:
        """All mounts, in the order of mounting."""
        found: list[int] = []
        mount = self.memory.i32[MOUNTS]
        while mount != 0:
            found.append(mount)
            mount = self.get(mount, M_NEXT)
        return found

    def create(self, kind: int, source: str, flags: int, most_pages: int) -> int:
        """Makes a mount without a root; 0 when memory is full. `most_pages` 0: limited by memory only."""
        name = to_bytes(source)
        mount = self.heap.alloc(MOUNT_BYTES)
        address = self.heap.alloc(max(len(name), 1)) if mount != 0 else 0
        if address == 0:
            if mount != 0:
                self.heap.free(mount, MOUNT_BYTES)
            return 0
        copy(name, 0, len(name), self.memory.u8, address)
        i32 = self.memory.i32
        i32[LAST_DEVICE] = max(i32[LAST_DEVICE] + 1, FIRST_DEVICE)
        self.set(mount, M_DEVICE, i32[LAST_DEVICE])
        self.set(mount, M_KIND, kind)
        self.set(mount, M_FLAGS, flags)
        self.set(mount, M_MOST_PAGES, most_pages)
        self.set(mount, M_SOURCE, address)
        self.set(mount, M_SOURCE_BYTES, len(name))
        return mount

    def free(self, mount: int) -> None:
        """Frees a mount that is in no table any more, and has no inodes."""
        self._step(mount, FREED)
        self.heap.free(self.get(mount, M_SOURCE), max(self.get(mount, M_SOURCE_BYTES), 1))
        self.heap.free(mount, MOUNT_BYTES)

    def attach(self, mount: int, root: int, covered: int) -> None:
        """From now on a lookup of `covered` finds `root`. Holds a reference to the covered folder."""
        self._step(mount, ATTACHED)
        self.set(mount, M_ROOT, root)
        self.set(mount, M_COVERED, covered)
        self.inodes.set(covered, I_COVERED_BY, mount)
        self.inodes.set(covered, I_OPENS, self.inodes.get(covered, I_OPENS) + 1)
        self.place(mount)
        word = MOUNTS
        while self.memory.i32[word] != 0:
            word = (self.memory.i32[word] >> 2) + M_NEXT
        self.memory.i32[word] = mount

    def place(self, mount: int) -> None:
        """Gives the root the parent and the entry of the folder that it covers."""
        covered = self.get(mount, M_COVERED)
        root = self.get(mount, M_ROOT)
        self.inodes.set(root, I_PARENT, self.inodes.get(covered, I_PARENT))
        self.inodes.set(root, I_ENTRY, self.inodes.get(covered, I_ENTRY))

    def detach(self, mount: int) -> None:
        """Takes the mount out of the table, so that the covered folder shows again; the caller drops its reference."""
        self._step(mount, DETACHED)
        self.inodes.set(self.get(mount, M_COVERED), I_COVERED_BY, 0)
        word = MOUNTS
        while self.memory.i32[word] != mount:
            word = (self.memory.i32[word] >> 2) + M_NEXT
        self.memory.i32[word] = self.get(mount, M_NEXT)

    def top(self, folder: int) -> int:
        """What a lookup of a folder finds: the folder itself, or the root of the mount that covers it."""
        mount = self.inodes.get(folder, I_COVERED_BY)
        while mount != 0:
            folder = self.get(mount, M_ROOT)
            mount = self.inodes.get(folder, I_COVERED_BY)
        return folder

    def of(self, inode: int) -> int:
        """The mount that an inode lies in; 0: the root file system."""
        return self.inodes.get(inode, I_DEV)

    def device(self, inode: int) -> int:
        """The mount's st_dev."""
        mount = self.inodes.get(inode, I_DEV)
        return ROOT_DEVICE if mount == 0 else self.get(mount, M_DEVICE)

    def kind(self, inode: int) -> MountKind:
        """What the file system that an inode lies in can express."""
        mount = self.inodes.get(inode, I_DEV)
        return MOUNT_KINDS[ROOT_TREE if mount == 0 else self.get(mount, M_KIND)]

    def is_elsewhere(self, folder: int) -> bool:
        """Whether the names below are a Backend's: such a mount has no other inode than its root."""
        return self.inodes.get(folder, I_DEV) != 0 and self.kind(folder).is_elsewhere

    def crossing(self, root: int, rest: str) -> Crossing:
        mount = self.inodes.get(root, I_DEV)
        return Crossing(self.get(mount, M_KIND), self.get(mount, M_DEVICE), rest)

    def is_read_only(self, inode: int) -> bool:
        mount = self.inodes.get(inode, I_DEV)
        return mount != 0 and (self.get(mount, M_FLAGS) & READ_ONLY) != 0

    def has_room(self, mount: int) -> bool:
        """Whether the mount may take one more page."""
        most = self.get(mount, M_MOST_PAGES)
        return most == 0 or self.get(mount, M_PAGES) < most

    def count_pages(self, mount: int, pages: int) -> None:
        self.set(mount, M_PAGES, self.get(mount, M_PAGES) + pages)

    def changes(self, mount: int) -> int:
        """A counter that is unchanged while nothing in the mount changes."""
        return self.get(mount, M_CHANGES)

    def source(self, mount: int) -> str:
        start = self.get(mount, M_SOURCE)
        return to_text(view(self.memory.u8, start, start + self.get(mount, M_SOURCE_BYTES)))
