"""System calls on paths: thin wrappers of the file system, which add the cwd and the umask. A path that leads into a
mount whose names are elsewhere (/proc) comes back as a Crossing; that mount's backend then continues, and its links may
lead back (`across`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EACCES, EEXIST, EINVAL, ELOOP, ENOENT, ENXIO, EPERM, EXDEV
from runtime_py.sys.accounts import READ_FILES
from runtime_py.sys.backends import backend_of
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.file_size import beyond_limit, has_limit
from runtime_py.sys.mount_table import PROC
from runtime_py.vfs.backend import N_LINK, N_OUTSIDE, Backend, Crossing, Node
from runtime_py.vfs.layout import CHANGES

W_OK = 2
_MOST_LINKS = 40

_scratch: list[float] = [0.0 for _ in range(18)]


class FileCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.fs = context.fs

    def across(
        self, first: Any, follow: bool, inside: Callable[[str], Any], at_node: Callable[[Backend, Node], Any]
    ) -> Any:
        """The result of a call whose first try was `first`. While that is a Crossing: `at_node` with the backend's
        node, or `inside` again with the path that a link there leads to."""
        for _ in range(_MOST_LINKS):
            if not isinstance(first, Crossing):
                return first
            backend = backend_of(self.context, first)
            node = backend.find(first.rest, follow)
            if node.error != 0:
                return -node.error
            if node.kind != N_OUTSIDE:
                return at_node(backend, node)
            first = inside(node.target)
        return -ELOOP

    def _changed(self, result: int | Crossing, inside: Callable[[str], Any]) -> int:
        """The result of a change: nothing in a backend can be changed, but the targets of its links can."""
        return result if isinstance(result, int) else self.across(result, True, inside, lambda backend, node: -EPERM)

    def named_outside(self, path: str) -> str | int:
        """A path to the same name that doesn't go through /proc; -errno when the name is in /proc."""
        full = self.context.absolute(path).rstrip('/')
        at = full.rfind('/')
        folder = self.realpath(full[: at + 1])
        if not isinstance(folder, str):
            return folder
        if (folder + '/').startswith(PROC + '/'):
            missing = self.presence(full)
            return missing if missing < 0 else -EPERM
        return ('' if folder == '/' else folder) + full[at:]

    def try_copy(self, old_path: str, new_path: str, bits: int) -> bool:
        """See vfs/copying.py."""
        if has_limit(self.context):
            return False  # the long way counts
        return self.fs.try_copy(self.context.absolute(old_path), self.context.absolute(new_path), bits)

    # attributes

    def stat(self, path: str, out: Any) -> int:
        """Fills 18 floats: dev mode nlink uid gid rdev blksize ino size blocks, then seconds and nanoseconds of atime
        mtime ctime birthtime."""
        result = self.fs.stat(self.context.absolute(path), out)
        return (
            result
            if isinstance(result, int)
            else self.across(
                result,
                True,
                lambda inside: self.fs.stat(inside, out),
                lambda backend, node: self._stat_node(backend, node, out),
            )
        )

    def _stat_node(self, backend: Backend, node: Node, out: Any) -> int:
        return (
            backend.stat(node, out)
            if node.description == 0
            else self.context.machine.stat_description(node.description, out)
        )

    def lstat(self, path: str, out: Any) -> int:
        result = self.fs.lstat(self.context.absolute(path), out)
        return (
            result
            if isinstance(result, int)
            else self.across(
                result, False, lambda inside: self.fs.lstat(inside, out), lambda backend, node: backend.stat(node, out)
            )
        )

    def exists(self, path: str) -> bool:
        return self.presence(path) == 0

    def mode_of(self, path: str) -> int:
        """st_mode of the inode that a path leads to, or -errno."""
        if path == '':
            return -ENOENT
        result = self.stat(path, _scratch)
        return result if result < 0 else int(_scratch[1])

    def presence(self, path: str) -> int:
        """0 when the path exists, or -errno."""
        result = self.fs.presence(self.context.absolute(path))
        return (
            result
            if isinstance(result, int)
            else self.across(result, True, lambda inside: self.fs.presence(inside), lambda backend, node: 0)
        )

    def access(self, path: str, mode: int) -> int:
        result = self.fs.access(self.context.absolute(path), mode)
        if isinstance(result, int):
            return result
        return self.across(
            result,
            True,
            lambda inside: self.fs.access(inside, mode),
            lambda backend, node: -EACCES if (mode & W_OK) != 0 and node.kind != N_LINK else 0,
        )

    def chmod(self, path: str, mode: int) -> int:
        return self._changed(
            self.fs.chmod(self.context.absolute(path), mode), lambda inside: self.fs.chmod(inside, mode)
        )

    def chown(self, path: str, uid: int, gid: int) -> int:
        return self._changed(
            self.fs.chown(self.context.absolute(path), uid, gid), lambda inside: self.fs.chown(inside, uid, gid)
        )

    def utimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self._changed(
            self.fs.utimes(self.context.absolute(path), atime_s, mtime_s),
            lambda inside: self.fs.utimes(inside, atime_s, mtime_s),
        )

    def utimens(self, path: str, follow: bool, atime: list, mtime: list) -> int:
        """Sets the times, [seconds, nanoseconds] each."""
        return self._changed(
            self.fs.utimens(self.context.absolute(path), follow, atime, mtime),
            lambda inside: self.fs.utimens(inside, follow, atime, mtime),
        )

    def truncate(self, path: str, length: float) -> int:
        error = beyond_limit(self.context, length)
        if error < 0:
            return error
        return self._changed(
            self.fs.truncate(self.context.absolute(path), length), lambda inside: self.fs.truncate(inside, length)
        )

    def lchown(self, path: str, uid: int, gid: int) -> int:
        return self._by_name(path, EPERM, lambda inside: self.fs.lchown(inside, uid, gid))

    def lutimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self._by_name(path, EPERM, lambda inside: self.fs.lutimes(inside, atime_s, mtime_s))

    def statfs(self, path: str, out: Any) -> int:
        result = self.fs.statfs(self.context.absolute(path), out)
        return (
            result
            if isinstance(result, int)
            else self.across(
                result, True, lambda inside: self.fs.statfs(inside, out), lambda backend, node: backend.statfs(out)
            )
        )

    # names

    def _by_name(self, path: str, error: int, call: Callable[[str], Any]) -> int:
        """Runs a call that makes or removes a name. `error`: what Linux returns for a name in /proc."""
        result = call(self.context.absolute(path))
        if isinstance(result, int):
            return result
        outside = self.named_outside(path)
        if isinstance(outside, str):
            return call(outside)
        return -error if outside == -EPERM else outside

    def mkdir(self, path: str, mode: int) -> int:
        return self._by_name(path, EEXIST, lambda full: self.fs.mkdir(full, mode & ~self.context.mask))

    def mknod(self, path: str, mode: int, rdev: int) -> int:
        return self._by_name(path, EEXIST, lambda full: self.fs.mknod(full, mode & ~self.context.mask, rdev))

    def rmdir(self, path: str) -> int:
        return self._by_name(path, EPERM, lambda full: self.fs.rmdir(full))

    def unlink(self, path: str) -> int:
        return self._by_name(path, EPERM, lambda full: self.fs.unlink(full))

    def symlink(self, target: str, path: str) -> int:
        return self._by_name(path, EEXIST, lambda full: self.fs.symlink(target, full))

    def rename(self, old_path: str, new_path: str) -> int:
        return self._two_names(old_path, new_path, lambda one, two: self.fs.rename(one, two))

    def rename_all(self, moves: list[list[str]]) -> int:
        """Renames [old path, new path] each, all or none, as one atomic step: see vfs/moving.py. EXDEV when a path
        leads into a backend."""
        result = self.fs.rename_all(
            [[self.context.absolute(move[0]), self.context.absolute(move[1])] for move in moves]
        )
        return result if isinstance(result, int) else -EXDEV

    def link(self, old_path: str, new_path: str) -> int:
        return self._two_names(old_path, new_path, lambda one, two: self.fs.link(one, two))

    def _two_names(self, source: str, target: str, call: Callable[[str, str], Any]) -> int:
        result = call(self.context.absolute(source), self.context.absolute(target))
        if isinstance(result, int):
            return result
        one = self.named_outside(source)
        if not isinstance(one, str):
            return one
        two = self.named_outside(target)
        return call(one, two) if isinstance(two, str) else two

    def readlink(self, path: str) -> str | int:
        result = self.fs.readlink(self.context.absolute(path))
        if not isinstance(result, Crossing):
            return result
        return self.across(
            result,
            False,
            lambda inside: self.fs.readlink(inside),
            lambda backend, node: node.target if node.kind == N_LINK else -EINVAL,
        )

    def realpath(self, path: str) -> str | int:
        result = self.fs.realpath(self.context.absolute(path))
        if not isinstance(result, Crossing):
            return result
        return self.across(
            result,
            True,
            lambda inside: self.fs.realpath(inside),
            lambda backend, node: node.target if node.kind == N_LINK else node.path,
        )

    def readdir(self, path: str) -> list[str] | int:
        result = self.fs.readdir(self.context.absolute(path))
        if not isinstance(result, Crossing):
            return result
        found = self.readdir_types(path)
        return found if isinstance(found, int) else [entry[0] for entry in found]

    def readdir_sorted(self, path: str) -> list[str] | int:
        """The names in a folder, in the order of their bytes."""
        result = self.fs.readdir_sorted(self.context.absolute(path))
        if not isinstance(result, Crossing):
            return result
        names = self.readdir(path)
        if isinstance(names, list):
            names.sort()
        return names

    def readdir_types(self, path: str) -> list[list] | int:
        """[name, type] with Node's UV_DIRENT_*: 1 file, 2 folder, 3 link, 4 fifo, 5 socket, 6 character device, 7 block
        device."""
        result = self.fs.readdir_types(self.context.absolute(path))
        if not isinstance(result, Crossing):
            return result
        return self.across(
            result,
            True,
            lambda inside: self.fs.readdir_types(inside),
            lambda backend, node: backend.entries(node),
        )

    def mkdtemp(self, prefix: str) -> str | int:
        """Makes a folder named `prefix` plus six characters; returns the path, relative if the prefix was."""
        made = self.fs.mkdtemp(self.context.absolute(prefix))
        if isinstance(made, Crossing):
            outside = self.named_outside(prefix)
            made = self.fs.mkdtemp(outside) if isinstance(outside, str) else outside
        if isinstance(made, Crossing):
            return -ENOENT  # the folder was replaced meanwhile
        if isinstance(made, int):
            return made
        return prefix + made[len(made) - 6 :]

    def file_changes(self) -> int:
        """A counter that is unchanged while no inode changes."""
        return self.context.memory.i32[CHANGES]

    # whole files

    def read_file(self, path: str, scratch: Bytes | None = None) -> Bytes | int:
        result = self.fs.read_file(self.context.absolute(path), scratch)
        if isinstance(result, Crossing):
            return self.across(
                result,
                True,
                lambda inside: self.fs.read_file(inside, scratch),
                lambda backend, node: self._read_node(backend, node),
            )
        if not isinstance(result, int):
            self.context.memory.f64[self.context.account + READ_FILES] += len(result)
            if self.context.note_read is not None:
                self.context.note_read(self.context.absolute(path))
            return result
        return result

    def _read_node(self, backend: Backend, node: Node) -> Bytes | int:
        """ENXIO, as the file system returns for anything but a file: a pipe has to be opened to be read."""
        return backend.content(node) if node.description == 0 else -ENXIO
