"""Characters that aren't drawn as themselves: controls, and those that change the direction of text, which can make a
name look like another one (U+202E makes gpj.exe look like exe.jpg). Pure; serves both worlds."""

from __future__ import annotations

from runtime_py.platform.text import code_points, from_code_points, pad_left, to_base

# of Unicode: line and paragraph separators; marks, embeddings, overrides and isolates of direction
_UNSEEN = [[0x0, 0x1F], [0x7F, 0x9F], [0x61C, 0x61C], [0x200E, 0x200F], [0x2028, 0x202E], [0x2066, 0x2069]]


def is_shown(code: int) -> bool:
    """Whether the character may be drawn as it is."""
    if 0x20 <= code < 0x7F:
        return True
    for low, high in _UNSEEN:
        if low <= code <= high:
            return False
    return True


def is_all_shown(text: str) -> bool:
    return all([is_shown(code) for code in code_points(text)])


def without_unseen(text: str) -> str:
    """Replaces each such character by its number: a<U+202E>gpj.exe."""
    if is_all_shown(text):
        return text
    return ''.join(
        [
            from_code_points([code]) if is_shown(code) else f'<U+{pad_left(to_base(code, 16).upper(), 4, "0")}>'
            for code in code_points(text)
        ]
    )
