"""WASI preview1's numbers: errno, rights, kinds of files, flags, and the sizes of its structures
(wasi_snapshot_preview1 witx).

Pure data, and the mapping of Linux's error numbers to WASI's."""

from __future__ import annotations

from runtime_py.platform.errno import name_of
from runtime_py.vfs.layout import S_IFCHR, S_IFDIR, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK

SUCCESS = 0
BADF = 8
FAULT = 21
INVAL = 28
ISDIR = 31
NOBUFS = 42
LOOP = 32
NOENT = 44
NOSYS = 52
NOTDIR = 54
NOTSOCK = 57
NOTSUP = 58
OVERFLOW = 61
PERM = 63
SPIPE = 70
NOTCAPABLE = 76
# in the order of their numbers
_NAMES = [
    '',
    'E2BIG',
    'EACCES',
    'EADDRINUSE',
    'EADDRNOTAVAIL',
    'EAFNOSUPPORT',
    'EAGAIN',
    'EALREADY',
    'EBADF',
    'EBADMSG',
    'EBUSY',
    'ECANCELED',
    'ECHILD',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EDEADLK',
    'EDESTADDRREQ',
    'EDOM',
    'EDQUOT',
    'EEXIST',
    'EFAULT',
    'EFBIG',
    'EHOSTUNREACH',
    'EIDRM',
    'EILSEQ',
    'EINPROGRESS',
    'EINTR',
    'EINVAL',
    'EIO',
    'EISCONN',
    'EISDIR',
    'ELOOP',
    'EMFILE',
    'EMLINK',
    'EMSGSIZE',
    'EMULTIHOP',
    'ENAMETOOLONG',
    'ENETDOWN',
    'ENETRESET',
    'ENETUNREACH',
    'ENFILE',
    'ENOBUFS',
    'ENODEV',
    'ENOENT',
    'ENOEXEC',
    'ENOLCK',
    'ENOLINK',
    'ENOMEM',
    'ENOMSG',
    'ENOPROTOOPT',
    'ENOSPC',
    'ENOSYS',
    'ENOTCONN',
    'ENOTDIR',
    'ENOTEMPTY',
    'ENOTRECOVERABLE',
    'ENOTSOCK',
    'ENOTSUP',
    'ENOTTY',
    'ENXIO',
    'EOVERFLOW',
    'EOWNERDEAD',
    'EPERM',
    'EPIPE',
    'EPROTO',
    'EPROTONOSUPPORT',
    'EPROTOTYPE',
    'ERANGE',
    'EROFS',
    'ESPIPE',
    'ESRCH',
    'ESTALE',
    'ETIMEDOUT',
    'ETXTBSY',
    'EXDEV',
    'ENOTCAPABLE',
]

# kinds of files
UNKNOWN = 0
CHARACTER_DEVICE = 2
DIRECTORY = 3
REGULAR_FILE = 4
SOCKET_STREAM = 6
SYMBOLIC_LINK = 7

# rights
FD_DATASYNC = 1 << 0
FD_READ = 1 << 1
FD_SEEK = 1 << 2
FD_FDSTAT_SET_FLAGS = 1 << 3
FD_SYNC = 1 << 4
FD_TELL = 1 << 5
FD_WRITE = 1 << 6
FD_ADVISE = 1 << 7
FD_ALLOCATE = 1 << 8
PATH_CREATE_DIRECTORY = 1 << 9
PATH_CREATE_FILE = 1 << 10
PATH_LINK_SOURCE = 1 << 11
PATH_LINK_TARGET = 1 << 12
PATH_OPEN = 1 << 13
FD_READDIR = 1 << 14
PATH_READLINK = 1 << 15
PATH_RENAME_SOURCE = 1 << 16
PATH_RENAME_TARGET = 1 << 17
PATH_FILESTAT_GET = 1 << 18
PATH_FILESTAT_SET_SIZE = 1 << 19
PATH_FILESTAT_SET_TIMES = 1 << 20
FD_FILESTAT_GET = 1 << 21
FD_FILESTAT_SET_SIZE = 1 << 22
FD_FILESTAT_SET_TIMES = 1 << 23
PATH_SYMLINK = 1 << 24
PATH_REMOVE_DIRECTORY = 1 << 25
PATH_UNLINK_FILE = 1 << 26
POLL_FD_READWRITE = 1 << 27
SOCK_SHUTDOWN = 1 << 28
SOCK_ACCEPT = 1 << 29
RIGHTS_BITS = 30

FILE_RIGHTS = (
    FD_DATASYNC
    | FD_READ
    | FD_SEEK
    | FD_FDSTAT_SET_FLAGS
    | FD_SYNC
    | FD_TELL
    | FD_WRITE
    | FD_ADVISE
    | FD_ALLOCATE
    | FD_FILESTAT_GET
    | FD_FILESTAT_SET_SIZE
    | FD_FILESTAT_SET_TIMES
    | POLL_FD_READWRITE
)
DIRECTORY_RIGHTS = (
    FD_FDSTAT_SET_FLAGS
    | FD_SYNC
    | FD_ADVISE
    | PATH_CREATE_DIRECTORY
    | PATH_CREATE_FILE
    | PATH_LINK_SOURCE
    | PATH_LINK_TARGET
    | PATH_OPEN
    | FD_READDIR
    | PATH_READLINK
    | PATH_RENAME_SOURCE
    | PATH_RENAME_TARGET
    | PATH_FILESTAT_GET
    | PATH_FILESTAT_SET_SIZE
    | PATH_FILESTAT_SET_TIMES
    | FD_FILESTAT_GET
    | FD_FILESTAT_SET_TIMES
    | PATH_SYMLINK
    | PATH_UNLINK_FILE
    | PATH_REMOVE_DIRECTORY
    | POLL_FD_READWRITE
)
STREAM_RIGHTS = FD_READ | FD_WRITE | FD_FDSTAT_SET_FLAGS | FD_FILESTAT_GET | POLL_FD_READWRITE | SOCK_SHUTDOWN

# fdflags
APPEND = 1
DSYNC = 2
NONBLOCK = 4
RSYNC = 8
SYNC = 16
# oflags of path_open
O_CREAT = 1
O_DIRECTORY = 2
O_EXCL = 4
O_TRUNC = 8
# lookupflags
FOLLOW = 1
# fstflags
ATIM = 1
ATIM_NOW = 2
MTIM = 4
MTIM_NOW = 8

FDSTAT_BYTES = 24
FILESTAT_BYTES = 64
DIRENT_BYTES = 24
PRESTAT_BYTES = 8
IOVEC_BYTES = 8
SUBSCRIPTION_BYTES = 48
EVENT_BYTES = 32
NANOSECONDS = 1000000000


def errno_of(result: int) -> int:
    """WASI's number for a system call's `-errno`; 0 for success."""
    if result >= 0:
        return SUCCESS
    found = _NAMES.indexOf(name_of(-result))
    return found if found > 0 else NOSYS


def kind_of_mode(mode: int) -> int:
    """The file's kind by the upper bits of st_mode."""
    bits = mode & S_IFMT
    if bits == S_IFDIR:
        return DIRECTORY
    if bits == S_IFREG:
        return REGULAR_FILE
    if bits == S_IFLNK:
        return SYMBOLIC_LINK
    if bits == S_IFCHR:
        return CHARACTER_DEVICE
    return SOCKET_STREAM if bits == S_IFSOCK else UNKNOWN
