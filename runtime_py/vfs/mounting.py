"""mount(2) and umount(2): cover a folder, and uncover it (the table is in mounts.py).

Every call takes the file system's lock itself and returns a value >= 0 or -errno. Must not know where the contents
of images and of the user's folders come from: that is up to the kernel worker."""

from __future__ import annotations

from runtime_py.platform.errno import EACCES, EBUSY, EINVAL, ENOSPC, ENOTDIR
from runtime_py.vfs.backend import MOUNT_KINDS, Crossing
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import (
    I_COVERED_BY,
    I_FIRST,
    I_NLINK,
    I_OPENS,
    M_COVERED,
    M_DEVICE,
    M_FLAGS,
    M_KIND,
    M_MOST_PAGES,
    M_PAGES,
    M_ROOT,
    PAGE_BYTES,
    ROOT,
    S_IFDIR,
)
from runtime_py.vfs.mounts import READ_ONLY


class MountInfo:
    """One line of /proc/mounts. `size` is in bytes; 0: unlimited."""

    def __init__(self, source: str, path: str, kind: str, device: int, is_read_only: bool, size: float) -> None:
        self.source = source
        self.path = path
        self.kind = kind
        self.device = device
        self.is_read_only = is_read_only
        self.size = size


def pages_of(nbytes: float) -> int:
    return int((nbytes + PAGE_BYTES - 1) // PAGE_BYTES)


class Mounting:
    def __init__(self, fs: FileSystem) -> None:
        self.fs = fs
        self.inodes = fs.inodes
        self.mounts = fs.mounts

    def mount(self, path: str, kind: int, source: str, mode: int, flags: int, most_bytes: float) -> int:
        """Covers a folder with an empty file system; returns the new mount. `mode` is that of its root."""
        self.fs.lock()
        try:
            covered = self.fs.paths.walk(path, True)
            if isinstance(covered, Crossing):
                return -EBUSY
            if covered < 0:
                return covered
            if self.inodes.kind(covered) != S_IFDIR:
                return -ENOTDIR
            if covered == self.fs.memory.i32[ROOT] or self.mounts.is_elsewhere(covered):
                return -EBUSY
            mount = self.mounts.create(kind, source, flags, pages_of(most_bytes))
            if mount == 0:
                return -ENOSPC
            root = self.inodes.create(S_IFDIR | (mode & 0o7777), 0, mount)
            if root == 0:
                self.mounts.free(mount)
                return -ENOSPC
            self.inodes.set(root, I_NLINK, 2)
            self.mounts.attach(mount, root, covered)
            self.fs.changed()
            return mount
        finally:
            self.fs.unlock()

    def remount(self, path: str, flags: int, most_bytes: float = -1) -> int:
        """Changes the flags and the size of a mount; -1 keeps the present value. EACCES when an image is to become
        writable."""
        self.fs.lock()
        try:
            mount = self._at(path)
            if mount < 0:
                return mount
            if flags == 0 and MOUNT_KINDS[self.mounts.get(mount, M_KIND)].is_fixed:
                return -EACCES
            most = pages_of(most_bytes) if most_bytes >= 0 else self.mounts.get(mount, M_MOST_PAGES)
            if 0 < most < self.mounts.get(mount, M_PAGES):
                return -EINVAL
            self.mounts.set(mount, M_MOST_PAGES, most)
            if flags >= 0:
                self.mounts.set(mount, M_FLAGS, flags)
            return 0
        finally:
            self.fs.unlock()

    def at(self, path: str) -> int:
        """The mount whose root a path names, or -errno: EINVAL when the path isn't a mount point."""
        self.fs.lock()
        try:
            return self._at(path)
        finally:
            self.fs.unlock()

    def _at(self, path: str) -> int:
        inode = self.fs.paths.walk(path, True)
        if isinstance(inode, Crossing):
            return -EINVAL
        if inode < 0:
            return inode
        mount = self.mounts.of(inode)
        return mount if mount != 0 and self.mounts.get(mount, M_ROOT) == inode else -EINVAL

    def unmount(self, path: str) -> int:
        """Unmounts: EBUSY while a file in it is open or another mount lies in it. Its files are gone afterwards."""
        self.fs.lock()
        try:
            mount = self._at(path)
            if mount < 0:
                return mount
            root = self.mounts.get(mount, M_ROOT)
            if self.mounts.is_elsewhere(root) or self._is_busy(root):
                return -EBUSY  # programs of the machine need /proc
            self._take_apart(mount, root)
            return 0
        finally:
            self.fs.unlock()

    def _is_busy(self, root: int) -> bool:
        if self.inodes.get(root, I_OPENS) > 0 or self.inodes.get(root, I_COVERED_BY) != 0:
            return True
        for inode in self._below(root):
            if self.inodes.get(inode, I_OPENS) > 0:
                return True  # the mount on a folder holds one reference too
        return False

    def _below(self, root: int) -> list[int]:
        """All inodes below a folder, each folder before its entries."""
        directories = self.fs.directories
        found: list[int] = []
        folders = [root]
        while len(folders) > 0:
            entry = self.inodes.get(folders.pop(), I_FIRST)
            while entry != 0:
                inode = directories.inode(entry)
                found.append(inode)
                if self.inodes.kind(inode) == S_IFDIR:
                    folders.append(inode)
                entry = directories.after(entry)
        return found

    def _take_apart(self, mount: int, root: int) -> None:
        self.mounts.detach(mount)
        below = self._below(root)
        folders = [root, *[inode for inode in below if self.inodes.kind(inode) == S_IFDIR]]
        for folder in folders:
            while self.inodes.get(folder, I_FIRST) != 0:
                entry = self.inodes.get(folder, I_FIRST)
                inode = self.fs.directories.inode(entry)
                self.fs.directories.remove(entry)
                self.inodes.set(inode, I_NLINK, max(self.inodes.get(inode, I_NLINK) - 1, 0))
                if self.inodes.kind(inode) != S_IFDIR:
                    self.fs.drop_unused(inode)
        for folder in folders:
            self.inodes.set(folder, I_NLINK, 0)
            self.fs.drop_unused(folder)
        covered = self.mounts.get(mount, M_COVERED)
        self.inodes.set(covered, I_OPENS, self.inodes.get(covered, I_OPENS) - 1)
        self.fs.drop_unused(covered)
        self.mounts.free(mount)
        self.fs.changed()

    def after_rollback(self) -> None:
        """After a rollback replaced folders: puts roots back in place, and drops mounts whose covered folder is gone.
        The caller holds the lock."""
        for mount in self.mounts.all():
            root = self.mounts.get(mount, M_ROOT)
            if self.inodes.get(self.mounts.get(mount, M_COVERED), I_NLINK) > 0:
                self.mounts.place(mount)
            elif self._is_busy(root):
                self.mounts.detach(mount)  # as umount -l: no path leads there, open files stay open
            else:
                self._take_apart(mount, root)

    def table(self) -> list[MountInfo]:
        """All mounts except the root."""
        self.fs.lock()
        try:
            return [self._info(mount) for mount in self.mounts.all()]
        finally:
            self.fs.unlock()

    def _info(self, mount: int) -> MountInfo:
        mounts = self.mounts
        path = self.fs.paths.path_of(mounts.get(mount, M_ROOT))
        is_read_only = (mounts.get(mount, M_FLAGS) & READ_ONLY) != 0
        size = mounts.get(mount, M_MOST_PAGES) * PAGE_BYTES
        return MountInfo(
            mounts.source(mount),
            path,
            MOUNT_KINDS[mounts.get(mount, M_KIND)].name,
            mounts.get(mount, M_DEVICE),
            is_read_only,
            size,
        )
