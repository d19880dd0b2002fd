"""Records of one file, pipe or terminal: bytes are decoded at character boundaries, and text is split by RS (POSIX XCU
awk, Input Files)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, concat
from runtime_py.platform.octets import to_text
from runtime_py.platform.regexp import Regexp


class RecordReader:
    """`source` has `async read() -> Bytes`, empty at the end, and `error`, an errno. RS may change between two
    records."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self._text = ''
        self._at = 0
        self._rest: Bytes = alloc(0)  # the first bytes of a character
        self._ended = False

    async def next(self, separator: str | Regexp) -> str | None:
        """The next record; None at the end or after an error."""
        while True:
            record = self.take(separator)
            if record is not None:
                return record
            if self._ended:
                return None
            await self._fill()

    async def _fill(self) -> None:
        data = await self.source.read()
        if len(data) == 0:
            self._ended = True
            cut = 0
            data = self._rest
            self._rest = alloc(0)
            cut = len(data)
        else:
            data = concat([self._rest, data]) if len(self._rest) > 0 else data
            cut = whole_characters(data)
            self._rest = data[cut:]
        self._text = self._text[self._at :] + to_text(data[:cut])
        self._at = 0

    def take(self, separator: str | Regexp) -> str | None:
        """The next record, if it is already buffered."""
        if not isinstance(separator, str):
            return self._by_pattern(separator)
        if separator == '':
            return self._paragraph()
        at = self._text.find(separator, self._at)
        if at >= 0:
            return self._cut(at, at + len(separator))
        return self._last()

    def _cut(self, end: int, following: int) -> str:
        record = self._text[self._at : end]
        self._at = following
        return record

    def _last(self) -> str | None:
        """The text after the last separator."""
        if not self._ended or self._at >= len(self._text):
            return None
        return self._cut(len(self._text), len(self._text))

    def _paragraph(self) -> str | None:
        text = self._text
        while self._at < len(text) and text[self._at] == '\n':
            self._at += 1
        at = text.find('\n\n', self._at)
        if at >= 0:
            return self._cut(at, at + 2)
        record = self._last()
        return record.rstrip('\n') if record is not None else None

    def _by_pattern(self, pattern: Regexp) -> str | None:
        text = self._text
        start = self._at
        while start <= len(text):
            match = pattern.exec(text, start)
            if match is None:
                break
            if match.end == match.start:
                start = match.start + 1
                continue
            if match.end == len(text) and not self._ended:
                return None  # the separator may continue in later input
            return self._cut(match.start, match.end)
        record = self._last()
        return record


def whole_characters(data: Bytes) -> int:
    """How many bytes to take so that they end with a complete UTF-8 character."""
    size = len(data)
    for back in range(1, min(4, size) + 1):
        octet = data[size - back]
        if octet < 0x80:
            return size
        if octet >= 0xC0:
            needed = 2 if octet < 0xE0 else (3 if octet < 0xF0 else 4)
            return size - back if needed > back else size
    return size
