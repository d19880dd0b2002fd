"""Linux's error numbers with libuv's names and messages: the one table of errors. System calls return `-errno`; the
caller at the edge makes an OsError of it.

Source: errno(3), and libuv's uv_strerror, whose texts Node prints. Pure; serves both worlds."""

from __future__ import annotations

from runtime_py.platform.maps import Map

EPERM = 1
ENOENT = 2
ESRCH = 3
EINTR = 4
EIO = 5
ENXIO = 6
E2BIG = 7
ENOEXEC = 8
EBADF = 9
ECHILD = 10
EAGAIN = 11
ENOMEM = 12
EACCES = 13
EFAULT = 14
EBUSY = 16
EEXIST = 17
EXDEV = 18
ENODEV = 19
ENOTDIR = 20
EISDIR = 21
EINVAL = 22
ENFILE = 23
EMFILE = 24
ENOTTY = 25
ETXTBSY = 26
EFBIG = 27
ENOSPC = 28
EDQUOT = 122
ESPIPE = 29
EROFS = 30
EMLINK = 31
EPIPE = 32
ERANGE = 34
ENAMETOOLONG = 36
ENOSYS = 38
ENOTEMPTY = 39
ELOOP = 40
EUNATCH = 49
ENODATA = 61
ENONET = 64
EPROTO = 71
EOVERFLOW = 75
EILSEQ = 84
ENOTSOCK = 88
EDESTADDRREQ = 89
EMSGSIZE = 90
EPROTOTYPE = 91
ENOPROTOOPT = 92
EPROTONOSUPPORT = 93
ESOCKTNOSUPPORT = 94
ENOTSUP = 95
EAFNOSUPPORT = 97
EADDRINUSE = 98
EADDRNOTAVAIL = 99
ENETDOWN = 100
ENETUNREACH = 101
ECONNABORTED = 103
ECONNRESET = 104
ENOBUFS = 105
EISCONN = 106
ENOTCONN = 107
ESHUTDOWN = 108
ETIMEDOUT = 110
ECONNREFUSED = 111
EHOSTDOWN = 112
EHOSTUNREACH = 113
EALREADY = 114
EREMOTEIO = 121
ECANCELED = 125

_names: Map[int, str] = Map()
_messages: Map[int, str] = Map()


def _enter(number: int, name: str, message: str) -> None:
    _names.set(number, name)
    _messages.set(number, message)


_enter(1, 'EPERM', 'operation not permitted')
_enter(2, 'ENOENT', 'no such file or directory')
_enter(3, 'ESRCH', 'no such process')
_enter(4, 'EINTR', 'interrupted system call')
_enter(5, 'EIO', 'i/o error')
_enter(6, 'ENXIO', 'no such device or address')
_enter(7, 'E2BIG', 'argument list too long')
_enter(8, 'ENOEXEC', 'exec format error')
_enter(9, 'EBADF', 'bad file descriptor')
_enter(10, 'ECHILD', 'no child processes')
_enter(11, 'EAGAIN', 'resource temporarily unavailable')
_enter(12, 'ENOMEM', 'not enough memory')
_enter(13, 'EACCES', 'permission denied')
_enter(14, 'EFAULT', 'bad address in system call argument')
_enter(16, 'EBUSY', 'resource busy or locked')
_enter(17, 'EEXIST', 'file already exists')
_enter(18, 'EXDEV', 'cross-device link not permitted')
_enter(19, 'ENODEV', 'no such device')
_enter(20, 'ENOTDIR', 'not a directory')
_enter(21, 'EISDIR', 'illegal operation on a directory')
_enter(22, 'EINVAL', 'invalid argument')
_enter(23, 'ENFILE', 'file table overflow')
_enter(24, 'EMFILE', 'too many open files')
_enter(25, 'ENOTTY', 'inappropriate ioctl for device')
_enter(26, 'ETXTBSY', 'text file is busy')
_enter(27, 'EFBIG', 'file too large')
_enter(28, 'ENOSPC', 'no space left on device')
_enter(29, 'ESPIPE', 'invalid seek')
_enter(30, 'EROFS', 'read-only file system')
_enter(31, 'EMLINK', 'too many links')
_enter(32, 'EPIPE', 'broken pipe')
_enter(34, 'ERANGE', 'result too large')
_enter(36, 'ENAMETOOLONG', 'name too long')
_enter(38, 'ENOSYS', 'function not implemented')
_enter(39, 'ENOTEMPTY', 'directory not empty')
_enter(40, 'ELOOP', 'too many symbolic links encountered')
_enter(49, 'EUNATCH', 'protocol driver not attached')
_enter(61, 'ENODATA', 'no data available')
_enter(64, 'ENONET', 'machine is not on the network')
_enter(71, 'EPROTO', 'protocol error')
_enter(75, 'EOVERFLOW', 'value too large for defined data type')
_enter(84, 'EILSEQ', 'illegal byte sequence')
_enter(88, 'ENOTSOCK', 'socket operation on non-socket')
_enter(89, 'EDESTADDRREQ', 'destination address required')
_enter(90, 'EMSGSIZE', 'message too long')
_enter(91, 'EPROTOTYPE', 'protocol wrong type for socket')
_enter(92, 'ENOPROTOOPT', 'protocol not available')
_enter(93, 'EPROTONOSUPPORT', 'protocol not supported')
_enter(94, 'ESOCKTNOSUPPORT', 'socket type not supported')
_enter(95, 'ENOTSUP', 'operation not supported on socket')
_enter(97, 'EAFNOSUPPORT', 'address family not supported')
_enter(98, 'EADDRINUSE', 'address already in use')
_enter(99, 'EADDRNOTAVAIL', 'address not available')
_enter(100, 'ENETDOWN', 'network is down')
_enter(101, 'ENETUNREACH', 'network is unreachable')
_enter(103, 'ECONNABORTED', 'software caused connection abort')
_enter(104, 'ECONNRESET', 'connection reset by peer')
_enter(105, 'ENOBUFS', 'no buffer space available')
_enter(106, 'EISCONN', 'socket is already connected')
_enter(107, 'ENOTCONN', 'socket is not connected')
_enter(108, 'ESHUTDOWN', 'cannot send after transport endpoint shutdown')
_enter(110, 'ETIMEDOUT', 'connection timed out')
_enter(111, 'ECONNREFUSED', 'connection refused')
_enter(112, 'EHOSTDOWN', 'host is down')
_enter(113, 'EHOSTUNREACH', 'host is unreachable')
_enter(114, 'EALREADY', 'connection already in progress')
_enter(121, 'EREMOTEIO', 'remote I/O error')
_enter(122, 'EDQUOT', 'disk quota exceeded')
_enter(125, 'ECANCELED', 'operation canceled')


def name_of(number: int) -> str:
    """`ENOENT` for 2."""
    name = _names.get(number)
    return f'Unknown system error {number}' if name is None else str(name)


def message_of(number: int) -> str:
    """`no such file or directory` for 2."""
    message = _messages.get(number)
    return f'Unknown system error {number}' if message is None else str(message)


class OsError(Exception):
    """A failed system call, as Node shows it: `ENOENT: no such file or directory, open '/x'`."""

    def __init__(self, errno: int, syscall: str = '', path: str = '', dest: str = '') -> None:
        super().__init__(error_message(errno, syscall, path, dest))
        self.errno = errno
        self.code = name_of(errno)
        self.syscall = syscall
        self.path = path
        self.dest = dest
        self.message = error_message(errno, syscall, path, dest)


def error_message(errno: int, syscall: str, path: str, dest: str) -> str:
    text = f'{name_of(errno)}: {message_of(errno)}'
    if syscall != '':
        text += f', {syscall}'
    if path != '':
        text += f" '{path}'"
    if dest != '':
        text += f" -> '{dest}'"
    return text
