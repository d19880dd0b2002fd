"""hexdump: octets in hexadecimal; -C with the text beside them (also called hd), -b -c -d -o -x as other numbers, -n and
-s for a part."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left, pad_right, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import read_first_of
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size

_PER_LINE = 16
_SHORT_CODES = [0, 7, 8, 9, 10, 11, 12, 13]
_SHORT_TEXTS = ['\\0', '\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r']
_ENDLESS = 2**53 - 1


def _hex(value: int, width: int) -> str:
    return pad_left(to_base(value, 16), width, '0')


def _text(line: Bytes) -> str:
    return ''.join([chr(octet) if 32 <= octet < 127 else '.' for octet in line])


async def main(context: Context) -> int:
    options = parse_options(
        context.args,
        'Cn:s:vbcdox',
        [
            'canonical',
            'length=',
            'skip=',
            'no-squeezing',
            'one-byte-octal',
            'one-byte-char',
            'two-bytes-decimal',
            'two-bytes-octal',
            'two-bytes-hex',
        ],
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    forms = _forms(options, context.name == 'hd')
    skip = parse_size(options.value('s', options.value('skip', '0')))
    limited = options.any(['n', 'length'])
    limit = parse_size(options.value('n', options.value('length'))) if limited else _ENDLESS
    if skip < 0 or limit < 0:
        await context.error('invalid number of bytes')
        return 1
    status, whole = await read_first_of(context, options.operands, skip + limit if limited else _ENDLESS)
    data = whole[min(skip, len(whole)) :]
    width = 8 if 'C' in forms else 7
    before = ''
    starred = False
    for at in range(0, len(data), _PER_LINE):
        line = data[at : min(at + _PER_LINE, len(data))]
        texts = [_canonical(line) if form == 'C' else _numbers(line, form) for form in forms]
        text = '\n'.join(texts)
        if text == before and len(line) == _PER_LINE and not options.any(['v', 'no-squeezing']):
            if not starred:
                await context.write('*\n')
            starred = True
            continue
        before = text
        starred = False
        for one in texts:
            await context.write(_hex(skip + at, width) + one + '\n')
    if len(data) > 0:
        await context.write(_hex(skip + len(data), width) + '\n')
    return status


def _forms(options: Options, canonical: bool) -> str:
    """Letters of the displays: C b c d o x, or w, which is -x with narrow fields."""
    found = ''
    for letter, name in [
        ['C', 'canonical'],
        ['b', 'one-byte-octal'],
        ['c', 'one-byte-char'],
        ['d', 'two-bytes-decimal'],
        ['o', 'two-bytes-octal'],
        ['x', 'two-bytes-hex'],
    ]:
        found += letter if options.any([letter, name]) else ''
    if found == '':
        return 'C' if canonical else 'w'
    return 'C' + found.replace('C', '') if canonical else found


def _canonical(line: Bytes) -> str:
    text = ''
    for k in range(_PER_LINE):
        text += (' ' if k % 8 == 0 else '') + (' ' + _hex(line[k], 2) if k < len(line) else '   ')
    return f'{text}  |{_text(line)}|'


def _numbers(line: Bytes, form: str) -> str:
    """A line of octets (forms b and c) or of little-endian pairs; always as long as a full one."""
    if form == 'b' or form == 'c':
        cells = [pad_left(to_base(octet, 8), 3, '0') if form == 'b' else _character(octet) for octet in line]
        return pad_right(''.join([' ' + pad_left(cell, 3, ' ') for cell in cells]), 4 * _PER_LINE, ' ')
    text = ''
    for k in range(0, len(line), 2):
        value = line[k] | ((line[k + 1] << 8) if k + 1 < len(line) else 0)
        if form == 'd':
            text += '   ' + pad_left(str(value), 5, '0')
        elif form == 'o':
            text += '  ' + pad_left(to_base(value, 8), 6, '0')
        else:
            text += (' ' if form == 'w' else '    ') + _hex(value, 4)
    return pad_right(text, (5 if form == 'w' else 8) * (_PER_LINE // 2), ' ')


def _character(octet: int) -> str:
    if octet in _SHORT_CODES:
        return _SHORT_TEXTS[_SHORT_CODES.index(octet)]
    return chr(octet) if 32 <= octet < 127 else pad_left(to_base(octet, 8), 3, '0')


COMMANDS: list[Any] = [['hexdump', main], ['hd', main]]
