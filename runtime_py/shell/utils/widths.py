"""How wide text is on a terminal: wide characters take two columns, combining ones none (a coarse wcwidth(3), by blocks of Unicode)."""
from __future__ import annotations

from runtime_py.platform.text import code_points

_WIDE = [0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
         0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd]
_EMPTY = [0x300, 0x36f, 0x200b, 0x200f, 0x20d0, 0x20ff, 0xfe00, 0xfe0f, 0xfe20, 0xfe2f]


def text_width(text: str) -> int:
    width = 0
    for point in code_points(text):
        width += 1 if point < 0x300 else (0 if _within(point, _EMPTY) else (2 if _within(point, _WIDE) else 1))
    return width


def _within(point: int, ranges: list[int]) -> bool:
    for k in range(0, len(ranges), 2):
        if ranges[k] <= point <= ranges[k + 1]:
            return True
    return False
