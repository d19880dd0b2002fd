"""cmp: the first byte in which two files differ."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.text import pad_left, pad_right, to_base
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error
from runtime_py.shell.support.sizes import parse_size

_TROUBLE = 2
_HIGH = 128
_DELETE = 127
_BLANK = 32


def _octal(octet: int) -> str:
    return pad_left(to_base(octet, 8), 3, ' ')


def shown_octet(octet: int) -> str:
    """As cat -v shows it."""
    if octet >= _HIGH:
        return 'M-' + shown_octet(octet - _HIGH)
    if octet == _DELETE:
        return '^?'
    return '^' + chr(octet + 64) if octet < _BLANK else chr(octet)


def _skipped(text: str, operands: list[str]) -> list[int]:
    """How many bytes of each file aren't compared: N, N:M, or two more operands; -1 when one is no number."""
    first, colon, second = text.partition(':')
    given = [first, second if colon != '' else first]
    for k, operand in enumerate(operands[:2]):
        given[k] = operand
    return [parse_size(each) for each in given]


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'lsbn:i:', ['verbose', 'silent', 'quiet', 'print-bytes', 'bytes=', 'ignore-initial=']
    )
    if options.problem != '':
        return await usage_error(context, options.problem, _TROUBLE)
    names = options.operands
    if len(names) == 0:
        return await usage_error(context, "missing operand after 'cmp'", _TROUBLE)
    if len(names) == 1:
        names = [names[0], '-']
    contents: list[Bytes] = []
    for name in names[:2]:
        source = Input(context, name)
        contents.append(await source.read_all())
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            return _TROUBLE
    skipped = _skipped(options.value('i', options.value('ignore-initial', '0')), names[2:])
    if min(skipped) < 0:
        return await usage_error(context, f"invalid --ignore-initial value '{options.value('i')}'", _TROUBLE)
    limit = options.value('n', options.value('bytes'))
    a, b = [contents[k][min(skipped[k], len(contents[k])) :] for k in range(2)]
    a = a[0 : int(limit)] if limit.isdigit() else a
    b = b[0 : int(limit)] if limit.isdigit() else b
    shows = options.any(['b', 'print-bytes'])
    silent = options.any(['s', 'silent', 'quiet'])
    status = 0
    line = 1
    for k in range(min(len(a), len(b))):
        if a[k] != b[k]:
            status = 1
            if options.any(['l', 'verbose']):
                width = len(str(max(len(a), len(b))))
                first = f'{_octal(a[k])} {pad_right(shown_octet(a[k]), 4)}' if shows else _octal(a[k])
                second = f'{_octal(b[k])} {shown_octet(b[k])}' if shows else _octal(b[k])
                await context.write(f'{pad_left(str(k + 1), width, " ")} {first} {second}\n')
                continue
            if not silent:
                where = f'{"byte" if shows else "char"} {k + 1}, line {line}'
                if shows:
                    where += f' is {_octal(a[k])} {shown_octet(a[k])} {_octal(b[k])} {shown_octet(b[k])}'
                await context.write(f'{names[0]} {names[1]} differ: {where}\n')
            return 1
        line += 1 if a[k] == 10 else 0
    if len(a) != len(b):
        shorter = a if len(a) < len(b) else b
        if not silent:
            name = names[0] if len(a) < len(b) else names[1]
            where = 'which is empty' if len(shorter) == 0 else f'after byte {len(shorter)}'
            if len(shorter) > 0 and not options.any(['l', 'verbose']):
                where += f', line {line - 1}' if shorter[len(shorter) - 1] == 10 else f', in line {line}'
            await context.error(f'EOF on {name} {where}')
        return 1
    return status
