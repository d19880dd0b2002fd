"""The clock of performance.now(): 0 is the start of the process, which is later than the warm-up of its worker; and the
milestones of its start.

Knows: the worker's own clock. Must not know: who asks."""

from __future__ import annotations

from runtime_py.platform.host import performance

# PERFORMANCE_MILESTONES of src/node_perf_common.h
TIME_ORIGIN_TIMESTAMP = 0
TIME_ORIGIN = 1
ENVIRONMENT = 2
NODE_START = 3
V8_START = 4
LOOP_START = 5
LOOP_EXIT = 6
BOOTSTRAP_COMPLETE = 7
_NOT_YET = -1
_NS = 1000000


class ProcessClock:
    """`milestones` are in ns of the worker's clock; the library reads them."""

    def __init__(self) -> None:
        self.milestones = Float64Array(8)
        self._origin = 0.0
        self.begin(performance.timeOrigin)

    def begin(self, started: float) -> None:
        """`started`: ms since 1970."""
        self._origin = Math.min(started - performance.timeOrigin, performance.now())
        self.milestones.fill(_NOT_YET)
        self.milestones[TIME_ORIGIN_TIMESTAMP] = (performance.timeOrigin + self._origin) * 1000
        self.milestones[TIME_ORIGIN] = self._origin * _NS
        self.reach(NODE_START)

    def reach(self, milestone: int) -> None:
        self.milestones[milestone] = performance.now() * _NS

    def now(self) -> float:
        return performance.now() - self._origin


clock = ProcessClock()
