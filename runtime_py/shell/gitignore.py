"""Which paths `.gitignore` files exclude (gitignore(5)): for `tree --gitignore` and the API's `watchPaths({gitignore:
true})`.

The last matching pattern decides, with those of deeper folders later, and nothing below an excluded folder can be
included again. `.git/info/exclude` comes before all of them. Must not know a file system: a function supplies the
texts."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map
from runtime_py.shell.pattern import bracket_end, matches

SILENT = 0
LEFT_OUT = 1
KEPT = -1


class Rule:
    """One line. `segments` are the parts between slashes; a pattern whose only slash is at its end matches names at any
    depth."""

    def __init__(self, line: str) -> None:
        self.verdict = KEPT if line.startswith('!') else LEFT_OUT
        text = line[1:] if line.startswith('!') else line
        self.is_for_folders = text.endswith('/')
        text = text[:-1] if self.is_for_folders else text
        self.is_about_names = '/' not in text
        self.segments = (text[1:] if text.startswith('/') else text).split('/')

    def applies(self, names: list[str], is_folder: bool) -> bool:
        if self.is_for_folders and not is_folder:
            return False
        return matches(self.segments[0], names[-1]) if self.is_about_names else _matches_all(self.segments, names)


def rules_of(text: str) -> list[Rule]:
    found: list[Rule] = []
    for line in text.removeprefix('\ufeff').split('\n'):
        trimmed = _trimmed(line.removesuffix('\r'))
        if trimmed not in ('', '!', '/') and not trimmed.startswith('#') and _can_match(trimmed):
            found.append(Rule(trimmed))
    return found


class IgnoreRules:
    """`root` is the folder whose `.gitignore` comes first; `read(path)` returns a file's text, '' where there is
    none."""

    def __init__(self, root: str, read: Callable[[str], str]) -> None:
        self._root = root
        self._start = '/' if root == '/' else root + '/'
        self._read = read
        self._rules: Map[str, list[Rule]] = Map()

    def forget(self) -> None:
        """Pattern files have changed."""
        self._rules.clear()

    def leaves_out(self, path: str, is_folder: bool) -> bool:
        """Whether an absolute path is excluded; False for the root itself and paths outside it."""
        if not path.startswith(self._start):
            return False
        names = path[len(self._start) :].split('/')
        for count in range(1, len(names) + 1):
            if self._verdict(names[:count], is_folder or count < len(names)) == LEFT_OUT:
                return True
        return False

    def _verdict(self, names: list[str], is_folder: bool) -> int:
        """The verdict of the deepest file with a matching pattern, for a path whose folders are all included."""
        for depth in range(len(names) - 1, -1, -1):
            verdict = _last_verdict(self._rules_in('/'.join(names[:depth])), names[depth:], is_folder)
            if verdict != SILENT:
                return verdict
        return SILENT

    def _rules_in(self, below: str) -> list[Rule]:
        found = self._rules.get(below)
        if found is None:
            folder = self._start if below == '' else f'{self._start}{below}/'
            # a folder below may be another repository
            found = [*rules_of(self._read(folder + '.git/info/exclude')), *rules_of(self._read(folder + '.gitignore'))]
            self._rules.set(below, found)
        return found


def root_of(folder: str, is_there: Callable[[str], bool]) -> str:
    """The repository that contains the folder, by its `.git`; without one, the folder itself."""
    at = folder
    while at != '':
        if is_there(at + '/.git'):
            return at
        at = at[: at.rfind('/')]
    return folder


def _last_verdict(rules: list[Rule], names: list[str], is_folder: bool) -> int:
    for k in range(len(rules) - 1, -1, -1):
        if rules[k].applies(names, is_folder):
            return rules[k].verdict
    return SILENT


def _trimmed(line: str) -> str:
    """Without trailing spaces that no backslash quotes."""
    end = len(line)
    while end > 0 and line[end - 1] == ' ' and not _is_quoted(line, end - 1):
        end -= 1
    return line[:end]


def _is_quoted(line: str, at: int) -> bool:
    count = 0
    while at - count > 0 and line[at - count - 1] == '\\':
        count += 1
    return count % 2 == 1


def _can_match(pattern: str) -> bool:
    """git treats an unclosed bracket and a trailing backslash as mistakes that match nothing."""
    k = 0
    while k < len(pattern):
        if pattern[k] == '\\':
            k += 1
            if k == len(pattern):
                return False
        elif pattern[k] == '[':
            end = bracket_end(pattern, k)
            if end < 0:
                return False
            k = end - 1
        k += 1
    return True


def _matches_all(segments: list[str], names: list[str]) -> bool:
    """`**` matches any number of names, at the end at least one. Greedy with one backtracking point, as in shell
    patterns."""
    s = 0
    n = 0
    star = -1
    mark = 0
    while n < len(names):
        if s < len(segments) and segments[s] == '**':
            star = s
            mark = n
            s += 1
            if s == len(segments):
                return True
        elif s < len(segments) and matches(segments[s], names[n]):
            s += 1
            n += 1
        elif star >= 0:
            mark += 1
            n = mark
            s = star + 1
        else:
            return False
    return s == len(segments)
