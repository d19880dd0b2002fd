"""SQLite's file layer (sqlite3_vfs, https://sqlite.org/c3ref/vfs.html) over the process's own system calls, as its Unix
layer is over Linux's.

It has no shared memory (xShmMap), so a database can't be in WAL mode: SQLite then keeps its present journal mode. Its
name is `unix`, as natively. Knows system calls and the structs of sqlite3.h. Must not know connections or
statements."""

from __future__ import annotations

from runtime_py.node.sqlite.codes import (
    CANTOPEN,
    FULL,
    IOERR,
    IOERR_DELETE,
    IOERR_DELETE_NOENT,
    IOERR_FSTAT,
    IOERR_FSYNC,
    IOERR_READ,
    IOERR_SHORT_READ,
    IOERR_TRUNCATE,
    IOERR_WRITE,
    NOTFOUND,
    OK,
    READONLY_DIRECTORY,
)
from runtime_py.node.sqlite.file_locks import FileLock
from runtime_py.platform.errno import EACCES, EISDIR, ENOENT, ENOSPC
from runtime_py.platform.text import to_base
from runtime_py.vfs.flags import O_CLOEXEC as _O_CLOEXEC
from runtime_py.vfs.flags import O_CREAT as _O_CREAT
from runtime_py.vfs.flags import O_EXCL as _O_EXCL
from runtime_py.vfs.flags import O_NOFOLLOW as _O_NOFOLLOW
from runtime_py.vfs.flags import O_RDWR as _O_RDWR
from runtime_py.vfs.layout import S_IFMT as _S_IFMT
from runtime_py.vfs.layout import S_IFREG as _S_IFREG

HostMap = globalThis.Map
NAME = 'unix'
_OF_THE_MODULE = ['unix', 'unix-none', 'unix-dotfile', 'unix-excl']
_LONGEST_PATH = 512
_FILE_BYTES = 8  # sqlite3_file plus a number of ours
_VFS_BYTES = 88
_SECTOR = 4096
_JULIAN_EPOCH = 210866760000000  # 1970-01-01 as a Julian day number in milliseconds

# SQLITE_OPEN_*
_READONLY = 1
_READWRITE = 2
_CREATE = 4
_DELETE_ON_CLOSE = 8
_EXCLUSIVE = 0x10
_MAIN_JOURNAL = 0x800
_NOFOLLOW = 0x1000000
# SQLITE_FCNTL_*
_LOCKSTATE = 1
_SIZE_HINT = 5
_CHUNK_SIZE = 6
_VFSNAME = 12
_HAS_MOVED = 20
# SQLITE_IOCAP_*: the machine's file system keeps the order of writes (docs/rooms/journal.md), so only a commit has to
# wait for the disk
_SAFE_APPEND = 0x200
_SEQUENTIAL = 0x400
_UNDELETABLE = 0x800
_POWERSAFE = 0x1000
_ROOT_DEVICE = 1

_R_OK_W_OK = 6


class File:
    def __init__(self, system: object, fd: int, path: str, device: int) -> None:
        self.fd = fd
        self.path = path
        self.keeps_order = device == _ROOT_DEVICE
        self.lock = FileLock(system, fd)


class Vfs:
    def __init__(self, engine: object, system: object) -> None:
        self.engine = engine
        self.system = system
        self.files = js_new(HostMap)
        self.next = 1
        self.stat = Float64Array(18)
        self.methods = self._make_methods()

    def file(self, at: int) -> File:
        return self.files.get(self.engine.i32[(at >> 2) + 1])

    # the two structs

    def register(self) -> None:
        """Replaces the module's own VFS, which would need a C library's files."""
        exports = self.engine.exports
        exports.sqlite3_initialize()
        for name in _OF_THE_MODULE:
            at = self.engine.c_string(name)
            exports.sqlite3_vfs_unregister(exports.sqlite3_vfs_find(at))
            self.engine.free(at)
        struct = self.engine.allocate(_VFS_BYTES)
        words = [
            2,
            _FILE_BYTES,
            _LONGEST_PATH,
            0,
            self.engine.c_string(NAME),
            0,
            self._entry('iiiii:i', self.open),
            self._entry('iii:i', self.delete),
            self._entry('iiii:i', self.access),
            self._entry('iiii:i', self.full_path),
            0,
            0,
            0,
            0,
            self._entry('iii:i', self.randomness),
            self._entry('ii:i', self.sleep),
            self._entry('ii:i', self.current_time),
            self._entry('iii:i', lambda vfs, size, out: 0),
            self._entry('ii:i', self.current_time_in_ms),
            0,
            0,
            0,
        ]
        self.engine.i32.set(words, struct >> 2)
        exports.sqlite3_vfs_register(struct, 1)

    def _entry(self, signature: str, call: object) -> int:
        """A call that fails unexpectedly, as when the stack is full, returns an I/O error: an exception must not skip
        SQLite's frames below."""

        def guarded(*args):
            try:
                return call(*args)
            except Exception:
                return IOERR

        return self.engine.entry(signature, guarded)

    def _make_methods(self) -> int:
        """sqlite3_io_methods, version 1."""
        words = [
            1,
            self._entry('i:i', self.close),
            self._entry('iiij:i', self.read),
            self._entry('iiij:i', self.write),
            self._entry('ij:i', self.truncate),
            self._entry('ii:i', self.sync),
            self._entry('ii:i', self.file_size),
            self._entry('ii:i', lambda at, level: self.file(at).lock.raise_to(level)),
            self._entry('ii:i', lambda at, level: self.file(at).lock.lower_to(level)),
            self._entry('ii:i', self.check_reserved),
            self._entry('iii:i', self.control),
            self._entry('i:i', lambda at: _SECTOR),
            self._entry('i:i', self.characteristics),
        ]
        struct = self.engine.allocate(len(words) * 4)
        self.engine.i32.set(words, struct >> 2)
        return struct

    # names

    def open(self, vfs: int, name: int, at: int, flags: int, out_flags: int) -> int:
        self.engine.i32[at >> 2] = 0
        is_temporary = name == 0
        path = self._temporary_name() if is_temporary else self.engine.c_text(name)
        fd = self._open(path, flags)
        if fd < 0 and fd != -EISDIR and (flags & _READWRITE) != 0 and (flags & _EXCLUSIVE) == 0:
            if fd == -EACCES and (flags & _MAIN_JOURNAL) != 0 and not self.system.exists(path):
                return READONLY_DIRECTORY
            flags = (flags & ~(_READWRITE | _CREATE)) | _READONLY
            fd = self._open(path, flags)
        if fd < 0:
            return CANTOPEN
        if is_temporary or (flags & _DELETE_ON_CLOSE) != 0:
            self.system.unlink(path)
        self.system.fstat(fd, self.stat)
        self.files.set(self.next, File(self.system, fd, path, self.stat[0]))
        self.engine.i32[at >> 2] = self.methods
        self.engine.i32[(at >> 2) + 1] = self.next
        self.next += 1
        if out_flags != 0:
            self.engine.i32[out_flags >> 2] = flags
        return OK

    def _open(self, path: str, flags: int) -> int:
        how = _O_CLOEXEC
        if (flags & _READWRITE) != 0:
            how |= _O_RDWR
        if (flags & _CREATE) != 0:
            how |= _O_CREAT
        if (flags & _EXCLUSIVE) != 0:
            how |= _O_EXCL | _O_NOFOLLOW
        if (flags & _NOFOLLOW) != 0:
            how |= _O_NOFOLLOW
        return self.system.open(path, how, self._mode(path, flags))

    def _mode(self, path: str, flags: int) -> int:
        """A journal gets the permissions of its database, so that anyone who may write the database can roll it
        back."""
        if (flags & _DELETE_ON_CLOSE) != 0:
            return 0o600
        if (
            (flags & _MAIN_JOURNAL) != 0
            and path.endswith('-journal')
            and self.system.stat(path[: len(path) - 8], self.stat) == 0
        ):
            return int(self.stat[1]) & 0o777
        return 0o644

    def _temporary_name(self) -> str:
        octets = Uint8Array(8)
        self.engine.host.random_fill(octets, 0, 8)
        return '/tmp/etilqs_' + ''.join([to_base(octet + 256, 16)[1:] for octet in octets])

    def delete(self, vfs: int, name: int, must_sync: int) -> int:
        path = self.engine.c_text(name)
        result = self.system.unlink(path)
        if result < 0:
            return IOERR_DELETE_NOENT if result == -ENOENT else IOERR_DELETE
        return self._sync_folder(path) if must_sync != 0 else OK

    def _sync_folder(self, path: str) -> int:
        fd = self.system.open(folder_of(path), _O_CLOEXEC)
        if fd < 0:
            return OK
        result = self.system.fsync(fd)
        self.system.close(fd)
        return OK if result == 0 else IOERR_FSYNC

    def access(self, vfs: int, name: int, how: int, out: int) -> int:
        """An empty file counts as missing: a truncated journal isn't hot."""
        path = self.engine.c_text(name)
        if how == 0:
            found = self.system.stat(path, self.stat) == 0 and (
                (int(self.stat[1]) & _S_IFMT) != _S_IFREG or self.stat[8] > 0
            )
        else:
            found = self.system.access(path, _R_OK_W_OK) == 0
        self.engine.i32[out >> 2] = 1 if found else 0
        return OK

    def full_path(self, vfs: int, name: int, size: int, out: int) -> int:
        """Follows links, so that a database has the same journal under all its names."""
        path = real_path(self.system, self.engine.c_text(name))
        count = self.engine.put(path)
        if count + 1 > size:
            return CANTOPEN
        self.engine.u8.copyWithin(out, self.engine.text, self.engine.text + count)
        self.engine.u8[out + count] = 0
        return OK

    # open files

    def close(self, at: int) -> int:
        self.system.close(self.file(at).fd)
        self.files.delete(self.engine.i32[(at >> 2) + 1])
        return OK

    def read(self, at: int, buffer: int, count: int, offset: object) -> int:
        fd = self.file(at).fd
        position = Number(offset)
        done = 0
        while done < count:
            got = self.system.read(fd, self.engine.u8, buffer + done, count - done, position + done)
            if got < 0:
                return IOERR_READ
            if got == 0:
                self.engine.u8.fill(0, buffer + done, buffer + count)
                return IOERR_SHORT_READ
            done += got
        return OK

    def write(self, at: int, buffer: int, count: int, offset: object) -> int:
        fd = self.file(at).fd
        position = Number(offset)
        done = 0
        while done < count:
            put = self.system.write(fd, self.engine.u8, buffer + done, count - done, position + done)
            if put <= 0:
                return FULL if put == -ENOSPC or put == 0 else IOERR_WRITE
            done += put
        return OK

    def truncate(self, at: int, size: object) -> int:
        return OK if self.system.ftruncate(self.file(at).fd, Number(size)) == 0 else IOERR_TRUNCATE

    def sync(self, at: int, flags: int) -> int:
        return OK if self.system.fsync(self.file(at).fd) == 0 else IOERR_FSYNC

    def file_size(self, at: int, out: int) -> int:
        if self.system.fstat(self.file(at).fd, self.stat) < 0:
            return IOERR_FSTAT
        self.engine.i64[out >> 3] = BigInt(self.stat[8])
        return OK

    def check_reserved(self, at: int, out: int) -> int:
        self.engine.i32[out >> 2] = 1 if self.file(at).lock.is_reserved() else 0
        return OK

    def control(self, at: int, operation: int, argument: int) -> int:
        file = self.file(at)
        if operation == _LOCKSTATE:
            self.engine.i32[argument >> 2] = file.lock.level
        elif operation == _VFSNAME:
            self.engine.i32[argument >> 2] = self.engine.c_string(NAME)
        elif operation == _HAS_MOVED:
            self.engine.i32[argument >> 2] = 1 if self._has_moved(file) else 0
        elif operation not in (_SIZE_HINT, _CHUNK_SIZE):
            return NOTFOUND
        return OK

    def _has_moved(self, file: File) -> bool:
        """Whether the file's name leads to another file now."""
        self.system.fstat(file.fd, self.stat)
        number = self.stat[7]
        return self.system.stat(file.path, self.stat) < 0 or self.stat[7] != number

    def characteristics(self, at: int) -> int:
        return _UNDELETABLE | _POWERSAFE | (_SAFE_APPEND | _SEQUENTIAL if self.file(at).keeps_order else 0)

    # functions unrelated to files

    def randomness(self, vfs: int, count: int, out: int) -> int:
        self.engine.host.random_fill(self.engine.u8, out, count)
        return count

    def sleep(self, vfs: int, microseconds: int) -> int:
        self.engine.host.sleep(microseconds / 1000)
        self.system.check_control()
        return microseconds

    def current_time(self, vfs: int, out: int) -> int:
        Float64Array(self.engine.u8.buffer)[out >> 3] = (self.engine.host.now() + _JULIAN_EPOCH) / 86400000
        return OK

    def current_time_in_ms(self, vfs: int, out: int) -> int:
        self.engine.i64[out >> 3] = BigInt(Math.floor(self.engine.host.now()) + _JULIAN_EPOCH)
        return OK


def folder_of(path: str) -> str:
    folder = path[: path.rfind('/')]
    return '/' if folder == '' else folder


def real_path(system: object, name: str) -> str:
    """The path without links and dots; a file that doesn't exist yet is joined to its folder's real path."""
    path = system.absolute(name)
    found = system.realpath(path)
    if not isinstance(found, int):
        return found
    folder = system.realpath(folder_of(path))
    last = path[path.rfind('/') + 1 :]
    if isinstance(folder, int) or last in ('', '.', '..'):
        return path
    return (folder if folder != '/' else '') + '/' + last
