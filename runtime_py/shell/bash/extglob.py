"""Patterns with bash's ?(a|b) *(a|b) +(a|b) @(a|b) !(a|b), in any depth. Pure.

The matcher follows all positions of the text that the pattern so far can reach, so its work is bounded by a polynomial
of the lengths, whatever the pattern."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set
from runtime_py.platform.text import unit_count
from runtime_py.shell.pattern import bracket_end, match_one

_KINDS = '?*+@!'
_MOST_KNOWN = 100


class _Item:
    """`kind`: '' for what matches one character (`text` is its pattern), '*' alone for any text, or that of a group."""

    def __init__(self, kind: str, text: str, choices: list[list[_Item]]) -> None:
        self.kind = kind
        self.text = text
        self.choices = choices
        self.is_group = len(choices) > 0


def has_group(pattern: str) -> bool:
    """Whether it has a group that is closed."""
    k = 0
    while k < len(pattern):
        if pattern[k] == '\\':
            k += 1
        elif pattern[k] in _KINDS and pattern[k + 1 : k + 2] == '(' and _group_end(pattern, k + 1) > 0:
            return True
        k += 1
    return False


def _group_end(pattern: str, at: int) -> int:
    """The position of the ) for the ( there; -1 when there is none."""
    depth = 0
    k = at
    while k < len(pattern):
        char = pattern[k]
        if char == '\\':
            k += 1
        elif char == '[' and bracket_end(pattern, k) > 0:
            k = bracket_end(pattern, k) - 1
        elif char == '(':
            depth += 1
        elif char == ')':
            depth -= 1
            if depth == 0:
                return k
        k += 1
    return -1


_known: Map[str, list[_Item]] = Map()


def matches_extended(pattern: str, text: str) -> bool:
    """Whether the whole text matches."""
    items = _known.get(pattern)
    if items is None:
        items = _items(pattern)
        if _known.size >= _MOST_KNOWN:
            _known.clear()
        _known.set(pattern, items)
    return len(text) in _ends(items, text, [0])


def _items(pattern: str) -> list[_Item]:
    found: list[_Item] = []
    k = 0
    while k < len(pattern):
        char = pattern[k]
        end = _group_end(pattern, k + 1) if char in _KINDS and pattern[k + 1 : k + 2] == '(' else -1
        if end > 0:
            choices = [_items(choice) for choice in _choices(pattern[k + 2 : end])]
            found.append(_Item(char, '', choices))
            k = end + 1
            continue
        if char == '*':
            found.append(_Item('*', '', []))
            k += 1
            continue
        end = bracket_end(pattern, k) if char == '[' else -1
        if end < 0:
            start = k + 1 if char == '\\' and k + 1 < len(pattern) else k
            end = start + unit_count(pattern, start)
        found.append(_Item('', pattern[k:end], []))
        k = end
    return found


def _choices(text: str) -> list[str]:
    """The alternatives between the | of this level."""
    found: list[str] = []
    start = 0
    depth = 0
    k = 0
    while k < len(text):
        char = text[k]
        if char == '\\':
            k += 1
        elif char == '[' and bracket_end(text, k) > 0:
            k = bracket_end(text, k) - 1
        elif char == '|' and depth == 0:
            found.append(text[start:k])
            start = k + 1
        depth += 1 if char == '(' else (-1 if char == ')' else 0)
        k += 1
    found.append(text[start:])
    return found


def _ends(items: list[_Item], text: str, starts: list[int]) -> list[int]:
    """The positions that the items reach from these."""
    now = starts
    for item in items:
        if len(now) == 0:
            return now
        now = _after(item, text, now)
    return now


def _after(item: _Item, text: str, starts: list[int]) -> list[int]:
    if item.is_group:
        return _after_group(item, text, starts)
    if item.kind == '*':
        return _from(text, min(starts))
    found: list[int] = []
    for at in starts:
        if at < len(text):
            size = unit_count(text, at)
            if match_one(item.text, 0, text[at : at + size]) == len(item.text):
                found.append(at + size)
    return found


def _from(text: str, first: int) -> list[int]:
    """All positions from there on."""
    found = [first]
    at = first
    while at < len(text):
        at += unit_count(text, at)
        found.append(at)
    return found


def _after_group(item: _Item, text: str, starts: list[int]) -> list[int]:
    if item.kind == '!':
        found: Set[int] = Set()
        for at in starts:
            taken = _by_choices(item, text, [at])
            for end in _from(text, at):
                if end not in taken:
                    found.add(end)
        return [end for end in found.values()]
    if item.kind == '@':
        return _by_choices(item, text, starts)
    reached: Set[int] = Set(starts if item.kind in '?*' else [])
    newest = _by_choices(item, text, starts)
    while len(newest) > 0:
        fresh = [end for end in newest if not reached.has(end)]
        for end in fresh:
            reached.add(end)
        newest = _by_choices(item, text, fresh) if item.kind in '*+' else []
    return [end for end in reached.values()]


def _by_choices(item: _Item, text: str, starts: list[int]) -> list[int]:
    found: Set[int] = Set()
    for choice in item.choices:
        for end in _ends(choice, text, starts):
            found.add(end)
    return [end for end in found.values()]
