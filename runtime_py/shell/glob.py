"""Pathname expansion (POSIX XCU 2.13.3): the files that a pattern matches, sorted."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.pattern import has_magic, matches, unquote
from runtime_py.vfs.layout import S_IFDIR, S_IFMT


class Globber:
    def __init__(self, system: Any) -> None:
        self.system = system

    def expand(self, pattern: str, cwd: str) -> list[str]:
        """The matching paths, in the pattern's spelling; empty when nothing matches."""
        rooted = pattern.startswith('/')
        names = split_pattern(pattern.lstrip('/'))
        return self._below('/' if rooted else '', names, 0, cwd)

    def _below(self, prefix: str, names: list[str], k: int, cwd: str) -> list[str]:
        if k == len(names):
            return [prefix]
        name = names[k]
        last = k == len(names) - 1
        if name == '':
            # trailing slash: folders only
            return self._below(prefix, names, k + 1, cwd) if self._is_folder(prefix, cwd) else []
        if not has_magic(name):
            path = prefix + unquote(name)
            if last:
                return [path] if self._exists(path, cwd) else []
            return self._below(path + '/', names, k + 1, cwd)
        found: list[str] = []
        listed = self.system.readdir(absolute(prefix if prefix != '' else '.', cwd))
        if isinstance(listed, int):
            return found
        for entry in sorted(listed):
            if entry.startswith('.') and not name.startswith('.'):
                continue
            if matches(name, entry):
                if last:
                    found.append(prefix + entry)
                elif self._is_folder(prefix + entry, cwd):
                    found.extend(self._below(prefix + entry + '/', names, k + 1, cwd))
        return found

    def _exists(self, path: str, cwd: str) -> bool:
        return self.system.lstat(absolute(path, cwd), _scratch) >= 0

    def _is_folder(self, path: str, cwd: str) -> bool:
        return (self.system.mode_of(absolute(path, cwd)) & S_IFMT) == S_IFDIR


_scratch = [0.0 for _ in range(18)]


def absolute(path: str, cwd: str) -> str:
    if path.startswith('/'):
        return path
    return '/' + path if cwd == '/' else cwd + '/' + path


def split_pattern(pattern: str) -> list[str]:
    """Splits at the slashes; repeated ones count once, a trailing one gives an empty last name."""
    names: list[str] = []
    for name in pattern.split('/'):
        if name != '' or len(names) > 0:
            names.append(name)
    return [name for k, name in enumerate(names) if name != '' or k == len(names) - 1]
