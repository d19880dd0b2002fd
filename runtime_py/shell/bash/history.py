"""bash's history: the list, what is recorded (HISTCONTROL, HISTIGNORE, HISTSIZE), and its file. Lines typed at the prompt
are appended to the file at once, since nothing tells a shell that its page is closed.

In the file, as in bash's own: lines, or after a line `#SECONDS` an entry up to the next of those. Entries of several lines
need such a mark, and after the first mark all have one."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.clock import now_ms
from runtime_py.shell.bash.history_expansion import HistoryExpansion
from runtime_py.shell.glob import absolute
from runtime_py.shell.history import FILE as FORMER_FILE
from runtime_py.shell.history import unescape
from runtime_py.shell.numerals import decimal
from runtime_py.shell.pattern import matches
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_WRONLY

FILE = '.bash_history'
MARK = '#'


class BashHistory:
    """`lines` and `times` (seconds, 0: not known) run in parallel; `first` is the number of the first line."""

    def __init__(self, system: Any, state: Any) -> None:
        self.system = system
        self.state = state
        self.lines: list[str] = []
        self.times: list[int] = []
        self.first = 1
        self.expansion = HistoryExpansion()
        self._in_file = 0  # how many lines of the list are in the file, or came from it
        self._read = 0  # entries of the file that were read or written here
        self._marked = False  # the file has marks
        self._recorded = False  # the last line is the command that runs

    def path(self) -> str:
        name = self.state.get('HISTFILE')
        return '' if name is None or name == '' else absolute(name, self.state.cwd)

    # the list

    def record(self, line: str) -> None:
        """A command was typed."""
        self._recorded = False
        if not self.state.has_option('history') or not self._wanted(line):
            return
        self._recorded = True
        if 'erasedups' in self._control():
            for at in range(len(self.lines) - 1, -1, -1):
                if self.lines[at] == line:
                    self.delete(at)
        self.append(line)

    def _control(self) -> list[str]:
        return (self.state.get('HISTCONTROL') or '').split(':')

    def _wanted(self, line: str) -> bool:
        control = self._control()
        last = self.lines[-1] if len(self.lines) > 0 else ''
        if line[:1] in (' ', '\t') and ('ignorespace' in control or 'ignoreboth' in control):
            return False
        if line == last and ('ignoredups' in control or 'ignoreboth' in control):
            return False
        patterns = [part for part in (self.state.get('HISTIGNORE') or '').split(':') if part != '']
        return not any([matches(part.replace('&', last), line) for part in patterns])

    def append(self, line: str) -> None:
        self.lines.append(line)
        self.times.append(int(now_ms() // 1000))
        self._limit()

    def _limit(self) -> None:
        most = self._size('HISTSIZE')
        if most is not None and len(self.lines) > most:
            self._forget(len(self.lines) - most)

    def _forget(self, count: int) -> None:
        self.lines = self.lines[count:]
        self.times = self.times[count:]
        self.first += count
        self._in_file = max(0, self._in_file - count)

    def _size(self, name: str) -> int | None:
        text = self.state.get(name)
        number = None if text is None else decimal(text)
        return None if number is None or number < 0 else number

    def forget_running(self) -> None:
        """Takes the running command out of the list: fc and history -s aren't remembered."""
        if self._recorded and len(self.lines) > 0:
            self._recorded = False
            self.delete(len(self.lines) - 1)

    def before_running(self) -> int:
        """How many lines came before the running command."""
        return len(self.lines) - (1 if self._recorded else 0)

    def delete(self, at: int) -> None:
        self.lines = [*self.lines[:at], *self.lines[at + 1 :]]
        self.times = [*self.times[:at], *self.times[at + 1 :]]
        if at < self._in_file:
            self._in_file -= 1

    def clear(self) -> None:
        self.lines = []
        self.times = []
        self.first = 1
        self._in_file = 0

    def search(self, text: str, before: int) -> int:
        """The newest entry older than `before` that contains the text, or -1."""
        for k in range(min(before, len(self.lines)) - 1, -1, -1):
            if text in self.lines[k]:
                return k
        return -1

    def use(self) -> HistoryExpansion:
        """For an expansion of a line."""
        self.expansion.lines = self.lines
        self.expansion.first = self.first
        self.expansion.extglob = self.state.beyond.has('extglob')
        return self.expansion

    # the file

    def load(self) -> None:
        """When the shell starts. A home folder from before bash has another file."""
        path = self.path()
        if path != '' and not self.system.exists(path) and path.endswith('/' + FILE):
            former = self.system.read_file(path[: len(path) - len(FILE)] + FORMER_FILE)
            if not isinstance(former, int):
                self._take([[0, unescape(line)] for line in decode(former).split('\n') if line != ''])
                self.write_all(path)
                return
        self._take(self._entries(path))
        most = self._size('HISTFILESIZE')
        if most is not None and self._read > most:
            self.lines, self.times = self.lines[-most:] if most > 0 else [], self.times[-most:] if most > 0 else []
            self.write_all(path)

    def _take(self, entries: list[list[Any]]) -> None:
        for time, line in entries:
            self.lines.append(line)
            self.times.append(time)
        self._read += len(entries)
        self._in_file = len(self.lines)
        self._limit()

    def _entries(self, path: str) -> list[list[Any]]:
        content = self.system.read_file(path) if path != '' else -1
        if isinstance(content, int):
            return []
        found: list[list[Any]] = []
        marked = False
        for line in decode(content).split('\n'):
            if line[:1] == MARK and decimal(line[1:]) is not None:
                found.append([decimal(line[1:]), None])
                marked = True
            elif marked and len(found) > 0:
                last = found[len(found) - 1]
                last[1] = line if last[1] is None else last[1] + '\n' + line
            elif line != '':
                found.append([0, line])
        self._marked = marked
        return [[time, text.rstrip('\n')] for time, text in found if text is not None and text.strip('\n') != '']

    def read_file(self, path: str, only_new: bool) -> bool:
        """history -r and -n. False when there is none."""
        if not self.system.exists(path):
            return False
        entries = self._entries(path)
        read = self._read
        self._take(entries[read:] if only_new else entries)
        self._read = max(read, len(entries))
        return True

    def write_new(self, path: str) -> int:
        """history -a: appends what isn't in the file."""
        self._read += len(self.lines) - self._in_file
        text = ''.join([self._written(at) for at in range(self._in_file, len(self.lines))])
        self._in_file = len(self.lines)
        if text == '':
            return 0
        fd = self.system.open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        if fd < 0:
            return int(fd)
        data = encode(text)
        self.system.write(fd, data, 0, len(data))
        self.system.close(fd)
        return 0

    def write_all(self, path: str) -> int:
        """history -w."""
        self._marked = False
        text = ''.join([self._written(at) for at in range(len(self.lines))])
        self._in_file = len(self.lines)
        self._read = len(self.lines)
        return int(self.system.write_file(path, encode(text), 0o600))

    def _written(self, at: int) -> str:
        line = self.lines[at]
        self._marked = self._marked or '\n' in line or self.state.get('HISTTIMEFORMAT') is not None
        return (f'{MARK}{self.times[at]}\n' if self._marked else '') + line + '\n'

    def save(self) -> None:
        """After a command was typed."""
        path = self.path()
        if path != '':
            self.write_new(path)


def history_of(interpreter: Any) -> BashHistory:
    """The shell's history; one that isn't interactive has an empty one until it is used."""
    shell = interpreter.shell
    if shell.history is None:
        shell.history = BashHistory(shell.system, interpreter.state)
    found: BashHistory = shell.history
    return found


_STARTS = [
    'do',
    'then',
    'else',
    'elif',
    'if',
    'while',
    'until',
    'in',
    '{',
    '(',
    '!',
    '&&',
    '||',
    '|',
    '|&',
    '&',
    ';',
    ';;',
]


def joined(source: str, line: str, in_quotes: bool) -> str:
    """Option cmdhist: a command of several lines as one line, where the newline isn't needed. `line` follows `source`."""
    if in_quotes or '<<' in source or ' #' in source or source.startswith('#'):
        return source + '\n' + line
    if source.endswith('\\'):
        return source[: len(source) - 1] + line
    words = source.split()
    last = words[len(words) - 1] if len(words) > 0 else ''
    if line.strip() == '':
        return source
    needed = last not in _STARTS and not last.endswith(';') and not last.endswith('&') and not last.endswith('|')
    needed = needed and not last.endswith('(') and not last.endswith(')') or last.endswith('))')
    return source + ('; ' if needed else ' ') + line.lstrip(' \t')
