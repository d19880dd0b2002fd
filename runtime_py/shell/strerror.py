"""The C library's messages for errno, which shells and utilities print. Source: glibc's strerror."""

from __future__ import annotations

from runtime_py.platform.errno import (
    E2BIG,
    EACCES,
    EADDRINUSE,
    EAGAIN,
    EBADF,
    EBUSY,
    ECHILD,
    ECONNREFUSED,
    ECONNRESET,
    EDQUOT,
    EEXIST,
    EFBIG,
    EINVAL,
    EIO,
    EISDIR,
    ELOOP,
    EMFILE,
    ENAMETOOLONG,
    ENFILE,
    ENODEV,
    ENOENT,
    ENOEXEC,
    ENOMEM,
    ENOSPC,
    ENOTDIR,
    ENOTEMPTY,
    ENOTTY,
    ENXIO,
    EPERM,
    EPIPE,
    EROFS,
    ESPIPE,
    ESRCH,
    EXDEV,
    message_of,
)
from runtime_py.platform.maps import Map

_TEXTS: Map[int, str] = Map()
for _number, _text in [
    [EPERM, 'Operation not permitted'],
    [ENOENT, 'No such file or directory'],
    [ESRCH, 'No such process'],
    [EIO, 'Input/output error'],
    [ENXIO, 'No such device or address'],
    [E2BIG, 'Argument list too long'],
    [ENOEXEC, 'Exec format error'],
    [EBADF, 'Bad file descriptor'],
    [ECHILD, 'No child processes'],
    [EAGAIN, 'Resource temporarily unavailable'],
    [ENOMEM, 'Cannot allocate memory'],
    [EACCES, 'Permission denied'],
    [EBUSY, 'Device or resource busy'],
    [EEXIST, 'File exists'],
    [EXDEV, 'Invalid cross-device link'],
    [ENODEV, 'No such device'],
    [ENOTDIR, 'Not a directory'],
    [EISDIR, 'Is a directory'],
    [EINVAL, 'Invalid argument'],
    [ENFILE, 'Too many open files in system'],
    [EMFILE, 'Too many open files'],
    [ENOTTY, 'Inappropriate ioctl for device'],
    [EFBIG, 'File too large'],
    [ENOSPC, 'No space left on device'],
    [EDQUOT, 'Disk quota exceeded'],
    [ESPIPE, 'Illegal seek'],
    [EROFS, 'Read-only file system'],
    [EPIPE, 'Broken pipe'],
    [ENAMETOOLONG, 'File name too long'],
    [ENOTEMPTY, 'Directory not empty'],
    [ELOOP, 'Too many levels of symbolic links'],
    [EADDRINUSE, 'Address already in use'],
    [ECONNREFUSED, 'Connection refused'],
    [ECONNRESET, 'Connection reset by peer'],
]:
    _TEXTS.set(_number, _text)


def reason_for_open(number: int, creates: bool) -> str:
    """Why a redirection or `.` can't open a file, in dash's words."""
    if number != ENOENT and number != ENOTDIR:
        return strerror(number)
    return 'Directory nonexistent' if creates else 'No such file'


def strerror(number: int) -> str:
    """`No such file or directory` for 2."""
    found = _TEXTS.get(number)
    return message_of(number) if found is None else found
