"""Widths of characters in terminal columns. Pure; serves both worlds."""

from __future__ import annotations

_WIDE = [
    [0x1100, 0x115F],
    [0x2E80, 0xA4CF],
    [0xAC00, 0xD7A3],
    [0xF900, 0xFAFF],
    [0xFE30, 0xFE6F],
    [0xFF00, 0xFF60],
    [0xFFE0, 0xFFE6],
    [0x1F300, 0x1FAFF],
    [0x20000, 0x3FFFD],
]
_NARROWEST = [[0x300, 0x36F], [0x200B, 0x200F], [0xFE00, 0xFE0F]]


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
