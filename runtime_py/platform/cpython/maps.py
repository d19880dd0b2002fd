"""Twin of platform/maps.py: Map and Set with JavaScript's methods over dict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

K = TypeVar('K')
V = TypeVar('V')


def _key(key: Any) -> Any:
    """JavaScript distinguishes 1 and True as keys; Python's dict doesn't."""
    return (bool, key) if isinstance(key, bool) else key


class Map(Generic[K, V]):
    def __init__(self, entries: Iterable[Any] | None = None) -> None:
        self._entries: dict[Any, tuple[K, V]] = {}
        for key, value in entries or ():
            self.set(key, value)

    @property
    def size(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | Any:  # typed as V for the checker, but may be compared with None
        found = self._entries.get(_key(key))
        return None if found is None else found[1]

    def set(self, key: K, value: V) -> Map[K, V]:
        self._entries[_key(key)] = (key, value)
        return self

    def has(self, key: K) -> bool:
        return _key(key) in self._entries

    def delete(self, key: K) -> bool:
        return self._entries.pop(_key(key), None) is not None

    def clear(self) -> None:
        self._entries.clear()

    def keys(self) -> Iterator[K]:
        return iter([key for key, _ in self._entries.values()])

    def values(self) -> Iterator[V]:
        return iter([value for _, value in self._entries.values()])

    def entries(self) -> Iterator[tuple[K, V]]:
        return iter(list(self._entries.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Map) and self._entries == other._entries

    def __repr__(self) -> str:
        return f'Map({list(self._entries.values())!r})'


class Set(Generic[K]):
    def __init__(self, values: Iterable[K] | None = None) -> None:
        self._values: dict[Any, K] = {}
        for value in values or ():
            self.add(value)

    @property
    def size(self) -> int:
        return len(self._values)

    def add(self, value: K) -> Set[K]:
        self._values[_key(value)] = value
        return self

    def has(self, value: K) -> bool:
        return _key(value) in self._values

    def delete(self, value: K) -> bool:
        found = _key(value) in self._values
        self._values.pop(_key(value), None)
        return found

    def clear(self) -> None:
        self._values.clear()

    def values(self) -> Iterator[K]:
        return iter(list(self._values.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Set) and self._values == other._values

    def __repr__(self) -> str:
        return f'Set({list(self._values.values())!r})'
