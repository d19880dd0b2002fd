"""man: what a command says of itself (`NAME --help`), a screen at a time. There are no other pages here."""

from __future__ import annotations

from runtime_py.platform.bytes import decode
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.builtins.table import BUILTINS
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_NOTHING = 16
_SECTIONS = ['1', '2', '3', '4', '5', '6', '7', '8']
# builtins of the shell and commands that take --help for an ordinary argument
_SILENT = ['echo', 'true', 'false', 'test', '[', 'yes', 'printf', 'expr', 'kill', 'man']


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'akfwP:M:S:s:', ['all', 'apropos', 'whatis', 'where', 'path', 'pager='], False
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    names = [name for name in options.operands if name not in _SECTIONS]
    if len(names) == 0:
        await context.write_error("What manual page do you want?\nFor example, try 'man ls'.\n")
        return 1
    if options.any(['k', 'f', 'apropos', 'whatis', 'w', 'where', 'path']):
        for name in names:
            await context.write_error(f'{name}: nothing appropriate.\n')
        return _NOTHING
    status = 0
    for name in names:
        text = await _help_of(context, name)
        if text == '':
            await context.write_error(f'No manual entry for {name}\n')
            status = _NOTHING
        elif not await _paged(context, text):
            await context.write(text)
    return status


async def _help_of(context: Context, name: str) -> str:
    """What it prints with --help; '' when it says nothing."""
    if '/' in name or name in _SILENT:
        return ''
    place = f'/tmp/.man-{context.system.pid}'
    system = context.system
    out = system.open(place, 0o1102, 0o600)
    nothing = system.open('/dev/null', 0, 0)
    if out < 0:
        return ''
    made = context.derive([name, '--help'])
    made.stdout = out
    made.stderr = out
    if nothing >= 0:
        made.stdin = nothing
    try:
        status = await made.run(made.argv)
        data = system.read_file(place)
    finally:
        system.close(out)
        if nothing >= 0:
            system.close(nothing)
        system.unlink(place)
    text = '' if isinstance(data, int) or status != 0 else decode(data)
    if text == '' and BUILTINS.has(name):
        return f'{name} is a builtin of the shell (POSIX describes it).\n'
    return text


async def _paged(context: Context, text: str) -> bool:
    """Whether a pager showed it: only on a terminal."""
    if not context.is_terminal():
        return False
    place = f'/tmp/.man-{context.system.pid}'
    if context.system.write_file(place, to_bytes(text), 0o600) < 0:
        return False
    try:
        return await context.run(['less', '-F', place]) == 0
    finally:
        context.system.unlink(place)
