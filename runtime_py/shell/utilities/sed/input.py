"""sed's input lines: all files as one stream, or one file at a time (-s, -i), with the lookahead that `$` needs."""

from __future__ import annotations

from runtime_py.platform.errno import EISDIR
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_text
from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input


class SedInput:
    """`newline` is the end of the last line read: '' for a file's last line without a newline."""

    def __init__(self, context: Context, names: list[str], end: str) -> None:
        self.context = context
        self.name = '-'
        self.number = 0
        self.newline = end
        self.failed = False
        self._names = names
        self._next_name = 0
        self._end = end
        self._source: Input | None = None
        self._batch: list[str] = []
        self._at = 0
        self._line_files: Map[str, list[str]] = Map()

    async def _fill(self) -> bool:
        """Whether there is a line at `_at`."""
        while self._at >= len(self._batch):
            if self._source is None:
                if self._next_name >= len(self._names):
                    return False
                self._source = Input(self.context, self._names[self._next_name])
                self._next_name += 1
            self._batch = await self._source.lines(ord(self._end))
            self._at = 0
            if len(self._batch) == 0:
                await self._finish(self._source)
        return True

    async def _finish(self, source: Input) -> None:
        source.close()
        if source.error != 0:
            self.failed = True
            what = f'read error on {source.name}' if source.error == EISDIR else f"can't read {source.name}"
            await self.context.error(f'{what}: {strerror(source.error)}')
        self._source = None

    async def next_line(self) -> str | None:
        if not await self._fill():
            return None
        line = self._batch[self._at]
        self._at += 1
        self.number += 1
        source = self._source
        if source is not None:
            self.name = source.name
            last = self._at == len(self._batch) and not source.newline_at_end
            self.newline = '' if last else self._end
        return line

    async def is_last(self) -> bool:
        return not await self._fill()

    def close(self) -> None:
        source = self._source
        if source is not None:
            source.close()

    async def text_of(self, path: str, one_line: bool) -> str:
        """For r: a whole file; for R: its next line. A missing file is empty."""
        if one_line:
            lines = self._line_files.get(path)
            if lines is None:
                source = Input(self.context, path)
                lines = await source.all_lines()
                source.close()
                self._line_files.set(path, lines)
            return lines.pop(0) + '\n' if len(lines) > 0 else ''
        if path == '/dev/stdin':
            return to_text(await self.context.read_all())
        data = self.context.system.read_file(self.context.path(path))
        return '' if isinstance(data, int) else to_text(data)
