"""File operations for the page. Paths are absolute; failures are OsErrors like those of Node's fs."""

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.errno import EEXIST, EISDIR, ENOENT, OsError
from runtime_py.platform.maps import Map
from runtime_py.vfs.layout import S_IFDIR, S_IFMT


class FileOps:
    """`post(event, transfer)` posts to the page."""

    def __init__(self, system: object, post: object) -> None:
        self.system = system
        self.post = post
        self._watches: Map[int, str] = Map()  # number -> the last part of its path
        self._watch_fd = -1

    def read_file(self, path: str) -> object:
        mode = self.system.mode_of(path)
        if mode >= 0 and (mode & S_IFMT) == S_IFDIR:
            raise OsError(EISDIR, 'read')
        return self._checked(self.system.read_file(path), 'open', path)

    def write_file(self, path: str, data: object) -> None:
        self._checked(self.system.write_file(path, data, 0o666), 'open', path)

    def readdir(self, path: str) -> list:
        return self._checked(self.system.readdir_types(path), 'scandir', path)

    def readlink(self, path: str) -> str:
        return self._checked(self.system.readlink(path), 'readlink', path)

    def stat(self, path: str) -> object:
        """18 numbers, as System.stat fills them in."""
        out = Float64Array(18)
        self._checked(self.system.stat(path, out), 'stat', path)
        return out

    def lstat(self, path: str) -> object:
        out = Float64Array(18)
        self._checked(self.system.lstat(path, out), 'lstat', path)
        return out

    def symlink(self, target: str, path: str) -> None:
        result = self.system.symlink(target, path)
        if result < 0:
            raise OsError(-result, 'symlink', target, path)

    def chmod(self, path: str, mode: int) -> None:
        self._checked(self.system.chmod(path, mode), 'chmod', path)

    def utimes(self, path: str, atime: list, mtime: list) -> None:
        """[seconds, nanoseconds] each."""
        self._checked(self.system.utimens(path, True, atime, mtime), 'utime', path)

    def access(self, path: str, mode: int) -> None:
        self._checked(self.system.access(path, mode), 'access', path)

    def realpath(self, path: str) -> str:
        return self._checked(self.system.realpath(path), 'realpath', path)

    def copy_file(self, source: str, target: str) -> None:
        """With its permissions."""
        mode = self._checked(self.system.mode_of(source), 'cp', source)
        data = self.read_file(source)
        self._checked(self.system.write_file(target, data, mode & 0o777), 'cp', target)
        self.chmod(target, mode & 0o7777)

    def mkdir(self, path: str, recursive: bool) -> str | None:
        """The first folder that was made, None if it existed (recursive)."""
        if not recursive:
            self._checked(self.system.mkdir(path, 0o777), 'mkdir', path)
            return path
        result = self.system.mkdir(path, 0o777)
        if result == -EEXIST:
            mode = self.system.mode_of(path)
            if mode >= 0 and (mode & S_IFMT) == S_IFDIR:
                return None
        if result == -ENOENT:
            at = path.rfind('/')
            if at > 0:
                first = self.mkdir(path[:at], True)
                self._checked(self.system.mkdir(path, 0o777), 'mkdir', path)
                return path if first is None else first
        self._checked(result, 'mkdir', path)
        return path

    def rm(self, path: str, recursive: bool, force: bool) -> None:
        out = Float64Array(18)
        found = self.system.lstat(path, out)
        if found == -ENOENT and force:
            return
        self._checked(found, 'rm', path)
        if (out[1] & S_IFMT) != S_IFDIR:
            self._checked(self.system.unlink(path), 'rm', path)
        elif recursive:
            self._remove_tree(path)
        else:
            raise OsError(EISDIR, 'rm', path)

    def _remove_tree(self, path: str) -> None:
        for name, kind in self.readdir(path):
            below = path + '/' + name
            if kind == 2:
                self._remove_tree(below)
            else:
                self._checked(self.system.unlink(below), 'unlink', below)
        self._checked(self.system.rmdir(path), 'rmdir', path)

    def rename(self, source: str, target: str) -> None:
        result = self.system.rename(source, target)
        if result < 0:
            raise OsError(-result, 'rename', source, target)

    def mount(self, entries: list) -> None:
        """Writes [path, 'file' | 'dir' | 'symlink', bytes | target] in order; folders are made as needed, files
        replaced."""
        for entry in entries:
            path = entry[0]
            if entry[1] == 'dir':
                self.mkdir(path, True)
                continue
            at = path.rfind('/')
            if at > 0:
                self.mkdir(path[:at], True)
            if entry[1] == 'file':
                self.write_file(path, entry[2])
            else:
                if self.system.readlink(path) != entry[2]:
                    self.rm(path, False, True)
                    self._checked(self.system.symlink(entry[2], path), 'symlink', path)

    def watch(self, path: str, recursive: bool) -> int:
        """Starts a watch: a number for `unwatch`; the page gets events `fs {id, kind, name}`."""
        if self._watch_fd < 0:
            self._watch_fd = self._checked(self.system.watch_open(), 'watch', path)
            self.system.reactor.add(self._watch_fd, POLLIN, lambda events: self._tell())
        number = self._checked(self.system.watch_add(self._watch_fd, path, recursive), 'watch', path)
        self._watches.set(number, path[path.rfind('/') + 1 :])
        return number

    def _tell(self) -> None:
        """Posts an event. One of the watched path itself has no name: it gets the path's last part, as in Node."""
        for kind, name, number in self.system.watch_read(self._watch_fd):
            for told in list(self._watches.keys()) if number == 0 else [number]:
                self.post({'event': 'fs', 'id': told, 'kind': kind, 'name': name or self._watches.get(told)}, [])

    def unwatch(self, number: int) -> None:
        if self._watches.has(number):
            self._watches.delete(number)
            self.system.watch_remove(self._watch_fd, number)

    def _checked(self, result: object, syscall: str, path: str) -> object:
        if isinstance(result, int) and result < 0:
            raise OsError(-result, syscall, path)
        return result
