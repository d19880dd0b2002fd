"""Pathname expansion (POSIX XCU 2.13.3): the files that a pattern matches, sorted."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.rules import PatternRules
from runtime_py.shell.pattern import has_magic, matches, unquote
from runtime_py.vfs.layout import S_IFDIR, S_IFLNK, S_IFMT


class Globber:
    def __init__(self, system: Any) -> None:
        self.system = system
        self.rules: PatternRules | None = None

    def expand(self, pattern: str, cwd: str, rules: PatternRules | None = None) -> list[str]:
        """The matching paths, in the pattern's spelling; empty when nothing matches. `rules` are bash's."""
        self.rules = rules
        rooted = pattern.startswith('/')
        names = split_pattern(pattern.lstrip('/'))
        found = self._below('/' if rooted else '', names, 0, cwd)
        return sorted(found) if rules is not None and rules.deep else found

    def _below(self, prefix: str, names: list[str], k: int, cwd: str) -> list[str]:
        if k == len(names):
            return [prefix]
        name = names[k]
        last = k == len(names) - 1
        if name == '':
            # trailing slash: folders only
            return self._below(prefix, names, k + 1, cwd) if self._is_folder(prefix, cwd) else []
        if self.rules is not None and self.rules.deep and name == '**':
            return self._deep(prefix, names, k, cwd)
        if not self._has_magic(name):
            path = prefix + unquote(name)
            if last:
                return [path] if self._exists(path, cwd) else []
            return self._below(path + '/', names, k + 1, cwd)
        found: list[str] = []
        listed = self.system.readdir(absolute(prefix if prefix != '' else '.', cwd))
        if isinstance(listed, int):
            return found
        for entry in sorted(listed):
            if entry.startswith('.') and not name.startswith('.') and not self._shows_hidden():
                continue
            if matches(name, entry) if self.rules is None else self.rules.matches_name(name, entry):
                if last:
                    found.append(prefix + entry)
                elif self._is_folder(prefix + entry, cwd):
                    found.extend(self._below(prefix + entry + '/', names, k + 1, cwd))
        return found

    def _has_magic(self, name: str) -> bool:
        if self.rules is None:
            return has_magic(name)
        return self.rules.has_magic(name)

    def _shows_hidden(self) -> bool:
        return self.rules is not None and self.rules.hidden

    def _deep(self, prefix: str, names: list[str], k: int, cwd: str) -> list[str]:
        """bash's `**`: this folder and all folders below, which aren't reached by links; at the end, files too."""
        last = k == len(names) - 1
        found: list[str] = [prefix] if last and prefix != '' else []
        if not last:
            found = self._below(prefix, names, k + 1, cwd) if prefix != '' or names[k + 1] != '' else []
        listed = self.system.readdir(absolute(prefix if prefix != '' else '.', cwd))
        if isinstance(listed, int):
            return found
        for entry in sorted(listed):
            if entry.startswith('.') and not self._shows_hidden():
                continue
            path = prefix + entry
            if last:
                found.append(path)
            if self._is_folder(path, cwd):
                if self._is_link(path, cwd):
                    found.extend([path + '/'] if not last and names[k + 1] == '' else [])
                    continue
                below = self._deep(path + '/', names, k, cwd)
                found.extend(below[1:] if last else below)
        return found

    def _is_link(self, path: str, cwd: str) -> bool:
        return self.system.lstat(absolute(path, cwd), _scratch) >= 0 and (int(_scratch[1]) & S_IFMT) == S_IFLNK

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
