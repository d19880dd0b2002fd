"""StatWatcher: the base of `fs.watchFile`. Polls a file every `interval` ms, as libuv's uv_fs_poll.

Watchers with the same interval share a timer, and don't poll while nothing in the whole file system has changed.

States: made -> polling (active: keeps the loop alive while it is referenced) -> closed."""

from __future__ import annotations

from typing import Any

from runtime_py.node.fs.requests import path_text
from runtime_py.node.fs.stats import FIELDS, to_bigint
from runtime_py.node.realm.callbacks import call_back
from runtime_py.node.realm.host import HandleWrap, current_realm, hidden
from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.maps import Map, Set

ATIME_S = 10
ATIME_NS = 11

_numbers: object = None  # the shared arrays that the library reads: the new state, then the previous one
_bigints: object = None


def use_arrays(numbers: Float64Array, bigints: BigInt64Array) -> None:
    global _numbers, _bigints
    _numbers = numbers
    _bigints = bigints


def differs(a: Float64Array, b: Float64Array) -> bool:
    """A new access time alone is no change."""
    for k in range(FIELDS):
        if a[k] != b[k] and k != ATIME_S and k != ATIME_NS:
            return True
    return False


class StatWatcher(HandleWrap):
    """The library sets `onchange(status, stats)`."""

    onchange: Any
    _bigint: bool

    def __init__(self, bigint: bool) -> None:
        super().__init__('STATWATCHER')
        hidden(self, '_bigint', bigint)
        hidden(self, '_path', '')
        hidden(self, '_interval', 0)
        hidden(self, '_started', False)
        hidden(self, '_last', Float64Array(FIELDS))
        hidden(self, '_status', 1)  # result of the last poll: 1 none yet, 0 the file exists, else -errno

    def start(self, path: object, interval: int) -> int:
        if self._started:
            return 0
        self._started = True
        self._path = path_text(path)
        self._interval = Math.max(1, interval)
        self.set_active(True)
        call_later(0, lambda: current_realm().loop.enqueue(lambda: self._begin()))
        return 0

    def _begin(self) -> None:
        if not self.is_closing:
            self.look()
            _rounds(self._interval).add(self)

    def look_soon(self) -> None:
        current_realm().loop.enqueue(lambda: self.look())

    def look(self) -> None:
        if self.is_closing:
            return
        now = Float64Array(FIELDS)
        status = current_realm().system.stat(self._path, now)
        before = self._status
        last = self._last
        if status >= 0:
            status = 0
            self._last = now
        self._status = status
        if status < 0 and before != status:
            # libuv reports a missing file with zeros
            self._tell(status, Float64Array(FIELDS), last)
        elif status == 0 and before != 1 and (before < 0 or differs(now, last)):
            self._tell(0, now, last)

    def _tell(self, status: int, now: Float64Array, last: Float64Array) -> None:
        if self._bigint:
            to_bigint(now, _bigints)
            to_bigint(last, _bigints.subarray(FIELDS))
        else:
            _numbers.set(now)
            _numbers.set(last, FIELDS)
        call_back(self, self.onchange, [status, _bigints if self._bigint else _numbers])

    def release(self) -> None:
        if self._started:
            _rounds(self._interval).remove(self)


class _Rounds:
    """The polls of all watchers with one interval."""

    def __init__(self, interval: int) -> None:
        self._interval = interval
        self._watchers = Set()
        self._timer = None
        self._seen = -1

    def add(self, watcher: StatWatcher) -> None:
        self._watchers.add(watcher)
        self._seen = -1  # a new watcher polls once, whatever changed before
        if self._timer is None:
            self._schedule()

    def remove(self, watcher: StatWatcher) -> None:
        self._watchers.delete(watcher)
        if self._watchers.size == 0 and self._timer is not None:
            cancel(self._timer)
            self._timer = None

    def _schedule(self) -> None:
        self._timer = call_later(self._interval, lambda: self._tick())

    def _tick(self) -> None:
        self._schedule()
        changes = current_realm().system.file_changes()
        if changes != self._seen:
            self._seen = changes
            for watcher in list(self._watchers.values()):
                watcher.look_soon()


_all_rounds: object = Map()


def _rounds(interval: int) -> _Rounds:
    if not _all_rounds.has(interval):
        _all_rounds.set(interval, _Rounds(interval))
    return _all_rounds.get(interval)
