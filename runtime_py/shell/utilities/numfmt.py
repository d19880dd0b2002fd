"""numfmt: numbers with and without units, `1.5K` and 1536, in fields of lines or as operands."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.support.float_format import format_float
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = [
    'from=',
    'to=',
    'from-unit=',
    'to-unit=',
    'field=',
    'delimiter=',
    'format=',
    'grouping',
    'header',
    'header=',
    'invalid=',
    'padding=',
    'round=',
    'suffix=',
    'zero-terminated',
    'debug',
]
_SUFFIXES = 'KMGTPEZY'
_FROM = ['none', 'auto', 'si', 'iec', 'iec-i']
_TO = ['none', 'si', 'iec', 'iec-i']
_INVALID = ['abort', 'fail', 'warn', 'ignore']
_ROUND = ['up', 'down', 'from-zero', 'towards-zero', 'nearest']
_TROUBLE = 2


class NumberProblem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Format:
    """--format: `%10.2f` within other text."""

    def __init__(self, pattern: str) -> None:
        self.problem = ''
        self.before = ''
        self.after = ''
        self.width = 0
        self.precision = -1
        self.left = False
        self.zeros = False
        self.grouped = False
        at = 0
        while at < len(pattern) and not (pattern[at] == '%' and pattern[at + 1 : at + 2] != '%'):
            at += 2 if pattern[at] == '%' else 1
        self.before = pattern[:at].replace('%%', '%')
        if at >= len(pattern):
            self.problem = f"format '{pattern}' has no % directive"
            return
        k = at + 1
        while k < len(pattern) and pattern[k] in "'-0 ":
            self.left = self.left or pattern[k] == '-'
            self.zeros = self.zeros or pattern[k] == '0'
            self.grouped = self.grouped or pattern[k] == "'"
            k += 1
        start = k
        while k < len(pattern) and pattern[k].isdigit():
            k += 1
        self.width = int(pattern[start:k]) if k > start else 0
        if pattern[k : k + 1] == '.':
            start = k + 1
            k = start
            while k < len(pattern) and pattern[k].isdigit():
                k += 1
            self.precision = int(pattern[start:k]) if k > start else 0
        if pattern[k : k + 1] != 'f':
            self.problem = f"invalid format '{pattern}', directive must be %[0]['][-][N][.][N]f"
            return
        self.after = pattern[k + 1 :].replace('%%', '%')
        if '%' in pattern[k + 1 :].replace('%%', ''):
            self.problem = f"format '{pattern}' has too many % directives"


class _Converter:
    def __init__(self, options: Options) -> None:
        self.source = options.value('from', 'none')
        self.target = options.value('to', 'none')
        self.rounding = options.value('round', 'from-zero')
        self.suffix = options.value('suffix')
        self.format = _Format(options.value('format')) if options.has('format') else None
        self.padding = 0
        self.from_unit = 1.0
        self.to_unit = 1.0
        self.delimiter = options.value('d', options.value('delimiter'))

    def convert(self, text: str) -> str:
        """The new form of one number, without blanks around it. Raises NumberProblem."""
        body = text
        if self.suffix != '' and body.endswith(self.suffix):
            body = body[: len(body) - len(self.suffix)]
        value, decimals, exact_text = self._parsed(body)
        if self.target == 'none' and self.from_unit == 1 and self.to_unit == 1 and exact_text != '':
            shown = exact_text if self.format is None or self.format.precision < 0 else ''
            if shown != '':
                return self._dressed(shown)
        value = value * self.from_unit / self.to_unit
        precision = -1 if self.format is None else self.format.precision
        return self._dressed(self._scaled(value, decimals, precision))

    def _parsed(self, text: str) -> tuple[float, int, str]:
        """The value, its decimals, and its text if that has no unit."""
        end = 1 if text[:1] == '-' else 0
        start = end
        while end < len(text) and text[end].isdigit():
            end += 1
        decimals = 0
        if text[end : end + 1] == '.' and end > start:
            dot = end
            end += 1
            while end < len(text) and text[end].isdigit():
                end += 1
            decimals = end - dot - 1
        if end == start or text[:end].endswith('.'):
            raise NumberProblem(f"invalid number: '{text}'")
        digits = text[:end]
        rest = text[end:]
        if rest == '':
            if len(digits.lstrip('-0')) > 33:
                raise NumberProblem(f"value too large to be converted: '{text}'")
            whole = digits.removeprefix('-').lstrip('0')
            plain = ('-' if digits.startswith('-') else '') + ('0' if whole[:1] in ('', '.') else '') + whole
            return float(digits), decimals, plain
        power = _SUFFIXES.find(rest[0]) + 1
        if power == 0:
            raise NumberProblem(f"invalid suffix in input: '{text}'")
        if self.source == 'none':
            raise NumberProblem(f"rejecting suffix in input: '{text}' (consider using --from)")
        tail = rest[1:]
        base = 1000 if self.source == 'si' else 1024
        if self.source == 'auto':
            base = 1024 if tail[:1] == 'i' else 1000
            tail = tail[1:] if tail[:1] == 'i' else tail
        elif self.source == 'iec-i':
            if tail[:1] != 'i':
                raise NumberProblem(f"missing 'i' suffix in input: '{text}' (e.g Ki/Mi/Gi)")
            tail = tail[1:]
        if tail != '':
            raise NumberProblem(f"invalid suffix in input '{text}': '{tail}'")
        value = float(digits)
        for _ in range(power):
            value *= base
        return value, 0, ''

    def _scaled(self, value: float, decimals: int, precision: int) -> str:
        if self.target == 'none':
            places = precision if precision >= 0 else decimals
            return format_float(self._rounded(value, places), 'f', places, False)
        base = 1000 if self.target == 'si' else 1024
        power = 0
        scaled = value
        while abs(scaled) >= base and power < len(_SUFFIXES):
            scaled = scaled / base
            power += 1
        if precision >= 0:
            places = precision
        else:
            places = 1 if power > 0 and abs(scaled) < 10 else 0
        rounded = self._rounded(scaled, places)
        if abs(rounded) >= base and power < len(_SUFFIXES):
            rounded = rounded / base
            power += 1
            places = 1 if precision < 0 else precision
        elif precision < 0 and power > 0 and abs(rounded) >= 10 and places == 1:
            places = 0
        unit = _SUFFIXES[power - 1] if power > 0 else ''
        unit += 'i' if power > 0 and self.target == 'iec-i' else ''
        return format_float(rounded, 'f', places, False) + unit

    def _rounded(self, value: float, places: int) -> float:
        factor = 10.0**places
        size = abs(value) * factor
        whole = size // 1
        # what multiplying lost isn't a fraction
        fraction = size - whole
        if fraction > 1 - 1e-9:
            whole += 1
            fraction = 0
        elif fraction < 1e-9:
            fraction = 0
        negative = value < 0
        how = self.rounding
        grows = fraction > 0 and (how == 'from-zero' or (how == 'down' and negative) or (how == 'up' and not negative))
        if how == 'nearest':
            grows = fraction >= 0.5
        whole += 1 if grows else 0
        return (-whole if negative else whole) / factor

    def _dressed(self, text: str) -> str:
        text += self.suffix
        form = self.format
        if form is not None:
            if form.width > len(text):
                if form.left:
                    text = pad_right(text, form.width, ' ')
                elif form.zeros:
                    sign = '-' if text.startswith('-') else ''
                    text = sign + pad_left(text[len(sign) :], form.width - len(sign), '0')
                else:
                    text = pad_left(text, form.width, ' ')
            text = form.before + text + form.after
        if self.padding > 0:
            return pad_left(text, self.padding, ' ')
        return pad_right(text, -self.padding, ' ') if self.padding < 0 else text


async def main(context: Context) -> int:
    options = parse_options(context.args, 'd:z', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    for name, valid in [['from', _FROM], ['to', _TO], ['invalid', _INVALID], ['round', _ROUND]]:
        given = options.value(str(name))
        if given != '' and given not in list(valid):
            words = ''.join([f"\n  - '{word}'" for word in valid])
            return await usage_error(context, f"invalid argument '{given}' for '--{name}'\nValid arguments are:{words}")
    converter = _Converter(options)
    if converter.format is not None and converter.format.problem != '':
        await context.error(converter.format.problem)
        return 1
    if len(converter.delimiter) > 1:
        return await usage_error(context, 'the delimiter must be a single character')
    padding = options.value('padding', '1')
    if not padding.removeprefix('-').isdigit() or int(padding) == 0:
        return await usage_error(context, f"invalid padding value '{padding}'")
    converter.padding = int(padding) if options.has('padding') else 0
    for name in ['from-unit', 'to-unit']:
        unit = _unit(options.value(name, '1'))
        if unit <= 0:
            return await usage_error(context, f"invalid unit size: '{options.value(name)}'")
        if name == 'from-unit':
            converter.from_unit = unit
        else:
            converter.to_unit = unit
    fields = _fields(options.value('field', '1'))
    if len(fields) == 0:
        zero = '0' in options.value('field').replace('-', ',').split(',')
        what = 'fields are numbered from 1' if zero else f"invalid field value '{options.value('field')}'"
        return await usage_error(context, what)
    header = options.value('header') or ('1' if options.has('header') else '0')
    if not header.isdigit() or (options.has('header') and int(header) == 0):
        return await usage_error(context, f"invalid header value '{header}'")
    policy = options.value('invalid', 'abort')
    end = '\0' if options.any(['z', 'zero-terminated']) else '\n'
    lines = options.operands
    skipped = 0
    if len(lines) == 0:
        source = Input(context, '-')
        lines = await source.all_lines(ord(end))
        skipped = int(header)
    status = 0
    for k, line in enumerate(lines):
        if k < skipped:
            await context.write(line + end)
            continue
        text, problem = _line(converter, line, fields)
        if problem != '':
            if policy == 'abort':
                await context.error(problem)
                return _TROUBLE
            if policy != 'ignore':
                await context.error(problem)
            status = _TROUBLE if policy == 'fail' else status
        await context.write(text + end)
    return status


def _unit(text: str) -> float:
    """1000, 2K, 1Ki; 0 when it isn't a size."""
    end = 0
    while end < len(text) and text[end].isdigit():
        end += 1
    rest = text[end:]
    if text == '':
        return 0.0
    value = float(text[:end]) if end > 0 else 1.0
    if rest == '':
        return value
    power = _SUFFIXES.find(rest[0]) + 1
    if power == 0 or rest[1:] not in ('', 'i'):
        return 0.0
    for _ in range(power):
        value *= 1024 if rest[1:] == 'i' else 1000
    return value


def _fields(text: str) -> list[list[int]]:
    """[first, last] of each range of `1,3-5,-2,7-`; empty when it isn't a list."""
    if text == '-':
        return [[1, 2**31]]
    found: list[list[int]] = []
    for part in text.split(','):
        low, dash, high = part.partition('-')
        if not (low + high).isdigit() or low == '0' or high == '0':
            return []
        first = int(low) if low != '' else 1
        last = first if dash == '' else (int(high) if high != '' else 2**31)
        if last < first:
            return []
        found.append([first, last])
    return found


def _line(converter: _Converter, line: str, fields: list[list[int]]) -> tuple[str, str]:
    """The converted line, and the problem of its first wrong field, which stays as it is."""
    pieces = line.split(converter.delimiter) if converter.delimiter != '' else _blank_fields(line)
    problem = ''
    for k, piece in enumerate(pieces):
        if not any([low <= k + 1 <= high for low, high in fields]):
            continue
        lead = piece[: len(piece) - len(piece.lstrip(' \t'))]
        try:
            made = converter.convert(piece.strip(' \t'))
        except NumberProblem as wrong:
            problem = wrong.message if problem == '' else problem
            continue
        # without a delimiter a number keeps its width, as in a column
        blank = ' ' if k > 0 and converter.delimiter == '' else ''
        aligned = converter.delimiter == '' and converter.padding == 0 and lead != ''
        pieces[k] = blank + (pad_left(made, len(piece) - len(blank), ' ') if aligned else made)
    return (converter.delimiter or '').join(pieces), problem


def _blank_fields(line: str) -> list[str]:
    """Fields with the blanks before them."""
    found: list[str] = []
    at = 0
    while at < len(line):
        end = at
        while end < len(line) and line[end] in ' \t':
            end += 1
        while end < len(line) and line[end] not in ' \t':
            end += 1
        found.append(line[at:end])
        at = end
    return found if len(found) > 0 else ['']
