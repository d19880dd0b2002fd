"""Source maps (version 3) as the server needs them: identity maps, and looking up places. Pure."""

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


def original_place(mappings: str, line: int, column: int) -> list[int] | None:
    """[line, column] in the source, from 0, for a place in the text; None where nothing is mapped."""
    source_line = 0
    source_column = 0
    best: list[int] | None = None
    number = 0
    for row in mappings.split(';'):
        if number > line:
            break
        at = 0
        for segment in row.split(','):
            if segment == '':
                continue
            values = decode_numbers(segment)
            at += values[0]
            if len(values) >= 4:
                source_line += values[2]
                source_column += values[3]
                if number == line and at <= column:
                    best = [source_line, source_column]
        number += 1
    return best
