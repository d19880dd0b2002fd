"""hexdump: bytes in hexadecimal; -C with the text beside them (also called hd), -n and -s for a part. Also xxd, with -p
-r -u -l -s and an output file."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, decode_latin1, encode_latin1
from runtime_py.platform.text import pad_left, pad_right, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.support.sizes import parse_size

_PER_LINE = 16
_PER_PLAIN_LINE = 30
_DIGITS = '0123456789abcdef'


def _hex(value: int, width: int) -> str:
    return pad_left(to_base(value, 16), width, '0')


def _text(line: Bytes) -> str:
    return ''.join([chr(octet) if 32 <= octet < 127 else '.' for octet in line])


async def _content(context: Context, name: str, skip: int, limit: int) -> Bytes | None:
    source = Input(context, name)
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await failed_on(context, name, source.error)
        return None
    return data[min(skip, len(data)) : min(len(data), skip + limit) if limit >= 0 else len(data)]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'Cn:s:vx', ['canonical', 'length=', 'skip=', 'no-squeezing'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    canonical = options.any(['C', 'canonical']) or context.name == 'hd'
    skip = parse_size(options.value('s', options.value('skip', '0')))
    data = await _content(
        context,
        options.operands[0] if len(options.operands) > 0 else '-',
        max(0, skip),
        parse_size(options.value('n', options.value('length', 'all'))),
    )
    if data is None:
        return 1
    width = 8 if canonical else 7
    before = ''
    starred = False
    for at in range(0, len(data), _PER_LINE):
        line = data[at : min(at + _PER_LINE, len(data))]
        text = _canonical(line) if canonical else _words(line)
        if text == before and len(line) == _PER_LINE and not options.any(['v', 'no-squeezing']):
            if not starred:
                await context.write('*\n')
            starred = True
            continue
        before = text
        starred = False
        await context.write(_hex(skip + at, width) + text + '\n')
    if len(data) > 0:
        await context.write(_hex(skip + len(data), width) + '\n')
    return 0


def _canonical(line: Bytes) -> str:
    text = ''
    for k in range(_PER_LINE):
        text += (' ' if k % 8 == 0 else '') + (' ' + _hex(line[k], 2) if k < len(line) else '   ')
    return f'{text}  |{_text(line)}|'


def _words(line: Bytes) -> str:
    text = ''
    for k in range(0, len(line), 2):
        text += ' ' + _hex(line[k] | ((line[k + 1] << 8) if k + 1 < len(line) else 0), 4)
    return pad_right(text, 40, ' ')


async def xxd(context: Context) -> int:
    options = parse_options(context.args, 'prl:s:u', ['plain', 'postscript', 'revert', 'len=', 'seek='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    plain = options.any(['p', 'plain', 'postscript'])
    name = options.operands[0] if len(options.operands) > 0 else '-'
    skip = max(0, parse_size(options.value('s', options.value('seek', '0'))))
    data = await _content(context, name, skip, parse_size(options.value('l', options.value('len', 'all'))))
    if data is None:
        return 1
    target = options.operands[1] if len(options.operands) > 1 else '-'
    if options.any(['r', 'revert']):
        return await _put(context, target, _reverted(decode_latin1(data), plain))
    lines: list[str] = []
    size = _PER_PLAIN_LINE if plain else _PER_LINE
    for at in range(0, len(data), size):
        line = data[at : min(at + size, len(data))]
        digits = [_hex(octet, 2).upper() if options.has('u') else _hex(octet, 2) for octet in line]
        if plain:
            lines.append(''.join(digits) + '\n')
            continue
        pairs = ''
        for k in range(_PER_LINE):
            pairs += (digits[k] if k < len(line) else '  ') + (' ' if k % 2 == 1 else '')
        lines.append(f'{_hex(skip + at, 8)}: {pairs} {_text(line)}\n')
    return await _put(context, target, encode_latin1(''.join(lines)))


async def _put(context: Context, target: str, data: Bytes) -> int:
    if target == '-':
        await context.write_bytes(data)
        return 0
    result = context.system.write_file(context.path(target), data, 0o666)
    if result < 0:
        await context.error(f'{target}: {strerror(-result)}')
        return 2
    return 0


def _reverted(text: str, plain: bool) -> Bytes:
    digits = ''
    for line in text.split('\n'):
        body = line
        if not plain:
            body = line[line.find(':') + 1 :]
            end = body.find('  ')
            body = body if end < 0 else body[:end]
        digits += ''.join([char for char in body.lower() if char in _DIGITS])
    found = alloc(len(digits) // 2)
    for k in range(len(found)):
        found[k] = _DIGITS.find(digits[2 * k]) * 16 + _DIGITS.find(digits[2 * k + 1])
    return found


COMMANDS: list[Any] = [['hexdump', main], ['hd', main], ['xxd', xxd]]
