"""internalBinding('fs'): the table of file operations. What they do is in node/fs_*.py."""
from __future__ import annotations

from runtime_py.node.encodings import from_utf8, to_utf8
from runtime_py.node.fs_names import copy_checked, copy_file, mkdir, mkdtemp, readdir, readlink, realpath, remove, symlink
from runtime_py.node.fs_requests import FileHandle, FSReqCallback, answer, attempt, checked, path_text, promise_of, set_promise_symbol
from runtime_py.node.fs_stats import Stats, statfs
from runtime_py.node.fs_transfer import read, read_buffers, read_whole, write_buffer, write_buffers, write_now, write_string
from runtime_py.node.uv_errors import uv_exception
from runtime_py.platform.errno import EINVAL, EISDIR, ENOENT

S_IFMT = 0xf000
S_IFDIR = 0x4000
_stat = Float64Array(18)


def simple(realm: object, name: str, paths: int, syscall: str | None = None) -> object:
    """A call whose first `paths` arguments are paths, and which gives nothing back."""
    told = name if syscall is None else syscall

    def call(*given):
        wanted = given
        req = js_undefined
        last = given[given.length - 1]
        if given.length > 0 and (js_typeof(last) == 'symbol' or js_instanceof(last, FSReqCallback)):
            req = last
            wanted = given.slice(0, given.length - 1)
        args = [path_text(value) if k < paths else value for k, value in enumerate(wanted) if value is not None]

        def work():
            checked(realm.system[name](*args), told, args[0] if paths > 0 else js_undefined, args[1] if paths > 1 else js_undefined)
            return js_undefined
        return answer(req, work)
    return call


def create(realm: object, seed: object) -> object:
    set_promise_symbol(seed.kUsePromises)
    stats = Stats(seed.statValues, seed.bigintStatValues)

    def open_file(path, flags, mode, req=None):
        text = path_text(path)
        return answer(req, lambda: checked(realm.system.open(text, flags, mode), 'open', text))

    def open_handle(path, flags, mode, req):
        text = path_text(path)
        return promise_of(attempt(lambda: FileHandle(checked(realm.system.open(text, flags, mode), 'open', text))))

    def read_file_utf8(path, flags):
        if js_typeof(path) == 'number':
            return from_utf8(read_whole(path))
        content = realm.system.read_file(path) if flags == 0 else -EINVAL
        if js_typeof(content) != 'number':
            return from_utf8(content)
        if content == -EISDIR:
            raise uv_exception(-EISDIR, 'read')
        fd = checked(realm.system.open(path, flags, 0o666), 'open', path)
        try:
            return from_utf8(read_whole(fd))
        finally:
            realm.system.close(fd)

    def write_file_utf8(path, text, flags, mode):
        data = to_utf8(text)
        is_fd = js_typeof(path) == 'number'
        fd = path if is_fd else checked(realm.system.open(path, flags, mode), 'open', path)
        try:
            write_now(fd, data, 0, data.length, -1)
        finally:
            if not is_fd:
                realm.system.close(fd)

    def module_stat(receiver, path=None):
        text = receiver if js_typeof(receiver) == 'string' else path
        result = realm.system.stat(text, _stat)
        if result < 0:
            return -ENOENT
        return 1 if (_stat[1] & S_IFMT) == S_IFDIR else 0

    def exists(path):
        return realm.system.exists(path_text(path))

    def ftruncate(fd, length=0, req=None):
        def work():
            checked(realm.system.ftruncate(fd, length), 'ftruncate')
            return js_undefined
        return answer(req, work)

    def extensionless_format(path):
        content = realm.system.read_file(path)
        is_wasm = js_typeof(content) != 'number' and content.length >= 4 and content[0] == 0 and content[1] == 97 and content[2] == 115 and content[3] == 109
        return 1 if is_wasm else 0

    def override_file(source, target, mode, preserve):
        realm.system.unlink(target)
        copy_checked(source, target, mode)
        if preserve:
            realm.system.stat(source, _stat)
            realm.system.utimes(target, _stat[10] + _stat[11] / 1e9, _stat[12] + _stat[13] / 1e9)

    def main_resolve(file_url, main, base):
        return resolve_main(realm, file_url, main)
    made = {
        'kUsePromises': seed.kUsePromises, 'FSReqCallback': FSReqCallback, 'FileHandle': FileHandle, 'open': open_file, 'openFileHandle': open_handle,
        'read': read, 'readBuffers': read_buffers, 'writeBuffer': write_buffer, 'writeBuffers': write_buffers, 'writeString': write_string,
        'stat': stats.by_path('stat'), 'lstat': stats.by_path('lstat'), 'fstat': stats.by_fd(), 'statfs': statfs, 'mkdir': mkdir, 'readdir': readdir,
        'readlink': readlink, 'realpath': realpath, 'mkdtemp': mkdtemp, 'symlink': symlink, 'copyFile': copy_file, 'rmSync': remove,
        'readFileUtf8': read_file_utf8, 'writeFileUtf8': write_file_utf8, 'internalModuleStat': module_stat, 'existsSync': exists, 'ftruncate': ftruncate,
        'getFormatOfExtensionlessFile': extensionless_format, 'cpSyncOverrideFile': override_file, 'legacyMainResolve': main_resolve,
    }
    for name, paths in [['access', 1], ['close', 0], ['rename', 2], ['rmdir', 1], ['link', 2], ['unlink', 1], ['chmod', 1], ['fchmod', 0], ['chown', 1],
                        ['fchown', 0], ['lchown', 1], ['utimes', 1], ['futimes', 0], ['lutimes', 1], ['fsync', 0]]:
        made[name] = simple(realm, name, paths)
    made.utimes = simple(realm, 'utimes', 1, 'utime')
    made.futimes = simple(realm, 'futimes', 0, 'futime')
    made.lutimes = simple(realm, 'lutimes', 1, 'lutime')
    made.fdatasync = simple(realm, 'fsync', 0, 'fdatasync')
    return made


_MAINS = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node']
_INDEXES = ['index.js', 'index.json', 'index.node']


def resolve_main(realm: object, package_url: str, main: object) -> int:
    """Which of the legacy names of a package's main file is there (esm resolver's legacyMainResolve): its index in their list."""
    folder = realm.require('url').fileURLToPath(js_new(globalThis.URL, '.', package_url))
    if js_typeof(main) == 'string':
        for k, suffix in enumerate(_MAINS):
            if is_file(realm, folder + main + suffix):
                return k
    for k, name in enumerate(_INDEXES):
        if is_file(realm, folder + name):
            return k + _MAINS.length
    kind = realm.require('internal/errors').codes.ERR_MODULE_NOT_FOUND
    raise js_new(kind, folder, js_undefined, 'package')


def is_file(realm: object, path: str) -> bool:
    return realm.system.stat(path, _stat) >= 0 and (_stat[1] & S_IFMT) != S_IFDIR


