"""ldd: lists the shared objects that a program needs. Nothing here is machine code, so every file is `not a dynamic
executable`, as ldd says of a script.

Loaders of native packages run `ldd --version`, or read /usr/bin/ldd, to find out which C library the system has."""

from __future__ import annotations

from runtime_py.platform.system_names import GLIBC_VERSION
from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error

_LONG_NAMES = ['data-relocs', 'function-relocs', 'unused', 'verbose']
_STATUS = 1


async def main(context: Context) -> int:
    if len(context.args) > 0 and context.args[0] in ('--version', '--vers', '-V'):
        await context.write(f'ldd (Terrarium; as GNU C Library) {GLIBC_VERSION}\n')
        return 0
    options = parse_options(context.args, 'druv', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    if len(options.operands) == 0:
        await context.write_error("ldd: missing file arguments\nTry `ldd --help' for more information.\n")
        return _STATUS
    for name in options.operands:
        if len(options.operands) > 1:
            await context.write(f'{name}:\n')
        if not context.system.exists(context.path(name)):
            await context.write_error(f'ldd: {name}: No such file or directory\n')
        else:
            await context.write_error('\tnot a dynamic executable\n')
    return _STATUS
