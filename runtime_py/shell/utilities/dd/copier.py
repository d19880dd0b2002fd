"""dd's copying: each read is one record, full or partial. With `bs=` alone each record is written as it is; otherwise
they are combined into blocks of `obs`. Knows the operands; dd_report.py reports on the copy."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import Bytes, alloc, concat, view
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN, EINVAL
from runtime_py.shell.context import Context, WriteFailed
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utilities.dd.operands import Operands
from runtime_py.shell.utilities.dd.report import Records, transferred
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_TRUNC, O_WRONLY
from runtime_py.vfs.layout import S_IFMT, S_IFREG

_SEEK_SET = 0
_SEEK_CURRENT = 1
_SKIP_CHUNK = 65536
_KIND = 0  # of _stat
_SIZE = 1


class CopyFailed(Exception):
    """The message; dd ends with status 1."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Copier:
    """States: made -> open (both files) -> run. `input` and `sink.stdout` are the descriptors of the files."""

    def __init__(self, context: Context, operands: Operands) -> None:
        self.context = context
        self.system = context.system
        self.operands = operands
        self.failed = False
        self.is_open = False
        self.input = context.stdin
        self.sink = context.derive(context.argv)
        self._own: list[int] = []
        self._read = Records()
        self._written = Records()
        self._bytes = 0
        self._begun = monotonic_ms()
        self._buffer = alloc(operands.read_size)
        self._ends_in_hole = False
        self._waiting = alloc(0)  # less than a block of output
        self._odd = alloc(0)  # the byte that waits for its pair (conv=swab)

    # the files

    def open(self) -> None:
        operands = self.operands
        if operands.input != '':
            self.input = self._opened(
                operands.input, O_RDONLY | (O_NOFOLLOW if 'nofollow' in operands.input_flags else 0)
            )
        if operands.output != '':
            self.sink.stdout = self._opened(operands.output, self._output_flags())
            self._cut()
        self.is_open = True

    def _opened(self, name: str, flags: int) -> int:
        fd = self.system.open(self.context.path(name), flags, 0o666)
        if fd < 0:
            raise CopyFailed(f"failed to open '{name}': {strerror(-fd)}")
        self._own.append(fd)
        return fd

    def _output_flags(self) -> int:
        conversions = self.operands.conversions
        flags = O_WRONLY
        for is_given, flag in [
            ('nocreat' not in conversions, O_CREAT),
            ('excl' in conversions, O_EXCL),
            ('append' in self.operands.output_flags, O_APPEND),
            ('nofollow' in self.operands.output_flags, O_NOFOLLOW),
            (self.operands.seek == 0 and 'notrunc' not in conversions, O_TRUNC),
        ]:
            if is_given:
                flags |= flag
        return flags

    def _cut(self) -> None:
        """Truncates the output at the seek position, which is 0 without `seek`."""
        operands = self.operands
        if operands.seek > 0 and 'notrunc' not in operands.conversions:
            result = self.system.ftruncate(self.sink.stdout, operands.seek)
            if result < 0 and result != -EINVAL:  # a device has no length
                raise CopyFailed(
                    f"failed to truncate to {operands.seek} bytes in output file '{operands.output}': {strerror(-result)}"
                )

    def close(self) -> None:
        for fd in self._own:
            self.system.close(fd)

    def _input_name(self) -> str:
        return self.operands.input if self.operands.input != '' else 'standard input'

    def _output_name(self) -> str:
        return self.operands.output if self.operands.output != '' else 'standard output'

    # copying

    async def run(self) -> None:
        await self._skip()
        await self._seek()
        limit = self.operands.count
        in_bytes = self.operands.count_in_bytes
        taken = 0
        while limit < 0 or taken < limit:
            size = min(self.operands.read_size, limit - taken) if in_bytes and limit >= 0 else self.operands.read_size
            record = await self._next(size)
            if len(record) == 0:
                break
            taken += len(record) if in_bytes else 1
            await self._put(self._converted(record))
            await self.context.breathe()
        last = concat([self._waiting, self._odd])
        if len(last) > 0:
            await self._write(last)
        await self._finish()

    async def _next(self, size: int) -> Bytes:
        """The next record; empty at the end. With iflag=fullblock it is full as long as there is input."""
        record = await self._read_once(size)
        while 'fullblock' in self.operands.input_flags and 0 < len(record) < size:
            more = await self._read_once(size - len(record))
            if len(more) == 0:
                break
            record = concat([record, more])
        if len(record) > 0:
            self._read.add(len(record), self.operands.read_size)
        return record

    async def _read_once(self, size: int) -> Bytes:
        count = await self._read_some(self._buffer, size)
        if count >= 0:
            return self._buffer[0:count]
        text = f"error reading '{self._input_name()}': {strerror(-count)}"
        if 'noerror' not in self.operands.conversions or self._stat(self.input)[_KIND] != S_IFREG:
            raise CopyFailed(text)
        self.failed = True
        await self.context.error(text)
        await self.report()
        return self._left_out(size)

    def _left_out(self, size: int) -> Bytes:
        """Replaces unreadable input by NULs; empty at the end of the input."""
        end = self._stat(self.input)[_SIZE]
        at = self.system.seek(self.input, 0, _SEEK_CURRENT)
        self.system.seek(self.input, min(at + size, end), _SEEK_SET)
        return alloc(int(min(size, end - at)))

    async def _read_some(self, buffer: Bytes, size: int) -> int:
        """Reads; -errno on failure."""
        count: int = await self.context.read_some(self.input, buffer, size)
        while count == -EAGAIN:
            await self.context.interrupts.ready(self.system, self.input, POLLIN)
            count = await self.context.read_some(self.input, buffer, size)
        return count

    def _stat(self, fd: int) -> list[int]:
        """[kind, size]"""
        out = [0.0 for _ in range(18)]
        self.system.fstat(fd, out)
        return [int(out[1]) & S_IFMT, int(out[8])]

    def _converted(self, record: Bytes) -> Bytes:
        conversions = self.operands.conversions
        if 'sync' in conversions and len(record) < self.operands.read_size:
            record = concat([record, alloc(self.operands.read_size - len(record))])
        if 'ucase' in conversions or 'lcase' in conversions:
            _change_case(record, 'ucase' in conversions)
        return self._swapped(record) if 'swab' in conversions else record

    def _swapped(self, record: Bytes) -> Bytes:
        """Swaps pairs of bytes; a byte without its pair waits for the next record."""
        joined = concat([self._odd, record])
        even = len(joined) // 2 * 2
        self._odd = joined[even : len(joined)]
        for k in range(0, even, 2):
            first = joined[k]
            joined[k] = joined[k + 1]
            joined[k + 1] = first
        return joined[0:even]

    async def _put(self, data: Bytes) -> None:
        if self.operands.is_plain:
            await self._write(data)
            return
        block = self.operands.write_size
        joined = concat([self._waiting, data]) if len(self._waiting) > 0 else data
        at = 0
        while len(joined) - at >= block:
            await self._write(view(joined, at, at + block))
            at += block
        self._waiting = joined[at : len(joined)]

    async def _write(self, data: Bytes) -> None:
        if (
            'sparse' in self.operands.conversions
            and _is_empty(data)
            and self.system.seek(self.sink.stdout, len(data), _SEEK_CURRENT) >= 0
        ):
            self._ends_in_hole = True
        else:
            await self._write_out(data)
            self._ends_in_hole = False
        self._written.add(len(data), self.operands.write_size)
        self._bytes += len(data)

    async def _write_out(self, data: Bytes) -> None:
        try:
            await self.sink.write_bytes(data)
            await self.sink.flush()
        except WriteFailed as failed:
            raise CopyFailed(f"error writing '{self._output_name()}': {strerror(failed.errno)}")

    # places

    async def _skip(self) -> None:
        """Skips input by seeking, or else by reading, up to the end."""
        skip = self.operands.skip
        if skip == 0:
            return
        fd = self.input
        begin = self.system.seek(fd, 0, _SEEK_CURRENT)
        if begin >= 0:
            size = self._stat(fd)[_SIZE]
            self.system.seek(fd, min(begin + skip, size), _SEEK_SET)
            skip -= min(skip, size - begin)
        else:
            scratch = alloc(_SKIP_CHUNK)
            count = 1
            while skip > 0 and count > 0:
                count = await self._read_some(scratch, min(skip, _SKIP_CHUNK))
                skip -= max(count, 0)
        if skip > 0:
            name = f"'{self._input_name()}'" if self.operands.input == '' else self.operands.input
            await self.context.error(f'{name}: cannot skip to specified offset')

    async def _seek(self) -> None:
        """Where the output can't seek, writes NULs."""
        seek = self.operands.seek
        if seek > 0 and self.system.seek(self.sink.stdout, seek, _SEEK_CURRENT) < 0:
            await self._write_out(alloc(seek))

    async def _finish(self) -> None:
        if self._ends_in_hole:
            self.system.ftruncate(self.sink.stdout, self.system.seek(self.sink.stdout, 0, _SEEK_CURRENT))
        if 'fsync' in self.operands.conversions or 'fdatasync' in self.operands.conversions:
            result = await self.system.fsync_async(self.sink.stdout)
            if result < 0:
                raise CopyFailed(f"fsync failed for '{self._output_name()}': {strerror(-result)}")

    async def report(self) -> None:
        level = self.operands.status
        if level == 'none':
            return
        text = self._read.text('in') + self._written.text('out')
        if level != 'noxfer':
            text += transferred(self._bytes, (monotonic_ms() - self._begun) / 1000)
        await self.context.flush()
        await self.context.write_error(text)


def _change_case(data: Bytes, upper: bool) -> None:
    first = 97 if upper else 65
    for k in range(len(data)):
        if first <= data[k] < first + 26:
            data[k] = data[k] ^ 32


def _is_empty(data: Bytes) -> bool:
    for octet in data:
        if octet != 0:
            return False
    return True
