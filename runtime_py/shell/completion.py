"""Tab completion: commands for the first word, paths for the others, variables after a $."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.bash.programmed import Programmed
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.parser import RESERVED
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

_ENDS = ' \t\n;&|<>()'
_TO_ESCAPE = ' \t\n;&|<>()\'"\\$`*?[#~'


class Completion:
    """`start`: where the completed word begins; `choices` are whole words, escaped, with what follows them (a space or
    a slash)."""

    def __init__(self, start: int, choices: list[str]) -> None:
        self.start = start
        self.choices = choices


class Completer:
    def __init__(self, interpreter: Any, io: Io) -> None:
        self.interpreter = interpreter
        self.system = interpreter.system
        self.io = io
        self.programmed = Programmed(interpreter) if interpreter.state.bash else None

    async def complete(self, line: str) -> Completion:
        """Completes the text before the cursor."""
        if self.programmed is not None:
            found = await self.programmed.complete(line, self.io)
            if found is not None:
                options = self.programmed.options
                start, names = found
                return Completion(start, [self._finished(name, options) for name in names])
        return self._plain(line)

    def _finished(self, name: str, options: list[str]) -> str:
        """A choice of a specification, with what follows it."""
        if 'filenames' in options:
            path = absolute(name, self.interpreter.state.cwd)
            is_folder = (self.system.mode_of(path) & S_IFMT) == S_IFDIR
            end = '/' if is_folder else ('' if 'nospace' in options else ' ')
            return (name if 'noquote' in options else escaped(name)) + end
        return name if 'nospace' in options or name.endswith(' ') else name + ' '

    def _plain(self, line: str) -> Completion:
        start = len(line)
        while start > 0 and (line[start - 1] not in _ENDS or (start > 1 and line[start - 2] == '\\')):
            start -= 1
        word = unescaped(line[start:])
        if word.startswith('$') and not line[start:].startswith('\\') and '/' not in word:
            names = sorted([name for name in self.interpreter.state.variables.keys() if name.startswith(word[1:])])
            return Completion(start, ['$' + name for name in names])
        before = line[:start].rstrip()
        first = before == '' or before[-1] in ';&|('
        if first and '/' not in word:
            return Completion(start, [name + ' ' for name in self._commands(word)])
        at = word.rfind('=') + 1 if '/' not in word[: word.rfind('=') + 1] else 0
        return Completion(start, [escaped(word[:at]) + choice for choice in self._paths(word[at:])])

    def _commands(self, word: str) -> list[str]:
        state = self.interpreter.state
        found = [
            *self.interpreter.commands.builtins.keys(),
            *self.interpreter.shell.utilities.keys(),
            *state.functions.keys(),
            *state.aliases.keys(),
            *RESERVED,
        ]
        path = state.get('PATH')
        for folder in ('' if path is None else path).split(':'):
            names = self.system.readdir(absolute(folder, state.cwd)) if folder != '' else 0
            if not isinstance(names, int):
                found.extend(names)
        return unique(sorted([name for name in found if name.startswith(word)]))

    def _paths(self, word: str) -> list[str]:
        state = self.interpreter.state
        at = word.rfind('/') + 1
        folder = word[:at]
        name = word[at:]
        place = folder
        home = state.get('HOME')
        if folder.startswith('~/') and home is not None:
            place = home + folder[1:]
        entries = self.system.readdir_types(absolute(place if place != '' else '.', state.cwd))
        if isinstance(entries, int):
            return []
        found: list[str] = []
        for entry, kind in entries:
            if not entry.startswith(name) or (entry.startswith('.') and not name.startswith('.')):
                continue
            is_folder = kind == 2 or (
                kind == 3 and (self.system.mode_of(absolute(place + entry, state.cwd)) & S_IFMT) == S_IFDIR
            )
            found.append(
                (folder if folder.startswith('~/') else escaped(folder)) + escaped(entry) + ('/' if is_folder else ' ')
            )
        return sorted(found)


def common_prefix(choices: list[str]) -> str:
    prefix = choices[0]
    for choice in choices:
        while not choice.startswith(prefix):
            prefix = prefix[: len(prefix) - 1]
    return prefix


def unique(names: list[str]) -> list[str]:
    """Without repetitions; the list must be sorted."""
    return [name for k, name in enumerate(names) if k == 0 or names[k - 1] != name]


def escaped(text: str) -> str:
    return ''.join(['\\' + char if char in _TO_ESCAPE else char for char in text])


def unescaped(text: str) -> str:
    found = ''
    k = 0
    while k < len(text):
        if text[k] == '\\' and k + 1 < len(text):
            k += 1
        found += text[k]
        k += 1
    return found.lstrip('\'"')
