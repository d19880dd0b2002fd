"""du: shows the size of trees."""

from __future__ import annotations

from runtime_py.platform.maps import Set
from runtime_py.shell.context import Context
from runtime_py.shell.pattern import matches
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.paths import base_name, join
from runtime_py.shell.support.report import cannot, usage_error
from runtime_py.shell.support.sizes import ceiling, human
from runtime_py.shell.support.status import Status, status_of

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
]
_BLOCK = 512


async def main(context: Context) -> int:
    options = parse_options(context.args, 'ashckmbd:Lx0', _LONG_NAMES)
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
    count.excluded = options.all_values('exclude')
    total = 0
    for path in options.operands if len(options.operands) > 0 else ['.']:
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
        self.failed = False
        self._seen: Set[int] = Set()  # inodes with several names count once

    async def measure(self, path: str, depth: int) -> int:
        """Bytes in a tree; prints it if required."""
        context = self.context
        for pattern in self.excluded:
            if matches(pattern, base_name(path)) or matches(pattern, path):
                return 0
        status = status_of(context, path, self.follow)
        if status.error != 0:
            self.failed = True
            await cannot(context, 'access', path, status.error)
            return 0
        if self._was_counted(status):
            return 0
        size = self._size(status)
        if not status.is_folder():
            if depth == 0 or (self.all and (self.most < 0 or depth <= self.most)):
                await self.show(size, path)
            return size
        names = context.system.readdir(context.path(path))
        inner = 0
        if isinstance(names, int):
            self.failed = True
            await context.error(f"cannot read directory '{path}': {strerror(-names)}")
        else:
            await context.breathe()
            for name in names:
                below = join(path, name)
                its = status_of(context, below, self.follow)
                if its.error != 0 or its.is_folder() or self.all or len(self.excluded) > 0:
                    inner += await self.measure(below, depth + 1)
                elif not self._was_counted(its):
                    inner += self._size(its)
        if self.most < 0 or depth <= self.most:
            await self.show(size + inner, path)
        return size + inner

    def _was_counted(self, status: Status) -> bool:
        """Whether it was already counted under another name."""
        if status.links < 2 or status.is_folder():
            return False
        if self._seen.has(status.ino):
            return True
        self._seen.add(status.ino)
        return False

    def _size(self, status: Status) -> int:
        return status.size if self.apparent else status.blocks * _BLOCK

    async def show(self, size: int, path: str) -> None:
        text = human(size) if self.human else str(ceiling(size / self.unit))
        await self.context.write(f'{text}\t{path}\n')
