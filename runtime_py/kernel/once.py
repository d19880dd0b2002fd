"""Reports an event only once, though a program may cause it in a loop. Must not know what is reported."""

from __future__ import annotations

from runtime_py.platform.maps import Map, Set


class Once:
    """Each key is new once; of more than `most` keys none is."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._keys: Set[str] = Set()

    def is_new(self, key: str) -> bool:
        if self._keys.has(key) or self._keys.size >= self._most:
            return False
        self._keys.add(key)
        return True


class OncePerProcess:
    def __init__(self, most: int) -> None:
        self._most = most
        self._of_processes: Map[int, Once] = Map()

    def is_new(self, pid: int, key: str) -> bool:
        found = self._of_processes.get(pid)
        if found is None:
            found = Once(self._most)
            self._of_processes.set(pid, found)
        return found.is_new(key)

    def ended(self, pid: int) -> None:
        self._of_processes.delete(pid)
