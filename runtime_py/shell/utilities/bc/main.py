"""bc: a calculator of any precision (POSIX XCU bc, with GNU's -l -q -i, print, else, && and ||)."""

from __future__ import annotations

from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.utilities.bc.library import LIBRARY
from runtime_py.shell.utilities.bc.run import Machine, Quit


async def main(context: Context) -> int:
    options = parse_options(
        context.args, 'lqiswe:f:', ['mathlib', 'quiet', 'interactive', 'standard', 'warn', 'expression=', 'file=']
    )
    if options.problem != '':
        return await usage_error(context, options.problem)
    machine = Machine(context)
    try:
        if options.any(['l', 'mathlib']):
            await machine.run(LIBRARY, '(library)')
        for text in [*options.all_values('e'), *options.all_values('expression')]:
            await machine.run(text + '\n', '(expression)')
        for name in [*options.all_values('f'), *options.all_values('file'), *options.operands]:
            content = context.system.read_file(context.path(name))
            if isinstance(content, int):
                await context.write_error(f'File {name} is unavailable.\n')
                await context.write_error('' if content == -2 else f'{strerror(-content)}\n')
                return 1
            await machine.run(to_text(content), name)
        if not options.any(['e', 'expression']):
            await _standard_input(context, machine)
    except Quit:
        pass
    return 0


async def _standard_input(context: Context, machine: Machine) -> None:
    """A terminal's lines are run as they come, once their braces and comments are closed."""
    if not context.system.isatty(context.stdin):
        await machine.run(to_text(await context.read_all()), '(standard_in)')
        return
    text = ''
    while True:
        line = await context.read_line()
        if line is None:
            return
        text += line + '\n'
        if text.count('{') <= text.count('}') and text.count('/*') <= text.count('*/') and not line.endswith('\\'):
            await machine.run(text, '(standard_in)')
            text = ''
