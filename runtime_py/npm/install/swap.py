"""The change from the old tree to the new one, as a list of renames that is executed in one step: other programs, and a
killed run, see the old tree or the new one.

Planning: each call states what will be at a path; queries (`real`, `exists`, `entries`) describe the tree as it will
be. Files already in the staging folder are moved at once, since no other program sees that. `commit` executes the plan;
after that planning may begin again; `undo` reverts everything that was executed."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.files import Disk
from runtime_py.npm.formats.paths import basename, dirname, join
from runtime_py.npm.install.staging import Staging
from runtime_py.platform.bytes import encode
from runtime_py.platform.maps import Map


class _Move:
    def __init__(self, source: str, target: str) -> None:
        self.source = source
        self.target = target


class Swap:
    def __init__(self, disk: Disk, staging: Staging) -> None:
        self.disk = disk
        self.staging = staging
        self._done: list[_Move] = []
        self._forget()

    def _forget(self) -> None:
        """`_from` and `_to`: the indices of the moves that begin or end at a path."""
        self._moves: list[_Move] = []
        self._from: Map[str, list[int]] = Map()
        self._to: Map[str, list[int]] = Map()
        self._executables: list[str] = []

    # where files are

    def where(self, path: str) -> str:
        """Where, in the plan, the file is that was at `path` before."""
        at = -1
        while True:
            found = _first_after(self._from, path, at)
            if found < 0:
                return path
            move = self._moves[found]
            path = move.target + path[len(move.source) :]
            at = found

    def real(self, path: str) -> str:
        """Where on the disk now the file is that the plan has at `path`; '' when the plan has nothing there."""
        at = len(self._moves)
        while True:
            moved_in = _last_before(self._to, path, at)
            moved_away = _last_before(self._from, path, at)
            if moved_in < 0 and moved_away < 0:
                return path
            if moved_away > moved_in:
                return ''
            move = self._moves[moved_in]
            path = move.source + path[len(move.target) :]
            at = moved_in

    def exists(self, path: str) -> bool:
        """True also for a dangling link."""
        real = self.real(path)
        return real != '' and (self.disk.link_target(real) is not None or self.disk.exists(real))

    def link_target(self, path: str) -> str | None:
        real = self.real(path)
        return None if real == '' else self.disk.link_target(real)

    def entries(self, path: str) -> list[list[Any]]:
        """[name, kind] for a folder whose entries aren't moved individually."""
        real = self.real(path)
        return [] if real == '' else self.disk.entries(real)

    # planning

    def make_folder(self, path: str) -> None:
        """Makes a folder with its parents."""
        if self.exists(path):
            return
        self.make_folder(dirname(path))
        staged = self._staged_place(path)
        self.disk.make_folder(staged)
        self._settle(staged, path)

    def move(self, source: str, target: str) -> None:
        """`target` must be free."""
        self.make_folder(dirname(target))
        real = self.real(source)
        place = self._real_place(target)
        if self._is_staged(real) and self._is_staged(place) and not self._from.has(real) and not self._from.has(place):
            self.disk.rename(real, place)
        else:
            self._plan(source, target)

    def put_away(self, path: str) -> None:
        """Moves it out of the way, if it exists."""
        if self.exists(path):
            self.move(path, self.staging.place(path))

    def symlink(self, text: str, path: str) -> None:
        """Makes a link, replacing what is there unless it is the same link."""
        if self.link_target(path) == text:
            return
        self.put_away(path)
        self.make_folder(dirname(path))
        staged = self._staged_place(path)
        self.disk.symlink(text, staged)
        self._settle(staged, path)

    def write_text(self, path: str, text: str) -> None:
        """Replaces a whole file, keeping its permissions; a link stays a link, to the new content."""
        path = self.disk.real_path(path) if self.disk.link_target(path) is not None else path
        real = self.real(path)
        if real != '' and self.disk.read_text(real) == text:
            return
        mode = self.disk.mode(path)
        self.put_away(path)
        self.make_folder(dirname(path))
        staged = self._staged_place(path)
        self.disk.write(staged, encode(text))
        if mode is not None:
            self.disk.set_mode(staged, mode)
        self._settle(staged, path)

    def make_executable(self, path: str) -> None:
        """Sets it at once in the staging folder; for a file that stays in its place, after the commit."""
        real = self.real(path)
        if self._is_staged(real):
            self.disk.make_executable(real)
        else:
            self._executables.append(path)

    def remove_if_empty(self, folder: str) -> None:
        if not self.exists(folder):
            return
        for entry in self.entries(folder):
            if self.exists(join(folder, entry[0])):
                return
        for target in self._to.keys():
            if dirname(target) == folder and self.exists(target):
                return
        self.put_away(folder)

    def _is_staged(self, real: str) -> bool:
        return self.staging.holds(real)

    def _real_place(self, path: str) -> str:
        """Where on the disk a file must be put so that it is at `path` at once."""
        return join(self.real(dirname(path)), basename(path))

    def _staged_place(self, path: str) -> str:
        """Where a new file for `path` is made: at its path if that is in the staging folder."""
        place = self._real_place(path)
        return place if self._is_staged(place) and not self._from.has(place) else self.staging.place(path)

    def _settle(self, staged: str, path: str) -> None:
        if staged != self._real_place(path):
            self._plan(staged, path)

    def _plan(self, source: str, target: str) -> None:
        index = len(self._moves)
        self._moves.append(_Move(source, target))
        _note(self._from, source, index)
        _note(self._to, target, index)

    # execution

    def commit(self) -> None:
        """Raises OsError; nothing of this plan has been done then."""
        if len(self._moves) > 0:
            self.disk.rename_all([[move.source, move.target] for move in self._moves])
        self._done.extend(self._moves)
        executables = self._executables
        self._forget()
        for path in executables:
            self.disk.make_executable(path)

    def undo(self) -> None:
        if len(self._done) > 0:
            self.disk.rename_all([[move.target, move.source] for move in reversed(self._done)])
        self._done = []
        self._forget()


def write_texts(disk: Disk, cache: str, project: str, texts: Map[str, str]) -> None:
    """Writes several files of a project (path -> text), in one step. Raises OsError; none is changed then."""
    staging = Staging(disk, cache, project)
    swap = Swap(disk, staging)
    try:
        for path, text in texts.entries():
            swap.write_text(path, text)
        swap.commit()
    finally:
        staging.close()


def _note(index_of: Map[str, list[int]], path: str, index: int) -> None:
    known = index_of.get(path)
    if known is None:
        index_of.set(path, [index])
    else:
        known.append(index)


def _first_after(index_of: Map[str, list[int]], path: str, at: int) -> int:
    """The first move after `at` that affects the path or a folder above it; -1 when there is none."""
    best = -1
    for above in _ancestry(path):
        for index in index_of.get(above) or []:
            if index > at and (best < 0 or index < best):
                best = index
    return best


def _last_before(index_of: Map[str, list[int]], path: str, at: int) -> int:
    best = -1
    for above in _ancestry(path):
        for index in index_of.get(above) or []:
            if index < at and index > best:
                best = index
    return best


def _ancestry(path: str) -> list[str]:
    """The path and all folders above it except the root."""
    out: list[str] = []
    at = len(path)
    while at > 0:
        out.append(path[:at])
        at = path.rfind('/', 0, at)
    return out
