"""Replacements in a text, by positions in the original. Pure."""

from __future__ import annotations


class Edit:
    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text


def apply(source: str, edits: list[Edit]) -> str:
    """The edits must not overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.start):
        parts.append(source[at : edit.start])
        parts.append(edit.text)
        at = edit.end
    parts.append(source[at:])
    return ''.join(parts)
