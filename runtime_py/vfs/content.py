"""The content of regular files: 4 KB pages, found through a table like ext2's (direct, one and two levels of
addresses). A hole has no page and reads as zeros. A file of up to 2 KB has a fragment instead of its first page, a
block of the heap that is just large enough (like FFS's fragments): most files in a node_modules are that small.

The caller holds the file system's lock. Knows inodes; must not know names or descriptions."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, copy, zero
from runtime_py.platform.errno import EDQUOT, EFBIG, ENOSPC
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.heap_sizes import LARGEST_SMALL, small_class
from runtime_py.vfs.inode import Inodes
from runtime_py.vfs.layout import (
    ADDRESSES_PER_PAGE,
    DIRECT,
    I_CONTENT_WRITES,
    I_DEV,
    I_DIRECT,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_DOUBLE,
    I_FRAGMENT,
    I_PAGES,
    I_SINGLE,
    NOBODYS_BYTES,
    PAGE_BYTES,
    ROOT_PAGES,
    SMALL_SIZES,
    SPACE_LIMIT,
    STORAGE_FULL,
    UNSTORED,
)
from runtime_py.vfs.mounts import Mounts
from runtime_py.vfs.sequence import begin_write, end_write

MOST_PAGES = DIRECT + ADDRESSES_PER_PAGE + ADDRESSES_PER_PAGE * ADDRESSES_PER_PAGE
NOT_CHARGED = NOBODYS_BYTES >> 1
LARGEST_FILE = MOST_PAGES * PAGE_BYTES


class Contents:
    def __init__(self, inodes: Inodes, heap: Heap, mounts: Mounts) -> None:
        self.inodes = inodes
        self.heap = heap
        self.mounts = mounts
        self.memory = inodes.memory
        self.charged = NOT_CHARGED  # a double: bytes of files outside of the root that this worker has made

    def read(self, inode: int, target: Bytes, start: int, length: int, position: float) -> int:
        """Returns the number of bytes copied to target[start:]; 0 at or beyond the end."""
        left = int(min(length, self.inodes.size(inode) - position))
        if left <= 0:
            return 0
        done = 0
        u8 = self.memory.u8
        while done < left:
            at = int(position + done)
            offset = at % PAGE_BYTES
            count = min(PAGE_BYTES - offset, left - done)
            page = self.page(inode, at // PAGE_BYTES)
            if page == 0:
                zero(target, start + done, start + done + count)
            else:
                count = self._run(inode, at // PAGE_BYTES, page, count, left - done)
                copy(u8, page + offset, page + offset + count, target, start + done)
            done += count
        return done

    def _run(self, inode: int, index: int, page: int, count: int, most: int) -> int:
        """How many of `count` bytes from this page on can be copied at once: pages that are adjacent in memory are
        copied together."""
        while count < most:
            index += 1
            page += PAGE_BYTES
            if self.page(inode, index) != page:
                return count
            count += PAGE_BYTES
        return min(count, most)

    def write(self, inode: int, source: Bytes, start: int, length: int, position: float) -> int:
        """Returns the number of bytes written, which is less when memory runs out midway; -ENOSPC or -EDQUOT when none
        was written, -EFBIG beyond the largest file."""
        if length == 0:
            return 0
        if position + length > LARGEST_FILE:
            return -EFBIG
        if (
            self.memory.i32[STORAGE_FULL] != 0
            and position + length > self.inodes.size(inode)
            and self.inodes.get(inode, I_DEV) == 0
        ):
            return -ENOSPC
        word = (inode >> 2) + I_CONTENT_WRITES
        begin_write(self.memory.i32, word)
        done = self._write(inode, source, start, length, position)
        end_write(self.memory.i32, word)
        if done == 0:
            return -self._why_full(inode)
        self.mark_pages(inode, int(position // PAGE_BYTES), int((position + done - 1) // PAGE_BYTES))
        if self.inodes.get(inode, I_DEV) == 0:
            self.memory.f64[UNSTORED >> 1] += done
        return done

    def _write(self, inode: int, source: Bytes, start: int, length: int, position: float) -> int:
        if not self._settle(inode, max(position + length, self.inodes.size(inode)), True):
            return 0
        done = 0
        while done < length:
            at = int(position + done)
            offset = at % PAGE_BYTES
            count = min(PAGE_BYTES - offset, length - done)
            page = self.make_page(inode, at // PAGE_BYTES)
            if page == 0:
                break
            copy(source, start + done, start + done + count, self.memory.u8, page + offset)
            done += count
        if done > 0 and position + done > self.inodes.size(inode):
            self.inodes.set_size(inode, position + done)
        return done

    def mark_pages(self, inode: int, first: int, last: int) -> None:
        """Marks these pages as different from the disk's."""
        before = self.inodes.get(inode, I_DIRTY_FIRST)
        if before < 0 or first < before:
            self.inodes.set(inode, I_DIRTY_FIRST, first)
        if last > self.inodes.get(inode, I_DIRTY_LAST):
            self.inodes.set(inode, I_DIRTY_LAST, last)

    def _settle(self, inode: int, nbytes: float, is_written: bool) -> bool:
        """Gives a file that will have nbytes the fragment or first page that this needs; a hole stays one unless it
        `is_written`. False when memory is full."""
        i32 = self.memory.i32
        base = inode >> 2
        before = i32[base + I_DIRECT]
        room = i32[base + I_FRAGMENT]
        if before == 0:
            if nbytes > LARGEST_SMALL or not is_written:
                return True  # pages are made one by one
            if not self._has_room(i32[base + I_DEV]):
                return False
        elif room == 0 or nbytes <= room:
            return True
        is_small = nbytes <= LARGEST_SMALL
        block = self.heap.alloc_stored(int(nbytes)) if is_small else self.heap.alloc_page()
        if block == 0:
            return False
        if before == 0:
            self._count(inode, 1)
        else:
            u8 = self.memory.u8
            copy(u8, before, before + room, u8, block)
            self.heap.free(before, room)
        i32 = self.memory.i32  # the heap may have grown, which makes new views
        i32[base + I_DIRECT] = block
        i32[base + I_FRAGMENT] = SMALL_SIZES[small_class(int(nbytes))] if is_small else 0
        return True

    def truncate(self, inode: int, length: float) -> int:
        """Cuts the file, or extends it by a hole: 0, -EFBIG or -ENOSPC."""
        if length > LARGEST_FILE:
            return -EFBIG
        size = self.inodes.size(inode)
        begin_write(self.memory.i32, (inode >> 2) + I_CONTENT_WRITES)
        if length < size:
            self._cut(inode, length, size)
        elif not self._settle(inode, length, False):
            end_write(self.memory.i32, (inode >> 2) + I_CONTENT_WRITES)
            return -self._why_full(inode)
        elif length > size:
            # a hole isn't stored, but a small file's record must get the new length
            self.mark_pages(inode, int(size // PAGE_BYTES), int(size // PAGE_BYTES))
        self.inodes.set_size(inode, length)
        end_write(self.memory.i32, (inode >> 2) + I_CONTENT_WRITES)
        return 0

    def _cut(self, inode: int, length: float, size: float) -> None:
        first = int((length + PAGE_BYTES - 1) // PAGE_BYTES)
        last = int((size - 1) // PAGE_BYTES)
        rest = int(length % PAGE_BYTES)
        if rest != 0:
            # bytes beyond the end must read as zeros if the file grows again
            page = self.page(inode, first - 1)
            if page != 0:
                room = self.inodes.get(inode, I_FRAGMENT)
                zero(self.memory.u8, page + rest, page + (room if room > 0 else PAGE_BYTES))
        # its record on the disk still holds the bytes that were cut off
        self.mark_pages(inode, max(first - 1, 0), max(first - 1, 0))
        self._free_pages(inode, first, last)

    def page(self, inode: int, index: int) -> int:
        """The address of a page, 0 for a hole."""
        i32 = self.memory.i32
        base = inode >> 2
        if index < DIRECT:
            return i32[base + I_DIRECT + index]
        index -= DIRECT
        if index < ADDRESSES_PER_PAGE:
            table = i32[base + I_SINGLE]
            return 0 if table == 0 else i32[(table >> 2) + index]
        index -= ADDRESSES_PER_PAGE
        root = i32[base + I_DOUBLE]
        if root == 0:
            return 0
        table = i32[(root >> 2) + index // ADDRESSES_PER_PAGE]
        return 0 if table == 0 else i32[(table >> 2) + index % ADDRESSES_PER_PAGE]

    def make_page(self, inode: int, index: int) -> int:
        """As `page`, but allocates the page of a hole; 0 when memory is full."""
        base = inode >> 2
        if index < DIRECT:
            return self._slot(inode, base + I_DIRECT + index)
        index -= DIRECT
        if index < ADDRESSES_PER_PAGE:
            table = self._slot(inode, base + I_SINGLE)
            return 0 if table == 0 else self._slot(inode, (table >> 2) + index)
        index -= ADDRESSES_PER_PAGE
        root = self._slot(inode, base + I_DOUBLE)
        table = 0 if root == 0 else self._slot(inode, (root >> 2) + index // ADDRESSES_PER_PAGE)
        return 0 if table == 0 else self._slot(inode, (table >> 2) + index % ADDRESSES_PER_PAGE)

    def _slot(self, inode: int, word: int) -> int:
        """The page whose address is in this word, allocated if there is none."""
        page = self.memory.i32[word]
        if page == 0:
            if not self._has_room(self.inodes.get(inode, I_DEV)):
                return 0
            page = self.heap.alloc_page()
            if page != 0:
                self.memory.i32[word] = page
                self._count(inode, 1)
        return page

    def _has_room(self, mount: int) -> bool:
        """Whether the file system may have one more page: a mount has a limit of its own, the root the workspace's."""
        if mount != 0:
            return self.mounts.has_room(mount)
        limit = self.memory.i32[SPACE_LIMIT]
        return limit == 0 or self.memory.i32[ROOT_PAGES] < limit - 1

    def _why_full(self, inode: int) -> int:
        return ENOSPC if self.inodes.get(inode, I_DEV) != 0 or self._has_room(0) else EDQUOT

    def _count(self, inode: int, pages: int) -> None:
        self.inodes.set(inode, I_PAGES, self.inodes.get(inode, I_PAGES) + pages)
        mount = self.inodes.get(inode, I_DEV)
        if mount != 0:
            self.mounts.count_pages(mount, pages)
            self.memory.f64[self.charged] += pages * PAGE_BYTES
        else:
            self.memory.i32[ROOT_PAGES] += pages

    def free_pages(self, inode: int, first: int, last: int) -> None:
        """Turns the pages first..last into a hole, and frees the tables that this empties."""
        begin_write(self.memory.i32, (inode >> 2) + I_CONTENT_WRITES)
        self._free_pages(inode, first, last)
        end_write(self.memory.i32, (inode >> 2) + I_CONTENT_WRITES)

    def _free_pages(self, inode: int, first: int, last: int) -> None:
        """Frees from the last page to the first, so that the list of free pages returns them in ascending order and a
        copy can take many at once."""
        base = inode >> 2
        self._free_double(
            inode, base + I_DOUBLE, first - DIRECT - ADDRESSES_PER_PAGE, last - DIRECT - ADDRESSES_PER_PAGE
        )
        self._free_below(inode, base + I_SINGLE, first - DIRECT, last - DIRECT)
        for index in range(min(last, DIRECT - 1), first - 1, -1):
            self._drop(inode, base + I_DIRECT + index)

    def _free_below(self, inode: int, word: int, first: int, last: int) -> None:
        """Frees pages first..last of a one-level table, and the table itself when nothing is left before `first`."""
        table = self.memory.i32[word]
        if table == 0 or last < 0 or first >= ADDRESSES_PER_PAGE:
            return
        for index in range(min(last, ADDRESSES_PER_PAGE - 1), max(first, 0) - 1, -1):
            self._drop(inode, (table >> 2) + index)
        if first <= 0:
            self._drop(inode, word)

    def _free_double(self, inode: int, word: int, first: int, last: int) -> None:
        root = self.memory.i32[word]
        if root == 0 or last < 0:
            return
        for index in range(
            min(last // ADDRESSES_PER_PAGE, ADDRESSES_PER_PAGE - 1), max(first, 0) // ADDRESSES_PER_PAGE - 1, -1
        ):
            self._free_below(
                inode, (root >> 2) + index, first - index * ADDRESSES_PER_PAGE, last - index * ADDRESSES_PER_PAGE
            )
        if first <= 0:
            self._drop(inode, word)

    def _drop(self, inode: int, word: int) -> None:
        page = self.memory.i32[word]
        if page == 0:
            return
        self.memory.i32[word] = 0
        room = self.inodes.get(inode, I_FRAGMENT)
        if room > 0 and word == (inode >> 2) + I_DIRECT:
            self.inodes.set(inode, I_FRAGMENT, 0)
            self.heap.free(page, room)
        else:
            self.heap.free_page(page)
        self._count(inode, -1)
