"""WASI's fd_* calls. Each takes the program's state and its arguments, and returns WASI's errno."""

from __future__ import annotations

from runtime_py.node.wasi.abi import (
    APPEND,
    ATIM,
    ATIM_NOW,
    BADF,
    DIRECTORY,
    DIRENT_BYTES,
    DSYNC,
    FD_ADVISE,
    FD_ALLOCATE,
    FD_DATASYNC,
    FD_FDSTAT_SET_FLAGS,
    FD_FILESTAT_GET,
    FD_FILESTAT_SET_SIZE,
    FD_FILESTAT_SET_TIMES,
    FD_READ,
    FD_READDIR,
    FD_SEEK,
    FD_SYNC,
    FD_TELL,
    FD_WRITE,
    FDSTAT_BYTES,
    FILESTAT_BYTES,
    INVAL,
    ISDIR,
    MTIM,
    MTIM_NOW,
    NANOSECONDS,
    NOBUFS,
    NONBLOCK,
    NOTCAPABLE,
    NOTDIR,
    NOTSOCK,
    NOTSUP,
    PRESTAT_BYTES,
    REGULAR_FILE,
    RIGHTS_BITS,
    RSYNC,
    SOCK_ACCEPT,
    SOCK_SHUTDOWN,
    SPIPE,
    SUCCESS,
    SYNC,
    UNKNOWN,
    errno_of,
    kind_of_mode,
)
from runtime_py.node.wasi.descriptors import Descriptor, stat_of_fd
from runtime_py.platform.bytes import encode
from runtime_py.platform.clock import now_ms
from runtime_py.vfs.flags import O_APPEND as _O_APPEND
from runtime_py.vfs.flags import O_NONBLOCK as _O_NONBLOCK

_KEEPS_POSITION = -1
SHUT_WRITING = 2  # of sock_shutdown; uvwasi supports no other
_SIZE = 8
# ATIM.. follow stat's order: seconds, nanoseconds
_ATIME = 10
_MTIME = 12
_CTIME = 14


def fd_advise(wasi: object, fd: int, offset: object, length: object, advice: int) -> int:
    """Valid advice is ignored."""
    if advice < 0 or advice > 5:
        return INVAL
    found = wasi.fds.get(fd, FD_ADVISE)
    return found if js_typeof(found) == 'number' else SUCCESS


def fd_allocate(wasi: object, fd: int, offset: object, length: object) -> int:
    found = wasi.fds.get(fd, FD_ALLOCATE)
    if js_typeof(found) == 'number':
        return found
    stat = stat_of_fd(wasi.system, found.fd)
    if js_typeof(stat) == 'number':
        return errno_of(stat)
    end = Number(offset) + Number(length)
    return errno_of(wasi.system.ftruncate(found.fd, end)) if end > stat[_SIZE] else SUCCESS


def fd_close(wasi: object, fd: int) -> int:
    found = wasi.fds.get(fd, 0)
    if js_typeof(found) == 'number':
        return found
    wasi.fds.remove(fd)
    # the process's own standard streams stay open
    return errno_of(wasi.system.close(found.fd)) if found.fd > 2 else SUCCESS


def synced(right: int) -> object:
    def call(wasi, fd):
        found = wasi.fds.get(fd, right)
        return found if js_typeof(found) == 'number' else errno_of(wasi.system.fsync(found.fd))

    return call


def fd_fdstat_get(wasi: object, fd: int, out: int) -> int:
    found = wasi.fds.get(fd, 0)
    if js_typeof(found) == 'number':
        return found
    flags = wasi.system.get_flags(found.fd)
    view = wasi.memory.view(out, FDSTAT_BYTES)
    view.setUint8(0, found.kind)
    view.setUint16(
        2, found.flags | (APPEND if flags & _O_APPEND else 0) | (NONBLOCK if flags & _O_NONBLOCK else 0), True
    )
    view.setBigUint64(8, BigInt(found.base), True)
    view.setBigUint64(16, BigInt(found.inheriting), True)
    return SUCCESS


def fd_fdstat_set_flags(wasi: object, fd: int, flags: int) -> int:
    found = wasi.fds.get(fd, FD_FDSTAT_SET_FLAGS)
    if js_typeof(found) == 'number':
        return found
    given = (_O_APPEND if flags & APPEND else 0) | (_O_NONBLOCK if flags & NONBLOCK else 0)
    result = wasi.system.set_flags(found.fd, given)
    if result >= 0:
        found.flags = flags & (DSYNC | RSYNC | SYNC)
    return errno_of(result)


def fd_fdstat_set_rights(wasi: object, fd: int, base: object, inheriting: object) -> int:
    """Rights can only be removed."""
    found = wasi.fds.get(fd, 0)
    if js_typeof(found) == 'number':
        return found
    new_base = rights_of(base)
    new_inheriting = rights_of(inheriting)
    if (found.base | new_base) != found.base or (found.inheriting | new_inheriting) != found.inheriting:
        return NOTCAPABLE
    found.base = new_base
    found.inheriting = new_inheriting
    return SUCCESS


def rights_of(value: object) -> int:
    return Number(BigInt.asUintN(RIGHTS_BITS, value))


def are_unknown_rights(value: object) -> bool:
    return (value >> BigInt(RIGHTS_BITS)) != BigInt(0)


def put_filestat(wasi: object, out: int, stat: Float64Array) -> None:
    view = wasi.memory.view(out, FILESTAT_BYTES)
    view.setBigUint64(0, BigInt(stat[0]), True)
    view.setBigUint64(8, BigInt(stat[7]), True)
    view.setBigUint64(16, BigInt(0), True)
    view.setUint8(16, kind_of_mode(stat[1]))
    view.setBigUint64(24, BigInt(stat[2]), True)
    view.setBigUint64(32, BigInt(stat[_SIZE]), True)
    at = 40
    for field in [_ATIME, _MTIME, _CTIME]:
        # Python's operators would treat the BigInts as numbers
        nanoseconds = BigInt.asUintN(
            64, BigInt(Math.trunc(stat[field])) * BigInt(NANOSECONDS) + BigInt(Math.trunc(stat[field + 1]))
        )
        view.setBigUint64(at, nanoseconds, True)
        at += 8


def fd_filestat_get(wasi: object, fd: int, out: int) -> int:
    found = wasi.fds.get(fd, FD_FILESTAT_GET)
    if js_typeof(found) == 'number':
        return found
    stat = stat_of_fd(wasi.system, found.fd)
    if js_typeof(stat) == 'number':
        return errno_of(stat)
    put_filestat(wasi, out, stat)
    return SUCCESS


def fd_filestat_set_size(wasi: object, fd: int, size: object) -> int:
    found = wasi.fds.get(fd, FD_FILESTAT_SET_SIZE)
    return found if js_typeof(found) == 'number' else errno_of(wasi.system.ftruncate(found.fd, Number(size)))


def times_of(stat: Float64Array, atime: object, mtime: object, flags: int) -> list[float]:
    """[atime, mtime] in seconds, by fstflags; unset times stay. None if both a time and the present time are
    requested."""
    now = now_ms() / 1000
    found = []
    for given, own, at_now, field in [[atime, ATIM, ATIM_NOW, _ATIME], [mtime, MTIM, MTIM_NOW, _MTIME]]:
        if flags & at_now:
            found.push(now)
        elif flags & own:
            found.push(Number(given) / NANOSECONDS)
        else:
            found.push(stat[field] + stat[field + 1] / NANOSECONDS)
    return found


def are_bad_times(flags: int) -> bool:
    both_a = ATIM | ATIM_NOW
    both_m = MTIM | MTIM_NOW
    return flags & ~(both_a | both_m) != 0 or (flags & both_a) == both_a or (flags & both_m) == both_m


def fd_filestat_set_times(wasi: object, fd: int, atime: object, mtime: object, flags: int) -> int:
    found = wasi.fds.get(fd, FD_FILESTAT_SET_TIMES)
    if js_typeof(found) == 'number':
        return found
    if are_bad_times(flags):
        return INVAL
    stat = stat_of_fd(wasi.system, found.fd)
    if js_typeof(stat) == 'number':
        return errno_of(stat)
    times = times_of(stat, atime, mtime, flags)
    return errno_of(wasi.system.futimes(found.fd, times[0], times[1]))


# reading and writing


def transfer(wasi: object, found: Descriptor, vectors: int, count: int, position: float, out: int, writes: bool) -> int:
    """As readv and writev: stops at the first buffer that isn't filled or written completely."""
    if found.kind == DIRECTORY:
        return ISDIR
    done = 0
    for octets in wasi.memory.vectors(vectors, count):
        at = position + done if position >= 0 else _KEEPS_POSITION
        if writes:
            result = wasi.system.write_wait(found.fd, octets, 0, octets.length, at)
        else:
            result = wasi.system.read_wait(found.fd, octets, 0, octets.length, at) if octets.length > 0 else 0
        if result < 0:
            if done == 0:
                return errno_of(result)
            break
        done += result
        if result < octets.length:
            break
    wasi.memory.put_u32(out, done)
    return SUCCESS


def transferring(right: int, writes: bool) -> object:
    def call(wasi, fd, vectors, count, out):
        found = wasi.fds.get(fd, right)
        return (
            found
            if js_typeof(found) == 'number'
            else transfer(wasi, found, vectors, count, _KEEPS_POSITION, out, writes)
        )

    return call


def transferring_at(right: int, writes: bool) -> object:
    def call(wasi, fd, vectors, count, offset, out):
        found = wasi.fds.get(fd, right)
        if js_typeof(found) == 'number':
            return found
        if found.kind != REGULAR_FILE:
            return SPIPE
        return transfer(wasi, found, vectors, count, Number(offset), out, writes)

    return call


def fd_seek(wasi: object, fd: int, offset: object, whence: int, out: int) -> int:
    found = wasi.fds.get(fd, FD_SEEK)
    if js_typeof(found) == 'number':
        return found
    if whence < 0 or whence > 2:
        return INVAL
    result = wasi.system.seek(found.fd, Number(offset), whence)
    if result < 0:
        return errno_of(result)
    wasi.memory.put_u64(out, result)
    return SUCCESS


def fd_tell(wasi: object, fd: int, out: int) -> int:
    found = wasi.fds.get(fd, FD_TELL)
    if js_typeof(found) == 'number':
        return found
    result = wasi.system.seek(found.fd, 0, 1)
    if result < 0:
        return errno_of(result)
    wasi.memory.put_u64(out, result)
    return SUCCESS


# directories


def fd_prestat_get(wasi: object, fd: int, out: int) -> int:
    found = wasi.fds.get(fd, 0)
    if js_typeof(found) == 'number':
        return found
    if found.name is None:
        return INVAL
    view = wasi.memory.view(out, PRESTAT_BYTES)
    view.setUint32(0, 0, True)
    view.setUint32(4, encode(found.name).length, True)
    return SUCCESS


def fd_prestat_dir_name(wasi: object, fd: int, out: int, length: int) -> int:
    found = wasi.fds.get(fd, 0)
    if js_typeof(found) == 'number':
        return found
    if found.name is None:
        return BADF
    octets = encode(found.name)
    if octets.length > length:
        return NOBUFS
    wasi.memory.put_bytes(out, octets)
    return SUCCESS


def fd_readdir(wasi: object, fd: int, out: int, length: int, cookie: object, used: int) -> int:
    """As many entries as fit, the last one cut off: a full buffer means that there are more. The cookie is an entry's
    number."""
    found = wasi.fds.get(fd, FD_READDIR)
    if js_typeof(found) == 'number':
        return found
    if found.kind != DIRECTORY:
        return NOTDIR
    index: object = Number(cookie)
    if found.entries is None or index == 0:
        entries = wasi.system.readdir_types(found.path)
        if js_typeof(entries) == 'number':
            return errno_of(entries)
        found.entries = entries
    target = wasi.memory.bytes(out, length)
    at = 0
    stat = Float64Array(18)
    while index < found.entries.length and at < length:
        name = encode(found.entries[index][0])
        entry = Uint8Array(DIRENT_BYTES + name.length)
        view = DataView(entry.buffer)
        known = wasi.system.lstat(f'{found.path}/{found.entries[index][0]}', stat) >= 0
        view.setBigUint64(0, BigInt(index + 1), True)
        view.setBigUint64(8, BigInt(stat[7] if known else 0), True)
        view.setUint32(16, name.length, True)
        view.setUint8(20, kind_of_mode(stat[1]) if known else UNKNOWN)
        entry.set(name, DIRENT_BYTES)
        target.set(entry.subarray(0, Math.min(entry.length, length - at)), at)
        at = Math.min(length, at + entry.length)
        index += 1
    wasi.memory.put_u32(used, at)
    return SUCCESS


def fd_renumber(wasi: object, source: int, target: int) -> int:
    return wasi.fds.renumber(source, target)


def no_socket(wasi: object, fd: int, right: int) -> int:
    """A WASI program gets no sockets, so it has nothing to accept, send to or shut down."""
    found = wasi.fds.get(fd, right)
    return found if js_typeof(found) == 'number' else NOTSOCK


def sock_recv(wasi: object, fd: int, places: int, count: int, flags: int, *out: object) -> int:
    return NOTSUP if flags != 0 else no_socket(wasi, fd, FD_READ)


def sock_send(wasi: object, fd: int, places: int, count: int, flags: int, out: int) -> int:
    return NOTSUP if flags != 0 else no_socket(wasi, fd, FD_WRITE)


def sock_shutdown(wasi: object, fd: int, how: int) -> int:
    return NOTSUP if how & ~SHUT_WRITING else no_socket(wasi, fd, SOCK_SHUTDOWN)


def sock_accept(wasi: object, fd: int, flags: int, out: int) -> int:
    return no_socket(wasi, fd, SOCK_ACCEPT)


CALLS = {
    'fd_advise': fd_advise,
    'fd_allocate': fd_allocate,
    'fd_close': fd_close,
    'fd_datasync': synced(FD_DATASYNC),
    'fd_sync': synced(FD_SYNC),
    'fd_fdstat_get': fd_fdstat_get,
    'fd_fdstat_set_flags': fd_fdstat_set_flags,
    'fd_fdstat_set_rights': fd_fdstat_set_rights,
    'fd_filestat_get': fd_filestat_get,
    'fd_filestat_set_size': fd_filestat_set_size,
    'fd_filestat_set_times': fd_filestat_set_times,
    'fd_read': transferring(FD_READ, False),
    'fd_write': transferring(FD_WRITE, True),
    'fd_pread': transferring_at(FD_READ | FD_SEEK, False),
    'fd_pwrite': transferring_at(FD_WRITE | FD_SEEK, True),
    'fd_prestat_get': fd_prestat_get,
    'fd_prestat_dir_name': fd_prestat_dir_name,
    'fd_readdir': fd_readdir,
    'fd_renumber': fd_renumber,
    'fd_seek': fd_seek,
    'fd_tell': fd_tell,
    'sock_accept': sock_accept,
    'sock_recv': sock_recv,
    'sock_send': sock_send,
    'sock_shutdown': sock_shutdown,
}
