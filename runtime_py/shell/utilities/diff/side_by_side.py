"""diff -y: two files beside each other, in columns that begin at tab stops (GNU diff). Pure."""

from __future__ import annotations

from runtime_py.platform.text import repeat
from runtime_py.shell.utilities.diff.format import Side
from runtime_py.shell.utilities.diff.lines import Change

_TAB = 8
_GUTTER = 3


class Layout:
    """`half` columns of each file; the second begins at the column `second`."""

    def __init__(self, width: int, expand: bool, left_column: bool, suppress_common: bool) -> None:
        tab = 1 if expand else _TAB
        at = (width + tab + _GUTTER) // (2 * tab) * tab
        self.half = max(0, min(at - _GUTTER, width - at))
        self.second = at if self.half > 0 else width
        self.expand = expand
        self.left_column = left_column
        self.suppress_common = suppress_common


def side_by_side(a: Side, b: Side, found: list[Change], layout: Layout) -> str:
    text = ''
    i = 0
    j = 0
    for change in found:
        text += _common(a, b, i, change.a_start, j, layout)
        i = change.a_start
        j = change.b_start
        while i < change.a_end or j < change.b_end:
            left = i if i < change.a_end else -1
            right = j if j < change.b_end else -1
            text += _row(a, left, '|' if left >= 0 and right >= 0 else ('<' if left >= 0 else '>'), b, right, layout)
            i += 1 if left >= 0 else 0
            j += 1 if right >= 0 else 0
    return text + _common(a, b, i, len(a.lines), j, layout)


def _common(a: Side, b: Side, start: int, end: int, other: int, layout: Layout) -> str:
    if layout.suppress_common:
        return ''
    text = ''
    for k in range(start, end):
        text += _row(a, k, '(', b, -1, layout) if layout.left_column else _row(a, k, ' ', b, other + k - start, layout)
    return text


def _has_newline(side: Side, k: int) -> bool:
    return k < len(side.lines) - 1 or side.newline_at_end


def _row(a: Side, i: int, mark: str, b: Side, j: int, layout: Layout) -> str:
    """A line of the output; -1 where a file has none."""
    text = ''
    column = 0
    newline = False
    if i >= 0:
        newline = _has_newline(a, i)
        half = _half(a.lines[i], layout)
        text = half.text
        column = half.column
    if mark != ' ':
        at = (layout.half + layout.second - 1) // 2
        text += _blanks(column, at, layout)
        column = max(column, at) + 1
        if mark == '|' and newline != _has_newline(b, j):
            mark = '/' if newline else '\\'
        text += mark
    if j >= 0:
        newline = newline or _has_newline(b, j)
        if b.lines[j] != '':
            text += _blanks(column, layout.second, layout)
            text += _half(b.lines[j], layout).text
    return text + ('\n' if newline else '')


def _blanks(column: int, to: int, layout: Layout) -> str:
    """From one column to another, with tabs where these reach a stop."""
    text = ''
    while not layout.expand and column // _TAB < to // _TAB:
        text += '\t'
        column += _TAB - column % _TAB
    return text + repeat(' ', to - column)


class _Half:
    def __init__(self, text: str, column: int) -> None:
        self.text = text
        self.column = column


def _half(line: str, layout: Layout) -> _Half:
    """What fits of a line; a tab goes to the next stop of its half, if that is within it."""
    text = ''
    shown = 0  # columns that were written
    at = 0  # the column of the line
    for char in line:
        if char == '\t':
            wide = _TAB - at % _TAB
            if at == shown:
                to = at + wide
                if layout.expand:
                    to = min(to, layout.half)
                    text += repeat(' ', to - shown)
                    shown = to
                elif to < layout.half:
                    text += '\t'
                    shown = to
            at += wide
        else:
            if at < layout.half:
                text += char
                shown = at + 1
            at += 1
    return _Half(text, shown)
