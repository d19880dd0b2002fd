"""du: shows the size of trees."""

from __future__ import annotations

from runtime_py.platform.maps import Set
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.input import Input
from runtime_py.shell.support.listed import listed_files
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.sizes import ceiling, human, parse_size
from runtime_py.shell.support.status import Status, status_of
from runtime_py.shell.support.zone import Zone, zone_in

_LONG_NAMES = [
    'all',
    'summarize',
    'human-readable',
    'total',
    'max-depth=',
    'bytes',
    'apparent-size',
    'exclude=',
    'dereference',
    'one-file-system',
    'block-size=',
    'null',
    'si',
    'separate-dirs',
    'count-links',
    'threshold=',
    'inodes',
    'time',
    'time=',
    'time-style=',
    'exclude-from=',
    'files0-from=',
    'dereference-args',
    'no-dereference',
]
_BLOCK = 512


async def main(context: Context) -> int:
    options = parse_options(context.args, 'ashckmbd:Lx0SlB:t:DHPX:', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    depth = options.value('d', options.value('max-depth', '0' if options.any(['s', 'summarize']) else '-1'))
    if depth != '-1' and not depth.isdigit():
        return await usage_error(context, f"invalid maximum depth '{depth}'")
    count = _Count(context)
    count.most = int(depth)
    count.all = options.any(['a', 'all'])
    count.apparent = options.any(['b', 'bytes', 'apparent-size'])
    count.human = options.any(['h', 'human-readable', 'si'])
    count.unit = 1 if options.any(['b', 'bytes']) else (1048576 if options.has('m') else 1024)
    count.follow = options.any(['L', 'dereference'])
    count.excluded = list(options.all_values('exclude'))
    for name in [*options.all_values('X'), *options.all_values('exclude-from')]:
        source = Input(context, name)
        count.excluded.extend(await source.all_lines())
        source.close()
        if source.error != 0:
            await context.error(f'{name}: {strerror(source.error)}')
            return 1
    block = options.value('B', options.value('block-size', ''))
    if block != '':
        unit = parse_size(block) if block[0].isdigit() else parse_size('1' + block)
        if unit < 1:
            await context.error(f"invalid {'-B' if options.has('B') else '--block-size'} argument '{block}'")
            return 1
        count.unit = unit
        count.suffix = '' if block[0].isdigit() else block
    threshold = options.value('t', options.value('threshold', '0'))
    limit = parse_size(threshold.removeprefix('-'))
    if limit < 0 or threshold == '-0':
        await context.error(f"invalid {'-t' if options.has('t') else '--threshold'} argument '{threshold}'")
        return 1
    count.threshold = -limit if threshold.startswith('-') else limit
    count.separate = options.any(['S', 'separate-dirs'])
    count.every_name = options.any(['l', 'count-links'])
    count.inodes = options.has('inodes')
    count.one_device = options.any(['x', 'one-file-system'])
    count.follows_operands = options.any(['D', 'H', 'dereference-args'])
    count.end = '\0' if options.any(['0', 'null']) else '\n'
    if options.has('time'):
        count.zone = zone_in(context)
    paths = options.operands if len(options.operands) > 0 else ['.']
    if options.has('files0-from'):
        listed = await listed_files(context, options)
        if listed is None:
            return 1
        paths = listed
    total = 0
    for path in paths:
        total += await count.measure(path, 0)
    if options.any(['c', 'total']):
        await count.show(total, 'total')
    return 1 if count.failed else 0


class _Count:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.most = -1
        self.all = False
        self.apparent = False
        self.human = False
        self.unit = 1024
        self.follow = False
        self.excluded: list[str] = []
        self.threshold = 0
        self.suffix = ''  # of a block size that is only a unit: -BK
        self.separate = False  # a folder without those in it
        self.every_name = False
        self.inodes = False
        self.one_device = False
        self.follows_operands = False
        self.end = '\n'
        self.zone: Zone | None = None  # with --time
        self._device = -1
        self._latest = 0.0
        self.failed = False
        self._seen: Set[int] = Set()  # inodes with several names count once

    async def measure(self, path: str, depth: int) -> int:
        """Bytes in a tree; prints it if required."""
        context = self.context
        for pattern in self.excluded:
            if matches(pattern, base_name(path)) or matches(pattern, path):
                return 0
        status = status_of(context, path, self.follow or (depth == 0 and self.follows_operands))
        if status.error != 0:
            self.failed = True
            await cannot(context, 'access', path, status.error)
            return 0
        if depth == 0:
            self._device = status.dev
        elif self.one_device and status.dev != self._device:
            return 0
        if self._was_counted(status):
            return 0
        outer = self._latest
        self._latest = status.mtime
        size = self._size(status)
        if not status.is_folder():
            if depth == 0 or (self.all and (self.most < 0 or depth <= self.most)):
                await self.show(size, path)
            self._latest = max(outer, self._latest)
            return size
        names = context.system.readdir(context.path(path))
        inner = 0
        below_it = 0
        if isinstance(names, int):
            self.failed = True
            await context.error(f"cannot read directory '{path}': {strerror(-names)}")
        else:
            await context.breathe()
            for name in names:
                below = join(path, name)
                its = status_of(context, below, self.follow)
                if its.error != 0 or its.is_folder() or self.all or len(self.excluded) > 0:
                    part = await self.measure(below, depth + 1)
                    inner += part
                    below_it += part if its.is_folder() else 0
                elif not self._was_counted(its):
                    inner += self._size(its)
                    self._latest = max(self._latest, its.mtime)
        if self.most < 0 or depth <= self.most:
            await self.show(size + inner - (below_it if self.separate else 0), path)
        self._latest = max(outer, self._latest)
        return size + inner

    def _was_counted(self, status: Status) -> bool:
        """Whether it was already counted under another name."""
        if self.every_name or status.links < 2 or status.is_folder():
            return False
        if self._seen.has(status.ino):
            return True
        self._seen.add(status.ino)
        return False

    def _size(self, status: Status) -> int:
        if self.inodes:
            return 1
        return status.size if self.apparent else status.blocks * _BLOCK

    async def show(self, size: int, path: str) -> None:
        if size < self.threshold or (self.threshold < 0 and size > -self.threshold):
            return
        if self.inodes:
            text = human(size) if self.human else str(size)
        else:
            text = human(size) if self.human else str(ceiling(size / self.unit)) + self.suffix
        if self.zone is not None:
            text += '\t' + format_time('%Y-%m-%d %H:%M', Moment(self._latest, self.zone))
        await self.context.write(f'{text}\t{path}{self.end}')
