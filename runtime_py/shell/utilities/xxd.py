"""xxd: octets in hexadecimal or (-b) binary, plain (-p) or as C (-i), and back (-r)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat, decode_latin1, encode_latin1
from runtime_py.platform.text import pad_left, pad_right, parse_int, repeat, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import constant
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error

_DIGITS = '0123456789abcdef'
_MOST_COLUMNS = 256
_ENDLESS = 2**53 - 1
_LETTERS = 'abc:Cdeg:il:n:o:prs:uE'
_LONG_NAMES = [
    'autoskip',
    'bits',
    'cols=',
    'capitalize',
    'decimal',
    'EBCDIC',
    'groupsize=',
    'include',
    'len=',
    'name=',
    'offset=',
    'plain',
    'postscript',
    'ps',
    'revert',
    'seek=',
    'uppercase',
    'upper',
]


class _Layout:
    """How a line looks."""

    def __init__(self, options: Options) -> None:
        self.bits = options.any(['b', 'bits'])
        self.little = options.has('e')
        self.upper = options.any(['u', 'uppercase', 'upper'])
        self.decimal = options.any(['d', 'decimal'])
        self.skips = options.any(['a', 'autoskip'])
        self.plain = options.any(['p', 'plain', 'postscript', 'ps'])
        self.include = options.any(['i', 'include'])
        self.columns = 6 if self.bits else (30 if self.plain else (12 if self.include else 16))
        self.group = 1 if self.bits else (4 if self.little else 2)
        self.problem = ''
        if options.any(['c', 'cols']):
            value = _number(options.value('c', options.value('cols')))
            if value is None or value < 0 or (value > _MOST_COLUMNS and not self.plain):
                self.problem = f'invalid number of columns (max. {_MOST_COLUMNS}).'
            elif value > 0:
                self.columns = value
        if options.any(['g', 'groupsize']):
            value = _number(options.value('g', options.value('groupsize')))
            if value is None or value < 0:
                self.problem = 'invalid group size'
            else:
                self.group = value
        if self.group == 0 or self.group > self.columns:
            self.group = self.columns
        if self.little and self.group not in (1, 2, 4, 8, 16):
            self.problem = 'number of octets per group must be a power of 2 with -e.'

    def digits(self, octet: int) -> str:
        if self.bits:
            return pad_left(to_base(octet, 2), 8, '0')
        text = pad_left(to_base(octet, 16), 2, '0')
        return text.upper() if self.upper else text

    def line(self, address: int, octets: Bytes) -> str:
        size = 8 if self.bits else 2
        text = pad_left(to_base(address, 10 if self.decimal else 16), 8, '0') + ':'
        for start in range(0, self.columns, self.group):
            cells = [
                self.digits(octets[k]) if k < len(octets) else repeat(' ', size)
                for k in range(start, min(start + self.group, self.columns))
            ]
            if self.little:
                cells.reverse()
            text += ' ' + ''.join(cells)
        shown = ''.join([chr(octet) if 32 <= octet < 127 else '.' for octet in octets])
        return pad_right(text, len(text) + 2, ' ') + shown + '\n'


def _number(text: str) -> int | None:
    """Decimal, 0x hexadecimal or 0 octal, perhaps with a sign; None when it isn't a number."""
    negative = text.startswith('-')
    value = constant(text[1:] if text[:1] in ('-', '+') else text)
    return value if value is None or not negative else -value


async def main(context: Context) -> int:
    args = [
        '-' + arg if arg in ('-cols', '-len', '-seek', '-ps', '-plain', '-revert', '-include') else arg
        for arg in context.args
    ]
    options = parse_options(args, _LETTERS, _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if options.any(['E', 'EBCDIC']):
        await context.error('EBCDIC is not supported')
        return 1
    layout = _Layout(options)
    if layout.problem != '':
        await context.error(layout.problem)
        return 1
    seek = _number(options.value('s', options.value('seek', '0')))
    limit = _number(options.value('l', options.value('len', str(_ENDLESS))))
    offset = _number(options.value('o', options.value('offset', '0')))
    if seek is None or limit is None or offset is None:
        await context.error('invalid number')
        return 1
    name = options.operands[0] if len(options.operands) > 0 else '-'
    target = options.operands[1] if len(options.operands) > 1 else '-'
    reverts = options.any(['r', 'revert'])
    limit = limit if limit >= 0 and not reverts else _ENDLESS
    source = Input(context, name)
    data = await source.read_first(limit + seek if 0 <= seek and limit < _ENDLESS else _ENDLESS)
    source.close()
    if source.error != 0:
        await context.error(f'{name}: {strerror(source.error)}')
        return 2
    if reverts:
        return await _put(context, target, _reverted(decode_latin1(data), layout, seek))
    start = min(seek, len(data)) if seek >= 0 else max(0, len(data) + seek)
    part = data[start : min(len(data), start + limit)]
    if layout.include:
        title = options.value('n', options.value('name', '' if name == '-' else name))
        text = _included(part, layout, title, options.any(['C', 'capitalize']))
    elif layout.plain:
        text = _plain(part, layout)
    else:
        text = _dump(part, start + offset, layout)
    return await _put(context, target, encode_latin1(text))


def _dump(data: Bytes, start: int, layout: _Layout) -> str:
    lines: list[str] = []
    zeros = 0  # lines of only zeros in a row
    for at in range(0, len(data), layout.columns):
        octets = data[at : min(at + layout.columns, len(data))]
        is_last = at + layout.columns >= len(data)
        zeros = zeros + 1 if layout.skips and not any([octet != 0 for octet in octets]) else 0
        if zeros == 2 and not is_last:
            lines.append('*\n')
        if zeros < 2 or is_last:
            lines.append(layout.line(start + at, octets))
    return ''.join(lines)


def _plain(data: Bytes, layout: _Layout) -> str:
    lines: list[str] = []
    for at in range(0, len(data), layout.columns):
        octets = data[at : min(at + layout.columns, len(data))]
        lines.append(''.join([layout.digits(octet) for octet in octets]) + '\n')
    return ''.join(lines)


def _included(data: Bytes, layout: _Layout, title: str, capitals: bool) -> str:
    """A definition in C; without a name only its values."""
    name = ''.join([char if char.isalnum() and ord(char) < 128 else '_' for char in title])
    if title[:1].isdigit():
        name = '__' + name
    if capitals:
        name = name.upper()
    prefix = '0X' if layout.upper else '0x'
    rows: list[str] = []
    for at in range(0, len(data), layout.columns):
        octets = data[at : min(at + layout.columns, len(data))]
        rows.append('  ' + ', '.join([prefix + layout.digits(octet) for octet in octets]))
    body = ',\n'.join(rows) + ('\n' if len(rows) > 0 else '')
    if title == '':
        return body
    length = f'{name}_LEN' if capitals else f'{name}_len'
    return f'unsigned char {name}[] = {{\n{body}}};\nunsigned int {length} = {len(data)};\n'


async def _put(context: Context, target: str, data: Bytes) -> int:
    if target == '-':
        await context.write_bytes(data)
        return 0
    result = context.system.write_file(context.path(target), data, 0o666)
    if result < 0:
        await context.error(f'{target}: {strerror(-result)}')
        return 3
    return 0


def _reverted(text: str, layout: _Layout, seek: int) -> Bytes:
    """The octets of a dump. A line's address says where they belong; what is between stays zero."""
    if layout.plain:
        return _octets(text)
    whole = alloc(0)
    for line in text.split('\n'):
        colon = line.find(':')
        address = parse_int(line[:colon].strip(), 16) if colon > 0 else None
        if address is None:
            continue
        body = line[colon + 1 :]
        end = body.find('  ', 1)
        octets = _octets(body if end < 0 else body[:end])
        place = max(0, address + seek)
        if place > len(whole):
            whole = concat([whole, alloc(place - len(whole))])
        whole = concat([whole[:place], octets, whole[min(len(whole), place + len(octets)) :]])
    return whole


def _octets(text: str) -> Bytes:
    digits = ''.join([char for char in text.lower() if char in _DIGITS])
    found = alloc(len(digits) // 2)
    for k in range(len(found)):
        found[k] = _DIGITS.find(digits[2 * k]) * 16 + _DIGITS.find(digits[2 * k + 1])
    return found
