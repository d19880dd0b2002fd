"""Where bash remembers that programs are. Only paths that `hash -p` gave change what a name runs: all others are looked
up again, so that none can be stale. Pure over a State."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.shell.bash.arrays import Elements


class Hashed:
    """`pinned`: by `hash -p`."""

    def __init__(self, path: str, pinned: bool) -> None:
        self.path = path
        self.pinned = pinned
        self.hits = 0


class HashTable:
    def __init__(self) -> None:
        self.entries: Map[str, Hashed] = Map()
        self.search = ''  # the PATH for which the entries hold

    def copy(self) -> HashTable:
        made = HashTable()
        made.search = self.search
        for name, entry in self.entries.entries():
            copied = Hashed(entry.path, entry.pinned)
            copied.hits = entry.hits
            made.entries.set(name, copied)
        return made

    def renew(self, search: str) -> None:
        """A new PATH forgets everything."""
        if self.search != search:
            self.search = search
            self.entries.clear()

    def paths(self) -> Elements:
        """BASH_CMDS."""
        made = Elements(True)
        for name, entry in self.entries.entries():
            made.set(name, entry.path)
        return made

    def names(self) -> list[str]:
        return self.paths().keys()

    def add(self, name: str, path: str, pinned: bool) -> None:
        self.entries.set(name, Hashed(path, pinned))


def pinned_path(state: Any, name: str) -> str:
    """What `hash -p` has said of a command that is about to run; '' when it is to be searched. Counts the use."""
    table = state.beyond.hashed
    if table.entries.size == 0:
        return ''
    table.renew(state.get('PATH') or '')
    entry = table.entries.get(name)
    if entry is None:
        return ''
    entry.hits += 1
    return str(entry.path) if entry.pinned else ''


def remember(state: Any, name: str, path: str) -> None:
    """A command that runs for the first time."""
    table = state.beyond.hashed
    table.renew(state.get('PATH') or '')
    if path != '' and not table.entries.has(name):
        table.add(name, path, False)
        table.entries.get(name).hits = 1
