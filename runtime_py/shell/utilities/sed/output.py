"""sed's output: standard output, or a file edited in place, and the files of w."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, concat
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.shell.context import Context

_ENOUGH = 32768


class SedOutput:
    """`in_place`: output is collected, and returned by `content`."""

    def __init__(self, context: Context, in_place: bool, unbuffered: bool) -> None:
        self.context = context
        self.in_place = in_place
        self.unbuffered = unbuffered
        self._text: list[str] = []
        self._size = 0
        self._parts: list[Bytes] = []
        self._owes_newline = False
        self._files: Map[str, list[str]] = Map()

    def write(self, text: str) -> None:
        if text == '':
            return
        if self._owes_newline:
            self._text.append('\n')
            self._owes_newline = False
        self._text.append(text)
        self._size += len(text)

    def line(self, text: str, newline: str) -> None:
        """A line without a newline gets one if anything follows it."""
        self.write(text + newline)
        self._owes_newline = newline == ''

    def write_to(self, path: str, text: str) -> None:
        if path == '/dev/stdout' and not self.in_place:
            self.write(text)
            return
        found = self._files.get(path)
        if found is None:
            self._files.set(path, [text])
        else:
            found.append(text)

    def declare(self, path: str) -> None:
        """A file of w is created even if nothing is written to it."""
        if path != '/dev/stdout' and not self._files.has(path):
            self._files.set(path, [])

    async def breathe(self) -> None:
        """Yields between cycles."""
        if self._size >= _ENOUGH or self.unbuffered:
            await self.flush()

    async def flush(self) -> None:
        data = to_bytes(''.join(self._text))
        self._text = []
        self._size = 0
        if self.in_place:
            self._parts.append(data)
        else:
            await self.context.write_bytes(data)
            if self.unbuffered:
                await self.context.flush()

    def content(self) -> Bytes:
        return concat(self._parts)

    async def close_files(self) -> int:
        """Writes the files of w; returns an errno."""
        error = 0
        for path, texts in self._files.entries():
            if path == '/dev/stderr':
                await self.context.write_error(''.join(texts))
                continue
            if path == '/dev/stdout':
                await self.context.write(''.join(texts))
                continue
            result = self.context.system.write_file(self.context.path(path), to_bytes(''.join(texts)), 0o666)
            error = -result if result < 0 else error
        return error
