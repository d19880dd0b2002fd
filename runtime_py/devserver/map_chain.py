"""Joins source maps of one source: of parts that are put together into one text, and of transforms that follow each
other. Pure.

Rows are those of source_map.py."""

from __future__ import annotations

from runtime_py.devserver.source_map import encode_number, rows_of


def mappings_of(rows: list[list[list[int]]]) -> str:
    lines: list[str] = []
    source_line = 0
    source_column = 0
    for row in rows:
        segments: list[str] = []
        at = 0
        for segment in row:
            text = encode_number(segment[0] - at)
            at = segment[0]
            if len(segment) > 1:
                text += 'A' + encode_number(segment[1] - source_line) + encode_number(segment[2] - source_column)
                source_line = segment[1]
                source_column = segment[2]
            segments.append(text)
        lines.append(','.join(segments))
    return ';'.join(lines)


def put_at(rows: list[list[list[int]]], part: str, line: int, column: int) -> None:
    """Adds the map of a part of the text that begins at this place, after all other parts."""
    if part == '':
        return
    while len(rows) < line:
        rows.append([])
    for number, row in enumerate(rows_of(part)):
        shift = column if number == 0 else 0
        rows.append([[segment[0] + shift, *segment[1:]] for segment in row])


def chained(last: str, first: list[list[list[int]]]) -> str:
    """The map of the last text to the source, where `first` maps the text in between."""
    rows: list[list[list[int]]] = []
    for row in rows_of(last):
        found: list[list[int]] = []
        for segment in row:
            place = _place(first, segment[1], segment[2]) if len(segment) > 1 else None
            if place is not None and (len(found) == 0 or not _same_source(found[-1], place)):
                found.append([segment[0], place[1], place[2]])
            elif place is None and len(found) > 0 and len(found[-1]) > 1:
                found.append([segment[0]])
        rows.append(found)
    return mappings_of(rows)


def _same_source(segment: list[int], place: list[int]) -> bool:
    return len(segment) > 1 and segment[1] == place[1] and segment[2] == place[2]


def _place(rows: list[list[list[int]]], line: int, column: int) -> list[int] | None:
    """The segment that covers a place of the text; None if it has no source."""
    if line >= len(rows):
        return None
    row = rows[line]
    low = 0
    high = len(row)
    while low < high:
        middle = (low + high) // 2
        if row[middle][0] <= column:
            low = middle + 1
        else:
            high = middle
    if low == 0 or len(row[low - 1]) == 1:
        return None
    return row[low - 1]
