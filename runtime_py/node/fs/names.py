"""Operations on names with Node's results: folders, links, removal of trees."""

from __future__ import annotations

from runtime_py.node.fs.requests import answer, checked, path_text
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.encodings import encoding_name
from runtime_py.node.realm.host import current_realm
from runtime_py.node.realm.uv_errors import uv_exception
from runtime_py.platform.errno import EACCES, EEXIST, EINVAL, ENOENT, ENOSPC, ENOTDIR, EPERM
from runtime_py.vfs.directory import byte_order
from runtime_py.vfs.layout import S_IFDIR, S_IFMT
from runtime_py.vfs.reading import DIRENT_DIR

# after one of these errors, a second attempt is pointless
_HOPELESS = [-EACCES, -ENOSPC, -ENOTDIR, -EPERM]
_stat = Float64Array(18)
_beyond = js_regexp('[\\ud800-\\uffff]', '')


def in_encoding(text: str, encoding: object) -> object:
    """A name as a string, as a Buffer, or in another encoding."""
    if encoding is None or encoding == 'utf8':
        return text
    wanted = encoding_name(encoding)
    if wanted == 'utf8' or wanted == 'utf-8':
        return text
    buffer = current_realm().require('buffer').Buffer['from'](text)
    return buffer if wanted == 'buffer' else buffer.toString(wanted)


def kind_of(path: str, follow: bool) -> int:
    """The S_IF* bits of a path, or -errno."""
    system = current_realm().system
    result = system.stat(path, _stat) if follow else system.lstat(path, _stat)
    return result if result < 0 else _stat[1] & S_IFMT


def is_folder(path: str) -> bool:
    return kind_of(path, True) == S_IFDIR


# folders


def mkdir(path: object, mode: int, recursive: bool, req: object = None) -> object:
    text = path_text(path)
    if recursive:
        return answer(req, lambda: make_path(text, mode))

    def work():
        checked(current_realm().system.mkdir(text, mode), 'mkdir', text)
        return js_undefined

    return answer(req, work)


def make_path(path: str, mode: int) -> object:
    """Makes a folder and its missing parents; returns the first one made, as spelled in `path`; undefined when all
    existed."""
    system = current_realm().system
    made = js_undefined
    waiting = [path]
    while waiting.length > 0:
        at = waiting.pop()
        result = system.mkdir(at, mode)
        if result >= 0:
            if made is None:
                made = at
        elif result == -ENOENT:
            slash = at.rfind('/')
            if slash <= 0:
                raise uv_exception(result, 'mkdir', path)
            waiting.push(at, at[:slash])
        elif result in _HOPELESS:
            raise uv_exception(result, 'mkdir', path)
        elif not is_folder(at):
            raise uv_exception(-ENOTDIR if result == -EEXIST and waiting.length > 0 else result, 'mkdir', path)
    return made


def sorted_entries(path: str) -> list:
    """[name, type] in the order of libuv's scandir, which sorts."""
    found = checked(current_realm().system.readdir_types(path), 'scandir', path)
    if found.some(lambda pair: _beyond.test(pair[0])):
        # strings sort by UTF-16 units, names by bytes
        found.sort(key=lambda pair: byte_order(pair[0]))
        return found
    for k in range(1, found.length):
        if found[k][0] < found[k - 1][0]:
            found.sort(key=lambda pair: pair[0])
            break
    return found


def readdir(path: object, encoding: object, with_types: bool, req: object = None) -> object:
    text = path_text(path)

    def work():
        if not with_types:
            names = checked(current_realm().system.readdir_sorted(text), 'scandir', text)
            return names if encoding is None or encoding == 'utf8' else [in_encoding(name, encoding) for name in names]
        found = sorted_entries(text)
        return [[in_encoding(pair[0], encoding) for pair in found], [pair[1] for pair in found]]

    return answer(req, work)


def mkdtemp(prefix: object, encoding: object, req: object = None) -> object:
    text = path_text(prefix)

    def work():
        if text == '':
            checked(-EINVAL, 'mkdtemp', 'XXXXX')  # what is left of the template in Node's message
        return in_encoding(checked(current_realm().system.mkdtemp(text), 'mkdtemp', text + 'XXXXXX'), encoding)

    return answer(req, work)


# links


def readlink(path: object, encoding: object, req: object = None) -> object:
    text = path_text(path)
    return answer(req, lambda: in_encoding(checked(current_realm().system.readlink(text), 'readlink', text), encoding))


def realpath(path: object, encoding: object, req: object = None) -> object:
    text = path_text(path)
    return answer(req, lambda: in_encoding(checked(current_realm().system.realpath(text), 'realpath', text), encoding))


def symlink(target: object, path: object, flags: int, req: object = None) -> object:
    a = path_text(target)
    b = path_text(path)

    def work():
        checked(current_realm().system.symlink(a, b), 'symlink', a, b)
        return js_undefined

    return answer(req, work)


# removal


def remove(path: object, max_retries: int, recursive: bool, retry_delay: int) -> None:
    """fs.rmSync: the library has handled `force` already. Nothing is ever busy here, so there are no retries."""
    text = path_text(path)
    kind = kind_of(text, False)
    if kind == -ENOENT or kind == -ENOTDIR:
        return
    checked(kind, 'rm', text)
    if kind != S_IFDIR:
        checked(current_realm().system.unlink(text), 'rm', text)
    elif recursive:
        remove_tree(text)
    else:
        raise coded_error(Error, 'ERR_FS_EISDIR', f'Path is a directory: {text}')


def remove_tree(path: str) -> None:
    """Not recursive, since a tree may be deeper than the stack."""
    system = current_realm().system
    folders = [path]
    k = 0
    while k < folders.length:
        folder = folders[k]
        k += 1
        for pair in checked(system.readdir_types(folder), 'rm', folder):
            below = folder + '/' + pair[0]
            if pair[1] == DIRENT_DIR:
                folders.push(below)
            else:
                checked(system.unlink(below), 'rm', below)
    while folders.length > 0:
        folder = folders.pop()
        checked(system.rmdir(folder), 'rm', folder)
