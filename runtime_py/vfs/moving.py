"""Many renames as one change, all of them or none: no other program, path cache or batch of the journal sees an
intermediate state.

npm needs this to replace node_modules, package.json and the lockfile by new ones."""

from __future__ import annotations

from runtime_py.platform.errno import EEXIST, ENOSPC
from runtime_py.vfs.backend import Crossing
from runtime_py.vfs.layout import S_IFDIR
from runtime_py.vfs.namespace import Namespace
from runtime_py.vfs.path import name_bytes
from runtime_py.vfs.volume import Volume


class _Done:
    """A rename that was done: `entry` is out of its folder but keeps its memory, so that undoing needs none; `made` is
    the new entry."""

    def __init__(self, entry: int, made: int) -> None:
        self.entry = entry
        self.made = made


class Moving:
    def __init__(self, volume: Volume, names: Namespace) -> None:
        self.volume = volume
        self.inodes = volume.inodes
        self.directories = volume.directories
        self.paths = volume.paths
        self.names = names

    def rename_all(self, moves: list[list[str]]) -> int | Crossing:
        """Renames [source, target] each, in this order; EEXIST when a target exists. 0, or -errno of the first that
        failed: then nothing has changed."""
        self.volume.lock()
        try:
            done: list[_Done] = []
            for move in moves:
                error = self._move_one(move[0], move[1], done)
                if error != 0:
                    self._go_back(done)
                    return error
            for step in done:
                self.directories.free(step.entry)
            return 0
        finally:
            self.volume.unlock()

    def _move_one(self, source: str, target: str, done: list[_Done]) -> int | Crossing:
        to = self.paths.place_of(target)
        entry = self.names.entry_to_move(source, to)
        if isinstance(entry, Crossing) or entry < 0:
            return entry
        folder = to.folder
        name = name_bytes(to.name)
        if self.directories.find(folder, name) != 0:
            return -EEXIST
        inode = self.directories.inode(entry)
        is_folder = self.inodes.kind(inode) == S_IFDIR
        error = self.names.may_move(entry, inode, is_folder, folder, 0)
        if error < 0:
            return error
        made = self.directories.add(folder, name, inode)
        if made == 0:
            return -ENOSPC
        self.names.move(entry, made, inode, is_folder, folder)
        done.append(_Done(entry, made))
        return 0

    def _go_back(self, done: list[_Done]) -> None:
        for step in reversed(done):
            inode = self.directories.inode(step.made)
            self.directories.put_in(step.entry)
            self.names.move(
                step.made, step.entry, inode, self.inodes.kind(inode) == S_IFDIR, self.directories.parent(step.entry)
            )
            self.directories.free(step.made)
