"""Widths of characters in terminal columns. Pure; serves both worlds."""
from __future__ import annotations

_WIDE = [[0x1100, 0x115f], [0x2e80, 0xa4cf], [0xac00, 0xd7a3], [0xf900, 0xfaff], [0xfe30, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x1f300, 0x1faff],
         [0x20000, 0x3fffd]]
_NARROWEST = [[0x300, 0x36f], [0x200b, 0x200f], [0xfe00, 0xfe0f]]


def char_width(code: int) -> int:
    """A character's width in columns (Unicode's East Asian Width, coarsely)."""
    if code < 0x300:
        return 1
    for low, high in _NARROWEST:
        if low <= code <= high:
            return 0
    for low, high in _WIDE:
        if low <= code <= high:
            return 2
    return 1
