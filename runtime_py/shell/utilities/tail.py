"""tail: prints the last lines (-n) or bytes (-c), or everything from the nth on (`-n +5`); -f continues as the file
grows."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc, concat, index_of, view
from runtime_py.platform.errno import ENOENT
from runtime_py.shell.context import Context
from runtime_py.shell.numerals import decimal
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import CHUNK, Input
from runtime_py.shell.support.options import parse_options
from runtime_py.shell.support.report import usage_error
from runtime_py.shell.support.sizes import parse_size
from runtime_py.shell.support.status import status_of
from runtime_py.shell.utilities.head import old_counts, title

_NEWLINE = 10
_RETRY_MS = 500
_LONG_NAMES = [
    'lines=',
    'bytes=',
    'follow',
    'follow=',
    'quiet',
    'silent',
    'verbose',
    'retry',
    'sleep-interval=',
    'pid=',
    'zero-terminated',
    'max-unchanged-stats=',
]


class _Amount:
    def __init__(self, count: int, by_bytes: bool, from_start: bool, end: int) -> None:
        self.count = count
        self.by_bytes = by_bytes
        self.from_start = from_start
        self.end = end  # the octet that ends a line


async def main(context: Context) -> int:
    args = old_counts(context.args)
    if len(args) > 0 and args[0].startswith('+') and args[0][1:].isdigit():
        args = [f'-n{args[0]}', *args[1:]]  # the old form, tail +5
    options = parse_options(args, 'n:c:fFqvs:z', _LONG_NAMES)
    if options.problem != '':
        return await usage_error(context, options.problem)
    by_bytes = options.any(['c', 'bytes'])
    text = options.value('c', options.value('bytes')) if by_bytes else options.value('n', options.value('lines', '10'))
    count = parse_size(text.lstrip('+-'))
    if count < 0:
        await context.error(f"invalid number of {'bytes' if by_bytes else 'lines'}: '{text}'")
        return 1
    amount = _Amount(count, by_bytes, text.startswith('+'), 0 if options.any(['z', 'zero-terminated']) else _NEWLINE)
    names = options.operands if len(options.operands) > 0 else ['-']
    titled = (len(names) > 1 or options.any(['v', 'verbose'])) and not options.any(['q', 'quiet', 'silent'])
    pid = decimal(options.value('pid', '0'))
    if pid is None:
        await context.error(f"invalid PID: '{options.value('pid')}'")
        return 1
    follows = options.any(['f', 'F', 'follow'])
    if options.has('pid') and not follows:
        await context.error('warning: PID ignored; --pid=PID is useful only when following')
    if options.has('retry') and not follows:
        await context.error('warning: --retry ignored; --retry is useful only when following')
    status = 0
    first = True
    followed: list[_Followed] = []
    retry = options.any(['F', 'retry'])
    for name in names:
        source = Input(context, name)
        size = 0
        if source.error == 0:
            if titled:
                await context.write(title(name, first))
            first = False
            size = await _show(context, source, amount)
        source.close()
        if source.error != 0:
            verb = f"cannot open '{name}' for reading" if source.error == ENOENT else f"error reading '{name}'"
            await context.error(f'{verb}: {strerror(source.error)}')
            status = 1
        if name != '-' and (source.error == 0 or retry):
            followed.append(_Followed(context, name, size))
    if follows and len(followed) == 0 and status != 0:
        await context.error('no files remaining')
    elif follows and len(followed) > 0:
        await _follow(context, followed, titled, pid)
    return status


async def _show(context: Context, source: Input, amount: _Amount) -> int:
    """Writes the part; returns the number of bytes in the file."""
    if amount.from_start:
        return await _from_start(context, source, amount)
    kept: list[Bytes] = []
    held = 0
    total = 0
    lines = 0
    data = await source.read()
    while len(data) > 0:
        kept.append(data)
        held += len(data)
        total += len(data)
        lines += _count_lines(data, amount.end)
        # drops data that can't be part of the end any more
        while len(kept) > 1 and _can_drop(kept[0], amount, held, lines):
            held -= len(kept[0])
            lines -= _count_lines(kept[0], amount.end)
            kept.pop(0)
        data = await source.read()
    whole = concat(kept)
    start = max(0, len(whole) - amount.count) if amount.by_bytes else _last_lines(whole, amount.count, amount.end)
    await context.write_bytes(view(whole, start, len(whole)))
    return total


def _can_drop(first: Bytes, amount: _Amount, held: int, lines: int) -> bool:
    if amount.by_bytes:
        return held - len(first) >= amount.count
    return lines - _count_lines(first, amount.end) > amount.count


def _count_lines(data: Bytes, end: int) -> int:
    count = 0
    at = index_of(data, end, 0)
    while at >= 0:
        count += 1
        at = index_of(data, end, at + 1)
    return count


def _last_lines(data: Bytes, count: int, end: int) -> int:
    """The start of the last `count` lines."""
    at = len(data)
    if count == 0:
        return at
    if at > 0 and data[at - 1] == end:
        at -= 1
    while at > 0:
        if data[at - 1] == end:
            count -= 1
            if count == 0:
                return at
        at -= 1
    return 0


async def _from_start(context: Context, source: Input, amount: _Amount) -> int:
    skip = max(0, amount.count - 1)
    total = 0
    data = await source.read()
    while len(data) > 0:
        total += len(data)
        start = 0
        if amount.by_bytes:
            start = min(skip, len(data))
            skip -= start
        else:
            while skip > 0 and start < len(data):
                at = index_of(data, amount.end, start)
                start = len(data) if at < 0 else at + 1
                skip -= 0 if at < 0 else 1
        await context.write_bytes(data[start : len(data)])
        data = await source.read()
    return total


class _Followed:
    """A file and how far it was shown. A change of `ino` means that another file took its place (a rotated log)."""

    def __init__(self, context: Context, name: str, offset: int) -> None:
        self.name = name
        self.offset = offset
        self.ino = status_of(context, name).ino


async def _follow(context: Context, files: list[_Followed], titled: bool, pid: int) -> None:
    """Without end, or until the process has ended."""
    system = context.system
    watches: list[int] = []
    last: Any = files[len(files) - 1]
    for file in files:
        watch = system.watch(context.path(file.name), False)
        if watch >= 0:
            watches.append(watch)
    try:
        while True:
            await context.flush()
            is_last = pid > 0 and system.kill(pid, 0) < 0
            if pid == 0 and len(watches) == 1 and len(files) == 1 and status_of(context, files[0].name).error == 0:
                await context.interrupts.ready(system, watches[0], POLLIN)
                context.check()
                system.watch_read(watches[0])
            elif not is_last:
                await context.sleep(_RETRY_MS)
            for file in files:
                data = await _grown(context, file)
                if len(data) > 0:
                    if titled and file is not last:
                        await context.write(title(file.name, False))
                    last = file
                    await context.write_bytes(data)
            if is_last:
                return
    finally:
        for watch in watches:
            system.close(watch)


async def _grown(context: Context, file: _Followed) -> Bytes:
    """The data added since the last look."""
    status = status_of(context, file.name)
    if status.error != 0:
        return alloc(0)
    if status.ino != file.ino:
        file.ino = status.ino
        file.offset = 0
    elif status.size < file.offset:
        await context.error(f'{file.name}: file truncated')
        file.offset = 0
    if status.size == file.offset:
        return alloc(0)
    fd = context.system.open(context.path(file.name), 0, 0)
    if fd < 0:
        return alloc(0)
    parts: list[Bytes] = []
    try:
        while True:
            buffer = alloc(CHUNK)
            count = context.system.read(fd, buffer, 0, CHUNK, file.offset)
            if count <= 0:
                return concat(parts)
            parts.append(view(buffer, 0, count))
            file.offset += count
    finally:
        context.system.close(fd)
