"""Copies of files and of trees: copyFile, and the native half of fs.cpSync, with the errors of Node's C++.

Those of cpSync are not libuv's: their number is positive and their message has the code, C's text and one path."""

from __future__ import annotations

from runtime_py.node.fs.names import kind_of, make_path
from runtime_py.node.fs.requests import answer, checked, path_text, valid_mode
from runtime_py.node.fs.transfer import read_whole
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.node.realm.host import current_realm
from runtime_py.node.realm.uv_errors import uv_exception
from runtime_py.platform.errno import EEXIST, EINVAL, EISDIR, ENOTDIR, ENOTSUP, ENXIO, message_of, name_of
from runtime_py.vfs.layout import S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG, S_IFSOCK
from runtime_py.vfs.reading import DIRENT_DIR, DIRENT_FILE

COPYFILE_EXCL = 1
COPYFILE_FICLONE_FORCE = 4

# C's messages where they differ from libuv's
_C_TEXTS = {EEXIST: 'File exists', EINVAL: 'Invalid argument', ENOTDIR: 'Not a directory', EISDIR: 'Is a directory'}
_stat = Float64Array(18)
_other = Float64Array(18)
_scratch = Uint8Array(65536)


def copy_file(source: object, target: object, mode: int, req: object = None) -> object:
    a = path_text(source)
    b = path_text(target)
    flags = valid_mode(mode)

    def work():
        result = copy_bytes(a, b, flags)
        if result < 0:
            raise uv_exception(result, 'copyfile', a, b)
        return js_undefined

    return answer(req, work)


def copy_bytes(a: str, b: str, mode: int) -> int:
    """Copies content and permissions, as uv_fs_copyfile: 0 or -errno. Reflinks aren't supported."""
    system = current_realm().system
    if (mode & COPYFILE_FICLONE_FORCE) != 0:
        # as natively, the files are opened before reflinks turn out to be unsupported; then the target is removed
        result = system.stat(a, _stat)
        if result >= 0 and (mode & COPYFILE_EXCL) != 0 and system.lstat(b, _other) >= 0:
            return -EEXIST
        if result < 0 or (system.stat(b, _other) >= 0 and same_file()):
            return min(result, 0)
        system.unlink(b)
        return -ENOTSUP
    return 0 if system.try_copy(a, b, 0o777) else copy_step_by_step(a, b, mode)


def copy_step_by_step(a: str, b: str, mode: int) -> int:
    """As `copy_bytes`, for large files and existing targets."""
    system = current_realm().system
    result = system.stat(a, _stat)
    if result < 0:
        return result
    if (mode & COPYFILE_EXCL) != 0 and system.lstat(b, _other) >= 0:
        return -EEXIST
    is_new = system.stat(b, _other) < 0
    if not is_new and same_file():
        return 0
    bits = _stat[1] & 0o777
    content = system.read_file(a, _scratch)
    if content == -ENXIO:
        content = device_content(a)
    if js_typeof(content) == 'number':
        return content
    written = system.write_file(b, content, bits)
    if written < 0 or (is_new and (bits & system.umask(-1)) == 0):
        return min(written, 0)
    return system.chmod(b, bits)


def device_content(path: str) -> object:
    """What can be read until the end: nothing of /dev/null."""
    fd = current_realm().system.open_wait(path, 0, 0)
    if fd < 0:
        return fd
    try:
        return read_whole(fd)
    finally:
        current_realm().system.close(fd)


def same_file() -> bool:
    """Whether _stat and _other describe the same inode."""
    return _stat[0] == _other[0] and _stat[7] == _other[7]


# cpSync


def std_error(result: int, path: str) -> object:
    number = -result
    text = _C_TEXTS[number]
    error = coded_error(
        Error, name_of(number), f"{name_of(number)}, {message_of(number) if text is None else text} '{path}'"
    )
    error.errno = number
    error.path = path
    error.syscall = 'cp'
    return error


def std_checked(result: object, path: str) -> object:
    if js_typeof(result) == 'number' and result < 0:
        raise std_error(result, path)
    return result


def parent_of(path: str) -> str:
    slash = path.rfind('/')
    if slash < 0:
        return ''
    return path[:slash] if slash > 0 else '/'


def check_paths(source: object, target: object, dereference: bool, recursive: bool) -> None:
    """cpSyncCheckPaths: throws if the two can't be combined; makes the target's parent folder."""
    src = path_text(source)
    dest = path_text(target)
    # as in C++, which follows a link here only if it is not to be dereferenced
    kind = kind_of(src, not dereference)
    if kind < 0:
        raise uv_exception(kind, 'stat' if dereference else 'lstat', src)
    is_dir = kind == S_IFDIR or (dereference and kind == S_IFLNK)
    check_target(src, dest, is_dir, kind_of(dest, dereference))
    shown = src if src.endswith('/') else src + '/'
    if is_dir and (dest.startswith(shown) or lies_below(src, dest)):
        raise coded_error(Error, 'ERR_FS_CP_EINVAL', f'Cannot copy {shown} to a subdirectory of self {dest}')
    if is_dir and not recursive:
        raise coded_error(Error, 'ERR_FS_EISDIR', f'Recursive option not enabled, cannot copy a directory: {shown}')
    check_special(kind, dest)
    above = parent_of(dest)
    if above != '' and kind_of(above, True) < 0:
        make_path(above, 0o777)


def check_target(src: str, dest: str, is_dir: bool, kind: int) -> None:
    if kind < 0:
        return
    system = current_realm().system
    if system.stat(src, _stat) >= 0 and system.stat(dest, _other) >= 0 and same_file():
        raise coded_error(Error, 'ERR_FS_CP_EINVAL', f'src and dest cannot be the same {dest}')
    if is_dir and kind != S_IFDIR:
        raise coded_error(
            Error, 'ERR_FS_CP_DIR_TO_NON_DIR', f'Cannot overwrite non-directory {dest} with directory {src}'
        )
    if not is_dir and kind == S_IFDIR:
        raise coded_error(
            Error, 'ERR_FS_CP_NON_DIR_TO_DIR', f'Cannot overwrite directory {dest} with non-directory {src}'
        )


def lies_below(src: str, dest: str) -> bool:
    """Whether a folder above `dest` is `src` itself under another name."""
    system = current_realm().system
    if system.stat(src, _stat) < 0:
        return False
    above = parent_of(dest)
    while above != '' and above != '/':
        if system.stat(above, _other) >= 0 and same_file():
            return True
        above = parent_of(above)
    return False


def check_special(kind: int, dest: str) -> None:
    if kind == S_IFSOCK:
        raise coded_error(Error, 'ERR_FS_CP_SOCKET', f'Cannot copy a socket file: {dest}')
    if kind == S_IFIFO:
        raise coded_error(Error, 'ERR_FS_CP_FIFO_PIPE', f'Cannot copy a FIFO pipe: {dest}')


def override_file(source: object, target: object, mode: int, preserve: bool) -> None:
    """cpSyncOverrideFile: replaces the target."""
    src = path_text(source)
    dest = path_text(target)
    checked(current_realm().system.unlink(dest), 'unlink', dest)
    result = copy_bytes(src, dest, mode)
    if result < 0 and mode != 0:
        raise uv_exception(result, 'cp', src, dest)
    std_checked(result, dest)
    if preserve:
        copy_times(src, dest)


def copy_times(src: str, dest: str) -> None:
    system = current_realm().system
    checked(system.stat(src, _stat), 'stat', src)
    checked(system.utimens(dest, True, [_stat[10], _stat[11]], [_stat[12], _stat[13]]), 'utime', dest)


class TreeCopy:
    """cpSyncCopyDir: copies one tree with its options."""

    def __init__(self, force: bool, dereference: bool, error_on_exist: bool, verbatim: bool, preserve: bool) -> None:
        self.force = force
        self.dereference = dereference
        self.error_on_exist = error_on_exist
        self.verbatim = verbatim
        self.preserve = preserve
        self._folders: list[list] = []  # source, target and whether the target is new

    def run(self, src: str, dest: str) -> None:
        """Not recursive, since a tree may be deeper than the stack."""
        self._folders.append([src, dest, kind_of(dest, True) < 0])
        make_path(dest, 0o777)
        k = 0
        while k < len(self._folders):
            self.contents(self._folders[k][0], self._folders[k][1])
            k += 1
        while len(self._folders) > 0:
            source, target, is_new = self._folders.pop()  # deepest first, since permissions of a parent may forbid it
            if is_new:
                self._copy_mode(source, target)
            if self.preserve:
                copy_times(source, target)

    def contents(self, src: str, dest: str) -> None:
        for pair in std_checked(current_realm().system.readdir_types(src), src):
            below = src + '/' + pair[0]
            kind = S_IFREG if pair[1] == DIRENT_FILE else (S_IFDIR if pair[1] == DIRENT_DIR else kind_of(below, False))
            self._entry(below, dest + '/' + pair[0], dest, kind)

    def _entry(self, src: str, dest: str, folder: str, kind: int) -> None:
        if kind == S_IFLNK:  # as in C++, also if links are to be dereferenced
            self._link(src, dest, folder)
        elif kind < 0:
            raise uv_exception(kind, 'stat', src)
        elif kind == S_IFDIR:
            self._folder(src, dest)
        elif kind == S_IFREG:
            self._file(src, dest, folder)

    def _folder(self, src: str, dest: str) -> None:
        created = current_realm().system.mkdir(dest, 0o777)
        if created < 0 and kind_of(dest, True) != S_IFDIR:
            raise std_error(created, dest)
        self._folders.append([src, dest, created >= 0])

    def _copy_mode(self, src: str, dest: str) -> None:
        system = current_realm().system
        std_checked(system.stat(src, _stat), src)
        std_checked(system.chmod(dest, _stat[1] & 0o7777), dest)

    def _file(self, src: str, dest: str, folder: str) -> None:
        if not current_realm().system.try_copy(src, dest, 0o777):
            self._replace(src, dest, folder)
        if self.preserve:
            copy_times(src, dest)

    def _replace(self, src: str, dest: str, folder: str) -> None:
        there = kind_of(dest, True)
        if there >= 0 and there != S_IFREG:
            raise std_error(-EINVAL, folder)
        if there >= 0 and not self.force:
            if self.error_on_exist:
                raise coded_error(
                    Error,
                    'ERR_FS_CP_EEXIST',
                    f'[ERR_FS_CP_EEXIST]: Target already exists: cp returned EEXIST ({dest} already exists)',
                )
            return
        std_checked(copy_step_by_step(src, dest, 0), folder)

    def _link(self, src: str, dest: str, folder: str) -> None:
        system = current_realm().system
        target = std_checked(system.readlink(src), folder)
        if self.verbatim:
            std_checked(system.symlink(target, dest), folder)
            return
        path = current_realm().require('path')
        full = path.resolve(parent_of(src), target)
        there = kind_of(dest, False)
        if there == S_IFLNK:
            self._check_link(full, path.resolve(folder, system.readlink(dest)))
            std_checked(system.unlink(dest), folder)
        elif there == S_IFREG:
            raise std_error(-EEXIST, dest)
        std_checked(system.symlink(full, dest), folder)

    def _check_link(self, target: str, current: str) -> None:
        """Neither link may lead into the folder of the other, nor to the same."""
        is_folder = kind_of(target, True) == S_IFDIR
        if not self.dereference and is_folder and (current + '/').startswith(target + '/'):
            raise coded_error(Error, 'ERR_FS_CP_EINVAL', f'Cannot copy {target} to a subdirectory of self {current}')
        if kind_of(current, True) == S_IFDIR and (target + '/').startswith(current + '/'):
            raise coded_error(Error, 'ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY', f'cannot overwrite {current} with {target}')


def copy_tree(
    source: object, target: object, force: bool, dereference: bool, error_on_exist: bool, verbatim: bool, preserve: bool
) -> None:
    TreeCopy(force, dereference, error_on_exist, verbatim, preserve).run(path_text(source), path_text(target))
