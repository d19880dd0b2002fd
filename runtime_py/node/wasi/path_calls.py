"""WASI's path_* calls: below a directory descriptor, within its rights. Each returns WASI's errno."""

from __future__ import annotations

from runtime_py.node.wasi.abi import (
    APPEND,
    DIRECTORY,
    DIRECTORY_RIGHTS,
    DSYNC,
    FD_ALLOCATE,
    FD_DATASYNC,
    FD_FILESTAT_SET_SIZE,
    FD_READ,
    FD_READDIR,
    FD_WRITE,
    FILE_RIGHTS,
    FOLLOW,
    INVAL,
    NOBUFS,
    NONBLOCK,
    NOTCAPABLE,
    NOTDIR,
    O_CREAT,
    O_DIRECTORY,
    O_EXCL,
    O_TRUNC,
    PATH_CREATE_DIRECTORY,
    PATH_CREATE_FILE,
    PATH_FILESTAT_GET,
    PATH_FILESTAT_SET_SIZE,
    PATH_FILESTAT_SET_TIMES,
    PATH_LINK_SOURCE,
    PATH_LINK_TARGET,
    PATH_OPEN,
    PATH_READLINK,
    PATH_REMOVE_DIRECTORY,
    PATH_RENAME_SOURCE,
    PATH_RENAME_TARGET,
    PATH_SYMLINK,
    PATH_UNLINK_FILE,
    PERM,
    RSYNC,
    SUCCESS,
    SYNC,
    UNKNOWN,
    errno_of,
    kind_of_mode,
)
from runtime_py.node.wasi.descriptors import MODE, Descriptor, stat_of_fd
from runtime_py.node.wasi.file_calls import are_bad_times, are_unknown_rights, put_filestat, rights_of, times_of
from runtime_py.node.wasi.paths import Resolved, leads_out, resolve
from runtime_py.platform.bytes import encode
from runtime_py.vfs.flags import O_APPEND as _O_APPEND
from runtime_py.vfs.flags import O_CREAT as _O_CREAT
from runtime_py.vfs.flags import O_DIRECTORY as _O_DIRECTORY
from runtime_py.vfs.flags import O_EXCL as _O_EXCL
from runtime_py.vfs.flags import O_NOFOLLOW as _O_NOFOLLOW
from runtime_py.vfs.flags import O_NONBLOCK as _O_NONBLOCK
from runtime_py.vfs.flags import O_RDWR as _O_RDWR
from runtime_py.vfs.flags import O_TRUNC as _O_TRUNC
from runtime_py.vfs.flags import O_WRONLY as _O_WRONLY

_MODE_OF_FILES = 0o666
_MODE_OF_DIRECTORIES = 0o777
_STAT_FIELDS = 18


def place(wasi: object, fd: int, right: int, address: int, length: int, follow: bool) -> Resolved:
    directory = wasi.fds.get(fd, right)
    if js_typeof(directory) == 'number':
        return Resolved('', directory)
    if directory.kind != DIRECTORY:
        return Resolved('', NOTDIR)
    return resolve(wasi.system, directory, wasi.memory.text(address, length), follow)


def simple(right: int, call: object) -> object:
    """A call with only a path, whose last component isn't followed."""

    def made(wasi, fd, address, length):
        at = place(wasi, fd, right, address, length, False)
        return at.errno if at.errno != 0 else errno_of(call(wasi.system, at.path))

    return made


def path_filestat_get(wasi: object, fd: int, flags: int, address: int, length: int, out: int) -> int:
    at = place(wasi, fd, PATH_FILESTAT_GET, address, length, (flags & FOLLOW) != 0)
    if at.errno != 0:
        return at.errno
    stat = Float64Array(_STAT_FIELDS)
    result = wasi.system.lstat(at.path, stat)
    if result < 0:
        return errno_of(result)
    put_filestat(wasi, out, stat)
    return SUCCESS


def path_filestat_set_times(
    wasi: object, fd: int, flags: int, address: int, length: int, atime: object, mtime: object, which: int
) -> int:
    if are_bad_times(which):
        return INVAL
    at = place(wasi, fd, PATH_FILESTAT_SET_TIMES, address, length, (flags & FOLLOW) != 0)
    if at.errno != 0:
        return at.errno
    stat = Float64Array(_STAT_FIELDS)
    result = wasi.system.lstat(at.path, stat)
    if result < 0:
        return errno_of(result)
    times = times_of(stat, atime, mtime, which)
    return errno_of(wasi.system.lutimes(at.path, times[0], times[1]))


def path_link(
    wasi: object, old_fd: int, old_flags: int, old: int, old_length: int, new_fd: int, path: int, length: int
) -> int:
    source = place(wasi, old_fd, PATH_LINK_SOURCE, old, old_length, (old_flags & FOLLOW) != 0)
    if source.errno != 0:
        return source.errno
    target = place(wasi, new_fd, PATH_LINK_TARGET, path, length, False)
    return target.errno if target.errno != 0 else errno_of(wasi.system.link(source.path, target.path))


def path_rename(wasi: object, old_fd: int, old: int, old_length: int, new_fd: int, path: int, length: int) -> int:
    source = place(wasi, old_fd, PATH_RENAME_SOURCE, old, old_length, False)
    if source.errno != 0:
        return source.errno
    target = place(wasi, new_fd, PATH_RENAME_TARGET, path, length, False)
    return target.errno if target.errno != 0 else errno_of(wasi.system.rename(source.path, target.path))


def path_symlink(wasi: object, old: int, old_length: int, fd: int, path: int, length: int) -> int:
    """As uvwasi: the target is taken from the directory of the descriptor, not from the link's own, and stays below."""
    text = wasi.memory.text(old, old_length)
    if text == '':
        return INVAL
    if text.startswith('/'):
        return PERM
    if leads_out(text):
        return NOTCAPABLE
    at = place(wasi, fd, PATH_SYMLINK, path, length, False)
    return at.errno if at.errno != 0 else errno_of(wasi.system.symlink(text, at.path))


def path_readlink(wasi: object, fd: int, address: int, length: int, out: int, room: int, used: int) -> int:
    at = place(wasi, fd, PATH_READLINK, address, length, False)
    if at.errno != 0:
        return at.errno
    text = wasi.system.readlink(at.path)
    if js_typeof(text) == 'number':
        return errno_of(text)
    octets = encode(text)
    if octets.length > room:
        return NOBUFS
    wasi.memory.put_bytes(out, octets)
    wasi.memory.put_u32(used, octets.length)
    return SUCCESS


# opening


def path_open(
    wasi: object,
    fd: int,
    lookup: int,
    address: int,
    length: int,
    oflags: int,
    base: object,
    inheriting: object,
    flags: int,
    out: int,
) -> int:
    wanted = rights_of(base)
    directory = wasi.fds.get(fd, needed_rights(oflags))
    if js_typeof(directory) == 'number':
        return directory
    if are_unknown_rights(base) or are_unknown_rights(inheriting):
        return NOTCAPABLE
    if (wanted | rights_of(inheriting)) & ~directory.inheriting != 0:
        return NOTCAPABLE
    at = place(wasi, fd, PATH_OPEN, address, length, (lookup & FOLLOW) != 0)
    if at.errno != 0:
        return at.errno
    opened = wasi.system.open(at.path, open_flags(oflags, flags, wanted), _MODE_OF_FILES)
    if opened < 0:
        return errno_of(opened)
    stat = stat_of_fd(wasi.system, opened)
    kind = UNKNOWN if js_typeof(stat) == 'number' else kind_of_mode(stat[MODE])
    is_directory = kind == DIRECTORY
    made = Descriptor(
        opened,
        kind,
        wanted & (DIRECTORY_RIGHTS if is_directory else FILE_RIGHTS),
        rights_of(inheriting) if is_directory else 0,
    )
    made.path = at.path[:-1] if at.path.endswith('/') and at.path != '/' else at.path
    made.flags = flags & (DSYNC | RSYNC | SYNC)
    wasi.memory.put_u32(out, wasi.fds.add(made))
    return SUCCESS


def needed_rights(oflags: int) -> int:
    return (
        PATH_OPEN | (PATH_CREATE_FILE if oflags & O_CREAT else 0) | (PATH_FILESTAT_SET_SIZE if oflags & O_TRUNC else 0)
    )


def open_flags(oflags: int, flags: int, rights: int) -> int:
    """Linux's flags. The kernel must not follow links: `resolve` has."""
    reads = rights & (FD_READ | FD_READDIR)
    writes = rights & (FD_DATASYNC | FD_WRITE | FD_ALLOCATE | FD_FILESTAT_SET_SIZE)
    found = _O_NOFOLLOW
    if writes:
        found |= _O_RDWR if reads else _O_WRONLY
    for given, own, linux in [
        [oflags, O_CREAT, _O_CREAT],
        [oflags, O_DIRECTORY, _O_DIRECTORY],
        [oflags, O_EXCL, _O_EXCL],
        [oflags, O_TRUNC, _O_TRUNC],
        [flags, APPEND, _O_APPEND],
        [flags, NONBLOCK, _O_NONBLOCK],
    ]:
        if given & own:
            found |= linux
    return found


CALLS = {
    'path_create_directory': simple(
        PATH_CREATE_DIRECTORY, lambda system, path: system.mkdir(path, _MODE_OF_DIRECTORIES)
    ),
    'path_remove_directory': simple(PATH_REMOVE_DIRECTORY, lambda system, path: system.rmdir(path)),
    'path_unlink_file': simple(PATH_UNLINK_FILE, lambda system, path: system.unlink(path)),
    'path_filestat_get': path_filestat_get,
    'path_filestat_set_times': path_filestat_set_times,
    'path_link': path_link,
    'path_open': path_open,
    'path_readlink': path_readlink,
    'path_rename': path_rename,
    'path_symlink': path_symlink,
}
