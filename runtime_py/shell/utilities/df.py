"""df: shows the used and free space of mounted file systems (GNU coreutils)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import pad_left, pad_right
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import Options, parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import ceiling, human, parse_size

_STATELESS = ['proc']  # not shown without -a
_LONG = [
    'human-readable',
    'si',
    'print-type',
    'inodes',
    'all',
    'portability',
    'local',
    'block-size=',
    'type=',
    'exclude-type=',
    'total',
]
_LEAST_WIDTHS = [14, 4, 5, 5, 5, 4, 0]  # column widths, as in coreutils
_TYPE = 1


class _Figures:
    """The numbers in a row: bytes or inodes."""

    def __init__(self, total: float, used: float, free: float) -> None:
        self.total = total
        self.used = used
        self.free = free

    def add(self, other: _Figures) -> None:
        self.total += other.total
        self.used += other.used
        self.free += other.free

    def share(self) -> str:
        return f'{ceiling(self.used * 100 / (self.used + self.free))}%' if self.used + self.free > 0 else '-'


async def main(context: Context) -> int:
    options = parse_options(context.args, 'hHkmTiaPlB:t:x:', _LONG)
    if options.problem != '':
        return await usage_error(context, options.problem)
    unit = _unit(options)
    if unit < 0:
        await context.error(f"invalid -B argument '{options.value('B', options.value('block-size'))}'")
        return 1
    status = 0
    mounts = context.system.mounts()
    wanted: list[Any] = [one for one in mounts if options.any(['a', 'all']) or one.kind not in _STATELESS]
    if len(options.operands) > 0:
        wanted = []
    for path in options.operands:
        found = context.system.realpath(context.path(path))
        if isinstance(found, str):
            wanted.append(mount_of(mounts, found))
        else:
            await context.error(f'{path}: {strerror(-found)}')
            status = 1
    shown = [one for one in wanted if _is_of_type(options, one.kind)]
    if len(shown) > 0:
        await context.write(_table(_rows(context, options, unit, shown), options.any(['T', 'print-type'])))
    elif status == 0:
        await context.error('no file systems processed')
        status = 1
    return status


def _unit(options: Options) -> int:
    """The block size in bytes; 0: human-readable sizes, -1: the given text is invalid."""
    if options.any(['h', 'human-readable', 'H', 'si']):
        return 0
    if options.any(['B', 'block-size']):
        text = options.value('B', options.value('block-size'))
        size = parse_size(text if text[:1].isdigit() else '1' + text)
        return size if size > 0 else -1
    return 1048576 if options.has('m') else 1024


def _is_of_type(options: Options, kind: str) -> bool:
    only = [*options.all_values('t'), *options.all_values('type')]
    never = [*options.all_values('x'), *options.all_values('exclude-type')]
    return (len(only) == 0 or kind in only) and kind not in never


def _head(options: Options, unit: int) -> list[str]:
    if options.any(['i', 'inodes']):
        return ['Filesystem', 'Type', 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on']
    if unit == 0:
        return ['Filesystem', 'Type', 'Size', 'Used', 'Avail', 'Use%', 'Mounted on']
    posix = options.any(['P', 'portability'])
    name = str(unit) if posix else _unit_name(unit)
    return ['Filesystem', 'Type', f'{name}-blocks', 'Used', 'Available', 'Capacity' if posix else 'Use%', 'Mounted on']


def _unit_name(unit: int) -> str:
    """`1K`, `1M`, `4K`, `1000`."""
    at = 0
    while at < 5 and unit % 1024 == 0:
        unit = unit // 1024
        at += 1
    return f'{unit}{["", "K", "M", "G", "T", "P"][at]}' if at > 0 else (f'{unit}B' if unit == 1 else str(unit))


def _rows(context: Context, options: Options, unit: int, mounts: list[Any]) -> list[list[str]]:
    inodes = options.any(['i', 'inodes'])
    total = _Figures(0, 0, 0)
    rows = [_head(options, unit)]
    for mount in mounts:
        figures = _figures(context, mount.path, inodes)
        total.add(figures)
        rows.append(_row(mount.source, mount.kind, figures, mount.path, 1 if inodes and unit > 0 else unit))
    if options.has('total'):
        rows.append(_row('total', '-', total, '-', 1 if inodes and unit > 0 else unit))
    return rows


def _figures(context: Context, path: str, inodes: bool) -> _Figures:
    out = [0.0 for _ in range(7)]  # type bsize blocks bfree bavail files ffree
    context.system.statfs(path, out)
    if inodes:
        return _Figures(out[5], out[5] - out[6], out[6])
    return _Figures(out[2] * out[1], (out[2] - out[3]) * out[1], out[4] * out[1])


def _row(source: str, kind: str, figures: _Figures, path: str, unit: int) -> list[str]:
    shown = [
        human(value) if unit == 0 else str(ceiling(value / unit))
        for value in [figures.total, figures.used, figures.free]
    ]
    return [source, kind, *shown, figures.share(), path]


def mount_of(mounts: list[Any], path: str) -> Any:
    """The mount that contains a real path: of the longest matching mount points, the newest."""
    found = mounts[0]
    for mount in mounts:
        if (path + '/').startswith(mount.path.rstrip('/') + '/') and len(mount.path) >= len(found.path):
            found = mount
    return found


def _table(rows: list[list[str]], typed: bool) -> str:
    """Names and types are left-aligned, the last column isn't padded, the others are right-aligned."""
    last = len(rows[0]) - 1
    text = ''
    for row in rows:
        cells: list[str] = []
        for k, cell in enumerate(row):
            if k == _TYPE and not typed:
                continue
            width = max(_LEAST_WIDTHS[k], max([len(other[k]) for other in rows]))
            cells.append(
                cell if k == last else (pad_right(cell, width, ' ') if k <= _TYPE else pad_left(cell, width, ' '))
            )
        text += ' '.join(cells) + '\n'
    return text
