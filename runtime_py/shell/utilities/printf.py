"""printf: formats and prints text (POSIX XCU printf)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context
from runtime_py.shell.support.printf_format import Formatter


async def main(context: Context) -> int:
    return await print_formatted(context, lambda problem: problem, True)


async def print_formatted(context: Context, told: Callable[[str], str], as_program: bool) -> int:
    """`told` puts a problem into a shell's words. A program knows \\"."""
    args = context.args
    if len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and args[0] != '--':
        await context.error(f'Illegal option {args[0][:2]}')
        return 2
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if len(args) == 0:
        await context.error('usage: printf format [arg ...]')
        return 2
    formatter = Formatter(args[0], args[1:])
    formatter.plain = '"' if as_program else ''
    text = formatter.run()
    await context.write_bytes(to_bytes(text))
    for problem in formatter.problems:
        await context.error(told(problem))
    return 1 if len(formatter.problems) > 0 else 0
