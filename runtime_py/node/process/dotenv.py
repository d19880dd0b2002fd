"""The format of .env files as Node reads it (node --env-file): NAME=value, quotes, comments, `export`."""

from __future__ import annotations

from runtime_py.platform.maps import Map

_SPACES = ' \t\n'
_EXPORT = 'export '
_QUOTES = '"\'`'


def parse_env(source: str) -> object:
    """A plain object of strings, in the order of the names (Node keeps them in a sorted map)."""
    found = EnvText(source).read()
    return {name: found.get(name) for name in sorted(list(found.keys()))}


class EnvText:
    """A name may hold any character except = and line ends. White space before a value is skipped together with line
    ends, so `A= ` takes the next line as its value; Node does so, too."""

    def __init__(self, source: str) -> None:
        self._rest = trimmed(source.replace('\r', ''))
        self._found = Map()

    def read(self) -> Map:
        while self._rest != '':
            if self._rest[0] == '\n':
                self._rest = self._rest[1:]
            elif self._rest[0] == '#':
                # unlike other lines, white space behind a comment stays, so an indented # begins a name
                self._rest = self._rest[len(self._rest.split('\n')[0]) :]
            elif not self._is_assignment():
                self._skip_line(0)
            else:
                self._take_assignment()
        return self._found

    def _is_assignment(self) -> bool:
        return '=' in self._rest.split('\n')[0]

    def _skip_line(self, start: int) -> None:
        end = self._rest.find('\n', start)
        self._rest = '' if end < 0 else trimmed(self._rest[end + 1 :])

    def _take_assignment(self) -> None:
        equals = self._rest.find('=')
        name = trimmed(self._rest[:equals])
        self._rest = self._rest[equals + 1 :]
        if self._rest == '' or self._rest[0] == '\n':
            self._found.set(name, '')
            return
        self._rest = trimmed(self._rest)
        if name == '':
            return
        if name.startswith(_EXPORT):
            name = trimmed(name[len(_EXPORT) :])
        self._found.set(name, self._take_value())

    def _take_value(self) -> str:
        quote = self._rest[0] if self._rest != '' and self._rest[0] in _QUOTES else ''
        close = self._rest.find(quote, 1) if quote != '' else -1
        if close >= 0:
            value = self._rest[1:close]
            end = self._rest.find('\n', close)
            self._rest = '' if end < 0 else self._rest[end + 1 :]
            return value.replace('\\n', '\n') if quote == '"' else value
        line = self._rest.split('\n')[0]
        self._skip_line(0)
        return line if quote != '' else trimmed(line.split('#')[0])


def trimmed(text: str) -> str:
    return text.strip(_SPACES)
