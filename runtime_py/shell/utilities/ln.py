"""ln: makes links, hard or (-s) symbolic."""

from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.file_tree import confirm
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.paths import folder_name
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.status import status_of
from runtime_py.shell.support.targets import find_targets
from runtime_py.vfs.path_text import normal

_LONG_NAMES = [
    'symbolic',
    'force',
    'interactive',
    'no-dereference',
    'verbose',
    'relative',
    'target-directory=',
    'no-target-directory',
]


async def main(context: Context) -> int:
    options = parse_options(context.args, 'sfinvrt:TLP', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    # with -n, a link to a folder isn't treated as a folder; a single operand is linked into the current folder
    if len(options.operands) == 1 and not options.any(['t', 'target-directory']):
        options.operands.append('.')
    if (
        options.any(['n', 'no-dereference'])
        and len(options.operands) == 2
        and status_of(context, options.operands[1], False).is_link()
    ):
        options.add('T', '')
    targets = await find_targets(context, options, 'link')
    status = 0 if targets.complete else 1
    for source, target in targets.pairs:
        if not await _link(context, options, source, target):
            status = 1
    return status


async def _link(context: Context, options: Options, source: str, target: str) -> bool:
    symbolic = options.any(['s', 'symbolic'])
    kind = 'symbolic link' if symbolic else 'hard link'
    if not symbolic:
        there = status_of(context, source, False)
        if there.error != 0:
            await context.error(f"failed to access '{source}': {strerror(there.error)}")
            return False
        if there.is_folder():
            await context.error(f'{source}: hard link not allowed for directory')
            return False
    old = status_of(context, target, False)
    if old.error == 0:
        replaces = options.any(['f', 'force'])
        if options.any(['i', 'interactive']):
            replaces = await confirm(context, f"replace '{target}'?")
        if replaces and not old.is_folder():
            if not symbolic and old.same_file(status_of(context, source, False)):
                await context.error(f"'{source}' and '{target}' are the same file")
                return False
            context.system.unlink(context.path(target))
    text = (
        relative(folder_name(context.path(target)), context.path(source))
        if symbolic and options.any(['r', 'relative'])
        else source
    )
    to = context.path(target)
    result = context.system.symlink(text, to) if symbolic else context.system.link(context.path(source), to)
    if result < 0:
        arrow = f"'{target}' => '{source}'" if not symbolic and old.error != 0 else f"'{target}'"
        await context.error(f'failed to create {kind} {arrow}: {strerror(-result)}')
        return False
    if options.any(['v', 'verbose']):
        await context.write(f"'{target}' {'->' if symbolic else '=>'} '{text}'\n")
    return True


def relative(folder: str, path: str) -> str:
    """The relative path from an absolute folder to an absolute path."""
    here = [part for part in normal(folder).split('/') if part != '']
    there = [part for part in normal(path).split('/') if part != '']
    common = 0
    while common < len(here) and common < len(there) and here[common] == there[common]:
        common += 1
    parts = [*['..' for _ in here[common:]], *there[common:]]
    return '/'.join(parts) if len(parts) > 0 else '.'
