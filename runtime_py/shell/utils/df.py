"""df: how full the mounted file systems are."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utils.options import parse_options
from runtime_py.shell.utils.report import usage_error
from runtime_py.shell.utils.sizes import ceiling, human

_STATELESS = ['proc']   # not shown without -a


async def main(context: Context) -> int:
    options = parse_options(context.args, 'hkmTiaP', ['human-readable', 'print-type', 'inodes', 'all', 'portability', 'si'])
    if options.problem != '':
        return await usage_error(context, options.problem)
    in_human = options.any(['h', 'human-readable', 'si'])
    unit = 1048576 if options.has('m') else 1024
    inodes = options.any(['i', 'inodes'])
    typed = options.any(['T', 'print-type'])
    if inodes:
        head = ['Filesystem', 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on']
    else:
        head = ['Filesystem', 'Size' if in_human else ('1M-blocks' if unit > 1024 else '1K-blocks'), 'Used', 'Avail' if in_human else 'Available', 'Use%', 'Mounted on']
    rows = [head]
    status = 0
    mounts = context.system.mounts()
    shown_mounts: list[Any] = [one for one in mounts if options.any(['a', 'all']) or one.kind not in _STATELESS]
    if len(options.operands) > 0:
        shown_mounts = []
    for path in options.operands:
        found = context.system.realpath(context.path(path))
        if isinstance(found, str):
            shown_mounts.append(mount_of(mounts, found))
        else:
            await context.error(f'{path}: {strerror(-found)}')
            status = 1
    types = ['Type']
    for mount in shown_mounts:
        out = [0.0 for _ in range(7)]
        context.system.statfs(mount.path, out)
        # type bsize blocks bfree bavail files ffree
        total = out[5] if inodes else out[2] * out[1]
        free = out[6] if inodes else out[4] * out[1]
        used = total - (out[6] if inodes else out[3] * out[1])
        shown = [str(int(value)) if inodes else (human(value) if in_human else str(ceiling(value / unit))) for value in [total, used, free]]
        share = f'{ceiling(used * 100 / (used + free))}%' if used + free > 0 else '-'
        rows.append([mount.source, *shown, share, mount.path])
        types.append(mount.kind)
    if typed:
        rows = [[row[0], types[k], *row[1:]] for k, row in enumerate(rows)]
    if len(rows) > 1:
        await context.write(_table(rows, 2 if typed else 1))
    return status


def mount_of(mounts: list[Any], path: str) -> Any:
    """The mount that a real path lies in: the newest of the longest."""
    found = mounts[0]
    for mount in mounts:
        if (path + '/').startswith(mount.path.rstrip('/') + '/') and len(mount.path) >= len(found.path):
            found = mount
    return found


def _table(rows: list[list[str]], left: int) -> str:
    """The first columns to the left, the last as it is, the others to the right."""
    last = len(rows[0]) - 1
    widths = [max([len(row[k]) for row in rows]) for k in range(len(rows[0]))]
    text = ''
    for row in rows:
        cells = [pad_right(cell, widths[k], ' ') if k < left else (cell if k == last else pad_left(cell, widths[k], ' ')) for k, cell in enumerate(row)]
        text += ' '.join(cells) + '\n'
    return text
