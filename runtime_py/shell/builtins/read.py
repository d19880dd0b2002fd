"""read: reads a line of input and splits it at IFS into variables (POSIX XCU read), with the options that bash and
busybox share."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.ipc.termios import ECHO, ICANON, Termios
from runtime_py.platform.bytes import Bytes, alloc, concat
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.bash.references import assign_text, reference, replace_elements
from runtime_py.shell.context import SIGNALED, Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.scanner import name_at
from runtime_py.sys.signals import SIGALRM

_BACKSLASH = 92
_NEWLINE = 10
ALL = 1000000000  # fields


class _Options:
    """`seconds` -1: no timeout; `most` -1: any number of characters."""

    def __init__(self) -> None:
        self.raw = False
        self.silent = False
        self.prompt = ''
        self.seconds = -1.0
        self.most = -1
        self.end = _NEWLINE
        self.names: list[str] = []
        # bash's own
        self.exact = -1  # characters, delimiters among them
        self.fd = -1
        self.array = ''
        self.initial = ''


async def read(interpreter: Any, context: Context, io: Io) -> int:
    """read [-rs] [-p prompt] [-t seconds] [-n characters] [-d delimiter] [names]; 1 at the end of the input, 142 after
    the timeout (sets nothing then)."""
    options = _parse(context.args, interpreter.state.bash)
    if options.fd >= 0:
        context.stdin = io.get(options.fd)
        if context.stdin < 0:
            raise BuiltinProblem(f'{options.fd}: invalid file descriptor: Bad file descriptor')
    whole = len(options.names) == 0
    names = ['REPLY'] if whole else options.names
    for name in names:
        if interpreter.state.bash:
            if reference(name) is None:
                raise BuiltinProblem(f"`{name}': not a valid identifier")
        elif name == '' or name_at(name, 0) != name:
            raise BuiltinProblem(f'{name}: bad variable name')
    if options.seconds == 0:
        return 0 if (context.system.poll(context.stdin) & POLLIN) != 0 else 1
    line = _Line(context, options)
    await line.read()
    if line.is_late and not interpreter.state.bash:
        return SIGNALED + SIGALRM
    found = '' if whole else interpreter.state.get('IFS')
    ifs = ' \t\n' if found is None else found
    if options.array != '':
        ifs = ' \t\n' if interpreter.state.get('IFS') is None else interpreter.state.get('IFS')
        replace_elements(interpreter.state, options.array, split(line.text(), ifs, ALL, options.raw))
        return line.status()
    values = split(line.text(), ifs, len(names), options.raw) if options.exact < 0 else [line.text()]
    for k, name in enumerate(names):
        value = values[k] if k < len(values) else ''
        if interpreter.state.bash:
            assign_text(interpreter.state, name, value, False)
        else:
            interpreter.state.set(name, value)
    return line.status()


def _parse(args: list[str], bash: bool) -> _Options:
    found = _Options()
    k = 0
    while k < len(args) and len(args[k]) > 1 and args[k][0] == '-':
        arg = args[k]
        k += 1
        if arg == '--':
            break
        for at in range(1, len(arg)):
            letter = arg[at]
            if letter in 'rs' or (bash and letter == 'e'):
                found.raw = found.raw or letter == 'r'
                found.silent = found.silent or letter == 's'
                continue
            if letter not in ('pdtnaiNu' if bash else 'pdtn'):
                raise BuiltinProblem(f'Illegal option -{letter}')
            value = arg[at + 1 :]
            if value == '' and k < len(args):
                value = args[k]
                k += 1
            elif value == '':
                raise BuiltinProblem(f'No arg for -{letter} option')
            if bash and letter in 'aiNu':
                _set_of_bash(found, letter, value)
            else:
                _set(found, letter, value)
            break
    found.names = args[k:]
    return found


def _set(found: _Options, letter: str, value: str) -> None:
    if letter == 'p':
        found.prompt = value
    elif letter == 'd':
        data = to_bytes(value)
        found.end = data[0] if len(data) > 0 else 0
    elif letter == 't' and value.replace('.', '', 1).isdigit():
        found.seconds = float(value)
    elif letter == 'n' and value.isdigit():
        found.most = int(value)
    else:
        raise BuiltinProblem(f'Illegal number: {value}')


def _set_of_bash(found: _Options, letter: str, value: str) -> None:
    if letter == 'a':
        found.array = value
    elif letter == 'i':
        found.initial = value
    elif not value.isdigit():
        raise BuiltinProblem(f'{value}: invalid {"number" if letter == "N" else "file descriptor specification"}')
    elif letter == 'N':
        found.exact = int(value)
        found.most = found.exact
        found.end = -1
    else:
        found.fd = int(value)


class _Line:
    """A line, read byte by byte, since what follows belongs to the next reader. States: reading -> complete | late | at
    the end of the input."""

    def __init__(self, context: Context, options: _Options) -> None:
        self.context = context
        self.options = options
        self.is_complete = False
        self.is_late = False
        self._octets: list[Bytes] = []

    def status(self) -> int:
        if self.is_late:
            return SIGNALED + SIGALRM
        return 0 if self.is_complete else 1

    def text(self) -> str:
        return to_text(concat(self._octets)).replace('\0', '')

    async def read(self) -> None:
        context = self.context
        is_terminal = context.system.isatty(context.stdin)
        before = (
            context.system.tcgetattr(context.stdin)
            if is_terminal and (self.options.silent or self.options.most >= 0)
            else None
        )
        if is_terminal:
            await context.write_error(self.options.prompt)
        if before is not None:
            hidden = (ECHO if self.options.silent else 0) | (ICANON if self.options.most >= 0 else 0)
            context.system.tcsetattr(
                context.stdin, Termios(before.iflag, before.oflag, before.cflag, before.lflag & ~hidden, before.cc)
            )
        try:
            await self._read()
        finally:
            if before is not None:
                context.system.tcsetattr(context.stdin, before)

    async def _read(self) -> None:
        options = self.options
        octet = alloc(1)
        until = monotonic_ms() + options.seconds * 1000 if options.seconds > 0 else -1.0
        escaped = False
        characters = 0
        rest = 0  # bytes of the character that are still missing
        while options.most < 0 or characters < options.most or rest > 0:
            count = await self.context.read_byte(octet, until)
            if count <= 0:
                self.is_late = count == -EAGAIN
                return
            if octet[0] == options.end and not escaped:
                self.is_complete = True
                return
            if octet[0] == _NEWLINE and escaped:
                self._octets.pop()
                escaped = False
                continue
            escaped = octet[0] == _BACKSLASH and not escaped and not options.raw
            self._octets.append(octet[0:1])
            rest = rest - 1 if rest > 0 else _following(octet[0])
            characters += 1 if rest == 0 and not escaped else 0
        self.is_complete = True


def _following(first: int) -> int:
    """How many bytes follow the first byte of a UTF-8 character."""
    return 0 if first < 0xC0 else (1 if first < 0xE0 else (2 if first < 0xF0 else 3))


def split(line: str, ifs: str, most: int, raw: bool) -> list[str]:
    """Fields separated at IFS; the last takes the rest. A backslash quotes the next character."""
    values: list[str] = []
    blank = ''.join([char for char in ifs if char in ' \t\n'])
    at = _skip(line, 0, blank)
    while at < len(line) and len(values) < most - 1:
        end = _field_end(line, at, ifs, raw)
        values.append(line[at:end] if raw else _unescaped(line[at:end]))
        if end >= len(line):
            return values
        at = _behind_delimiter(line, end, ifs, blank)
    if at < len(line):
        # one field with its delimiter is one field; if there are more, the rest is taken unchanged
        end = _field_end(line, at, ifs, raw)
        if end >= len(line) or _behind_delimiter(line, end, ifs, blank) < len(line):
            end = len(line)
            while end > at and line[end - 1] in blank and (raw or not _is_escaped(line, end - 1)):
                end -= 1
        values.append(line[at:end] if raw else _unescaped(line[at:end]))
    return values


def _skip(line: str, at: int, chars: str) -> int:
    while at < len(line) and line[at] in chars:
        at += 1
    return at


def _field_end(line: str, at: int, ifs: str, raw: bool) -> int:
    while at < len(line) and line[at] not in ifs:
        at += 2 if line[at] == '\\' and not raw else 1
    return min(at, len(line))


def _unescaped(text: str) -> str:
    plain = ''
    at = 0
    while at < len(text):
        if text[at] == '\\':
            at += 1
        plain += text[at : at + 1]
        at += 1
    return plain


def _behind_delimiter(line: str, at: int, ifs: str, blank: str) -> int:
    """The position after blanks, one other delimiter, and blanks."""
    at = _skip(line, at, blank)
    if at < len(line) and line[at] in ifs:
        at += 1
    return _skip(line, at, blank)


def _is_escaped(line: str, at: int) -> bool:
    before = line[:at]
    return (len(before) - len(before.rstrip('\\'))) % 2 == 1
