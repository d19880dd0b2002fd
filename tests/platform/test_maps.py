"""Map and Set: the same results in both worlds, call by call."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set


def test_maps() -> None:
    found: Map[str, int] = Map([['constructor', 1], ['b', 2]])
    assert found.size == 2 and found.get('constructor') == 1 and found.get('toString') is None
    found.set('a', 3).set('b', 4)
    assert list(found.keys()) == ['constructor', 'b', 'a'] and list(found.values()) == [1, 4, 3]
    assert [[key, value] for key, value in found.entries()] == [['constructor', 1], ['b', 4], ['a', 3]]
    assert found.has('a') and not found.has('z') and found.delete('a') and not found.delete('a')
    found.set('b', 5)
    assert list(found.keys()) == ['constructor', 'b']
    found.clear()
    assert found.size == 0 and list(found.entries()) == []


def test_keys_are_told_apart() -> None:
    mixed: Map[object, str] = Map()
    mixed.set(1, 'number')
    mixed.set(True, 'truth')
    mixed.set('1', 'text')
    assert mixed.size == 3 and mixed.get(1) == 'number' and mixed.get('1') == 'text'


def test_sets() -> None:
    found: Set[int] = Set([3, 1, 3])
    assert found.size == 2 and found.has(3) and not found.has(2)
    found.add(2).add(1)
    assert list(found.values()) == [3, 1, 2]
    assert found.delete(3) and not found.delete(3) and list(found.values()) == [1, 2]
    found.clear()
    assert found.size == 0
