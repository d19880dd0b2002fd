"""head: the first lines (-n) or bytes (-c); a negative count omits that many at the end."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, concat, index_of, view
from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size

_NEWLINE = 10


async def main(context: Context) -> int:
    options = parse_options(
        old_counts(context.args), 'n:c:qvz', ['lines=', 'bytes=', 'quiet', 'silent', 'verbose', 'zero-terminated']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    by_bytes = options.any(['c', 'bytes'])
    text = options.value('c', options.value('bytes')) if by_bytes else options.value('n', options.value('lines', '10'))
    from_end = text.startswith('-')
    count = parse_size(text[1:] if text[:1] in ('-', '+') else text)
    if count < 0:
        await context.error(f"invalid number of {'bytes' if by_bytes else 'lines'}: '{text}'")
        return 1
    end = 0 if options.any(['z', 'zero-terminated']) else _NEWLINE
    names = options.operands if len(options.operands) > 0 else ['-']
    titled = (len(names) > 1 or options.any(['v', 'verbose'])) and not options.any(['q', 'quiet', 'silent'])
    status = 0
    first = True
    for name in names:
        source = Input(context, name)
        if source.error == 0:
            if titled:
                await context.write(title(name, first))
            first = False
            if from_end:
                await _all_but(context, source, count, by_bytes, end)
            elif by_bytes:
                await _bytes(context, source, count)
            else:
                await _lines(context, source, count, end)
        source.close()
        if source.error != 0:
            verb = f"cannot open '{name}' for reading" if source.error == ENOENT else f"error reading '{name}'"
            await context.error(f'{verb}: {strerror(source.error)}')
            status = 1
    return status


def title(name: str, first: bool) -> str:
    return ('' if first else '\n') + f'==> {"standard input" if name == "-" else name} <==\n'


def old_counts(args: list[str]) -> list[str]:
    """`-5` is `-n 5`, and `-5c` counts bytes."""
    found: list[str] = []
    for k, arg in enumerate(args):
        digits = arg[1:].rstrip('cl')
        if (
            len(arg) > 1
            and arg[0] == '-'
            and digits.isdigit()
            and not (k > 0 and args[k - 1] in ('-n', '-c', '--lines', '--bytes'))
        ):
            found.append(('-c' if arg.endswith('c') else '-n') + digits)
        else:
            found.append(arg)
    return found


async def _bytes(context: Context, source: Input, count: int) -> None:
    while count > 0:
        data = await source.read()
        if len(data) == 0:
            return
        await context.write_bytes(data[0 : min(count, len(data))])
        count -= len(data)


async def _lines(context: Context, source: Input, count: int, end_octet: int) -> None:
    while count > 0:
        data = await source.read()
        if len(data) == 0:
            return
        at = -1
        while count > 0:
            after = index_of(data, end_octet, at + 1)
            if after < 0:
                break
            at = after
            count -= 1
        await context.write_bytes(data if count > 0 else data[0 : at + 1])


async def _all_but(context: Context, source: Input, count: int, by_bytes: bool, end_octet: int) -> None:
    parts = [alloc(0)]
    data = await source.read()
    while len(data) > 0:
        parts.append(data)
        data = await source.read()
    whole = concat(parts)
    end = len(whole)
    if by_bytes:
        end = max(0, end - count)
    else:
        if count > 0 and end > 0 and whole[end - 1] != end_octet:
            count -= 1
            while end > 0 and whole[end - 1] != end_octet:
                end -= 1
        while count > 0 and end > 0:
            end -= 1
            while end > 0 and whole[end - 1] != end_octet:
                end -= 1
            count -= 1
    await context.write_bytes(view(whole, 0, end))
