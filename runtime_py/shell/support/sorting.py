"""A stable sort with a comparison function (merge sort), since the orders of sort, ls and uniq can't be expressed by
one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.text import compare


def sorted_by(items: list[Any], order: Callable[[Any, Any], int]) -> list[Any]:
    """A new list. order(a, b) is negative, 0 or positive."""
    source = list(items)
    target = list(items)
    width = 1
    while width < len(source):
        for start in range(0, len(source), 2 * width):
            _merge(source, target, start, min(start + width, len(source)), min(start + 2 * width, len(source)), order)
        swap = source
        source = target
        target = swap
        width *= 2
    return source


def _merge(
    source: list[Any], target: list[Any], start: int, middle: int, end: int, order: Callable[[Any, Any], int]
) -> None:
    left = start
    right = middle
    for k in range(start, end):
        if left < middle and (right >= end or order(source[left], source[right]) <= 0):
            target[k] = source[left]
            left += 1
        else:
            target[k] = source[right]
            right += 1


def merged(items: list[Any], starts: list[int], order: Callable[[Any, Any], int]) -> list[Any]:
    """Merges runs (each from its start to the next run's) into one list: always takes the smallest of their first
    items, and the earlier run's among equals. Runs that aren't sorted stay so."""
    places = list(starts)
    ends = [*starts[1:], len(items)]
    found: list[Any] = []
    while len(found) < len(items):
        best = -1
        for k, place in enumerate(places):
            if place < ends[k] and (best < 0 or order(items[place], items[places[best]]) < 0):
                best = k
        found.append(items[places[best]])
        places[best] += 1
    return found


def compare_versions(a: str, b: str) -> int:
    """Compares digit runs by value: `v2` before `v10` (ls -v, sort -V)."""
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if a[i].isdigit() and b[j].isdigit():
            one = _digits(a, i)
            two = _digits(b, j)
            i += len(one)
            j += len(two)
            one = one.lstrip('0')
            two = two.lstrip('0')
            if len(one) != len(two):
                return len(one) - len(two)
            if one != two:
                return compare(one, two)
        elif a[i] != b[j]:
            return compare(a[i], b[j])
        else:
            i += 1
            j += 1
    return (len(a) - i) - (len(b) - j)


def _digits(text: str, start: int) -> str:
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[start:end]
