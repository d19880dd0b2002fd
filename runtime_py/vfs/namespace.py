"""The operations on names: making, linking, renaming and removing, with Linux's errors. Each holds the lock throughout.

Knows paths, directories, inodes. Must not know open descriptions (opening.py) or processes."""

from __future__ import annotations

from runtime_py.platform.atomics import add
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import (
    EACCES,
    EBUSY,
    EEXIST,
    EINVAL,
    EISDIR,
    ENAMETOOLONG,
    ENOENT,
    ENOSPC,
    ENOTDIR,
    ENOTEMPTY,
    EPERM,
    EROFS,
    EXDEV,
)
from runtime_py.platform.octets import to_bytes
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.layout import (
    FOLDERS_CHANGED,
    GENERATION,
    I_COUNT,
    I_COVERED_BY,
    I_ENTRY,
    I_MODE,
    I_NLINK,
    I_PARENT,
    I_TARGET,
    MADE,
    PAGE_BYTES,
    ROOT,
    S_IFDIR,
    S_IFLNK,
    S_IFMT,
    S_IFREG,
    S_ISGID,
)
from runtime_py.vfs.path import Place, name_bytes
from runtime_py.vfs.volume import Volume
from runtime_py.vfs.watch import CHANGE, RENAME


class Namespace:
    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.memory = volume.memory
        self.heap = volume.heap
        self.inodes = volume.inodes
        self.directories = volume.directories
        self.mounts = volume.mounts
        self.paths = volume.paths
        self.watches = volume.watches

    def _lost_name(self, inode: int) -> None:
        """As `changed`, after this inode lost a name; cheaper for a file, since no path leads through it."""
        add(self.memory.i32, GENERATION, 1)
        if self.inodes.kind(inode) == S_IFDIR or self.inodes.kind(inode) == S_IFLNK:
            add(self.memory.i32, FOLDERS_CHANGED, 1)

    # making

    def make(self, path: str, mode: int, rdev: int) -> int | Crossing:
        """Makes an inode under a name that doesn't exist: its address or -errno. The caller holds the lock."""
        place = self.paths.place_of(path)
        if place.stop != 0:
            return place.stop
        data = name_bytes(place.name)
        if not place.is_plain() or self.directories.find(place.folder, data) != 0:
            return -EEXIST
        if place.wants_folder and (mode & S_IFMT) != S_IFDIR:
            return -ENOENT
        error = self.forbidden(place.folder)
        return error if error < 0 else self.make_in(place.folder, data, mode, rdev)

    def place_for_new(self, path: str) -> Place | None:
        """Where this path would create a file, if the name is plain and doesn't exist; None for any other path."""
        place = self.paths.place_of(path)
        if place.stop != 0:
            return place
        exists = self.directories.find(place.folder, name_bytes(place.name)) != 0
        if place.wants_folder or not place.is_plain() or exists:
            return None
        place.stop = self.forbidden(place.folder)
        return place

    def make_in(self, folder: int, name: Bytes, mode: int, rdev: int) -> int:
        if self.inodes.get(folder, I_NLINK) == 0:
            return -ENOENT
        if (mode & S_IFMT) == S_IFDIR:
            mode |= self.inodes.get(folder, I_MODE) & S_ISGID  # folders in a setgid folder are setgid
        elif (mode & S_IFMT) != S_IFREG and self.mounts.kind(folder).is_plain:
            return -EPERM
        inode = self.inodes.create(mode, rdev, self.mounts.of(folder))
        if inode == 0:
            return -ENOSPC
        if not self.link_in(folder, name, inode):
            self.inodes.free(inode)
            return -ENOSPC
        if (mode & S_IFMT) == S_IFDIR:
            self.inodes.set(inode, I_PARENT, folder)
            self.inodes.set(inode, I_NLINK, 2)
            self.inodes.set(folder, I_NLINK, self.inodes.get(folder, I_NLINK) + 1)
        return inode

    def link_in(self, folder: int, name: Bytes, inode: int) -> bool:
        """Adds a name for an inode; False when memory is full."""
        entry = self.directories.add(folder, name, inode)
        if entry == 0:
            return False
        self.inodes.set(inode, I_NLINK, self.inodes.get(inode, I_NLINK) + 1)
        self.inodes.set(inode, I_ENTRY, entry)
        self.inodes.touch(folder)
        add(self.memory.i32, MADE, 1)
        self.watches.tell_itself(inode, CHANGE)  # its link count went up
        self.watches.tell(folder, entry, RENAME)
        return True

    def mkdir(self, path: str, mode: int) -> int | Crossing:
        self.volume.lock()
        try:
            return made_or_not(self.make(path, S_IFDIR | (mode & 0o7777), 0))
        finally:
            self.volume.unlock()

    def mknod(self, path: str, mode: int, rdev: int) -> int | Crossing:
        """Makes devices, FIFOs and socket files."""
        self.volume.lock()
        try:
            return made_or_not(self.make(path, mode, rdev))
        finally:
            self.volume.unlock()

    def symlink(self, target: str, path: str) -> int | Crossing:
        data = to_bytes(target)
        if len(data) == 0:
            return -ENOENT
        if len(data) >= PAGE_BYTES:
            return -ENAMETOOLONG
        self.volume.lock()
        try:
            address = self.heap.alloc_stored(len(data))
            if address == 0:
                return -ENOSPC
            inode = self.make(path, S_IFLNK | 0o777, 0)
            if isinstance(inode, Crossing) or inode < 0:
                self.heap.free(address, len(data))
                return inode
            for k in range(len(data)):
                self.memory.u8[address + k] = data[k]
            self.inodes.set(inode, I_TARGET, address)
            self.inodes.set_size(inode, len(data))
            return 0
        finally:
            self.volume.unlock()

    def link(self, source: str, target: str) -> int | Crossing:
        self.volume.lock()
        try:
            inode = self.paths.walk(source, False)
            if isinstance(inode, Crossing) or inode < 0:
                return inode
            place = self.paths.place_of(target)
            if place.stop != 0:
                return place.stop
            folder = place.folder
            data = name_bytes(place.name)
            if not place.is_plain() or self.directories.find(folder, data) != 0:
                return -EEXIST
            if place.wants_folder:
                return -ENOENT
            if self.mounts.of(inode) != self.mounts.of(folder):
                return -EXDEV
            error = self.forbidden(folder)
            if error < 0:
                return error
            if self.inodes.kind(inode) == S_IFDIR or self.mounts.kind(folder).is_plain:
                return -EPERM
            if not self.link_in(folder, data, inode):
                return -ENOSPC
            self.inodes.touch_ctime(inode)
            return 0
        finally:
            self.volume.unlock()

    # removing

    def unlink(self, path: str) -> int | Crossing:
        self.volume.lock()
        try:
            place = self.paths.place_of(path)
            entry = self._entry(place)
            if isinstance(entry, Crossing):
                return entry
            if entry < 0:
                return -EISDIR if place.stop == 0 and not place.is_plain() else entry
            inode = self.directories.inode(entry)
            if place.wants_folder and self.inodes.kind(inode) != S_IFDIR:
                return -ENOTDIR
            error = 0 if place.wants_folder else self.forbidden(place.folder)
            if error < 0:
                return error
            if self.inodes.kind(inode) == S_IFDIR:
                return -EISDIR
            self.remove(entry, inode)
            return 0
        finally:
            self.volume.unlock()

    def _entry(self, place: Place) -> int | Crossing:
        """The entry at a place, for removal; or -errno."""
        if place.stop != 0:
            return place.stop
        if place.name == '':
            return -EBUSY
        if place.name == '.':
            return -EINVAL
        if place.name == '..':
            return -ENOTEMPTY
        if self.mounts.is_read_only(place.folder):
            return -EROFS
        entry = self.directories.find(place.folder, name_bytes(place.name))
        return -ENOENT if entry == 0 else entry

    def forbidden(self, folder: int) -> int:
        """0 when names may be made and removed in this folder, or -errno."""
        if self.mounts.is_read_only(folder):
            return -EROFS
        return 0 if (self.inodes.get(folder, I_MODE) & 0o200) != 0 else -EACCES

    def remove(self, entry: int, inode: int) -> None:
        """Removes one name of an inode, and with its last name the inode."""
        if not self.watches.any():
            self._unname(entry, inode)
            return
        folder = self.directories.parent(entry)
        name = bytearray(self.directories.octets(entry))  # a copy, since the entry's memory may be reused
        self._unname(entry, inode)
        self.watches.tell_name(folder, name, inode, RENAME)

    def _unname(self, entry: int, inode: int) -> None:
        """As `_remove`, where the name already leads to another inode: watchers of the folder hear about that one."""
        folder = self.directories.parent(entry)
        if self.inodes.kind(inode) != S_IFDIR:
            self.watches.tell_itself(inode, CHANGE)  # its link count went down
        if self.inodes.get(inode, I_ENTRY) == entry:
            self.inodes.set(inode, I_ENTRY, 0)
        self.directories.remove(entry)
        self.inodes.touch(folder)
        self.inodes.set(inode, I_NLINK, self.inodes.get(inode, I_NLINK) - 1)
        self.inodes.touch_ctime(inode)
        self._lost_name(inode)
        self.volume.drop_unused(inode)

    def rmdir(self, path: str) -> int | Crossing:
        self.volume.lock()
        try:
            place = self.paths.place_of(path)
            entry = self._entry(place)
            if isinstance(entry, Crossing) or entry < 0:
                return entry
            inode = self.directories.inode(entry)
            error = self.forbidden(place.folder)
            if error < 0:
                return error
            if self.inodes.kind(inode) != S_IFDIR:
                return -ENOTDIR
            if self._is_mount_point(inode):
                return -EBUSY
            if self.inodes.get(inode, I_COUNT) > 0:
                return -ENOTEMPTY
            self._remove_folder(entry, inode)
            return 0
        finally:
            self.volume.unlock()

    def _is_mount_point(self, folder: int) -> bool:
        """Whether a mount covers it: then it can be neither removed nor moved."""
        return self.inodes.get(folder, I_COVERED_BY) != 0

    def _remove_folder(self, entry: int, inode: int) -> None:
        self._unlink_folder(entry, inode)
        self.remove(entry, inode)

    def _unlink_folder(self, entry: int, inode: int) -> None:
        """Drops the links that aren't names: the folder's own '.', and its '..' in the folder above."""
        folder = self.directories.parent(entry)
        self.inodes.set(folder, I_NLINK, self.inodes.get(folder, I_NLINK) - 1)
        self.inodes.set(inode, I_NLINK, 1)

    def remove_in(self, folder: int, name: Bytes) -> None:
        """Removes a file, or an empty folder that isn't covered by a mount, without checking permissions. The caller
        holds the lock."""
        entry = self.directories.find(folder, name)
        if entry == 0:
            return
        inode = self.directories.inode(entry)
        if self.inodes.kind(inode) != S_IFDIR:
            self.remove(entry, inode)
        elif self.inodes.get(inode, I_COUNT) == 0 and not self._is_mount_point(inode):
            self._remove_folder(entry, inode)

    # renaming

    def rename(self, source: str, target: str) -> int | Crossing:
        self.volume.lock()
        try:
            to = self.paths.place_of(target)
            entry = self.entry_to_move(source, to)
            if isinstance(entry, Crossing) or entry < 0:
                return entry
            inode = self.directories.inode(entry)
            return self._rename(entry, inode, self.inodes.kind(inode) == S_IFDIR, to.folder, name_bytes(to.name))
        finally:
            self.volume.unlock()

    def entry_to_move(self, source: str, to: Place) -> int | Crossing:
        """The entry that `source` names, or -errno. The caller holds the lock."""
        place = self.paths.place_of(source)
        if place.stop != 0:
            return place.stop
        if to.stop != 0:
            return to.stop
        if self.mounts.of(place.folder) != self.mounts.of(to.folder):
            return -EXDEV
        if not place.is_plain() or not to.is_plain():
            return -EBUSY
        if self.mounts.is_read_only(place.folder):
            return -EROFS
        entry = self.directories.find(place.folder, name_bytes(place.name))
        if entry == 0:
            return -ENOENT
        is_folder = self.inodes.kind(self.directories.inode(entry)) == S_IFDIR
        return -ENOTDIR if (place.wants_folder or to.wants_folder) and not is_folder else entry

    def _rename(self, entry: int, inode: int, is_folder: bool, folder: int, name: Bytes) -> int:
        over = self.directories.find(folder, name)
        error = self.may_move(entry, inode, is_folder, folder, over)
        if error < 0 or (over != 0 and self.directories.inode(over) == inode):
            return error
        made = self.directories.add(folder, name, inode)
        if made == 0:
            return -ENOSPC
        if over != 0:
            replaced = self.directories.inode(over)
            if is_folder:
                self._unlink_folder(over, replaced)
            self._unname(over, replaced)
        self.move(entry, made, inode, is_folder, folder)
        self.directories.free(entry)
        return 0

    def may_move(self, entry: int, inode: int, is_folder: bool, folder: int, over: int) -> int:
        """Whether the entry may be moved: 0 or -errno. `over`: the entry that has the new name now, or 0."""
        if is_folder and self._is_below(folder, inode):
            return -EINVAL
        if is_folder and self._is_mount_point(inode):
            return -EBUSY
        if over != 0 and self.directories.inode(over) == inode:
            return 0
        source = self.directories.parent(entry)
        if (self.inodes.get(folder, I_MODE) & self.inodes.get(source, I_MODE) & 0o200) == 0:
            return -EACCES
        if over != 0:
            replaced = self.directories.inode(over)
            if self.inodes.kind(replaced) == S_IFDIR and self._is_below(source, replaced):
                return -ENOTEMPTY
            if self.inodes.kind(replaced) == S_IFDIR and not is_folder:
                return -EISDIR
            if self.inodes.kind(replaced) != S_IFDIR and is_folder:
                return -ENOTDIR
        if is_folder and folder != source and (self.inodes.get(inode, I_MODE) & 0o200) == 0:
            return -EACCES  # its '..' will be written
        if over != 0 and is_folder:
            replaced = self.directories.inode(over)
            if self._is_mount_point(replaced):
                return -EBUSY
            if self.inodes.get(replaced, I_COUNT) > 0:
                return -ENOTEMPTY
        return 0

    def move(self, entry: int, made: int, inode: int, is_folder: bool, folder: int) -> None:
        """The new entry exists; removes the old one, which the caller frees."""
        source = self.directories.parent(entry)
        self.watches.tell(source, entry, RENAME)
        self.directories.take_out(entry)
        self.inodes.set(inode, I_ENTRY, made)
        if is_folder:
            self.inodes.set(source, I_NLINK, self.inodes.get(source, I_NLINK) - 1)
            self.inodes.set(folder, I_NLINK, self.inodes.get(folder, I_NLINK) + 1)
            self.inodes.set(inode, I_PARENT, folder)
        self.inodes.touch(source)
        self.inodes.touch(folder)
        self.inodes.touch_ctime(inode)
        self.volume.changed()
        self.watches.tell(folder, made, RENAME)
        self.watches.tell_itself(inode, RENAME)

    def _is_below(self, folder: int, above: int) -> bool:
        """Whether a folder is another or lies in it."""
        while folder != above:
            if folder == self.memory.i32[ROOT]:
                return False
            folder = self.inodes.get(folder, I_PARENT)
        return True


def made_or_not(made: int | Crossing) -> int | Crossing:
    """0 in place of the inode that was made."""
    return made if isinstance(made, Crossing) else min(made, 0)
