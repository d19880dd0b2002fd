"""base64: bytes as text, and back (-d)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.bytes import Bytes, decode_latin1, from_base64, to_base64
from runtime_py.shell.context import Context
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import failed_on, usage_error

_LINE = 76
_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/='


async def main(context: Context) -> int:
    return await encode_or_decode(context, to_base64, from_base64, _DIGITS)


async def encode_or_decode(
    context: Context, to_text: Callable[[Bytes], str], from_text: Callable[[str], Bytes], digits: str
) -> int:
    """Implements base64 and the like. `from_text` raises ValueError; `digits` are the characters allowed in a text."""
    options = parse_options(context.args, 'dDiw:', ['decode', 'ignore-garbage', 'wrap='])
    if options.problem != '':
        return await usage_error(context, options.problem)
    wrap = options.value('w', options.value('wrap', str(_LINE)))
    if not wrap.isdigit():
        await context.error(f"invalid wrap size: '{wrap}'")
        return 1
    source = Input(context, options.operands[0] if len(options.operands) > 0 else '-')
    data = await source.read_all()
    source.close()
    if source.error != 0:
        await failed_on(context, source.name, source.error)
        return 1
    if options.any(['d', 'D', 'decode']):
        text = ''.join([char for char in decode_latin1(data) if char not in '\r\n'])
        if options.any(['i', 'ignore-garbage']):
            text = ''.join([char for char in text if char in digits])
        try:
            await context.write_bytes(from_text(text))
        except ValueError:
            await context.error('invalid input')
            return 1
        return 0
    text = to_text(data)
    width = int(wrap)
    if width == 0:
        await context.write(text)
    else:
        await context.write(''.join([text[at : at + width] + '\n' for at in range(0, len(text), width)]))
    return 0
