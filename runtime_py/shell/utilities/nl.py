"""nl: numbers lines, with styles of their own for the header, body and footer of each page (POSIX XCU nl)."""

from __future__ import annotations

from runtime_py.platform.integers import plus
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.regexp import Regexp
from runtime_py.platform.text import pad_left, pad_right, repeat
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import decimal
from runtime_py.shell.support.escapes import unescape
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.regex.compile import compile_posix
from runtime_py.shell.support.regex.problem import PatternProblem
from runtime_py.shell.support.report import failed_on, usage_error

_LONG_NAMES = [
    'body-numbering=',
    'header-numbering=',
    'footer-numbering=',
    'section-delimiter=',
    'join-blank-lines=',
    'no-renumber',
    'number-format=',
    'number-separator=',
    'number-width=',
    'starting-line-number=',
    'line-increment=',
]
_FORMATS = ['ln', 'rn', 'rz']


class _Style:
    """a all lines, t those with text, n none, pRE those that match. Raises PatternProblem."""

    def __init__(self, text: str) -> None:
        self.kind = text[:1]
        self.is_valid = text in ('a', 't', 'n') or self.kind == 'p'
        self._pattern: Regexp | None = compile_posix(text[1:], False, False).regexp if self.kind == 'p' else None

    def numbers(self, line: str) -> bool:
        if self._pattern is not None:
            return self._pattern.test(line)
        return self.kind == 'a' or (self.kind == 't' and line != '')


class _Numbering:
    def __init__(self, options: Options, styles: list[_Style], first: int, step: int, width: int, joined: int) -> None:
        self.styles = styles  # of header, body and footer
        self.form = options.value('n', options.value('number-format', 'rn'))
        self.separator = unescape(options.value('s', options.value('number-separator', '\t'))).text
        given = options.value('d', options.value('section-delimiter', '\\:'))
        self.mark = given + ':' if len(given) == 1 else given
        self.renumbers = not options.any(['p', 'no-renumber'])
        self.first = first
        self.step = step
        self.width = width
        self.joined = joined
        self._number = first
        self._section = 1
        self._blank = 0  # empty lines in a row

    def line(self, line: str) -> str:
        """The output for a line."""
        if self.mark != '' and line.startswith(self.mark):
            count = len(line) // len(self.mark)
            if count <= 3 and line == repeat(self.mark, count):
                self._section = 3 - count
                if self.renumbers and self._section == 0:
                    self._number = self.first
                elif self.renumbers and self._section == 1 and count == 2:
                    self._number = self.first
                return '\n'
        counts = self.styles[self._section].numbers(line)
        if counts and self.joined > 1 and line == '':
            self._blank += 1
            counts = self._blank == self.joined
            self._blank = 0 if counts else self._blank
        elif line != '':
            self._blank = 0
        if not counts:
            return repeat(' ', self.width + len(self.separator)) + line + '\n'
        digits = str(self._number)
        self._number = plus(self._number, self.step)
        if self.form == 'ln':
            padded = pad_right(digits, self.width, ' ')
        elif self.form == 'rz' and digits.startswith('-'):
            padded = '-' + pad_left(digits[1:], self.width - 1, '0')
        else:
            padded = pad_left(digits, self.width, '0' if self.form == 'rz' else ' ')
        return padded + self.separator + line + '\n'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'b:h:f:d:l:pn:s:w:v:i:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    styles: list[_Style] = []
    for letter, name, standard in [['h', 'header', 'n'], ['b', 'body', 't'], ['f', 'footer', 'n']]:
        given = options.value(letter, options.value(f'{name}-numbering', standard))
        try:
            style = _Style(given)
        except PatternProblem as problem:
            await context.error(problem.message)
            return 1
        if not style.is_valid:
            return await usage_error(context, f"invalid {name} numbering style: '{given}'")
        styles.append(style)
    form = options.value('n', options.value('number-format', 'rn'))
    if form not in _FORMATS:
        return await usage_error(context, f"invalid line numbering format: '{form}'")
    numbers: list[int] = []
    for letter, name, standard, what in [
        ['v', 'starting-line-number', '1', 'starting line number'],
        ['i', 'line-increment', '1', 'line number increment'],
        ['w', 'number-width', '6', 'line number field width'],
        ['l', 'join-blank-lines', '1', 'line number of blank lines'],
    ]:
        given = options.value(letter, options.value(name, standard))
        value = decimal(given)
        if value is None or (letter in 'wl' and value < 1):
            await context.error(f"invalid {what}: '{given}'")
            return 1
        numbers.append(value)
    numbering = _Numbering(options, styles, numbers[0], numbers[1], numbers[2], numbers[3])
    status = 0
    for name in options.operands if len(options.operands) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines()
        while len(batch) > 0:
            await context.write_bytes(to_bytes(''.join([numbering.line(line) for line in batch])))
            batch = await source.lines()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status
