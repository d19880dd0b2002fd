"""The elements of bash's arrays. Pure.

Keys are text, also those of indexed arrays. Associative arrays list their keys in the order of bash's own table, since
scripts print them so."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import imul, u32
from runtime_py.platform.octets import to_bytes

_FIRST_BUCKETS = 1024
_GROWTH = 4  # when there are twice as many keys as buckets
_OFFSET = 0x811C9DC5 - 0x100000000  # of the hash FNV-1, as a signed number
_PRIME = 16777619


class Elements:
    def __init__(self, associative: bool) -> None:
        self.associative = associative
        self.is_set = False  # a list was assigned, even an empty one
        self._values: Map[str, str] = Map()
        self._highest = -1  # index
        self._ordered = True  # whether indices were inserted in their order

    def size(self) -> int:
        return self._values.size

    def get(self, key: str) -> str | None:
        return self._values.get(key)

    def set(self, key: str, value: str) -> None:
        if not self.associative and not self._values.has(key):
            index = int(key)
            self._ordered = self._ordered and index > self._highest
            self._highest = max(self._highest, index)
        self._values.set(key, value)

    def delete(self, key: str) -> None:
        self._values.delete(key)
        if not self.associative and key == str(self._highest):
            self._highest = max([-1, *[int(other) for other in self._values.keys()]])

    def next_index(self) -> int:
        """The index after the last one."""
        return self._highest + 1

    def keys(self) -> list[str]:
        if self.associative:
            return _in_buckets([key for key in self._values.keys()])
        if not self._ordered:
            ordered: Map[str, str] = Map()
            for index in sorted([int(key) for key in self._values.keys()]):
                key = str(index)
                ordered.set(key, self._values.get(key) or '')
            self._values = ordered
            self._ordered = True
        return [key for key in self._values.keys()]

    def values(self) -> list[str]:
        return [self._values.get(key) or '' for key in self.keys()]

    def copy(self) -> Elements:
        made = Elements(self.associative)
        made.is_set = self.is_set
        for key, value in self._values.entries():
            made.set(key, value)
        return made


def listed(values: list[str]) -> Elements:
    """An indexed array of these."""
    made = Elements(False)
    for k, value in enumerate(values):
        made.set(str(k), value)
    return made


def _hash(key: str) -> int:
    found = _OFFSET
    for octet in to_bytes(key):
        found = imul(found, _PRIME) ^ (octet if octet < 128 else octet - 256)  # a signed char
    return u32(found)


def _in_buckets(keys: list[str]) -> list[str]:
    """The keys by their places in a table whose buckets begin with the newest; a table that grows reverses them."""
    buckets: list[list[str]] = [[] for _ in range(_FIRST_BUCKETS)]
    count = 0
    for key in keys:
        if count >= len(buckets) * 2:
            buckets = _grown(buckets)
        buckets[_hash(key) % len(buckets)].insert(0, key)
        count += 1
    return [key for bucket in buckets for key in bucket]


def _grown(buckets: list[list[str]]) -> list[list[str]]:
    made: list[list[str]] = [[] for _ in range(len(buckets) * _GROWTH)]
    for bucket in buckets:
        for key in bucket:
            made[_hash(key) % len(made)].insert(0, key)
    return made
