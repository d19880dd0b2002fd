"""Caches folder listings in each worker until a name is added or removed: tools that glob and resolve list the same
folders again and again.

The caller holds the file system's lock."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.vfs.directory import Directories
from runtime_py.vfs.layout import GENERATION, MADE

MOST_NAMES = 16384


class Listings:
    def __init__(self, directories: Directories) -> None:
        self.directories = directories
        self.memory = directories.memory
        self._listings: Map[int, list[str]] = Map()  # inode of a folder -> its names, sorted
        self._names = 0
        self._generation = -1
        self._made = -1

    def sorted_names(self, folder: int) -> list[str]:
        """A new list, which the caller may change."""
        i32 = self.memory.i32
        if i32[GENERATION] != self._generation or i32[MADE] != self._made:
            self._forget()
            self._generation = i32[GENERATION]
            self._made = i32[MADE]
        found = self._listings.get(folder)
        if found is None:
            found = self.directories.sorted_names(folder)
            self._keep(folder, found)
        return found.copy()

    def _keep(self, folder: int, names: list[str]) -> None:
        if self._names + len(names) > MOST_NAMES:
            self._forget()
        if len(names) <= MOST_NAMES:
            self._listings.set(folder, names)
            self._names += len(names)

    def _forget(self) -> None:
        self._listings.clear()
        self._names = 0
