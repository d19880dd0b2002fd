"""Shared memory, byte by byte: the superblock, the structures of the file system and their fields. One place for every offset.

0        superblock (one page)
4096     sys's area: process table, doorbells (sys/layout.py)
266240   the heap
Fields are words: `i32[(address >> 2) + FIELD]`; those marked f64 take two words at an even index. Address 0 is no structure: it means none."""
from __future__ import annotations

PAGE_BYTES = 4096
PAGE_SHIFT = 12
SYS_AREA = PAGE_BYTES
SYS_AREA_BYTES = 262144
HEAP_START = SYS_AREA + SYS_AREA_BYTES
MAXIMUM_BYTES = 2147418112      # 2 GiB less a page of WebAssembly: addresses stay below the sign bit

# superblock
MAGIC = 0
FS_LOCK = 1
HEAP_LOCK = 2
ROOT = 3                # inode
NEXT_INO = 4
GENERATION = 5          # counts changes of the name space: path caches hold as long as it does
HEAP_END = 6            # where fresh memory begins
FREE_PAGES = 7          # list of single pages, through their first word
FREE_RUNS = 8           # list of runs of pages, by address: [next, pages]
FREE_SMALL = 9          # one list per size class
SMALL_CLASSES = 8       # 16 << k bytes
FREE_BYTES = 18         # f64: in the lists above
BUCKETS = 20            # the table of directory entries: array of list heads
BUCKET_COUNT = 21
ENTRY_COUNT = 22
INODE_COUNT = 23
GROUPS = 24             # root page of the table of inode groups
DIRTY_GROUPS = 25       # list of groups that aren't on the disk as they are here
DROPPED = 26            # list of contents to be taken off the disk
WATCHES = 27            # list of watches
SIZE = 28               # bytes of the whole memory: who sees another number than his own makes his views again
MAGIC_NUMBER = 0x54525231

LOCK_WORDS = [FS_LOCK, HEAP_LOCK]

# inode
I_MODE = 0
I_NLINK = 1
I_UID = 2
I_GID = 3
I_INO = 4
I_OPENS = 5             # open file descriptions
I_RDEV = 6
I_PAGES = 7             # pages of content in the heap, with those that hold addresses
I_SIZE = 8              # f64 bytes
I_ATIME = 10            # f64 ms since 1970
I_MTIME = 12
I_CTIME = 14
I_BIRTH = 16
I_ENTRY = 18            # the newest directory entry that names it
I_DIRTY_FIRST = 19      # first and last page of content that isn't on the disk; -1 none
I_DIRTY_LAST = 20
I_SEGMENTS = 21         # how many segments the disk may hold of it
I_DIRECT = 24           # files: DIRECT pages, then a page of addresses, then a page of pages of addresses
DIRECT = 8
I_SINGLE = 32
I_DOUBLE = 33
I_TARGET = 24           # links: address of the target's bytes; I_SIZE is their number
I_PARENT = 24           # folders: parent inode (the root's is itself)
I_FIRST = 25            # folders: first and last entry, in the order of making
I_LAST = 26
I_COUNT = 27
INODE_BYTES = 144

# directory entry
E_NEXT_IN_BUCKET = 0
E_PARENT = 1            # inode of the folder
E_INODE = 2
E_HASH = 3
E_BEFORE = 4
E_AFTER = 5
E_LENGTH = 6            # of the name, in bytes of UTF-8
E_NAME = 7              # the bytes begin here
ENTRY_BYTES = 28

# a group of inodes: the unit in which metadata and small files go to the disk
GROUP_INODES = 64
G_INODES = 0            # addresses, by ino % 64
G_NUMBER = 64
G_DIRTY = 65
G_NEXT_DIRTY = 66
G_LIVE = 67
GROUP_BYTES = 272

ADDRESSES_PER_PAGE = 1024
SMALL_FILE = 16384      # up to this the content lies in the group's record
SEGMENT_BYTES = 1048576

# st_mode
S_IFMT = 0xf000
S_IFSOCK = 0xc000
S_IFLNK = 0xa000
S_IFREG = 0x8000
S_IFBLK = 0x6000
S_IFDIR = 0x4000
S_IFCHR = 0x2000
S_IFIFO = 0x1000

UID = 1000
GID = 1000
