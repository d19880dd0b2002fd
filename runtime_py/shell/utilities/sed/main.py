"""sed: edits a stream. parser.py parses the script, machine.py runs it."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import base_name, folder_name, join
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.sed.input import SedInput
from runtime_py.shell.utilities.sed.machine import Machine
from runtime_py.shell.utilities.sed.output import SedOutput
from runtime_py.shell.utilities.sed.parser import SedProblem, parse_script

_LONG_NAMES = [
    'quiet',
    'silent',
    'regexp-extended',
    'expression=',
    'file=',
    'in-place',
    'in-place=',
    'separate',
    'unbuffered',
    'null-data',
    'posix',
    'sandbox',
    'line-length=',
    'zero-terminated',
    'follow-symlinks',
]
_TROUBLE = 4
_NO_INPUT = 2


async def main(context: Context) -> int:
    suffix = ''
    args: list[str] = []
    operands_only = False
    for arg in context.args:
        operands_only = operands_only or arg == '--'
        # -i only takes a value attached to it
        if not operands_only and arg.startswith('-i') and len(arg) > 2:
            suffix = arg[2:]
            arg = '-i'
        args.append(arg)
    options = parse_options(args, 'nrEe:f:isuzl:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    suffix = options.value('in-place', suffix)
    width = options.value('l', options.value('line-length', '70'))
    if not width.isdigit():
        await context.error(f'invalid line length: {width}')
        return 1
    operands = options.operands
    pieces = await _script_pieces(context, options)
    if pieces is None:
        return 1
    if len(pieces) == 0:
        if len(operands) == 0:
            await context.write_error('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n')
            return 1
        pieces = [operands[0]]
        operands = operands[1:]
    try:
        return await _edit(context, options, '\n'.join(pieces), operands, suffix)
    except SedProblem as problem:
        await context.error(problem.message)
        return problem.status


async def _script_pieces(context: Context, options: Options) -> list[str] | None:
    pieces = [*options.all_values('e'), *options.all_values('expression')]
    for path in [*options.all_values('f'), *options.all_values('file')]:
        source = Input(context, path)
        lines = await source.all_lines()
        source.close()
        if source.error != 0:
            await context.error(f"couldn't open file {path}: {strerror(source.error)}")
            return None
        pieces.append('\n'.join(lines))
    return pieces


async def _edit(context: Context, options: Options, script_text: str, operands: list[str], suffix: str) -> int:
    extended = options.any(['r', 'E', 'regexp-extended'])
    quiet = options.any(['n', 'quiet', 'silent'])
    width_of_lines = int(options.value('l', options.value('line-length', '70')))
    in_place = options.any(['i', 'in-place'])
    end = '\0' if options.any(['z', 'null-data', 'zero-terminated']) else '\n'
    names = operands if len(operands) > 0 else ['-']
    groups = [[name] for name in names] if in_place or options.any(['s', 'separate']) else [names]
    status = 0
    for group in groups:
        if in_place and not await _is_editable(context, group[0]):
            status = _TROUBLE
            continue
        script = parse_script(script_text, extended)
        for command in script.commands:
            if options.has('sandbox') and (command.name in 'erwW' or command.file != '' or command.runs):
                raise SedProblem('-e expression #1, char 1: e/r/w commands disabled in sandbox mode')
            if command.name == 'l' and command.number < 0:
                command.number = width_of_lines
        source = SedInput(context, group, end)
        output = SedOutput(context, in_place, options.any(['u', 'unbuffered']))
        for command in script.commands:
            if command.name in 'wW' or command.file != '':
                output.declare(command.text if command.file == '' else command.file)
        quits = False
        machine = Machine(script, quiet, source, output)
        try:
            quits = await machine.run()
        finally:
            source.close()
            await output.flush()
        error = await output.close_files()
        if error != 0:
            await context.error(f"couldn't write to a file: {strerror(error)}")
            status = _TROUBLE
        if source.failed:
            status = _NO_INPUT
        if in_place and not await _replace(context, group[0], output, suffix):
            status = _TROUBLE
        if quits:
            return machine.status
    return status


async def _is_editable(context: Context, name: str) -> bool:
    status = status_of(context, name)
    if status.error != 0:
        await context.error(f"can't read {name}: {strerror(status.error)}")
    elif not status.is_regular():
        await context.error(f"couldn't edit {name}: not a regular file")
    return status.is_regular()


async def _replace(context: Context, name: str, output: SedOutput, suffix: str) -> bool:
    """Replaces the file atomically: a reader sees the old content or the new."""
    system = context.system
    path = context.path(name)
    status = status_of(context, name)
    if suffix != '':
        backup = suffix.replace('*', base_name(name)) if '*' in suffix else base_name(name) + suffix
        system.rename(path, context.path(backup if '/' in backup else join(folder_name(name), backup)))
    made = f'{path}.sed{system.pid}'
    result = system.write_file(made, output.content(), status.mode & 0o777)
    if result >= 0:
        system.chmod(made, status.mode & 0o7777)
        result = system.rename(made, path)
    if result < 0:
        await context.error(f"couldn't edit {name}: {strerror(-result)}")
    return result >= 0
