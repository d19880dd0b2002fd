"""Lists that are equal item by item."""

from __future__ import annotations

from runtime_py.platform.lists import equal


def test_equal() -> None:
    assert equal([], []) and equal([1, 'a', [2, [3]]], [1, 'a', [2, [3]]])
    assert not equal([1], [2]) and not equal([1], [1, 2]) and not equal([[1]], [[2]])
