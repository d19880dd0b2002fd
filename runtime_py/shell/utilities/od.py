"""od: bytes as numbers or characters (POSIX XCU od): -t with a c d f o u x, sizes and z, -A, -j, -N, -S, -v, --endian, and
the old letters (-b, -c, -x and their kin)."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left, repeat, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.support.floats import decoded, shortest
from runtime_py.shell.support.input import read_first_of
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size

_PER_LINE = 16
_NAMES = (
    'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'
).split(' ')
_SHORT_CODES = [0, 7, 8, 9, 10, 11, 12, 13]
_SHORT_TEXTS = ['\\0', '\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r']
# width of the largest number, by size in bytes
_DECIMAL = [0, 3, 5, 0, 10, 0, 0, 0, 20]
_SIGNED = [0, 4, 6, 0, 11, 0, 0, 0, 20]
_OCTAL = [0, 3, 6, 0, 11, 0, 0, 0, 22]
_FLOAT = [0, 0, 0, 0, 15, 0, 0, 0, 24]
_OLD = [
    ['a', 'a1'],
    ['b', 'o1'],
    ['B', 'o2'],
    ['c', 'c1'],
    ['d', 'u2'],
    ['D', 'u4'],
    ['e', 'f8'],
    ['f', 'f4'],
    ['F', 'f8'],
    ['h', 'x2'],
    ['H', 'x4'],
    ['i', 'd4'],
    ['I', 'd8'],
    ['l', 'd8'],
    ['L', 'd8'],
    ['o', 'o2'],
    ['O', 'o4'],
    ['s', 'd2'],
    ['x', 'x2'],
    ['X', 'x4'],
]
_SHORTEST_STRING = 3
_ENDLESS = 2**53 - 1


class Form:
    """One output format: a letter of a c d f o u x, the size of a number, and the width of its field without the space
    before it. With `shows_text`, the line's characters follow."""

    def __init__(self, kind: str, size: int) -> None:
        self.kind = kind
        self.size = size
        self.shows_text = False
        if kind in 'ac':
            self.width = 3
        elif kind == 'x':
            self.width = size * 2
        elif kind == 'o':
            self.width = _OCTAL[size]
        elif kind == 'f':
            self.width = _FLOAT[size]
        else:
            self.width = _SIGNED[size] if kind == 'd' else _DECIMAL[size]


async def main(context: Context) -> int:
    # -w takes a value only when it is attached
    args = ['--width' if arg == '-w' else arg for arg in context.args]
    options = parse_options(
        args,
        't:A:j:N:S:vw:' + ''.join([letter for letter, _ in _OLD]),
        [
            'format=',
            'address-radix=',
            'skip-bytes=',
            'read-bytes=',
            'strings',
            'strings=',
            'output-duplicates',
            'width',
            'width=',
            'endian=',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    forms = _forms(options)
    if len(forms) == 0:
        text = options.value('t', options.value('format'))
        unknown = [char for char in text if char not in 'acdfouxCSILFD0123456789']
        await context.error(
            (f"invalid character '{unknown[0]}' in " if len(unknown) > 0 else 'invalid ') + f"type string '{text}'"
        )
        return 1
    radix = options.value('A', options.value('address-radix', 'o'))
    if radix not in ('o', 'd', 'x', 'n'):
        await context.error(f"invalid output address radix '{radix}'; it must be one character from [doxn]")
        return 1
    endian = options.value('endian', 'little')
    if endian not in ('little', 'big'):
        return await usage_error(
            context, f"invalid argument '{endian}' for '--endian'\nValid arguments are:\n  - 'little'\n  - 'big'"
        )
    skip = parse_size(options.value('j', options.value('skip-bytes', '0')))
    limited = options.any(['N', 'read-bytes'])
    limit = parse_size(options.value('N', options.value('read-bytes'))) if limited else _ENDLESS
    width = options.value('w', options.value('width', str(_PER_LINE))) or '32'
    per_line = parse_size(width)
    strings = options.any(['S', 'strings'])
    shortest_string = parse_size(options.value('S', options.value('strings')) or str(_SHORTEST_STRING))
    if skip < 0 or limit < 0 or per_line < 1 or shortest_string < 0:
        await context.error('invalid number of bytes')
        return 1
    status, data = await read_first_of(context, options.operands, skip + limit if limited else _ENDLESS)
    if skip > len(data):
        await context.error('cannot skip past end of combined input')
        return 1
    shown = data[skip : min(len(data), skip + limit)]
    if strings:
        await _strings(context, shown, skip, radix, shortest_string)
    else:
        everything = options.any(['v', 'output-duplicates'])
        await _dump(context, shown, skip, forms, radix, per_line, everything, endian == 'big')
    return status


async def _strings(context: Context, data: Bytes, start: int, radix: str, least: int) -> None:
    """-S: texts of printable characters that a NUL ends."""
    text = ''
    for k, octet in enumerate(data):
        if octet == 0 and len(text) >= least:
            address = _address(start + k - len(text), radix)
            await context.write((address + ' ' if address != '' else '') + text + '\n')
        text = text + chr(octet) if 32 <= octet < 127 else ''


def _forms(options: Options) -> list[Form]:
    """None when a type is invalid."""
    found: list[Form] = []
    for text in [*options.all_values('t'), *options.all_values('format')]:
        k = 0
        while k < len(text):
            kind = text[k]
            if kind not in 'acdfoux':
                return []
            k += 1
            size = 1 if kind in 'ac' else (8 if kind == 'f' else 4)
            if kind == 'f' and k < len(text) and text[k] in 'FD':
                size = 4 if text[k] == 'F' else 8
                k += 1
            elif k < len(text) and text[k].isdigit():
                size = int(text[k])
                k += 1
            elif k < len(text) and text[k] in 'CSIL':
                size = [1, 2, 4, 8]['CSIL'.find(text[k])]
                k += 1
            if size not in (1, 2, 4, 8) or (kind == 'f' and size < 4):
                return []
            form = Form(kind, size)
            if k < len(text) and text[k] == 'z':
                form.shows_text = True
                k += 1
            found.append(form)
    for letter, old in _OLD:
        if options.has(letter):
            found.append(Form(old[0], int(old[1])))
    return found if len(found) > 0 or options.any(['t', 'format']) else [Form('o', 2)]


async def _dump(
    context: Context,
    data: Bytes,
    start: int,
    forms: list[Form],
    radix: str,
    per_line: int,
    all_lines: bool,
    swapped: bool,
) -> None:
    # fields of several formats are aligned below each other: the widest decides
    widest = max([(form.width + 1) / form.size for form in forms])
    before = ''
    starred = False
    for at in range(0, len(data), per_line):
        line = data[at : min(at + per_line, len(data))]
        key = ','.join([str(octet) for octet in line])
        if key == before and not all_lines and len(line) == per_line:
            if not starred:
                await context.write('*\n')
            starred = True
            continue
        before = key
        starred = False
        address = _address(start + at, radix)
        for k, form in enumerate(forms):
            cell = int(widest * form.size)
            text = ''.join(
                [pad_left(_value(line, place, form, swapped), cell, ' ') for place in range(0, len(line), form.size)]
            )
            if form.shows_text:
                full = cell * (-(-per_line // form.size))
                text += repeat(' ', full - len(text)) + f'  >{_characters(line)}<'
            await context.write((address if k == 0 else repeat(' ', len(address))) + text + '\n')
    if radix != 'n':
        await context.write(_address(start + len(data), radix) + '\n')


def _characters(line: Bytes) -> str:
    return ''.join([chr(octet) if 32 <= octet < 127 else '.' for octet in line])


def _address(at: int, radix: str) -> str:
    if radix == 'n':
        return ''
    base = 8 if radix == 'o' else (10 if radix == 'd' else 16)
    return pad_left(to_base(at, base), 6 if radix == 'x' else 7, '0')


def _value(line: Bytes, at: int, form: Form, swapped: bool) -> str:
    octet = line[at]
    if form.kind == 'a':
        seven = octet & 127
        return _NAMES[seven] if seven < len(_NAMES) else ('del' if seven == 127 else chr(seven))
    if form.kind == 'c':
        if octet in _SHORT_CODES:
            return _SHORT_TEXTS[_SHORT_CODES.index(octet)]
        return chr(octet) if 32 <= octet < 127 else pad_left(to_base(octet, 8), 3, '0')
    octets = [line[at + k] if at + k < len(line) else 0 for k in range(form.size)]
    if not swapped:
        octets.reverse()
    if form.kind == 'f':
        return shortest(decoded(octets), form.size)
    digits = _digits(octets, form)
    return digits if form.kind in 'du' else pad_left(digits, form.width, '0')


def _digits(octets: list[int], form: Form) -> str:
    """The digits of a number, its highest octet first; computed in 16-bit steps, since eight bytes exceed a double's
    precision."""
    base = 16 if form.kind == 'x' else (8 if form.kind == 'o' else 10)
    negative = form.kind == 'd' and octets[0] >= 128
    if negative:
        borrow = 0
        for k in range(form.size - 1, -1, -1):
            value = -octets[k] - borrow
            borrow = 1 if value < 0 else 0
            octets[k] = value % 256
    text = ''
    while any([octet > 0 for octet in octets]):
        carry = 0
        for k in range(form.size):
            value = carry * 256 + octets[k]
            octets[k] = value // base
            carry = value % base
        text = to_base(carry, base) + text
    return ('-' if negative else '') + ('0' if text == '' else text)
