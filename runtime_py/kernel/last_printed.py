"""The last output on a terminal or in a program's pipes, to show why a server died. Pure.

Keeps at most KEPT bytes; a position in the output is the number of bytes before it. Must not know processes or
terminals."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat, decode

KEPT = 8192
LONGEST = 400  # longest line, in characters
ESCAPE = '\x1b'
BELL = '\x07'


class LastPrinted:
    def __init__(self) -> None:
        self.total = 0
        self._kept = alloc(0)

    def add(self, data: Bytes) -> None:
        length = len(data)
        self.total += length
        joined = data if length >= KEPT else concat([self._kept, data])
        self._kept = joined[max(len(joined) - KEPT, 0) : len(joined)]

    def lines_since(self, place: int, most: int) -> list[str]:
        """The last lines printed after a position, limited in number."""
        first = self.total - len(self._kept)
        lines = plain_lines(decode(self._kept[max(place - first, 0) : len(self._kept)]))
        if place < first and len(lines) > 0:
            lines = lines[1:]  # its start is lost
        return lines[max(len(lines) - most, 0) : len(lines)]


def plain_lines(text: str) -> list[str]:
    """The text as a terminal would show it, without colours and other control sequences, and without empty lines at
    either end."""
    lines: list[str] = []
    for line in without_escapes(text).split('\n'):
        shown = ''
        for part in line.split('\r'):
            shown = part if part != '' else shown  # a carriage return overwrites the line
        lines.append(_without_controls(shown)[0:LONGEST].rstrip())
    start = 0
    end = len(lines)
    while start < end and lines[start] == '':
        start += 1
    while end > start and lines[end - 1] == '':
        end -= 1
    return lines[start:end]


def without_escapes(text: str) -> str:
    """Without ECMA-48 sequences: CSI, OSC and the like, charsets, and all else that ESC begins. A truncated one at the
    end is removed too."""
    parts = text.split(ESCAPE)
    kept = [parts[0]]
    at = 1
    while at < len(parts):
        kept.append(_behind_sequence(parts[at]))
        at += 1
    return ''.join(kept)


def _behind_sequence(part: str) -> str:
    """The rest after a sequence; `part` follows an ESC. A string (OSC, DCS, PM, APC) ends at BEL, or at the next ESC
    with its backslash."""
    if part == '':
        return ''
    kind = part[0]
    if kind == '[':
        at = 1
        while at < len(part) and not '@' <= part[at] <= '~':
            at += 1
        return part[at + 1 :]
    if kind in ']PX^_':
        end = part.find(BELL)
        return part[end + 1 :] if end >= 0 else ''
    if ' ' <= kind <= '/':
        return part[2:]
    return part[1:]


def _without_controls(text: str) -> str:
    return ''.join([char for char in text if char >= ' ' and char != '\x7f' or char == '\t'])
