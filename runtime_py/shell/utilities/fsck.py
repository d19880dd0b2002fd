"""fsck: checks the file system in memory and its records in the browser's storage. Exit 0: sound, 4: damaged, 8: could
not be checked."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.sys.mount_table import ROOT_SOURCE
from runtime_py.vfs.check import Check

BROKEN = 4
UNCHECKED = 8


async def main(context: Context) -> int:
    options = parse_options(context.args, 'afnpvy', ['verbose'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    for name in options.operands:
        if name not in ('/', ROOT_SOURCE):  # other mounts are in memory, or not ours
            await context.error(f'{name}: only the root file system (/) can be checked')
            return UNCHECKED
    check = Check(context.system.fs)
    problems = check.run()
    try:
        stored = await context.system.ask_kernel('fsck')
    except Exception as error:
        await context.error(f'the storage could not be checked: {error}')
        return UNCHECKED
    problems = [*problems, *stored[0]]
    for problem in problems:
        await context.write(problem + '\n')
    await context.write(
        f'{check.folders} folders, {check.files} files, {stored[1]} records, {stored[2]} unused: '
        + ('sound\n' if len(problems) == 0 else f'{len(problems)} problem{"" if len(problems) == 1 else "s"}\n')
    )
    return 0 if len(problems) == 0 else BROKEN
