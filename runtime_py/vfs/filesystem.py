"""The file system: one volume, and a method for each operation on it, which calls its owner.

Paths are absolute. Every method returns a value >= 0 or -errno, or a Crossing when the path leads into a mount whose
names are elsewhere (backend.py). Errors are those of Linux's tmpfs."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.memory import Memory
from runtime_py.vfs.attributes import Attributes
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.copying import Copying
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.moving import Moving
from runtime_py.vfs.namespace import Namespace
from runtime_py.vfs.opening import Opening
from runtime_py.vfs.path import Place
from runtime_py.vfs.reading import Reading
from runtime_py.vfs.volume import Volume
from runtime_py.vfs.watching import Watching
from runtime_py.vfs.writing import Writing


class FileSystem(Volume):
    def __init__(self, memory: Memory, heap: Heap) -> None:
        super().__init__(memory, heap)
        self.names = Namespace(self)
        self.moving = Moving(self, self.names)
        self.reading = Reading(self)
        self.attributes = Attributes(self, self.reading)
        self.copying = Copying(self, self.names, self.reading)
        self.opening = Opening(self, self.names, self.attributes)
        self.writing = Writing(self, self.names, self.reading, self.opening)
        self.watching = Watching(self)

    # namespace.py

    def make(self, path: str, mode: int, rdev: int) -> int | Crossing:
        return self.names.make(path, mode, rdev)

    def place_for_new(self, path: str) -> Place | None:
        return self.names.place_for_new(path)

    def make_in(self, folder: int, name: Bytes, mode: int, rdev: int) -> int:
        return self.names.make_in(folder, name, mode, rdev)

    def link_in(self, folder: int, name: Bytes, inode: int) -> bool:
        return self.names.link_in(folder, name, inode)

    def mkdir(self, path: str, mode: int) -> int | Crossing:
        return self.names.mkdir(path, mode)

    def mknod(self, path: str, mode: int, rdev: int) -> int | Crossing:
        return self.names.mknod(path, mode, rdev)

    def symlink(self, target: str, path: str) -> int | Crossing:
        return self.names.symlink(target, path)

    def link(self, source: str, target: str) -> int | Crossing:
        return self.names.link(source, target)

    def unlink(self, path: str) -> int | Crossing:
        return self.names.unlink(path)

    def rmdir(self, path: str) -> int | Crossing:
        return self.names.rmdir(path)

    def remove_in(self, folder: int, name: Bytes) -> None:
        return self.names.remove_in(folder, name)

    def rename(self, source: str, target: str) -> int | Crossing:
        return self.names.rename(source, target)

    # moving.py

    def rename_all(self, moves: list[list[str]]) -> int | Crossing:
        return self.moving.rename_all(moves)

    # reading.py

    def stat(self, path: str, out: Any) -> int | Crossing:
        return self.reading.stat(path, out)

    def lstat(self, path: str, out: Any) -> int | Crossing:
        return self.reading.lstat(path, out)

    def fstat(self, description: int, out: Any) -> int:
        return self.reading.fstat(description, out)

    def exists(self, path: str) -> bool:
        return self.reading.exists(path)

    def presence(self, path: str) -> int | Crossing:
        return self.reading.presence(path)

    def access(self, path: str, mode: int) -> int | Crossing:
        return self.reading.access(path, mode)

    def stat_inode(self, inode: int, out: Any) -> int:
        return self.reading.stat_inode(inode, out)

    def statfs(self, path: str, out: Any) -> int | Crossing:
        return self.reading.statfs(path, out)

    def number_at(self, path: str) -> int:
        return self.reading.number_at(path)

    def path_of_folder(self, number: int) -> str:
        return self.reading.path_of_folder(number)

    def read(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        return self.reading.read(description, buffer, start, length, position)

    def readlink(self, path: str) -> str | int | Crossing:
        return self.reading.readlink(path)

    def realpath(self, path: str) -> str | int | Crossing:
        return self.reading.realpath(path)

    def readdir(self, path: str) -> list[str] | int | Crossing:
        return self.reading.readdir(path)

    def readdir_sorted(self, path: str) -> list[str] | int | Crossing:
        return self.reading.readdir_sorted(path)

    def readdir_types(self, path: str) -> list[list] | int | Crossing:
        return self.reading.readdir_types(path)

    def read_file(self, path: str, scratch: Bytes | None = None) -> Bytes | int | Crossing:
        return self.reading.read_file(path, scratch)

    # attributes.py

    def chmod(self, path: str, mode: int) -> int | Crossing:
        return self.attributes.chmod(path, mode)

    def fchmod(self, description: int, mode: int) -> int:
        return self.attributes.fchmod(description, mode)

    def own_by_root(self, path: str, mode: int) -> int | Crossing:
        return self.attributes.own_by_root(path, mode)

    def chown(self, path: str, uid: int, gid: int) -> int | Crossing:
        return self.attributes.chown(path, uid, gid)

    def lchown(self, path: str, uid: int, gid: int) -> int | Crossing:
        return self.attributes.lchown(path, uid, gid)

    def fchown(self, description: int, uid: int, gid: int) -> int:
        return self.attributes.fchown(description, uid, gid)

    def utimes(self, path: str, atime_s: float, mtime_s: float) -> int | Crossing:
        return self.attributes.utimes(path, atime_s, mtime_s)

    def lutimes(self, path: str, atime_s: float, mtime_s: float) -> int | Crossing:
        return self.attributes.lutimes(path, atime_s, mtime_s)

    def utimens(self, path: str, follow: bool, atime: list, mtime: list) -> int | Crossing:
        return self.attributes.utimens(path, follow, atime, mtime)

    def futimes(self, description: int, atime_s: float, mtime_s: float) -> int:
        return self.attributes.futimes(description, atime_s, mtime_s)

    def truncate(self, path: str, length: float) -> int | Crossing:
        return self.attributes.truncate(path, length)

    def ftruncate(self, description: int, length: float) -> int:
        return self.attributes.ftruncate(description, length)

    # copying.py

    def try_copy(self, source: str, target: str, bits: int) -> bool:
        return self.copying.try_copy(source, target, bits)

    # opening.py

    def open(self, path: str, flags: int, mode: int) -> int | Crossing:
        return self.opening.open(path, flags, mode)

    def open_fd(self, table: int, path: str, flags: int, mode: int, fd_flags: int) -> int | Crossing:
        return self.opening.open_fd(table, path, flags, mode, fd_flags)

    def reopen(self, inode: int, flags: int) -> int:
        return self.opening.reopen(inode, flags)

    def open_nameless(self, data: Bytes, mode: int) -> int:
        return self.opening.open_nameless(data, mode)

    def name_of(self, inode: int) -> str:
        return self.opening.name_of(inode)

    def close(self, description: int) -> int:
        return self.opening.close(description)

    def close_fd(self, table: int, fd: int) -> int:
        return self.opening.close_fd(table, fd)

    def close_fifo(self, inode: int, is_last: bool) -> None:
        return self.opening.close_fifo(inode, is_last)

    # writing.py

    def write(self, description: int, buffer: Bytes, start: int, length: int, position: float) -> int:
        return self.writing.write(description, buffer, start, length, position)

    def flock(self, description: int, operation: int, number: int) -> int:
        return self.writing.flock(description, operation, number)

    def is_lock_held(self, description: int, number: int, kind: int) -> bool:
        return self.writing.is_lock_held(description, number, kind)

    def seek(self, description: int, offset: float, whence: int) -> float:
        return self.writing.seek(description, offset, whence)

    def write_file(self, path: str, data: Bytes, mode: int) -> int | Crossing:
        return self.writing.write_file(path, data, mode)

    def mkdtemp(self, prefix: str) -> str | int | Crossing:
        return self.writing.mkdtemp(prefix)

    # watching.py

    def watch_open(self, capacity: int) -> int:
        return self.watching.watch_open(capacity)

    def watch_add(self, listener: int, path: str, recursive: bool) -> int | Crossing:
        return self.watching.watch_add(listener, path, recursive)

    def watch_remove(self, listener: int, number: int) -> int:
        return self.watching.watch_remove(listener, number)

    def watch_read(self, listener: int) -> list[list]:
        return self.watching.watch_read(listener)

    def watch_queue(self, listener: int) -> int:
        return self.watching.watch_queue(listener)

    def poll_watch(self, listener: int) -> int:
        return self.watching.poll_watch(listener)
