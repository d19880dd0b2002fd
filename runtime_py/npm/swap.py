"""Moves of folders which can be undone: the new tree is put in place of the old one by renaming, and the old one comes back when something fails.

All that was in the way waits in the staging folder until `finish`."""
from __future__ import annotations

from runtime_py.npm.files import Disk, unique
from runtime_py.npm.paths import dirname, is_inside, join


class _Move:
    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.target = target


class _Link:
    """`before`: what the link was, None when it was not there."""

    def __init__(self, path: str, before: str | None) -> None:
        self.path = path
        self.before = before


class Swap:
    """States: open -> finished | undone. `stage(i)` are folders for what is new."""

    def __init__(self, disk: Disk, modules: str) -> None:
        self.disk = disk
        self.folder = join(modules, f'.terrarium-{unique()}')
        self._moves: list[_Move] = []
        self._links: list[_Link] = []
        self._count = 0

    def clear_leftovers(self) -> None:
        """Of an install that was killed."""
        modules = dirname(self.folder)
        for name in self.disk.names(modules):
            if name.startswith('.terrarium-'):
                self.disk.remove(join(modules, name))

    def stage(self) -> str:
        self._count += 1
        self.disk.make_folder(self.folder)
        return join(self.folder, f'new-{self._count}')

    def where_now(self, path: str) -> str:
        """Where something is that was at `path` before."""
        for move in self._moves:
            if is_inside(move.source, path):
                path = move.target + path[len(move.source):]
        return path

    def move(self, source: str, target: str) -> None:
        self.disk.make_folder(dirname(target))
        self.disk.rename(source, target)
        self._moves.append(_Move(source, target))

    def put_away(self, path: str) -> None:
        """Out of the way, if there is something."""
        if self.disk.exists(path) or self.disk.link_target(path) is not None:
            self._count += 1
            self.disk.make_folder(self.folder)
            self.move(path, join(self.folder, f'old-{self._count}'))

    def note_link(self, path: str) -> None:
        """Before a command's link is changed."""
        self._links.append(_Link(path, self.disk.link_target(path)))

    def undo(self) -> None:
        for move in reversed(self._moves):
            self.disk.make_folder(dirname(move.source))
            self.disk.rename(move.target, move.source)
        for link in reversed(self._links):
            self.disk.remove(link.path)
            if link.before is not None:
                self.disk.symlink(link.before, link.path)
        self.finish()

    def finish(self) -> None:
        self._moves = []
        self._links = []
        self.disk.remove(self.folder)
