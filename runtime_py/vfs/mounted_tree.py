"""Fills a mount from outside: folders, links, and files whose contents are absent until a program reads them.

Works on names, and ignores the permissions and the read-only flag, which apply to programs only. Every call takes the
file system's lock itself. Must not know where contents come from."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import Bytes, alloc, copy
from runtime_py.platform.errno import EISDIR, ENAMETOOLONG, ENOSPC, ENOTDIR
from runtime_py.platform.octets import to_bytes
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    I_ABSENT,
    I_ATIME,
    I_CTIME,
    I_DIRTY_FIRST,
    I_DIRTY_LAST,
    I_FIRST,
    I_INO,
    I_MTIME,
    I_TARGET,
    M_ROOT,
    ON_DISK,
    PAGE_BYTES,
    PRESENT,
    S_IFDIR,
    S_IFLNK,
    S_IFREG,
)
from runtime_py.vfs.path import NAME_MAX


class TreeEntry:
    """`version` stays the same as long as the content does."""

    def __init__(self, path: str, ino: int, is_folder: bool, is_absent: bool, version: str) -> None:
        self.path = path
        self.ino = ino
        self.is_folder = is_folder
        self.is_absent = is_absent
        self.version = version


class MountedTree:
    def __init__(self, fs: FileSystem, mount: int) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.mount = mount
        self.root = fs.mounts.get(mount, M_ROOT)

    # looking

    def changes(self) -> int:
        """A counter that is unchanged while nothing in the mount changes."""
        return self.fs.mounts.changes(self.mount)

    def entries(self) -> list[TreeEntry]:
        """Files and folders, each folder before its entries. Paths are relative to the mount's root."""
        found: list[TreeEntry] = []
        self.fs.lock()
        self._collect(self.root, '', found)
        self.fs.unlock()
        return found

    def _collect(self, folder: int, above: str, found: list[TreeEntry]) -> None:
        directories = self.fs.directories
        entry = self.inodes.get(folder, I_FIRST)
        while entry != 0:
            inode = directories.inode(entry)
            path = above + directories.name(entry)
            is_folder = self.inodes.kind(inode) == S_IFDIR
            found.append(
                TreeEntry(
                    path,
                    self.inodes.get(inode, I_INO),
                    is_folder,
                    self.inodes.get(inode, I_ABSENT) != PRESENT,
                    self._version(inode),
                )
            )
            if is_folder:
                self._collect(inode, path + '/', found)
            entry = directories.after(entry)

    def _version(self, inode: int) -> str:
        return f'{int(self.inodes.size(inode))} {int(self.inodes.seconds(inode, I_MTIME))} {self.inodes.nanoseconds(inode, I_MTIME)}'

    def version(self, ino: int) -> str:
        self.fs.lock()
        found = self._version(self.inodes.by_number(ino))
        self.fs.unlock()
        return found

    def content(self, ino: int) -> Bytes | None:
        """A copy; None when the file is gone or its content isn't loaded."""
        self.fs.lock()
        try:
            inode = self.inodes.by_number(ino)
            if inode == 0 or self.inodes.get(inode, I_ABSENT) != PRESENT:
                return None
            size = int(self.inodes.size(inode))
            out = alloc(size)
            self.fs.contents.read(inode, out, 0, size, 0)
            return out
        finally:
            self.fs.unlock()

    # making

    def folder(self, path: str, mode: int) -> int:
        """The number of this folder, made with its parents as needed ('' is the root). -errno when something else has
        that name, or there is no room."""
        return self._locked(path, lambda folder, name: self._folder(folder, name, mode))

    def file(self, path: str, mode: int, size: int, mtime: list) -> int:
        """The number of a file of this size whose content is elsewhere. An existing file takes on the size and time,
        and drops its content."""
        return self._locked(path, lambda folder, name: self._file(folder, name, mode, size, mtime))

    def link(self, path: str, target: str) -> int:
        return self._locked(path, lambda folder, name: self._link(folder, name, target))

    def remove(self, path: str) -> None:
        """Removes a file or an empty folder; does nothing in any other case."""
        parts = path.split('/')
        self.fs.lock()
        try:
            folder = self.root
            for part in parts[:-1]:
                folder = self._find(folder, part)
                if folder == 0 or self.inodes.kind(folder) != S_IFDIR:
                    return
            self.fs.remove_in(folder, to_bytes(parts[-1]))
        finally:
            self.fs.unlock()

    def _locked(self, path: str, call: Callable[[int, str], int]) -> int:
        """Runs `call(folder, name)` under the lock; `folder` is the one that holds, or will hold, the last name."""
        parts = [part for part in path.split('/') if part != '']
        self.fs.lock()
        try:
            if len(parts) == 0:
                return self.inodes.get(self.root, I_INO)
            folder = self.root
            for part in parts[:-1]:
                folder = self._folder_inode(folder, part, 0o755)
                if folder < 0:
                    return folder
            inode = call(folder, parts[-1])
            return inode if inode < 0 else self.inodes.get(inode, I_INO)
        finally:
            self.fs.unlock()

    def _find(self, folder: int, name: str) -> int:
        entry = self.fs.directories.find(folder, to_bytes(name))
        return 0 if entry == 0 else self.fs.directories.inode(entry)

    def _make(self, folder: int, name: str, mode: int) -> int:
        data = to_bytes(name)
        return -ENAMETOOLONG if len(data) > NAME_MAX else self.fs.make_in(folder, data, mode, 0)

    def _folder_inode(self, folder: int, name: str, mode: int) -> int:
        found = self._find(folder, name)
        if found == 0:
            return self._make(folder, name, S_IFDIR | mode)
        return found if self.inodes.kind(found) == S_IFDIR else -ENOTDIR

    def _folder(self, folder: int, name: str, mode: int) -> int:
        return self._folder_inode(folder, name, mode)

    def _file(self, folder: int, name: str, mode: int, size: int, mtime: list) -> int:
        inode = self._find(folder, name)
        is_new = inode == 0
        if is_new:
            inode = self._make(folder, name, S_IFREG | mode)
        if inode < 0:
            return inode
        if self.inodes.kind(inode) != S_IFREG:
            return -EISDIR
        self._forget(inode)
        self.inodes.set_size(inode, size)
        self.inodes.set(inode, I_ABSENT, ON_DISK if size > 0 else PRESENT)
        for field in [I_ATIME, I_MTIME, I_CTIME]:
            self.inodes.set_time(inode, field, mtime[0], mtime[1])
        if not is_new:
            self.fs.tell_change(inode)
        return inode

    def _forget(self, inode: int) -> None:
        self.fs.call_back(inode)
        size = self.inodes.size(inode)
        if size > 0:
            self.fs.contents.free_pages(inode, 0, int((size - 1) // PAGE_BYTES))
        self.inodes.set(inode, I_DIRTY_FIRST, -1)
        self.inodes.set(inode, I_DIRTY_LAST, -1)

    def _link(self, folder: int, name: str, target: str) -> int:
        data = to_bytes(target)
        address = 0 if len(data) == 0 or len(data) >= PAGE_BYTES else self.fs.heap.alloc_stored(len(data))
        if address == 0:
            return -ENOSPC
        inode = self._make(folder, name, S_IFLNK | 0o777)
        if inode < 0:
            self.fs.heap.free(address, len(data))
            return inode
        copy(data, 0, len(data), self.fs.memory.u8, address)
        self.inodes.set(inode, I_TARGET, address)
        self.inodes.set_size(inode, len(data))
        return inode
