"""Staging folders of one run, where a new tree is prepared: outside the project, so that a killed run leaves nothing in
it.

Such a folder is locked (flock) as long as the run lives; another run that finds an unlocked one, left by a killed run,
removes it. Its content is moved to its place by renaming, so it must be in the same file system: in npm's cache, or in
the project where that is mounted from elsewhere."""

from __future__ import annotations

from runtime_py.npm.errors import NpmError
from runtime_py.npm.files import Disk, is_unique, unique
from runtime_py.npm.formats.paths import is_inside, join
from runtime_py.platform.maps import Map

_ATTEMPTS = 20


class Staging:
    """One folder for each file system, made at the first `place`; `close` removes what is left in them."""

    def __init__(self, disk: Disk, cache: str, project: str) -> None:
        self.disk = disk
        self._roots = [
            join(cache, '_staging'),
            join(project, 'node_modules', '.terrarium'),
            join(project, '.terrarium'),
        ]
        # a folder that may be there for another reason (a policy): it is removed only if this run has made it
        self._shared = join(project, '.terrarium')
        self._made_shared = False
        self._folders: Map[float, str] = Map()
        self._locks: list[int] = []
        self._count = 0

    def place(self, target: str) -> str:
        """A staging path for something that will be at `target`, or was there."""
        device = self.disk.device(target)
        folder = self._folders.get(device)
        if folder is None:
            folder = self._open([root for root in self._roots if self.disk.device(root) == device][0])
            self._folders.set(device, folder)
        self._count += 1
        return join(folder, f'{self._count}')

    def holds(self, path: str) -> bool:
        """Whether a path on the disk is in one of the folders."""
        for folder in self._folders.values():
            if is_inside(folder, path):
                return True
        return False

    def clear_leftovers(self) -> None:
        for root in self._roots:
            is_ours = root != self._shared
            for name in self.disk.names(root):
                path = join(root, name)
                lock = self.disk.try_lock(path) if root != self._shared or is_unique(name) else -1
                if lock >= 0:
                    self.disk.remove(path)
                    self.disk.unlock(lock)
                    is_ours = True
            if is_ours:
                self.disk.remove_if_empty(root)

    def _open(self, root: str) -> str:
        """Makes a new folder. Another run may take it for a leftover before it is locked: then this makes another."""
        if root == self._shared and not self.disk.exists(root):
            self._made_shared = True
        for _ in range(_ATTEMPTS):
            folder = join(root, unique())
            self.disk.make_folder(folder)
            lock = self.disk.try_lock(folder)
            if lock >= 0 and self.disk.exists(folder):
                self._locks.append(lock)
                return folder
            if lock >= 0:
                self.disk.unlock(lock)
        raise NpmError('ELOCKED', f'could not create a folder in {root}: other npm processes keep removing it')

    def close(self) -> None:
        for folder in self._folders.values():
            self.disk.remove(folder)
        for lock in self._locks:
            self.disk.unlock(lock)
        self._folders.clear()
        self._locks = []
        for root in self._roots:
            if root != self._shared or self._made_shared:
                self.disk.remove_if_empty(root)
