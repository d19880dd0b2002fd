"""The objects that a rule matches: each pattern says whether it matches an object, and how specific it is; the more
specific of two rules decides.

A path matches itself and everything below it. `*` matches any characters within one name, `**` (a whole name) any
number of names. Matching backtracks only to the last wildcard, so it takes at most the product of both lengths."""

from __future__ import annotations

from runtime_py.security.actions import HOST, PATH, object_kind
from runtime_py.security.objects import clean_host, clean_name, clean_path, split_host

ANY = '*'
_DEEP = '**'


class Pattern:
    """`exactness` is a number that is compared with that of patterns of the same kind."""

    exactness: int

    def covers(self, thing: str) -> bool:
        raise NotImplementedError

    def is_above(self, thing: str) -> bool:
        """Whether the path leads to something that the pattern matches."""
        return False

    def may_match_below(self, thing: str) -> bool:
        """Whether the pattern may match something in this folder without matching all that is in it."""
        return self.is_above(thing)


class PathPattern(Pattern):
    """`base` is literal, even if a folder's name contains a star; `rest` is relative to it and may have wildcards."""

    def __init__(self, base: str, rest: str) -> None:
        self._base = '' if base == '/' else base
        self._names = [name for name in rest.split('/') if name != '']
        self.exactness = len(self._base) + len(rest.replace('*', ''))
        if self._names.count(_DEEP) == 0 and '*' not in rest:
            self.exactness += 1

    def is_above(self, thing: str) -> bool:
        return thing == '/' or self._stem().startswith(thing + '/')

    def may_match_below(self, thing: str) -> bool:
        stem = self._stem()
        has_wildcards = len([name for name in self._names if '*' in name]) > 0
        return self.is_above(thing) or (has_wildcards and (thing == stem or thing.startswith(stem + '/')))

    def _stem(self) -> str:
        """The folder that everything that matches is in: the names before the first with a wildcard."""
        literal: list[str] = []
        for name in self._names:
            if '*' in name:
                break
            literal.append(name)
        return '/'.join([self._base, *literal])

    def covers(self, thing: str) -> bool:
        """`thing` is a clean path."""
        if thing != self._base and not thing.startswith(self._base + '/'):
            return False
        if len(self._names) == 0:
            return True
        names = thing[len(self._base) + 1 :].split('/')
        return _names_match([*self._names, _DEEP], [name for name in names if name != ''])


def _names_match(pattern: list[str], names: list[str]) -> bool:
    at = 0
    deep = -1  # the last `**` in the pattern, and the name from which it would match one more
    retry = 0
    k = 0
    while k < len(names):
        if at < len(pattern) and pattern[at] == _DEEP:
            deep = at
            retry = k
            at += 1
        elif at < len(pattern) and matches(pattern[at], names[k]):
            at += 1
            k += 1
        elif deep >= 0:
            retry += 1
            k = retry
            at = deep + 1
        else:
            return False
    while at < len(pattern) and pattern[at] == _DEEP:
        at += 1
    return at == len(pattern)


def matches(pattern: str, text: str) -> bool:
    """`*` matches any characters."""
    if '*' not in pattern:
        return pattern == text
    at = 0
    star = -1
    retry = 0
    k = 0
    while k < len(text):
        if at < len(pattern) and pattern[at] == '*':
            star = at
            retry = k
            at += 1
        elif at < len(pattern) and pattern[at] == text[k]:
            at += 1
            k += 1
        elif star >= 0:
            retry += 1
            k = retry
            at = star + 1
        else:
            return False
    while at < len(pattern) and pattern[at] == '*':
        at += 1
    return at == len(pattern)


class HostPattern(Pattern):
    """`example.com`, `*.example.com` (its subdomains, not the name itself), `*`; with or without a port. Objects are
    HOST:PORT."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self.exactness = 2 * len(host.replace('*', '')) + (1 if port >= 0 else 0)

    def covers(self, thing: str) -> bool:
        found = split_host(thing)
        if found is None or (self._port >= 0 and found.port != self._port):
            return False
        if self._host.startswith('*.'):
            return found.host.endswith(self._host[1:])
        return self._host == ANY or found.host == self._host


class NamePattern(Pattern):
    """Names of variables and the like. `in_any_case`: `*_token` also matches `NPM_TOKEN`."""

    def __init__(self, name: str, in_any_case: bool = False) -> None:
        self._name = name.upper() if in_any_case else name
        self._in_any_case = in_any_case
        self.exactness = len(name.replace('*', '')) + (0 if '*' in name else 1)

    def covers(self, thing: str) -> bool:
        return matches(self._name, thing.upper() if self._in_any_case else thing)


class AnyPattern(Pattern):
    """Matches every object of an action."""

    def __init__(self) -> None:
        self.exactness = -1

    def covers(self, thing: str) -> bool:
        return True


class Places:
    """The folders that patterns are relative to. '' means that there is no such folder: a pattern that needs it matches
    nothing."""

    def __init__(self, home: str, project: str, package_folder: str = '', registries: list[str] | None = None) -> None:
        self.home = home
        self.project = project
        self.package = package_folder  # the folder of the package that the subject acts for
        self.registries: list[str] = registries if registries is not None else []


_NOWHERE = '/\0'  # no clean path is below it


def path_pattern(text: str, places: Places) -> PathPattern | None:
    """Accepts `/absolute`, `~/below/home`, `./below/the/project`, `{package}/below`. None for anything else."""
    for prefix, base in [['~', places.home], ['.', places.project], ['{package}', places.package]]:
        if text == prefix or text.startswith(prefix + '/'):
            return _below(base, text[len(prefix) :])
    return _below('/', text) if text.startswith('/') else None


def _below(base: str, rest: str) -> PathPattern | None:
    clean = clean_path('/' + rest)
    if clean is None or '/../' in '/' + rest + '/':
        return None
    folder = clean_path(base)
    return PathPattern(_NOWHERE if folder is None else folder, clean)


def host_pattern(text: str) -> HostPattern | None:
    found = split_host(text.replace('*', 'x', 1)) if text.startswith('*') else split_host(text)
    if found is None:
        return None
    if not text.startswith('*'):
        return HostPattern(found.host, found.port)
    if text.find('*', 1) >= 0 or (found.host != 'x' and not found.host.startswith('x.')):
        return None
    return HostPattern('*' + found.host[1:], found.port)


def name_pattern(text: str) -> NamePattern | None:
    return None if text == '' or clean_name(text) is None else NamePattern(text)


def host_text(host: str, port: int) -> str | None:
    """The object of `connect`, `listen` and `fetch`; None for a hostile host."""
    clean = clean_host(host)
    if clean is None or port < 0 or port > 65535:
        return None
    return f'[{clean}]:{port}' if ':' in clean else f'{clean}:{port}'


def pattern_of(action: str, text: str, places: Places) -> Pattern | None:
    """None if no object of this action could match the text."""
    kind = object_kind(action)
    if text == ANY:
        return AnyPattern()
    if kind == PATH:
        return path_pattern(text, places)
    return host_pattern(text) if kind == HOST else name_pattern(text)
