"""The order in which npm writes names: that of `localeCompare(b, 'en')`, since a lockfile must come out the same.
Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.maps import Map
from runtime_py.platform.text import compare

# ICU's order of ASCII. Texts compare by letter first; only otherwise equal texts compare by case, lower case first.
_ORDER = ' _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz'
_OTHER = 1000


def _make_weights() -> Map[str, int]:
    out: Map[str, int] = Map()
    for i in range(len(_ORDER)):
        out.set(_ORDER[i], i)
        if _ORDER[i].isalpha():
            out.set(_ORDER[i].upper(), i)
    return out


_WEIGHTS = _make_weights()


def _weight(c: str) -> int:
    found = _WEIGHTS.get(c)
    return _OTHER + ord(c) if found is None else found


def locale_compare(a: str, b: str) -> int:
    """-1, 0 or 1."""
    if a == b:
        return 0
    for i in range(min(len(a), len(b))):
        if a[i] != b[i]:
            difference = _weight(a[i]) - _weight(b[i])
            if difference != 0:
                return -1 if difference < 0 else 1
    if len(a) != len(b):
        return -1 if len(a) < len(b) else 1
    return -compare(a, b)


def sorted_names(names: list[str]) -> list[str]:
    return sorted_by(names, locale_compare)


def sorted_by(items: list[Any], compare_items: Callable[[Any, Any], int]) -> list[Any]:
    """A stable merge sort: the dialect's own sort takes keys, not comparisons."""
    if len(items) < 2:
        return list(items)
    middle = len(items) // 2
    left = sorted_by(items[:middle], compare_items)
    right = sorted_by(items[middle:], compare_items)
    out: list[Any] = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if compare_items(right[j], left[i]) < 0:
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    out.extend(left[i:])
    out.extend(right[j:])
    return out
