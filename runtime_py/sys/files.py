"""System calls on paths: thin doors to the file system, which add the cwd and the umask."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.sys.base import SystemBase


class FileCalls(SystemBase):
    def stat(self, path: str, out: Any) -> int:
        """Fills 18 floats: dev mode nlink uid gid rdev blksize ino size blocks, then seconds and nanoseconds of atime mtime ctime birthtime."""
        return self.fs.stat(self.absolute(path), out)

    def lstat(self, path: str, out: Any) -> int:
        return self.fs.lstat(self.absolute(path), out)

    def exists(self, path: str) -> bool:
        return self.fs.exists(self.absolute(path))

    def access(self, path: str, mode: int) -> int:
        return self.fs.access(self.absolute(path), mode)

    def mkdir(self, path: str, mode: int) -> int:
        return self.fs.mkdir(self.absolute(path), mode & ~self.mask)

    def rmdir(self, path: str) -> int:
        return self.fs.rmdir(self.absolute(path))

    def unlink(self, path: str) -> int:
        return self.fs.unlink(self.absolute(path))

    def rename(self, source: str, target: str) -> int:
        return self.fs.rename(self.absolute(source), self.absolute(target))

    def link(self, source: str, target: str) -> int:
        return self.fs.link(self.absolute(source), self.absolute(target))

    def symlink(self, target: str, path: str) -> int:
        return self.fs.symlink(target, self.absolute(path))

    def readlink(self, path: str) -> str | int:
        return self.fs.readlink(self.absolute(path))

    def realpath(self, path: str) -> str | int:
        return self.fs.realpath(self.absolute(path))

    def readdir(self, path: str) -> list[str] | int:
        return self.fs.readdir(self.absolute(path))

    def readdir_types(self, path: str) -> list[list] | int:
        """[name, type] with Node's UV_DIRENT_*: 1 file, 2 folder, 3 link, 4 fifo, 5 socket, 6 character device, 7 block device."""
        return self.fs.readdir_types(self.absolute(path))

    def read_file(self, path: str, scratch: Bytes | None = None) -> Bytes | int:
        return self.fs.read_file(self.absolute(path), scratch)

    def write_file(self, path: str, data: Bytes, mode: int = 0o666) -> int:
        return self.fs.write_file(self.absolute(path), data, mode & ~self.mask)

    def chmod(self, path: str, mode: int) -> int:
        return self.fs.chmod(self.absolute(path), mode)

    def chown(self, path: str, uid: int, gid: int) -> int:
        return self.fs.chown(self.absolute(path), uid, gid)

    def lchown(self, path: str, uid: int, gid: int) -> int:
        return self.fs.lchown(self.absolute(path), uid, gid)

    def utimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self.fs.utimes(self.absolute(path), atime_s, mtime_s)

    def lutimes(self, path: str, atime_s: float, mtime_s: float) -> int:
        return self.fs.lutimes(self.absolute(path), atime_s, mtime_s)

    def truncate(self, path: str, length: float) -> int:
        return self.fs.truncate(self.absolute(path), length)

    def statfs(self, path: str, out: Any) -> int:
        return self.fs.statfs(self.absolute(path), out)

    def mkdtemp(self, prefix: str) -> str | int:
        """`prefix` with six characters more, as it was given (relative stays relative)."""
        made = self.fs.mkdtemp(self.absolute(prefix))
        if not isinstance(made, str):
            return made
        return prefix + made[len(made) - 6:]
