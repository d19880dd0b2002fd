"""echo: its arguments, separated by spaces. -n without the newline, -e with escapes, as bash's."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.support.escapes import unescape


async def main(context: Context) -> int:
    return await print_words(context, False)


async def print_words(context: Context, escapes: bool) -> int:
    """`escapes`: interpreted without -e, too."""
    args = context.args
    newline = True
    while len(args) > 0 and _is_option(args[0]):
        newline = newline and 'n' not in args[0]
        escapes = (escapes or 'e' in args[0]) and 'E' not in args[0]
        args = args[1:]
    text = ' '.join(args)
    if escapes:
        found = unescape(text)
        await context.write_bytes(to_bytes(found.text))
        if found.stop:
            return 0
    else:
        await context.write(text)
    if newline:
        await context.write('\n')
    return 0


def _is_option(arg: str) -> bool:
    if len(arg) < 2 or arg[0] != '-':
        return False
    for letter in arg[1:]:
        if letter not in 'neE':
            return False
    return True
