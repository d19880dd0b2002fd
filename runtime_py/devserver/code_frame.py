"""A few lines of a source around a place, with a mark under it, as the overlay and the terminal show them. Pure."""

from __future__ import annotations

from runtime_py.platform.text import pad_left, repeat

_AROUND = 2


class Place:
    """Lines from 1, as editors count them; columns from 0."""

    def __init__(self, file: str, line: int, column: int) -> None:
        self.file = file
        self.line = line
        self.column = column


def place_of(file: str, source: str, offset: int) -> Place:
    """The place of an index in a text; its end for an index behind it."""
    before = source[0:offset]
    start = before.rfind('\n') + 1
    return Place(file, before.count('\n') + 1, len(before) - start)


def frame(source: str, line: int, column: int, length: int = 1) -> str:
    lines = source.split('\n')
    first = max(1, line - _AROUND)
    last = min(len(lines), line + _AROUND)
    width = len(str(last))
    out: list[str] = []
    number = first
    while number <= last:
        out.append(f'{pad_left(str(number), width)}  |  {lines[number - 1]}')
        if number == line:
            room = max(1, min(length, len(lines[number - 1]) - column))
            out.append(f'{repeat(" ", width)}  |  {repeat(" ", column)}{repeat("^", room)}')
        number += 1
    return '\n'.join(out)
