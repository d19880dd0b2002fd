"""Shared memory, byte by byte: the superblock, the structures of the file system and their fields. One place for every
offset.

0        superblock (one page)
4096     sys's area: process table, doorbells (sys/layout.py)
266240   the heap
Fields are words: `i32[(address >> 2) + FIELD]`; those marked f64 take two words at an even index. Address 0 means
none."""

from __future__ import annotations

PAGE_BYTES = 4096
PAGE_SHIFT = 12
SYS_AREA = PAGE_BYTES
SYS_AREA_BYTES = 262144
HEAP_START = SYS_AREA + SYS_AREA_BYTES
MAXIMUM_BYTES = 2147418112  # 2 GiB less a page of WebAssembly: addresses stay below the sign bit

# superblock
MAGIC = 0
FS_LOCK = 1
HEAP_LOCK = 2
ROOT = 3  # inode
NEXT_INO = 4
# goes up with each change of the name space except a new name: cached lookups hold while it stays
GENERATION = 5
HEAP_END = 6  # where fresh memory begins
FREE_PAGES = 7  # list of single pages, through their first word
HEAP_LIMIT = 9  # where the heap may end: the maximum of this memory
RESERVE_END = 10  # the reserve lies between HEAP_START and this address (heap_reserve.py)
RESERVE_RUNS = 11  # list of its free runs, by address: [next, pages]
JOINED_BYTES = 12  # f64: FREE_BYTES when free blocks were last joined (heap_join.py)
FREE_BYTES = 18  # f64: in the lists of free pages, runs and small blocks
BUCKETS = 20  # the table of directory entries: array of list heads
BUCKET_COUNT = 21
ENTRY_COUNT = 22
INODE_COUNT = 23
GROUPS = 24  # root page of the table of inode groups
DIRTY_GROUPS = 25  # list of groups that differ from the disk
DROPPED = 26  # list of contents to be deleted from the disk
WATCHES = 27  # how many watches there are
SIZE = 28  # bytes of the whole memory: a thread that sees another number than its own makes new views
WANTED = 29  # list of wishes: numbers of inodes whose content a reader waits for
LOADED = 30  # goes up when a content arrives from the disk: readers that wait sleep on it
STORAGE_FULL = 31  # 1: the browser refused the last batch for lack of space; files don't grow until it accepts one
STORAGE_QUOTA = 32  # f64 bytes that the browser grants; 0: unknown
STORAGE_USED = 34  # f64
LISTENERS = 36  # list of queues of watches (listeners)
RECURSIVE_WATCHES = 37  # how many watches are recursive
CHANGES = 38  # goes up with each change of an inode: pollers skip their work while it stays
MADE = 40  # goes up with each new name: cached ENOENTs hold while it stays
# goes up when the path to a folder may have changed: folders and links removed or moved, permissions
FOLDERS_CHANGED = 42
MOUNTS = 43  # list of mounts, in the order of mounting
LAST_DEVICE = 44  # st_dev of the newest mount
NEXT_VOLATILE = 45  # where the search for the free number of an inode outside the journal begins
WRITES = 46  # odd while the holder of the lock may change something (sequence.py)
LOCKS_CHANGED = 41  # goes up when a file lock is released: waiters sleep on it
SPACE_LIMIT = 84  # pages that the root file system may have, and 1; 0: no limit
NOBODYS_BYTES = 86  # f64: where bytes of mounts are counted by a worker without an account (content.py)
UNSTORED = 88  # f64: bytes written to files of the root since the last batch for the storage was taken
RECALLS = 91  # goes up when somebody wants a content back that is lent (lending.py)
BATCHES = 90  # how many batches were taken: a writer that waits for the storage sleeps on it
ROOT_PAGES = 85  # pages that its files have in the heap
FREE_DESCRIPTIONS = 47  # list of blocks that are used for descriptions only (description.py)
FREE_SMALL = 48  # lists of free blocks, one for each of SMALL_SIZES
FREE_RUNS = 96  # lists of free runs of pages, one for each power of two: [next, pages] (heap_runs.py)
RUN_CLASSES = 20
MAGIC_NUMBER = 0x54525231

# Sizes of small blocks: of inodes, names, small files. Each is about an eighth larger than the one before, so that
# little is lost to rounding.
SMALL_SIZES = [
    16,
    32,
    48,
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    288,
    320,
    352,
    384,
    416,
    448,
    480,
    512,
    576,
    640,
    704,
    768,
    832,
    896,
    960,
    1024,
    1152,
    1280,
    1408,
    1536,
    1664,
    1792,
    1920,
    2048,
]

LOCK_WORDS = [FS_LOCK, HEAP_LOCK]

# inode
I_MODE = 0
I_NLINK = 1
I_UID = 2
I_GID = 3
I_INO = 4
I_OPENS = 5  # open file descriptions
I_RDEV = 6
I_PAGES = 7  # pages of content in the heap, including those that hold addresses
I_SIZE = 8  # f64 bytes
I_ATIME = 10  # two words: seconds since 1970, nanoseconds with two more bits of the seconds (inode.py)
I_MTIME = 12
I_CTIME = 14
I_BIRTH = 16
I_ENTRY = 18  # the newest directory entry that names it
I_DIRTY_FIRST = 19  # first and last page that differ from the disk; -1: none
I_DIRTY_LAST = 20
I_SEGMENTS = 21  # how many of its segments the disk may hold
I_ABSENT = 22  # PRESENT, or where the content is instead
I_WATCHES = 23  # list of its watches
I_DIRECT = 24  # files: DIRECT pages, then a page of addresses, then a page of pages of addresses
DIRECT = 8
I_SINGLE = 32
I_DOUBLE = 33
I_PIPE = 24  # FIFOs: the pipe while the FIFO is open
I_TARGET = 24  # links: address of the target's bytes; I_SIZE is their number
I_PARENT = 24  # folders: parent inode (the root's is itself)
I_FIRST = 25  # folders: first and last entry, in the order of creation
I_LAST = 26
I_COUNT = 27
I_COVERED_BY = 28  # folders: the mount whose root covers it
I_DEV = 34  # the mount that it lies in; 0: the root's
I_LOCKS = 35  # list of its advisory locks
I_CONTENT_WRITES = 36  # odd while its content is being changed (sequence.py)
I_FRAGMENT = 37  # files: size of the fragment in place of the first page; 0: a page, or a hole
I_LENT = 38  # files: whether confined programs have copies of the content (lending.py)
INODE_BYTES = 156

# I_ABSENT
PRESENT = 0
ON_DISK = 1  # not loaded since the boot: readers wait for it
LOST = 2  # its record on the disk is damaged: EIO
LOST_SEGMENTS = -1  # I_SEGMENTS of a large file that is LOST, so that it stays LOST after a reload
NO_ROOM = 3  # as ON_DISK, but the memory was full when it was loaded: ENOMEM once, then another try

# I_LENT
NOT_LENT = 0
LENT = 1
WANTED_BACK = 2  # somebody waits to change it

# directory entry
E_NEXT_IN_BUCKET = 0
E_PARENT = 1  # inode of the folder
E_INODE = 2
E_HASH = 3
E_BEFORE = 4
E_AFTER = 5
E_LENGTH = 6  # of the name, in bytes of UTF-8
E_NAME = 7  # the bytes begin here
ENTRY_BYTES = 28

# a mount
M_NEXT = 0
M_DEVICE = 1  # st_dev
M_KIND = 2  # backend.py
M_FLAGS = 3
M_ROOT = 4  # inode
M_COVERED = 5  # inode of the folder that it covers
M_CHANGES = 6  # goes up with each change of its inodes
M_PAGES = 7  # pages of content
M_MOST_PAGES = 8  # its maximum; 0: limited by memory only
M_SOURCE = 9  # source of the mount: address of its text
M_SOURCE_BYTES = 10
M_INODES = 11
M_STATE = 12  # states.py
MOUNT_BYTES = 56

# range of numbers for inodes that are mounted, not journaled: the last that groups can hold
LAST_INO = 67108863
FIRST_VOLATILE = LAST_INO + 1 - 4194304

# a group of inodes: the unit in which metadata and small files are stored
GROUP_INODES = 64
G_INODES = 0  # addresses, by ino % 64
G_NUMBER = 64
G_DIRTY = 65
G_NEXT_DIRTY = 66
G_LIVE = 67
GROUP_BYTES = 272

ADDRESSES_PER_PAGE = 1024
SMALL_FILE = 16384  # up to this size, a content lies in its group's record
SEGMENT_BYTES = 1048576

# st_mode
S_IFMT = 0xF000
S_IFSOCK = 0xC000
S_IFLNK = 0xA000
S_IFREG = 0x8000
S_IFBLK = 0x6000
S_IFDIR = 0x4000
S_IFCHR = 0x2000
S_IFIFO = 0x1000
S_ISUID = 0o4000
S_ISGID = 0o2000
S_IXGRP = 0o10

UID = 1000
GID = 1000
ROOT_ID = 0  # owner and group of what no program may change
