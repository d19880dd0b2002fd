"""Lengths and positions in characters, as awk counts them: a character beyond U+FFFF is one, even where strings are
UTF-16. Pure."""

from __future__ import annotations

from runtime_py.platform.text import unit_count


def _has_pairs(text: str) -> bool:
    for k in range(len(text)):
        if 0xD800 <= ord(text[k]) < 0xDC00:
            return True
    return False


def length(text: str) -> int:
    if not _has_pairs(text):
        return len(text)
    count = 0
    k = 0
    while k < len(text):
        k += unit_count(text, k)
        count += 1
    return count


def place_of(text: str, characters: int) -> int:
    """The index of the character with this number (from 0); the end when there are fewer."""
    k = 0
    while characters > 0 and k < len(text):
        k += unit_count(text, k)
        characters -= 1
    return k


def head(text: str, characters: int) -> str:
    """The first characters, at most this many."""
    return text[: place_of(text, characters)] if _has_pairs(text) else text[:characters]


def piece(text: str, start: int, end: int) -> str:
    """The characters from number `start` up to, not including, `end`, both from 0."""
    if not _has_pairs(text):
        return text[start:end]
    begin = place_of(text, start)
    return text[begin : begin + place_of(text[begin:], end - start)]


def characters_before(text: str, place: int) -> int:
    """How many characters precede an index."""
    return length(text[:place])
