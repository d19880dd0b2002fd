"""StatWatcher: what `fs.watchFile` stands on. Looks at a file every `interval` ms, as libuv's uv_fs_poll.

States: made -> looking (active: keeps the loop alive while it has a reference) -> closed."""
from __future__ import annotations

from runtime_py.node.fs_requests import path_text
from runtime_py.node.fs_stats import FIELDS, to_bigint
from runtime_py.node.host import HandleWrap, current_realm, hidden
from runtime_py.node.wiring import call_back
from runtime_py.platform.clock import call_later, cancel

ATIME_S = 10
ATIME_NS = 11

_numbers: object = None         # the shared arrays that the library reads: the new state, then the one before
_bigints: object = None


def use_arrays(numbers: Float64Array, bigints: BigInt64Array) -> None:
    global _numbers, _bigints
    _numbers = numbers
    _bigints = bigints


def differs(a: Float64Array, b: Float64Array) -> bool:
    """Reading alone, the time of access, is no change."""
    for k in range(FIELDS):
        if a[k] != b[k] and k != ATIME_S and k != ATIME_NS:
            return True
    return False


class StatWatcher(HandleWrap):
    """The library sets `onchange(status, stats)`."""

    def __init__(self, bigint: bool) -> None:
        super().__init__('STATWATCHER')
        hidden(self, '_bigint', bigint)
        hidden(self, '_path', '')
        hidden(self, '_interval', 0)
        hidden(self, '_timer', None)
        hidden(self, '_last', Float64Array(FIELDS))
        hidden(self, '_status', 1)      # of the last look: 1 none yet, 0 it is there, else -errno

    def start(self, path: object, interval: int) -> int:
        if self._timer is not None:
            return 0
        self._path = path_text(path)
        self._interval = Math.max(1, interval)
        self.set_active(True)
        self._schedule(0)
        return 0

    def _schedule(self, ms: int) -> None:
        self._timer = call_later(ms, lambda: current_realm().loop.enqueue(lambda: self._look()))

    def _look(self) -> None:
        if self.is_closing:
            return
        self._schedule(self._interval)
        now = Float64Array(FIELDS)
        status = current_realm().system.stat(self._path, now)
        before = self._status
        last = self._last
        if status >= 0:
            status = 0
            self._last = now
        self._status = status
        if status < 0 and before != status:
            # libuv tells of a file which isn't there with zeros
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
        if self._timer is not None:
            cancel(self._timer)
            self._timer = None
