"""Widths of characters in terminal columns. Pure; serves both worlds."""

from __future__ import annotations

from runtime_py.platform.width_data import FIRST, NO_COLUMN, TWO_COLUMNS


class _Ranges:
    """Sorted ranges of code points."""

    def __init__(self, packed: list[int]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        at = FIRST
        for k in range(0, len(packed), 2):
            start = at + packed[k]
            at = start + packed[k + 1]
            self.starts.append(start)
            self.ends.append(at)

    def contains(self, code: int) -> bool:
        low = 0
        high = len(self.starts)
        while low < high:
            middle = (low + high) >> 1
            if self.ends[middle] < code:
                low = middle + 1
            else:
                high = middle
        return low < len(self.starts) and self.starts[low] <= code


class _Tables:
    """Made when the first character from FIRST on is measured."""

    def __init__(self) -> None:
        self.none: _Ranges | None = None
        self.two: _Ranges | None = None


_tables = _Tables()


def char_width(code: int) -> int:
    """A character's width in columns; control characters below FIRST count one, as what is printed for them does."""
    if code < FIRST:
        return 1
    if _tables.none is None or _tables.two is None:
        _tables.none = _Ranges(NO_COLUMN)
        _tables.two = _Ranges(TWO_COLUMNS)
    if _tables.none.contains(code):
        return 0
    return 2 if _tables.two.contains(code) else 1
