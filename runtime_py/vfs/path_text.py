"""Absolute paths as text. Must not know what lies there: links are left as they are."""

from __future__ import annotations


def normal(path: str) -> str:
    """An absolute path without `.`, `..`, double and trailing slashes, from its text only."""
    parts: list[str] = []
    for part in path.split('/'):
        if part == '..':
            if len(parts) > 0:
                parts.pop()
        elif part != '' and part != '.':
            parts.append(part)
    return '/' + '/'.join(parts)
