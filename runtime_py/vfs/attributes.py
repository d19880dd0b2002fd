"""Changes the attributes of existing files: permissions, owners, times, length.

Every public method but `truncate_inode` takes the lock itself; each returns a value >= 0 or -errno."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EACCES, EBADF, EINVAL, EISDIR, ENOENT, EPERM, EROFS
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.description import KIND_FILE
from runtime_py.vfs.flags import O_ACCMODE, O_PATH
from runtime_py.vfs.layout import (
    GID,
    I_ABSENT,
    I_ATIME,
    I_GID,
    I_LENT,
    I_MODE,
    I_MTIME,
    I_NLINK,
    I_OPENS,
    I_UID,
    PRESENT,
    ROOT_ID,
    S_IFDIR,
    S_IFREG,
    SEGMENT_BYTES,
    UID,
)
from runtime_py.vfs.reading import Reading
from runtime_py.vfs.volume import Volume


class Attributes:
    def __init__(self, volume: Volume, reading: Reading) -> None:
        self.volume = volume
        self.inodes = volume.inodes
        self.mounts = volume.mounts
        self.contents = volume.contents
        self.paths = volume.paths
        self.marks = volume.marks
        self.descriptions = volume.descriptions
        self.reading = reading

    def chmod(self, path: str, mode: int) -> int | Crossing:
        return self._change(path, True, lambda inode: self._set_mode(inode, mode))

    def fchmod(self, description: int, mode: int) -> int:
        return self._change_open(description, lambda inode: self._set_mode(inode, mode))

    def own_by_root(self, path: str, mode: int) -> int | Crossing:
        """For the kernel: the file belongs to root from now on, so that no program changes its mode, and has this
        mode."""

        def call(inode: int) -> int:
            self.inodes.set(inode, I_UID, ROOT_ID)
            self.inodes.set(inode, I_GID, ROOT_ID)
            self.inodes.set(inode, I_MODE, self.inodes.kind(inode) | (mode & 0o7777))
            self.inodes.touch_ctime(inode)
            self.volume.changed()
            return 0

        return self._change(path, True, call)

    def _belongs_to_root(self, inode: int) -> bool:
        return self.inodes.get(inode, I_UID) != UID

    def _set_mode(self, inode: int, mode: int) -> int:
        if self.mounts.is_read_only(inode):
            return -EROFS
        if self._belongs_to_root(inode):
            return -EPERM
        if self.mounts.kind(inode).is_plain:
            # a folder of the user's disk stores no permission bits
            return 0 if (self.inodes.get(inode, I_MODE) & 0o7777) == (mode & 0o7777) else -EPERM
        self.inodes.set(inode, I_MODE, self.inodes.kind(inode) | (mode & 0o7777))
        self.inodes.touch_ctime(inode)
        if self.inodes.kind(inode) == S_IFDIR:
            self.volume.changed()  # the x bit decides whether paths may lead through it
        self.volume.tell_change(inode)
        return 0

    def chown(self, path: str, uid: int, gid: int) -> int | Crossing:
        return self._change(path, True, lambda inode: self._set_owner(inode, uid, gid))

    def lchown(self, path: str, uid: int, gid: int) -> int | Crossing:
        return self._change(path, False, lambda inode: self._set_owner(inode, uid, gid))

    def fchown(self, description: int, uid: int, gid: int) -> int:
        return self._change_open(description, lambda inode: self._set_owner(inode, uid, gid))

    def _set_owner(self, inode: int, uid: int, gid: int) -> int:
        """Accepts only the present owner, since the user isn't a superuser; -1 leaves a value as it is."""
        if self.mounts.is_read_only(inode):
            return -EROFS
        if self._belongs_to_root(inode):
            return -EPERM
        if (uid != -1 and uid != UID) or (gid != -1 and gid != GID):
            return -EPERM
        self.inodes.drop_privileges(inode)
        self.inodes.set(inode, I_UID, UID)
        self.inodes.set(inode, I_GID, GID)
        self.inodes.touch_ctime(inode)
        return 0

    def utimes(self, path: str, atime_s: float, mtime_s: float) -> int | Crossing:
        return self.utimens(path, True, timespec(atime_s), timespec(mtime_s))

    def lutimes(self, path: str, atime_s: float, mtime_s: float) -> int | Crossing:
        return self.utimens(path, False, timespec(atime_s), timespec(mtime_s))

    def utimens(self, path: str, follow: bool, atime: list, mtime: list) -> int | Crossing:
        """Sets the access and modification times, [seconds, nanoseconds] each (utimensat)."""
        return self._change(path, follow, lambda inode: self._set_times(inode, atime, mtime))

    def futimes(self, description: int, atime_s: float, mtime_s: float) -> int:
        return self._change_open(
            description, lambda inode: self._set_times(inode, timespec(atime_s), timespec(mtime_s))
        )

    def _set_times(self, inode: int, atime: list, mtime: list) -> int:
        if self.mounts.is_read_only(inode):
            return -EROFS
        if self._belongs_to_root(inode):
            return -EPERM
        self.inodes.set_time(inode, I_ATIME, atime[0], atime[1])
        self.inodes.set_time(inode, I_MTIME, mtime[0], mtime[1])
        self.inodes.touch_ctime(inode)
        self.volume.tell_change(inode)
        return 0

    def _change(self, path: str, follow: bool, call: Any) -> int | Crossing:
        self.volume.lock()
        try:
            inode = self.paths.walk(path, follow)
            return inode if isinstance(inode, Crossing) or inode < 0 else call(inode)
        finally:
            self.volume.unlock()

    def _change_open(self, description: int, call: Any) -> int:
        if (self.descriptions.flags(description) & O_PATH) != 0:
            return -EBADF
        self.volume.lock()
        try:
            return call(self.descriptions.object(description))
        finally:
            self.volume.unlock()

    def truncate(self, path: str, length: float) -> int | Crossing:
        def call(inode: int) -> int:
            if self.inodes.kind(inode) == S_IFDIR:
                return -EISDIR
            if self.inodes.kind(inode) != S_IFREG:
                return -EINVAL
            if self.mounts.is_read_only(inode):
                return -EROFS
            if (self.inodes.get(inode, I_MODE) & 0o200) == 0:
                return -EACCES
            return self.truncate_inode(inode, length)

        return self._change(path, True, call) if length >= 0 else -EINVAL

    def ftruncate(self, description: int, length: float) -> int:
        flags = self.descriptions.flags(description)
        if (flags & O_PATH) != 0:
            return -EBADF
        if length < 0 or self.descriptions.kind(description) != KIND_FILE or (flags & O_ACCMODE) == 0:
            return -EINVAL
        return self._change_open(description, lambda inode: self.truncate_inode(inode, length))

    def truncate_inode(self, inode: int, length: float) -> int:
        if (self.inodes.get(inode, I_ABSENT) | self.inodes.get(inode, I_LENT)) != 0:  # PRESENT and NOT_LENT are 0
            error = self._before_truncating(inode, length)
            if error < 0:
                return error
        result = self.contents.truncate(inode, length)
        if result == 0:
            self.inodes.drop_privileges(inode)
            self.marks.drop_from(inode, int((length + SEGMENT_BYTES - 1) // SEGMENT_BYTES))
            self.inodes.touch(inode)
            self.volume.tell_change(inode)
        return result

    def _before_truncating(self, inode: int, length: float) -> int:
        """Calls back what is lent, and loads an absent content unless it is cut to zero bytes: then nobody needs it, even
        if it is lost."""
        self.inodes.set(inode, I_OPENS, self.inodes.get(inode, I_OPENS) + 1)
        error = self.reading.make_changeable(inode) if length > 0 else self._before_emptying(inode)
        self.inodes.set(inode, I_OPENS, self.inodes.get(inode, I_OPENS) - 1)
        if self.inodes.get(inode, I_NLINK) == 0 and self.inodes.get(inode, I_OPENS) == 0:
            self.volume.drop_unused(inode)
            return -ENOENT
        return error

    def _before_emptying(self, inode: int) -> int:
        self.volume.call_back(inode)
        self.inodes.set(inode, I_ABSENT, PRESENT)
        return 0


def timespec(seconds: float) -> list:
    """[seconds, nanoseconds], truncated as libuv does."""
    whole = seconds // 1
    return [whole, int((seconds - whole) * 1000000000)]
