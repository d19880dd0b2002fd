"""Source maps (version 3) as the server needs them: identity maps, and looking up places. Pure.

A row has the segments of one line of the text: [column] without a source, else [column, source line, source column];
all count from 0."""

from __future__ import annotations

from runtime_py.platform.text import repeat

_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'


def identity(lines: int) -> str:
    """Maps each line of a text to the same line of its source."""
    return 'AAAA' + repeat(';AACA', lines - 1) if lines > 0 else ''


def decode_numbers(segment: str) -> list[int]:
    values: list[int] = []
    value = 0
    shift = 1
    for letter in segment:
        digit = _DIGITS.find(letter)
        value += (digit % 32) * shift
        if digit >= 32:
            shift = shift * 32
        else:
            values.append(-(value // 2) if value % 2 == 1 else value // 2)
            value = 0
            shift = 1
    return values


def encode_number(value: int) -> str:
    rest = -value * 2 + 1 if value < 0 else value * 2
    text = ''
    while True:
        digit = rest % 32
        rest = rest // 32
        text += _DIGITS[digit + 32 if rest > 0 else digit]
        if rest == 0:
            return text


def rows_of(mappings: str) -> list[list[list[int]]]:
    """Names, and which source it is, are dropped."""
    rows: list[list[list[int]]] = []
    source_line = 0
    source_column = 0
    for text in mappings.split(';'):
        row: list[list[int]] = []
        at = 0
        for segment in text.split(','):
            if segment == '':
                continue
            values = decode_numbers(segment)
            at += values[0]
            if len(values) >= 4:
                source_line += values[2]
                source_column += values[3]
                row.append([at, source_line, source_column])
            else:
                row.append([at])
        rows.append(row)
    return rows


def original_place(mappings: str, line: int, column: int) -> list[int] | None:
    """[line, column] in the source, from 0, for a place in the text; None where nothing is mapped."""
    lines = mappings.split(';')
    if not 0 <= line < len(lines):
        return None
    best: list[int] | None = None
    for segment in rows_of(';'.join(lines[: line + 1]))[line]:
        if segment[0] <= column and len(segment) > 1:
            best = [segment[1], segment[2]]
    return best
