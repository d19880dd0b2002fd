"""bash's programmable completion: what a specification (of `complete`) yields for a word. The builtins are in
builtins/completing.py; the prompt asks through `Programmed` (programmed.py)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_text
from runtime_py.shell.ast import Word
from runtime_py.shell.bash.dynamic import dynamic_arrays, dynamic_names
from runtime_py.shell.bash.help_texts import KEYWORDS, TEXTS, builtin_names
from runtime_py.shell.bash.options import all_options
from runtime_py.shell.bash.references import become_list
from runtime_py.shell.expansion import Scope
from runtime_py.shell.function_calls import call_function
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.option_names import BASH_OPTIONS
from runtime_py.shell.parser import Parser
from runtime_py.shell.pattern import matches
from runtime_py.shell.quoting import quoted
from runtime_py.sys.signals import HIGHEST, name_of_signal
from runtime_py.vfs.layout import S_IFDIR, S_IFMT, S_IFREG

ACTIONS = [
    *['alias', 'arrayvar', 'binding', 'builtin', 'command', 'directory', 'disabled', 'enabled', 'export', 'file'],
    *[
        'function',
        'group',
        'helptopic',
        'hostname',
        'job',
        'keyword',
        'running',
        'service',
        'setopt',
        'shopt',
        'signal',
    ],
    *['stopped', 'user', 'variable'],
]
OPTIONS = ['bashdefault', 'default', 'dirnames', 'filenames', 'noquote', 'nosort', 'nospace', 'plusdirs']
LETTERS = 'abcdefgjksuv'
_OF_LETTERS = [
    'alias',
    'builtin',
    'command',
    'directory',
    'export',
    'file',
    'group',
    'job',
    'keyword',
    'service',
    'user',
]


class Specification:
    def __init__(self) -> None:
        self.actions: list[str] = []
        self.options: list[str] = []
        self.glob: str | None = None
        self.words: str | None = None
        self.function: str | None = None
        self.command: str | None = None
        self.filter: str | None = None
        self.prefix = ''
        self.suffix = ''


class Asked:
    """What is completed: the words of the command, the one in question among them, and the line."""

    def __init__(self, words: list[str], at: int, line: str, point: int) -> None:
        self.words = words
        self.at = at
        self.line = line
        self.point = point

    @property
    def word(self) -> str:
        return self.words[self.at] if 0 <= self.at < len(self.words) else ''

    @property
    def previous(self) -> str:
        return self.words[self.at - 1] if self.at > 0 else ''


def action_of(letter: str) -> str:
    return 'variable' if letter == 'v' else _OF_LETTERS[LETTERS.index(letter)]


class Generator:
    def __init__(self, interpreter: Any, io: Io) -> None:
        self.interpreter = interpreter
        self.state = interpreter.state
        self.io = io
        self.status = 0  # of the function

    async def generate(self, spec: Specification, asked: Asked) -> list[str]:
        word = asked.word
        found: list[str] = []
        for action in ACTIONS:
            if action in spec.actions:
                found.extend(self._of_action(action, word))
        if spec.glob is not None:
            found.extend([name for name in self._globbed(spec.glob) if name.startswith(word)])
        if spec.words is not None:
            listed_words = await self._listed(spec.words)
            found.extend([name for name in listed_words if name.startswith(word)])
        if spec.function is not None:
            found.extend(await self._of_function(spec.function, asked))
        if spec.command is not None:
            found.extend(await self._of_command(spec.command, asked))
        if spec.filter is not None:
            found = [name for name in found if self._passes(spec.filter, word, name)]
        found = [spec.prefix + name + spec.suffix for name in found]
        if 'plusdirs' in spec.options or ('dirnames' in spec.options and len(found) == 0):
            found.extend(self._paths(word, True))
        return found

    def _passes(self, pattern: str, word: str, name: str) -> bool:
        """-X drops what the pattern matches, -X '!...' what it doesn't; & is the word."""
        keeps = pattern.startswith('!')
        text = (pattern[1:] if keeps else pattern).replace('\\&', '\0').replace('&', word).replace('\0', '\\&')
        return matches(text, name) == keeps

    def _of_action(self, action: str, word: str) -> list[str]:
        if action in ('file', 'directory'):
            return self._paths(word, action == 'directory')
        if action == 'command':
            return self._commands(word)
        return [name for name in self._names(action) if name.startswith(word)]

    def _names(self, action: str) -> list[str]:
        state = self.state
        if action in ('variable', 'export', 'arrayvar'):
            names = [name for name, variable in state.variables.entries() if _is_kind(variable, action)]
            if action != 'export':
                more = dynamic_names() if action == 'variable' else dynamic_arrays()
                names.extend([name for name in more if not state.variables.has(name)])
            return sorted(names)
        if action == 'function':
            return sorted([name for name in state.functions.keys()])
        if action == 'alias':
            return sorted([name for name in state.aliases.keys()])
        if action in ('builtin', 'enabled', 'disabled'):
            off = state.beyond.disabled
            return [name for name in builtin_names() if action == 'builtin' or (name in off) == (action == 'disabled')]
        if action == 'keyword':
            return KEYWORDS
        if action == 'setopt':
            return sorted([*BASH_OPTIONS, 'braceexpand', 'hashall', 'interactive-comments', 'keyword', 'onecmd'])
        if action == 'shopt':
            return all_options()
        if action == 'helptopic':
            return [row[0] for row in TEXTS]
        if action == 'signal':
            names = [name_of_signal(number) for number in range(1, HIGHEST + 1)]
            return ['EXIT', *['SIG' + name for name in names if name != ''], 'DEBUG', 'ERR', 'RETURN']
        return self._of_machine(action)

    def _of_machine(self, action: str) -> list[str]:
        if action in ('job', 'running', 'stopped'):
            jobs = self.interpreter.shell.jobs.all
            wanted = [job for job in jobs if action == 'job' or job.stopped == (action == 'stopped')]
            return [job.text.split(' ')[0] for job in wanted]
        if action == 'binding':
            return []
        file = _FILES[_FILES.index(action) + 1]
        text = self.interpreter.system.read_file(file)
        if isinstance(text, int):
            return []
        return _first_words(file, to_text(text))

    def _commands(self, word: str) -> list[str]:
        if '/' in word:
            return self._paths(word, False)
        found = [*self._names('alias'), *KEYWORDS, *self._names('function'), *builtin_names()]
        system = self.interpreter.system
        for folder in (self.state.get('PATH') or '').split(':'):
            names = system.readdir(absolute(folder, self.state.cwd)) if folder != '' else 0
            if not isinstance(names, int):
                found.extend([name for name in sorted(names) if name not in found and self._runs(folder, name)])
        return [name for name in found if name.startswith(word)]

    def _runs(self, folder: str, name: str) -> bool:
        mode = self.interpreter.system.mode_of(absolute(f'{folder}/{name}', self.state.cwd))
        return (mode & S_IFMT) == S_IFREG and (mode & 0o111) != 0

    def _paths(self, word: str, folders_only: bool) -> list[str]:
        at = word.rfind('/') + 1
        folder = word[:at]
        place = folder
        home = self.state.get('HOME')
        if folder.startswith('~/') and home is not None:
            place = home + folder[1:]
        system = self.interpreter.system
        names = system.readdir(absolute(place if place != '' else '.', self.state.cwd))
        if isinstance(names, int):
            return []
        found = []
        for name in sorted(names):
            if not name.startswith(word[at:]) or (name.startswith('.') and not word[at:].startswith('.')):
                continue
            mode = system.mode_of(absolute(place + name, self.state.cwd))
            if not folders_only or (mode & S_IFMT) == S_IFDIR:
                found.append(folder + name)
        return found

    def _globbed(self, pattern: str) -> list[str]:
        return list(self.interpreter.expander.globber.expand(pattern, self.state.cwd))

    async def _listed(self, text: str) -> list[str]:
        """Split at IFS, with quotes, and expanded; neither brace nor pathname expansion."""
        separators = self.state.get('IFS')
        marks = ' \t\n' if separators is None else separators
        found: list[str] = []
        for item in split_words(text, marks):
            word = Parser(item, Map(), True).lexer.parts_until('', False) if item != '' else []
            found.append(await self.interpreter.expander.text(Word(word, 1), Scope(self.io)))
        return found

    async def _of_function(self, name: str, asked: Asked) -> list[str]:
        body = self.state.functions.get(name)
        if body is None:
            return []
        self._tell(asked)
        self.state.unset('COMPREPLY')
        argv = [name, asked.words[0] if len(asked.words) > 0 else '', asked.word, asked.previous]
        before = self.state.status
        self.status = await call_function(self.interpreter, body, argv, self.io)
        self.state.status = before
        reply = self.state.variables.get('COMPREPLY')
        if reply is None:
            return []
        elements = reply.elements
        found = [reply.value] if elements is None else list(elements.values())
        self.state.unset('COMPREPLY')
        return [text for text in found if text is not None]

    async def _of_command(self, command: str, asked: Asked) -> list[str]:
        """Runs it; each line of its output is a completion."""
        self._tell(asked)
        for name in ('COMP_LINE', 'COMP_POINT', 'COMP_KEY', 'COMP_TYPE'):
            self.state.export(name)
        words = [asked.words[0] if len(asked.words) > 0 else '', asked.word, asked.previous]
        text = ' '.join([command, *[quoted(word) for word in words]])
        parts = Parser(f'$({text})', Map(), True).lexer.parts_until('', False)
        output = await self.interpreter.expander.text(Word(parts, 1), Scope(self.io))
        return [line for line in output.split('\n') if line != '']

    def _tell(self, asked: Asked) -> None:
        """The variables that functions and commands read."""
        self.state.set('COMP_LINE', asked.line)
        self.state.set('COMP_POINT', str(asked.point))
        self.state.set('COMP_KEY', '9')
        self.state.set('COMP_TYPE', '9')
        self.state.set('COMP_CWORD', str(asked.at))
        become_list(self.state.declare('COMP_WORDS'), asked.words)


_FILES = ['user', '/etc/passwd', 'group', '/etc/group', 'hostname', '/etc/hosts', 'service', '/etc/services']


def _is_kind(variable: Any, action: str) -> bool:
    if action == 'export':
        return bool(variable.exported)
    return variable.elements is not None if action == 'arrayvar' else True


def _first_words(file: str, text: str) -> list[str]:
    found: list[str] = []
    for line in text.split('\n'):
        if line == '' or line.startswith('#'):
            continue
        if file == '/etc/hosts':
            found.extend(line.split()[1:])
        else:
            found.append(line.split(':')[0].split()[0])
    return found


def split_words(text: str, marks: str) -> list[str]:
    """At the characters of IFS outside quotes."""
    found: list[str] = []
    word = ''
    started = False
    k = 0
    while k < len(text):
        letter = text[k]
        if letter == '\\' and k + 1 < len(text):
            word += text[k : k + 2]
            started = True
            k += 2
        elif letter in '\'"':
            end = text.find(letter, k + 1)
            end = len(text) if end < 0 else end + 1
            word += text[k:end]
            started = True
            k = end
        elif letter in marks:
            if started or letter not in ' \t\n':
                found.append(word)
            word = ''
            started = False
            k += 1
        else:
            word += letter
            started = True
            k += 1
    return [*found, *([word] if started else [])]
