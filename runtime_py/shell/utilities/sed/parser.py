"""sed scripts as commands (POSIX XCU sed with GNU's additions): addresses, blocks, s and y, texts of a i c, labels.
Pure.

A small hand-written parser: each command reads exactly its own arguments."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.utilities.sed.escapes import escape_of_sed

_COMMANDS = '{}=abcdDgGhHiIlnNpPqQrRstTvwWxyzFe:#'
_NO_ADDRESS = ':}#'
_ONE_ADDRESS = 'qQ'
PANIC = 4


class SedProblem(Exception):
    """`status` is the exit code."""

    def __init__(self, message: str, status: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class Address:
    """kind: 'line', 'last', 'pattern', 'step' (first~step), 'plus' (addr,+n), 'multiple' (addr,~n). A pattern of None
    means the last one used."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.number = 0
        self.step = 0
        self.pattern: Regexp | None = None


class Part:
    """Part of a replacement: text, a group (0 is &), or a case switch: U L u l E."""

    def __init__(self, text: str, group: int, fold: str) -> None:
        self.text = text
        self.group = group
        self.fold = fold


class Command:
    """One command. The meaning of its fields depends on the name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.first: Address | None = None
        self.second: Address | None = None
        self.negated = False
        self.text = ''  # a i c, or the file of r w
        self.label = ''
        self.target = -1  # target of b t T {, set after parsing
        self.number = 0  # exit code of q Q, width of l
        self.pattern: Regexp | None = None
        self.parts: list[Part] = []
        self.every = False  # s///g
        self.nth = 1
        self.prints = False
        self.runs = False
        self.file = ''  # s///w
        self.source = ''  # y
        self.into = ''
        # state of the range while the script runs
        self.active = False
        self.until = 0


class Script:
    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.quiet = False  # the script begins with #n


def parse_script(text: str, extended: bool) -> Script:
    """Raises SedProblem."""
    return _Reader(text, extended).run()


class _Reader:
    def __init__(self, text: str, extended: bool) -> None:
        self.text = text
        self.extended = extended
        self.at = 0
        self._groups = 0  # of the pattern that was compiled last
        self.commands: list[Command] = []

    def run(self) -> Script:
        script = Script()
        script.commands = self.commands
        if self.text.startswith('#n\n') or self.text == '#n':
            script.quiet = True
        blocks: list[Command] = []
        while True:
            self._skip(' \t\n;')
            if self.at >= len(self.text):
                break
            command = self._command()
            if command.name == '{':
                blocks.append(command)
            elif command.name == '}':
                if len(blocks) == 0:
                    self._fail("unexpected `}'")
                blocks.pop().target = len(self.commands)
            if command.name != '#':
                self.commands.append(command)
        if len(blocks) > 0:
            raise SedProblem("-e expression #1, char 0: unmatched `{'")
        self._resolve()
        return script

    def _resolve(self) -> None:
        labels: Map[str, int] = Map()
        for k, command in enumerate(self.commands):
            if command.name == ':':
                labels.set(command.label, k)
        for command in self.commands:
            if command.name != '' and command.name in 'btT':
                found = labels.get(command.label)
                if command.label == '':
                    command.target = len(self.commands)
                elif found is None:
                    raise SedProblem(f"can't find label for jump to `{command.label}'", PANIC)
                else:
                    command.target = found

    def _fail(self, message: str) -> None:
        raise SedProblem(f'-e expression #1, char {self.at}: {message}')

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self, chars: str) -> None:
        while self.at < len(self.text) and self.text[self.at] in chars:
            self.at += 1

    def _number(self) -> int:
        start = self.at
        while self._peek().isdigit():
            self.at += 1
        return int(self.text[start : self.at])

    def _command(self) -> Command:
        first = self._address()
        second: Address | None = None
        if first is not None:
            self._skip(' \t')
            if self._peek() == ',':
                self.at += 1
                self._skip(' \t')
                second = self._second_address()
        self._skip(' \t')
        negated = False
        while self._peek() == '!':
            negated = True
            self.at += 1
            self._skip(' \t')
        name = self._peek()
        if name == '':
            self._fail('missing command')
        self.at += 1
        if name not in _COMMANDS:
            self._fail(f"unknown command: `{name}'")
        if first is not None and name in _NO_ADDRESS:
            self._fail(
                ": doesn't want any addresses"
                if name == ':'
                else "comments don't accept any addresses"
                if name == '#'
                else "unexpected `}'"
            )
        if second is not None and name in _ONE_ADDRESS:
            self._fail('command only uses one address')
        command = Command(name)
        command.first = first
        command.second = second
        command.negated = negated
        self._arguments(command)
        return command

    # addresses

    def _address(self) -> Address | None:
        char = self._peek()
        if char.isdigit():
            address = Address('line')
            address.number = self._number()
            if self._peek() == '~':
                self.at += 1
                address.kind = 'step'
                address.step = self._number() if self._peek().isdigit() else 0
            return address
        if char == '$':
            self.at += 1
            return Address('last')
        if char == '/' or char == '\\':
            if char == '\\':
                self.at += 1
            return self._pattern_address()
        return None

    def _second_address(self) -> Address:
        char = self._peek()
        if char == '+' or char == '~':
            self.at += 1
            address = Address('plus' if char == '+' else 'multiple')
            if not self._peek().isdigit():
                self._fail('expected number')
            address.number = self._number()
            return address
        found = self._address()
        if found is None:
            self._fail("unexpected `,'")
            return Address('last')
        return found

    def _pattern_address(self) -> Address:
        delimiter = self._peek()
        self.at += 1
        source = self._until(delimiter, 'unterminated address regex')
        address = Address('pattern')
        ignore = False
        lines = False
        while self._peek() != '' and self._peek() in 'IM':
            ignore = ignore or self._peek() == 'I'
            lines = lines or self._peek() == 'M'
            self.at += 1
        address.pattern = self._compile(source, ignore, lines)
        return address

    def _until(self, delimiter: str, problem: str, is_pattern: bool = True) -> str:
        """The text up to the delimiter, which a backslash makes ordinary; within brackets of a pattern it is ordinary
        too."""
        found = ''
        while True:
            if self.at >= len(self.text) or delimiter == '':
                self._fail(problem)
            char = self.text[self.at]
            if char == delimiter:
                self.at += 1
                return found
            if char == '\n' and is_pattern:
                self._fail(problem)
            if char == '\\' and self.at + 1 < len(self.text):
                follower = self.text[self.at + 1]
                self.at += 2
                if follower == delimiter:
                    found += delimiter if is_pattern or delimiter != '&' else '\\&'
                elif follower == '\n' and is_pattern:
                    found += '\n'
                else:
                    found += '\\' + follower
            elif char == '[' and is_pattern:
                end = self._bracket_end()
                found += self.text[self.at : end]
                self.at = end
            else:
                found += char
                self.at += 1

    def _bracket_end(self) -> int:
        """The position after the ] that closes this [; if none does, only the [."""
        k = self.at + 1
        if self.text[k : k + 1] == '^':
            k += 1
        if self.text[k : k + 1] == ']':
            k += 1
        while k < len(self.text) and self.text[k] not in ']\n':
            mark = self.text[k + 1 : k + 2]
            if self.text[k] == '[' and mark in (':', '.', '='):
                close = self.text.find(mark + ']', k + 2)
                if close > 0:
                    k = close + 1
            k += 1
        return k + 1 if self.text[k : k + 1] == ']' else self.at + 1

    def _compile(self, source: str, ignore: bool, lines: bool) -> Regexp | None:
        if source == '':
            return None
        try:
            found = compile_posix(source, self.extended, ignore, lines, True)
        except PatternProblem as problem:
            self._fail(problem.message)
            return None
        self._groups = found.groups
        return found.regexp

    # arguments

    def _arguments(self, command: Command) -> None:
        name = command.name
        if name == '#':
            self._line()
        elif name in 'aic':
            command.text = self._text()
        elif name == ':':
            self._skip(' \t')
            command.label = self._word()
            if command.label == '':
                self._fail('":" lacks a label')
        elif name in 'btT':
            self._skip(' \t')
            command.label = self._word()
        elif name in 'rRwW':
            self._skip(' \t')
            command.text = self._line()
            if command.text == '':
                self._fail('missing filename in r/R/w/W commands')
        elif name == 'e':
            self._skip(' \t')
            command.text = self._line()
        elif name in 'qQl':
            self._skip(' \t')
            command.number = self._number() if self._peek().isdigit() else (-1 if name == 'l' else 0)
            self._end()
        elif name == 's':
            self._substitution(command)
        elif name == 'y':
            self._transliteration(command)
        elif name == 'v':
            self._word()
        elif name != '{':
            self._end()

    def _end(self) -> None:
        """Only another command may follow."""
        self._skip(' \t')
        if self._peek() not in ('', ';', '\n', '}', '#'):
            self._fail('extra characters after command')

    def _line(self) -> str:
        end = self.text.find('\n', self.at)
        found = self.text[self.at :] if end < 0 else self.text[self.at : end]
        self.at = len(self.text) if end < 0 else end + 1
        return found

    def _word(self) -> str:
        """A label: up to a semicolon or the end of the line."""
        start = self.at
        while self._peek() not in ('', '\n', ';', '}'):
            self.at += 1
        return self.text[start : self.at].strip()

    def _text(self) -> str:
        """The text after `a\\`, of lines that end in backslashes, or GNU's `a text`. Ends with a newline."""
        self._skip(' \t')
        if self._peek() == '\\':
            self.at += 1
            start = self.at
            self._skip(' \t')
            if self._peek() == '\n':
                self.at += 1
            elif self._peek() == '':
                return ''
            else:
                self.at = start  # the backslash keeps the blanks behind it
        elif self._peek() == '':
            self._fail("expected \\ after `a', `c' or `i'")
        found = ''
        while self.at < len(self.text) and self.text[self.at] != '\n':
            char = self.text[self.at]
            if char == '\\' and self.at + 1 < len(self.text):
                escape = escape_of_sed(self.text, self.at + 1)
                char = self.text[self.at + 1] if escape is None else escape.text
                self.at = self.at + 1 if escape is None else escape.end - 1
            found += char
            self.at += 1
        self.at += 1
        return found + '\n'

    def _substitution(self, command: Command) -> None:
        delimiter = self._peek()
        if delimiter in ('\n', '\\', ''):
            self._fail("unterminated `s' command")
        self.at += 1
        source = self._until(delimiter, "unterminated `s' command")
        replacement = self._until(delimiter, "unterminated `s' command", False)
        ignore = False
        lines = False
        while True:
            flag = self._peek()
            if (flag == 'g' and command.every) or (flag == 'p' and command.prints):
                self.at += 1
                self._fail(f"multiple `{flag}' options to `s' command")
            if flag == 'g':
                command.every = True
            elif flag == 'p':
                command.prints = True
            elif flag == 'i' or flag == 'I':
                ignore = True
            elif flag == 'm' or flag == 'M':
                lines = True
            elif flag == 'e':
                command.runs = True
            elif flag.isdigit():
                command.nth = self._number()
                if command.nth == 0:
                    self._fail("number option to `s' command may not be zero")
                continue
            elif flag == 'w':
                self.at += 1
                self._skip(' \t')
                command.file = self._line()
                break
            else:
                break
            self.at += 1
        if command.file == '':
            self._skip(' \t')
            if self._peek() not in ('', ';', '\n', '}', '#'):
                self.at += 1
                self._fail("unknown option to `s'")
        self._groups = 9
        command.pattern = self._compile(source, ignore, lines)
        command.parts = self._replacement(replacement)

    def _replacement(self, text: str) -> list[Part]:
        parts: list[Part] = []
        plain = ''
        k = 0
        while k < len(text):
            char = text[k]
            group = 0 if char == '&' else -1
            fold = ''
            k += 1
            if char == '\\' and k < len(text):
                char = text[k]
                k += 1
                if char.isdigit():
                    group = int(char)
                    if group > self._groups:
                        self._fail(f"invalid reference \\{char} on `s' command's RHS")
                elif char in 'ULEul':
                    fold = char
                else:
                    escape = escape_of_sed(text, k - 1)
                    char = char if escape is None else escape.text
                    k = k if escape is None else escape.end
            if group < 0 and fold == '':
                plain += char
                continue
            if plain != '':
                parts.append(Part(plain, -1, ''))
                plain = ''
            parts.append(Part('', group, fold))
        if plain != '':
            parts.append(Part(plain, -1, ''))
        return parts

    def _transliteration(self, command: Command) -> None:
        delimiter = self._peek()
        self.at += 1
        command.source = _unescaped(self._until(delimiter, "unterminated `y' command", False))
        command.into = _unescaped(self._until(delimiter, "unterminated `y' command", False))
        if len(command.source) != len(command.into):
            self._fail("strings for `y' command are different lengths")
        self._end()


def _unescaped(text: str) -> str:
    found = ''
    k = 0
    while k < len(text):
        char = text[k]
        if char == '\\' and k + 1 < len(text):
            k += 1
            escape = escape_of_sed(text, k)
            char = text[k] if text[k] == '\\' else '\\' + text[k]
            if escape is not None:
                char = escape.text
                k = escape.end - 1
        found += char
        k += 1
    return found
