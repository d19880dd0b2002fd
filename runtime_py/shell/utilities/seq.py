"""seq: prints a sequence of numbers."""

from __future__ import annotations

from runtime_py.platform.integers import plus
from runtime_py.platform.numbers import to_fixed
from runtime_py.platform.text import pad_left
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import constant, integer
from runtime_py.shell.support.escapes import unescape
from runtime_py.shell.support.printf_format import Formatter, float_end
from runtime_py.shell.support.report import usage_error


async def main(context: Context) -> int:
    args = context.args
    separator = '\n'
    width = False
    pattern = ''
    while (
        len(args) > 0
        and args[0].startswith('-')
        and len(args[0]) > 1
        and not args[0][1].isdigit()
        and args[0][1] != '.'
    ):
        option = args[0]
        args = args[1:]
        if option == '--':
            break
        if option in ('-w', '--equal-width'):
            width = True
        elif option in ('-s', '-f') and len(args) > 0:
            separator = unescape(args[0]).text if option == '-s' else separator
            pattern = args[0] if option == '-f' else pattern
            args = args[1:]
        elif option.startswith('--separator='):
            separator = option[12:]
        elif option.startswith('--format='):
            pattern = option[9:]
        elif option.startswith('-s') or option.startswith('-f'):
            separator = unescape(option[2:]).text if option[1] == 's' else separator
            pattern = option[2:] if option[1] == 'f' else pattern
        else:
            return await usage_error(context, f"invalid option -- '{option[1:2]}'")
    if len(args) == 0 or len(args) > 3:
        return await usage_error(context, 'missing operand' if len(args) == 0 else f"extra operand '{args[3]}'")
    if pattern != '':
        problem = _pattern_problem(pattern)
        if problem != '':
            await context.error(f"format '{pattern}' {problem}")
            return 1
    args = [_decimal(arg) for arg in args]
    for arg in args:
        if not _is_number(arg):
            return await usage_error(context, f"invalid floating point argument: '{arg}'")
    first = float(args[0]) if len(args) > 1 else 1.0
    step = float(args[1]) if len(args) > 2 else 1.0
    last = float(args[-1])
    if step == 0:
        return await usage_error(context, f"invalid Zero increment value: '{args[1]}'")
    whole = [None if '-0' in arg else integer(arg) for arg in args]
    if pattern == '' and None not in whole:
        return await _print_whole(context, whole, separator, width)
    digits = max([_decimals(arg) for arg in (args[:2] if len(args) > 1 else ['1'])])
    return await _print(context, _Row(first, step, last, digits, width, pattern, separator))


class _Row:
    def __init__(
        self, first: float, step: float, last: float, digits: int, width: bool, pattern: str, separator: str
    ) -> None:
        self.first = first
        self.step = step
        self.last = last
        self.digits = digits
        self.pattern = pattern
        self.separator = separator
        self.count = int((last - first) / step * (1 + 1e-12) + 1e-9) + 1 if (last - first) / step >= 0 else 0
        self.width = (
            max(len(to_fixed(first, digits)), len(to_fixed(first + max(0, self.count - 1) * step, digits)))
            if width
            else 0
        )

    def text(self, k: int) -> str:
        plain = to_fixed(self.first + k * self.step, self.digits)
        if self.pattern != '':
            return Formatter(self.pattern, [plain]).run()
        if plain.startswith('-'):
            return '-' + pad_left(plain[1:], self.width - 1, '0')
        return pad_left(plain, self.width, '0')


async def _print(context: Context, row: _Row) -> int:
    for k in range(row.count):
        await context.write((row.separator if k > 0 else '') + row.text(k))
        if k % 1000 == 999:
            await context.breathe()
    if row.count > 0:
        await context.write('\n')
    return 0


async def _print_whole(context: Context, numbers: list, separator: str, equal_width: bool) -> int:
    """Integers of any size, exactly."""
    value = numbers[0] if len(numbers) > 1 else 1
    step = numbers[1] if len(numbers) > 2 else 1
    last = numbers[-1]
    width = max(len(str(value)), len(str(last))) if equal_width else 0
    k = 0
    while value <= last if step > 0 else value >= last:
        text = str(value)
        padded = '-' + pad_left(text[1:], width - 1, '0') if text.startswith('-') else pad_left(text, width, '0')
        await context.write((separator if k > 0 else '') + padded)
        value = plus(value, step)
        k += 1
        if k % 1000 == 0:
            await context.breathe()
    if k > 0:
        await context.write('\n')
    return 0


def _decimal(text: str) -> str:
    """A hexadecimal whole number in decimal; all else unchanged."""
    sign = text[:1] if text[:1] in ('-', '+') else ''
    body = text[len(sign) :]
    value = constant(body) if body[:2] in ('0x', '0X') else None
    return text if value is None else ('-' if sign == '-' else '') + str(value)


def _pattern_problem(pattern: str) -> str:
    """-f takes exactly one conversion of a floating-point number."""
    found = 0
    k = 0
    while k < len(pattern):
        if pattern[k] != '%' or pattern[k + 1 : k + 2] == '%':
            k += 2 if pattern[k] == '%' else 1
            continue
        if found == 1:
            return 'has too many % directives'
        k += 1
        while k < len(pattern) and pattern[k] in "-+#0 '":
            k += 1
        while k < len(pattern) and (pattern[k].isdigit() or pattern[k] == '.'):
            k += 1
        letter = pattern[k : k + 1]
        if letter == '':
            return 'ends in %'
        if letter not in 'efgaEFGA':
            return f'has unknown %{letter} directive'
        found = 1
        k += 1
    return '' if found == 1 else 'has no % directive'


def _is_number(text: str) -> bool:
    body = text[1:] if text[:1] in ('-', '+') else text
    return body != '' and float_end(body, 0) == len(body)


def _decimals(text: str) -> int:
    dot = text.find('.')
    return 0 if dot < 0 else len(text) - dot - 1
