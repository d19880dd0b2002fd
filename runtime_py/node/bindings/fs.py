"""internalBinding('fs'): the table of file operations. What they do is in node/fs_*.py.

The most frequent calls (open, close, stat, whole files) create no closures unless they are asynchronous."""

from __future__ import annotations

from runtime_py.node.fs.copies import check_paths, copy_file, copy_tree, override_file
from runtime_py.node.fs.file_handle import FileHandle, give_handle, receive_handle
from runtime_py.node.fs.names import is_folder, kind_of, mkdir, mkdtemp, readdir, readlink, realpath, remove, symlink
from runtime_py.node.fs.requests import (
    FSReqCallback,
    answer,
    answer_async,
    attempt_request,
    checked,
    is_request,
    outcome_value,
    path_text,
    set_promise_symbol,
    valid_fd,
    valid_mode,
)
from runtime_py.node.fs.stats import Stats, statfs
from runtime_py.node.fs.transfer import (
    read,
    read_buffers,
    read_whole,
    write_blocking,
    write_buffer,
    write_buffers,
    write_string,
)
from runtime_py.node.fs.watcher import StatWatcher, use_arrays
from runtime_py.node.process.unmanaged_fds import UnmanagedFds
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.encodings import from_utf8, to_utf8_for_now
from runtime_py.platform.errno import EISDIR
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

SCRATCH_BYTES = 65536
MOST_SCRATCH_BYTES = 1048576
_stat = Float64Array(18)
_magic = Uint8Array(4)

# calls that take paths first and return nothing: [member, system call, number of paths, name in errors]
_SIMPLE: list[list] = [
    ['access', 'access', 1, 'access'],
    ['rename', 'rename', 2, 'rename'],
    ['rmdir', 'rmdir', 1, 'rmdir'],
    ['link', 'link', 2, 'link'],
    ['unlink', 'unlink', 1, 'unlink'],
    ['chmod', 'chmod', 1, 'chmod'],
    ['fchmod', 'fchmod', 0, 'fchmod'],
    ['chown', 'chown', 1, 'chown'],
    ['fchown', 'fchown', 0, 'fchown'],
    ['lchown', 'lchown', 1, 'lchown'],
    ['utimes', 'utimes', 1, 'utime'],
    ['futimes', 'futimes', 0, 'futime'],
    ['lutimes', 'lutimes', 1, 'lutime'],
    ['ftruncate', 'ftruncate', 0, 'ftruncate'],
]


def simple(realm: object, name: str, paths: int, syscall: str) -> object:
    def call(*given):
        req = js_undefined
        if given.length > 1 and is_request(given[given.length - 1]):
            req = given.pop()
        for k in range(paths):
            given[k] = path_text(given[k])
        if paths == 0:
            given[0] = valid_fd(given[0])
        elif name == 'access':
            given[1] = valid_mode(given[1])

        def work():
            checked(
                realm.system[name](*given),
                syscall,
                given[0] if paths > 0 else js_undefined,
                given[1] if paths > 1 else js_undefined,
            )
            return js_undefined

        return answer(req, work)

    return call


def make_opening(realm: object) -> object:
    unmanaged = UnmanagedFds(realm)

    def open_then(path, flags, mode, req, finish):
        """Opening a FIFO waits until its other end is open."""
        opened = attempt_request(lambda: checked(realm.system.open(path, flags, mode), 'open', path))
        if opened.error is None and not realm.system.is_joined(opened.value):
            return answer_async(req, joined(opened.value, finish))
        return answer(req, lambda: finish(outcome_value(opened)))

    async def joined(fd, finish):
        await realm.system.joined(fd)
        return finish(fd)

    def open_file(path, flags, mode, req=None):
        text = path_text(path)
        if req is None:
            return unmanaged.opened(checked(realm.system.open_wait(text, flags, mode), 'open', text))
        return open_then(text, flags, mode, req, lambda fd: unmanaged.opened(fd))

    def open_handle(path, flags, mode, req):
        return open_then(path_text(path), flags, mode, req, lambda fd: FileHandle(fd))

    def close_now(fd):
        unmanaged.closed(fd)
        checked(realm.system.close(fd), 'close')
        return js_undefined

    def close_later(fd, req):
        return answer(req, lambda: close_now(fd))

    def close(given, req=None):
        fd = valid_fd(given)
        return close_now(fd) if req is None else close_later(fd, req)

    return {'open': open_file, 'openFileHandle': open_handle, 'close': close}


def make_syncing(realm: object, syscall: str) -> object:
    """fsync and fdatasync: there is only one kind of barrier."""

    async def wait(fd):
        checked(await realm.system.fsync_async(fd), syscall)
        return js_undefined

    def call(given, req=None):
        fd = valid_fd(given)
        if req is not None:
            return answer_async(req, wait(fd))
        checked(realm.system.fsync(fd), syscall)
        return js_undefined

    return call


def make_whole_files(realm: object) -> object:
    scratch = Uint8Array(SCRATCH_BYTES)

    def read_content(path):
        """Text is decoded from a reused buffer: a new one of 1 MB costs more than reading and decoding the file."""
        nonlocal scratch
        content = realm.system.read_file(path, scratch)
        if content.length > scratch.length and content.length <= MOST_SCRATCH_BYTES:
            scratch = content
        return content

    def read_file_utf8(path, flags):
        if js_typeof(path) == 'number':
            return from_utf8(read_whole(path))
        text = path_text(path)
        if flags == 0:
            content = read_content(text)
            if js_typeof(content) != 'number':
                return from_utf8(content)
            if content == -EISDIR:
                checked(content, 'read')
        # devices, /dev/stdin, other flags, and errors of opening
        fd = checked(realm.system.open_wait(text, flags, 0o666), 'open', text)
        try:
            return from_utf8(read_whole(fd))
        finally:
            realm.system.close(fd)

    def write_octets(fd, data):
        checked(write_blocking(fd, data, 0, data.length, -1), 'write')

    def write_file_utf8(path, text, flags, mode):
        data = to_utf8_for_now(text)
        if js_typeof(path) == 'number':
            if data.length > 0:
                write_octets(path, data)
            return
        name = path_text(path)
        fd = checked(realm.system.open_wait(name, flags, mode), 'open', name)
        try:
            if data.length > 0:
                write_octets(fd, data)
        finally:
            realm.system.close(fd)

    return {'readFileUtf8': read_file_utf8, 'writeFileUtf8': write_file_utf8}


def make_questions(realm: object) -> object:
    def module_stat(receiver, path=None):
        text = path_text(receiver if path is None else path)
        result = realm.system.stat(text, _stat)
        if result < 0:
            return result
        return 1 if (_stat[1] & S_IFMT) == S_IFDIR else 0

    def exists(path):
        return realm.system.exists(path_text(path))

    def extensionless_format(path):
        """1 for a WebAssembly module, 0 for JavaScript."""
        fd = realm.system.open(path_text(path), 0, 0)
        if fd < 0:
            return 0
        count = 0 if kind_of(path_text(path), True) == S_IFDIR else realm.system.read(fd, _magic, 0, 4, 0)
        realm.system.close(fd)
        return 1 if count == 4 and _magic[0] == 0 and _magic[1] == 97 and _magic[2] == 115 and _magic[3] == 109 else 0

    return {
        'internalModuleStat': module_stat,
        'existsSync': exists,
        'getFormatOfExtensionlessFile': extensionless_format,
    }


_MAINS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node']
_INDEXES = ['index.js', 'index.json', 'index.node']


def make_main_resolver(realm: object) -> object:
    def is_file(path):
        return kind_of(path, True) >= 0 and not is_folder(path)

    def resolve_main(folder, main, base):
        """The index, in the library's list, of the first legacy main file name that exists."""
        resolve = realm.require('path').resolve
        missing = resolve(folder, 'index.js')
        if js_typeof(main) == 'string':
            missing = resolve(folder, main)
            for k in range(_MAINS.length):
                if is_file(missing + _MAINS[k]):
                    return k
        for k in range(_INDEXES.length):
            if is_file(resolve(folder, _INDEXES[k])):
                return k + _MAINS.length
        if js_typeof(base) != 'string':
            raise coded_error(
                TypeError, 'ERR_INVALID_ARG_TYPE', 'The "base" argument must be of type string or an instance of URL.'
            )
        importer = realm.require('internal/url').fileURLToPath(base)
        raise coded_error(Error, 'ERR_MODULE_NOT_FOUND', f"Cannot find package '{missing}' imported from {importer}")

    return resolve_main


def create(realm: object, binding_data: object) -> object:
    set_promise_symbol(binding_data.kUsePromises)
    use_arrays(binding_data.statValues, binding_data.bigintStatValues)
    realm.carriers.transferable('FileHandle', FileHandle, give_handle, receive_handle)
    stats = Stats(binding_data.statValues, binding_data.bigintStatValues)
    made = {
        'FSReqCallback': FSReqCallback,
        'FileHandle': FileHandle,
        'StatWatcher': StatWatcher,
        'read': read,
        'readBuffers': read_buffers,
        'writeBuffer': write_buffer,
        'writeBuffers': write_buffers,
        'writeString': write_string,
        'stat': stats.by_path('stat'),
        'lstat': stats.by_path('lstat'),
        'fstat': stats.by_fd(),
        'statfs': statfs,
        'mkdir': mkdir,
        'readdir': readdir,
        'readlink': readlink,
        'realpath': realpath,
        'mkdtemp': mkdtemp,
        'symlink': symlink,
        'copyFile': copy_file,
        'rmSync': remove,
        'cpSyncCheckPaths': check_paths,
        'cpSyncOverrideFile': override_file,
        'cpSyncCopyDir': copy_tree,
        'legacyMainResolve': make_main_resolver(realm),
        'fsync': make_syncing(realm, 'fsync'),
        'fdatasync': make_syncing(realm, 'fdatasync'),
    }
    Object.assign(made, make_opening(realm), make_whole_files(realm), make_questions(realm))
    for entry in _SIMPLE:
        made[entry[0]] = simple(realm, entry[1], entry[2], entry[3])
    return made
