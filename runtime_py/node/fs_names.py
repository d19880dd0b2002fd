"""Operations on names in Node's shapes: folders, links, copies, removal of trees."""
from __future__ import annotations

from runtime_py.node.fs_requests import answer, checked, path_text
from runtime_py.node.host import current_realm
from runtime_py.node.uv_errors import uv_exception
from runtime_py.platform.errno import EEXIST, EISDIR, ENOENT, ENOTDIR

S_IFMT = 0xf000
S_IFDIR = 0x4000
COPYFILE_EXCL = 1
COPYFILE_FICLONE_FORCE = 4
_stat = Float64Array(18)


def in_encoding(text: str, encoding: object) -> object:
    """A name as a string, or as a Buffer, or re-encoded."""
    if encoding is None or encoding == 'utf8' or encoding == 'utf-8':
        return text
    buffer = current_realm().require('buffer').Buffer['from'](text)
    return buffer if encoding == 'buffer' else buffer.toString(encoding)


def is_folder(path: str) -> bool:
    return current_realm().system.stat(path, _stat) >= 0 and (_stat[1] & S_IFMT) == S_IFDIR


def mkdir(path: object, mode: int, recursive: bool, req: object = None) -> object:
    text = path_text(path)
    if recursive:
        return answer(req, lambda: make_path(text, mode))

    def work():
        checked(current_realm().system.mkdir(text, mode), 'mkdir', text)
        return js_undefined
    return answer(req, work)


def make_path(path: str, mode: int) -> object:
    """The first folder that was made; undefined when all were there."""
    system = current_realm().system
    absolute = path if path.startswith('/') else system.absolute(path)
    made = js_undefined
    at = ''
    for name in absolute.split('/'):
        if name == '':
            continue
        at = at + '/' + name
        result = system.mkdir(at, mode)
        if result >= 0:
            if made is None:
                made = at
        elif result == -EEXIST:
            if not is_folder(at):
                raise uv_exception(-EEXIST if at == absolute.rstrip('/') else -ENOTDIR, 'mkdir', path)
        else:
            raise uv_exception(result, 'mkdir', path)
    return made


def readdir(path: object, encoding: object, with_types: bool, req: object = None) -> object:
    text = path_text(path)

    def work():
        found = checked(current_realm().system.readdir_types(text), 'scandir', text)
        names = [in_encoding(pair[0], encoding) for pair in found]
        return [names, [pair[1] for pair in found]] if with_types else names
    return answer(req, work)


def readlink(path: object, encoding: object, req: object = None) -> object:
    text = path_text(path)
    return answer(req, lambda: in_encoding(checked(current_realm().system.readlink(text), 'readlink', text), encoding))


def realpath(path: object, encoding: object, req: object = None) -> object:
    text = path_text(path)
    return answer(req, lambda: in_encoding(checked(current_realm().system.realpath(text), 'realpath', text), encoding))


def mkdtemp(prefix: object, encoding: object, req: object = None) -> object:
    text = path_text(prefix)
    return answer(req, lambda: in_encoding(checked(current_realm().system.mkdtemp(text), 'mkdtemp', text + 'XXXXXX'), encoding))


def symlink(target: object, path: object, flags: int, req: object = None) -> object:
    def work():
        checked(current_realm().system.symlink(path_text(target), path_text(path)), 'symlink', path_text(target), path_text(path))
        return js_undefined
    return answer(req, work)


def copy_file(source: object, target: object, mode: int, req: object = None) -> object:
    a = path_text(source)
    b = path_text(target)

    def work():
        copy_checked(a, b, mode)
        return js_undefined
    return answer(req, work)


def copy_checked(a: str, b: str, mode: int) -> None:
    system = current_realm().system
    if (mode & COPYFILE_EXCL) != 0 and system.lstat(b, _stat) >= 0:
        raise uv_exception(-EEXIST, 'copyfile', a, b)
    content = checked(system.read_file(a), 'copyfile', a, b)
    checked(system.stat(a, _stat), 'copyfile', a, b)
    bits = _stat[1] & 0o777
    checked(system.write_file(b, content, bits), 'copyfile', a, b)


def remove(path: object, max_retries: int, recursive: bool, retry_delay: int) -> None:
    """fs.rmSync: the library has handled `force` by then."""
    text = path_text(path)
    system = current_realm().system
    found = system.lstat(text, _stat)
    if found == -ENOENT:
        return
    checked(found, 'rm', text)
    if (_stat[1] & S_IFMT) != S_IFDIR:
        checked(system.unlink(text), 'rm', text)
    elif recursive:
        remove_tree(text)
    else:
        raise coded_is_folder(text)


def coded_is_folder(path: str) -> object:
    kind = current_realm().require('internal/errors').codes.ERR_FS_EISDIR
    return js_new(kind, {'code': 'EISDIR', 'message': 'is a directory', 'path': path, 'syscall': 'rm', 'errno': -EISDIR})


def remove_tree(path: str) -> None:
    system = current_realm().system
    for pair in checked(system.readdir_types(path), 'rm', path):
        below = path + '/' + pair[0]
        if pair[1] == 2:
            remove_tree(below)
        else:
            checked(system.unlink(below), 'rm', below)
    checked(system.rmdir(path), 'rm', path)
