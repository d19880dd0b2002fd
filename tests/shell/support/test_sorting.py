"""A stable sort, merged runs, and the order of versions."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.support.sorting import compare_versions, merged, sorted_by


def by_first(a: Any, b: Any) -> int:
    return a[0] - b[0]


def test_equals_keep_their_order() -> None:
    items = [[k * 7 % 5, k] for k in range(23)]
    found = sorted_by(items, by_first)
    assert found == [[k * 7 % 5, k] for rest in range(5) for k in range(23) if k * 7 % 5 == rest]
    assert items[0] == [0, 0] and items[1] == [2, 1]  # they stay as they were
    assert sorted_by([], by_first) == [] and sorted_by([[1, 1]], by_first) == [[1, 1]]


def test_runs_are_merged() -> None:
    items = [[1, 0], [5, 0], [1, 1], [2, 1], [4, 2]]
    assert merged(items, [0, 2, 4], by_first) == [[1, 0], [1, 1], [2, 1], [4, 2], [5, 0]]
    assert merged([[3, 0], [1, 0], [2, 1]], [0, 2], by_first) == [[2, 1], [3, 0], [1, 0]]  # a run out of order stays so
    assert merged([], [], by_first) == []


def test_versions() -> None:
    names = ['v10', 'v2', 'v1.10', 'v1.9', 'v', 'v02']
    assert sorted_by(names, compare_versions) == ['v', 'v1.9', 'v1.10', 'v2', 'v02', 'v10']
    assert compare_versions('a99999999999999999998', 'a99999999999999999999') < 0
    assert compare_versions('same1', 'same1') == 0
