"""In which order an event loop serves descriptors that are ready at the same time: that of Linux's epoll, which programs
see.

epoll keeps a list: a descriptor is appended when it becomes ready. One that was served stays in the list until a later
look finds it no longer ready, so it comes before those that became ready meanwhile. One that is watched for the first
time is appended last. We have no such list in shared memory, but each change of an object has a number (waitqueue.py),
so the order follows from the numbers. Knows watches. Must not know where the numbers are."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map, Set
from runtime_py.sys.watching import Watch

LARGEST_AGE = 0x7FFFFFFF  # of what has no number: it is served first


class ReadyOrder:
    def __init__(self) -> None:
        self._served: Map[int, int] = Map()  # fd -> its place at the last look
        self._known: Set[int] = Set()  # those that an earlier look has seen

    def forget(self, fd: int) -> None:
        """The descriptor is closed: its number may be another's from now on."""
        self._served.delete(fd)
        self._known.delete(fd)

    def arrange(self, ready: list[Watch], watched: list[Watch], age: Callable[[Watch], int]) -> list[Watch]:
        """`ready` in the order of service. `age`: how many changes of any object ago this one became ready."""
        found = ready if len(ready) < 2 else self._sorted(ready, age)
        self._served.clear()
        for k, watch in enumerate(found):
            if watch.fd >= 0:
                self._served.set(watch.fd, k)
        for watch in watched:
            if watch.is_new:
                watch.is_new = False
                self._known.add(watch.fd)
        return found

    def _sorted(self, ready: list[Watch], age: Callable[[Watch], int]) -> list[Watch]:
        again = [watch for watch in ready if self._served.has(watch.fd)]
        again.sort(key=lambda watch: self._place(watch))
        changed = [watch for watch in ready if not self._served.has(watch.fd) and self._is_known(watch)]
        changed.sort(key=lambda watch: -age(watch))
        fresh = [watch for watch in ready if not self._served.has(watch.fd) and not self._is_known(watch)]
        return [*again, *changed, *fresh]

    def _place(self, watch: Watch) -> int:
        return self._served.get(watch.fd) or 0

    def _is_known(self, watch: Watch) -> bool:
        return not watch.is_new or self._known.has(watch.fd)
