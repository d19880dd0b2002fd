"""fsck of the file system in memory: inodes and their groups, folders and link counts, the table of names, pages of
contents, free lists.

Reads only. Each problem found is described in words; no problems means that the structures of layout.py are sound.
Holds the file system's lock throughout."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set
from runtime_py.platform.octets import to_bytes
from runtime_py.vfs.check_heap import check_heap
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    ADDRESSES_PER_PAGE,
    BUCKET_COUNT,
    BUCKETS,
    DIRECT,
    E_BEFORE,
    E_NEXT_IN_BUCKET,
    ENTRY_COUNT,
    G_LIVE,
    GROUP_INODES,
    I_ABSENT,
    I_COUNT,
    I_DIRECT,
    I_DOUBLE,
    I_FIRST,
    I_FRAGMENT,
    I_INO,
    I_LAST,
    I_NLINK,
    I_OPENS,
    I_PAGES,
    I_PARENT,
    I_SINGLE,
    INODE_COUNT,
    LOST,
    M_ROOT,
    ROOT,
    S_IFDIR,
    S_IFREG,
    SMALL_SIZES,
)

MOST_PROBLEMS = 100


class Check:
    """Call `run` once; then `problems` and the counts are filled."""

    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.memory = fs.memory
        self.problems: list[str] = []
        self.folders = 0
        self.files = 0
        self.lost = 0
        self._all: Map[int, int] = Map()  # inode -> number of names found for it
        self._entries: Set[int] = Set()
        self._fragments: Map[int, int] = Map()  # address of a fragment -> ino
        self._pages: Map[int, int] = Map()  # page -> ino

    def run(self) -> list[str]:
        self.fs.lock()
        try:
            self._collect()
            for inode in self._all.keys():
                self._look_at(inode)
            self._count_links()
            self._check_buckets()
            check_heap(self.fs.heap, self._pages, self._fragments, lambda text: self._tell(text))
        finally:
            self.fs.unlock()
        return self.problems

    def _tell(self, text: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(text)

    def _collect(self) -> None:
        """Collects all inodes, group by group."""
        i32 = self.memory.i32
        for number in self.inodes.group_numbers():
            group = self.inodes.group(number * GROUP_INODES, False)
            live = 0
            for k in range(GROUP_INODES):
                inode = i32[(group >> 2) + k]
                if inode != 0:
                    live += 1
                    self._all.set(inode, 0)
                    if self.inodes.get(inode, I_INO) != number * GROUP_INODES + k:
                        self._tell(
                            f'inode {number * GROUP_INODES + k}: its stored number is {self.inodes.get(inode, I_INO)}'
                        )
            if live != i32[(group >> 2) + G_LIVE]:
                self._tell(f'group {number}: {live} inodes, but its count is {i32[(group >> 2) + G_LIVE]}')
        if self._all.size != i32[INODE_COUNT]:
            self._tell(f'{self._all.size} inodes, but the count is {i32[INODE_COUNT]}')

    def _look_at(self, inode: int) -> None:
        kind = self.inodes.kind(inode)
        if kind == S_IFDIR:
            self.folders += 1
            self._check_folder(inode)
        else:
            self.files += 1
        if kind == S_IFREG:
            self._check_pages(inode)
            if self.inodes.get(inode, I_ABSENT) == LOST:
                self.lost += 1
                self._tell(f'inode {self.inodes.get(inode, I_INO)}: its content is lost')

    def _check_folder(self, folder: int) -> None:
        directories = self.fs.directories
        ino = self.inodes.get(folder, I_INO)
        before = 0
        count = 0
        entry = self.inodes.get(folder, I_FIRST)
        while entry != 0 and not self._entries.has(entry):
            self._entries.add(entry)
            count += 1
            inode = directories.inode(entry)
            name = directories.name(entry)
            if directories.parent(entry) != folder or self.memory.i32[(entry >> 2) + E_BEFORE] != before:
                self._tell(f'folder {ino}: the list of its names is broken at {name}')
            if directories.find(folder, to_bytes(name)) != entry:
                self._tell(f'folder {ino}: looking up {name} does not find it')
            found = self._all.get(inode)
            if found is None:
                self._tell(f'folder {ino}: {name} refers to no inode')
            else:
                self._all.set(inode, found + 1)
                if self.inodes.kind(inode) == S_IFDIR and self.inodes.get(inode, I_PARENT) != folder:
                    self._tell(f'folder {ino}: {name} has another parent')
            before = entry
            entry = directories.after(entry)
        if entry != 0 or self.inodes.get(folder, I_LAST) != before or self.inodes.get(folder, I_COUNT) != count:
            self._tell(f'folder {ino}: {count} names, but its count is {self.inodes.get(folder, I_COUNT)}')

    def _count_links(self) -> None:
        roots = [self.memory.i32[ROOT], *[self.fs.mounts.get(mount, M_ROOT) for mount in self.fs.mounts.all()]]
        below: Map[int, int] = Map()
        for inode in self._all.keys():
            if self.inodes.kind(inode) == S_IFDIR and inode not in roots and self.inodes.get(inode, I_NLINK) > 0:
                parent = self.inodes.get(inode, I_PARENT)
                below.set(parent, (below.get(parent) or 0) + 1)
        for inode, names in self._all.entries():
            expected = names
            if self.inodes.kind(inode) == S_IFDIR and (names > 0 or inode in roots):
                expected = 2 + (below.get(inode) or 0)
            self._check_links(inode, names, expected, inode in roots)

    def _check_links(self, inode: int, names: int, expected: int, is_root: bool) -> None:
        ino = self.inodes.get(inode, I_INO)
        links = self.inodes.get(inode, I_NLINK)
        if links != expected:
            self._tell(f'inode {ino}: {expected} links, but its count is {links}')
        if names > 1 and self.inodes.kind(inode) == S_IFDIR:
            self._tell(f'folder {ino}: it has {names} names')
        if names == 0 and not is_root and self.inodes.get(inode, I_OPENS) == 0:
            self._tell(f'inode {ino}: it has no name')

    def _check_buckets(self) -> None:
        i32 = self.memory.i32
        found = 0
        for k in range(i32[BUCKET_COUNT]):
            entry = i32[(i32[BUCKETS] >> 2) + k]
            while entry != 0 and found <= self._entries.size:
                found += 1
                if not self._entries.has(entry):
                    self._tell(f'the table of names has {self.fs.directories.name(entry)}, which is in no folder')
                entry = i32[(entry >> 2) + E_NEXT_IN_BUCKET]
        if found != self._entries.size or found != i32[ENTRY_COUNT]:
            self._tell(f'{self._entries.size} names in folders, {found} in the table, {i32[ENTRY_COUNT]} counted')

    # contents

    def _check_pages(self, inode: int) -> None:
        base = inode >> 2
        count = 0
        has_fragment = self.inodes.get(inode, I_FRAGMENT) != 0
        if has_fragment:
            count += self._fragment(inode)
        for k in range(1 if has_fragment else 0, DIRECT):
            count += self._page(inode, base + I_DIRECT + k)
        count += self._table(inode, base + I_SINGLE)
        double = self.memory.i32[base + I_DOUBLE]
        count += self._page(inode, base + I_DOUBLE)
        if double != 0:
            for k in range(ADDRESSES_PER_PAGE):
                count += self._table(inode, (double >> 2) + k)
        if count != self.inodes.get(inode, I_PAGES):
            self._tell(
                f'inode {self.inodes.get(inode, I_INO)}: {count} pages, but its count is {self.inodes.get(inode, I_PAGES)}'
            )

    def _fragment(self, inode: int) -> int:
        block = self.inodes.get(inode, I_DIRECT)
        room = self.inodes.get(inode, I_FRAGMENT)
        ino = self.inodes.get(inode, I_INO)
        if block == 0 or room not in SMALL_SIZES or self.inodes.size(inode) > room:
            self._tell(f'inode {ino}: a fragment of {room} bytes holds {int(self.inodes.size(inode))}')
        if self._fragments.has(block):
            self._tell(f'inode {ino}: it shares a fragment with inode {self._fragments.get(block)}')
        self._fragments.set(block, ino)
        return 1

    def _table(self, inode: int, word: int) -> int:
        table = self.memory.i32[word]
        count = self._page(inode, word)
        if table != 0:
            for k in range(ADDRESSES_PER_PAGE):
                count += self._page(inode, (table >> 2) + k)
        return count

    def _page(self, inode: int, word: int) -> int:
        page = self.memory.i32[word]
        if page == 0:
            return 0
        ino = self.inodes.get(inode, I_INO)
        other = self._pages.get(page)
        if other is not None:
            self._tell(f'inode {ino}: it shares a page with inode {other}')
        self._pages.set(page, ino)
        return 1
