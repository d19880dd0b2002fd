"""A utility's input: a file, or `-` for the standard input, as chunks of bytes or of whole lines.

Lines are returned as they arrive, so `server | grep x` shows a line at once, and in batches, so that a big file costs
one await per chunk."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc, concat, view
from runtime_py.platform.errno import EAGAIN, EIO
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.context import Context
from runtime_py.shell.support.report import failed_on

CHUNK = 65536
_NEWLINE = 10
_scratch = alloc(CHUNK)  # shared by all: a new buffer for each file would cost more than reading most files


class Input:
    """`error` is an errno, 0 if there was none. The caller closes."""

    def __init__(self, context: Context, name: str) -> None:
        self.context = context
        self.name = name
        self.error = 0
        self.newline_at_end = True  # whether the last line so far had a newline
        self._fd = -1
        self._rest: list[Bytes] = []
        if name != '-':
            self._fd = context.system.open(context.path(name), 0, 0)
            if self._fd < 0:
                self.error = -self._fd

    def close(self) -> None:
        if self._fd >= 0:
            self.context.system.close(self._fd)
            self._fd = -1

    async def read(self) -> Bytes:
        """Reads what is available; empty at the end or after an error."""
        if self.error != 0:
            return alloc(0)
        if self.name == '-':
            return self._standard(await self.context.read())
        if self._fd < 0:
            return alloc(0)
        context = self.context
        await context.breathe()  # devices and files never make us wait
        count = context.system.read(self._fd, _scratch, 0, CHUNK) if await context.may_read(self._fd) else -EIO
        while count == -EAGAIN:
            await context.flush()
            await context.interrupts.ready(context.system, self._fd, POLLIN)
            count = context.system.read(self._fd, _scratch, 0, CHUNK) if await context.may_read(self._fd) else -EIO
        if count < 0:
            self.error = -count
            return alloc(0)
        return _scratch[0:count]

    def _standard(self, data: Bytes) -> Bytes:
        """Data of the standard input; none may mean an error."""
        if len(data) == 0:
            self.error = self.context.read_error
        return data

    async def read_all(self) -> Bytes:
        parts: list[Bytes] = []
        data = await self.read()
        while len(data) > 0:
            parts.append(data)
            data = await self.read()
        return concat(parts)

    async def read_first(self, most: int) -> Bytes:
        """At most `most` bytes; no more are read from a standard input, since devices have no end."""
        parts: list[Bytes] = []
        left = most
        while left > 0:
            data = await (self._read_at_most(left) if self.name == '-' else self.read())
            if len(data) == 0:
                break
            parts.append(view(data, 0, min(left, len(data))))
            left -= len(data)
        return concat(parts)

    async def _read_at_most(self, most: int) -> Bytes:
        return self._standard(await self.context.read(min(most, CHUNK)))

    async def lines(self, end: int = _NEWLINE) -> list[str]:
        """The next lines, without newlines; empty at the end of the input."""
        while True:
            data = await self.read()
            if len(data) == 0:
                return self._last_line()
            cut = _last_index(data, end)
            if cut < 0:
                self._rest.append(data)
                continue
            self._rest.append(view(data, 0, cut))
            text = to_text(concat(self._rest))
            self._rest = [data[cut + 1 :]] if cut + 1 < len(data) else []
            return text.split(chr(end))

    def _last_line(self) -> list[str]:
        if len(self._rest) == 0:
            return []
        text = to_text(concat(self._rest))
        self._rest = []
        self.newline_at_end = False
        return [text]

    async def all_lines(self, end: int = _NEWLINE) -> list[str]:
        found: list[str] = []
        batch = await self.lines(end)
        while len(batch) > 0:
            found.extend(batch)
            batch = await self.lines(end)
        return found


async def change_lines(context: Context, names: list[str], change: Callable[[str], str]) -> int:
    """Writes each line of all files, or of the standard input, as `change` returns it. The status: 1 if a file could
    not be read, which was reported."""
    status = 0
    for name in names if len(names) > 0 else ['-']:
        source = Input(context, name)
        batch = await source.lines()
        while len(batch) > 0:
            changed = [change(line) for line in batch]
            await context.write_bytes(to_bytes('\n'.join(changed) + ('\n' if source.newline_at_end else '')))
            batch = await source.lines()
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status


async def read_first_of(context: Context, names: list[str], most: int) -> tuple[int, Bytes]:
    """The status, and the first octets of all files together; of the standard input without names."""
    parts: list[Bytes] = []
    status = 0
    left = most
    for name in names if len(names) > 0 else ['-']:
        source = Input(context, name)
        part = await source.read_first(left)
        left -= len(part)
        parts.append(part)
        source.close()
        if source.error != 0:
            await failed_on(context, name, source.error)
            status = 1
    return status, concat(parts)


def _last_index(data: Bytes, octet: int) -> int:
    k = len(data) - 1
    while k >= 0 and data[k] != octet:
        k -= 1
    return k
