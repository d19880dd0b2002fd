"""internalBinding('performance'): the clock of performance.now, start-up milestones, histograms, and the event loop's
idle time."""

from __future__ import annotations

from typing import Any

from runtime_py.node.engine.histogram import NO_MINIMUM, Counts
from runtime_py.node.engine.performance_entries import set_observers
from runtime_py.node.process.clock import BOOTSTRAP_COMPLETE, clock
from runtime_py.node.realm.callbacks import coded_error, realm
from runtime_py.node.realm.host import hidden
from runtime_py.platform.clock import call_later, cancel, monotonic_ms

_NS = 1000000


class Histogram:
    """One method records numbers, another BigInts."""

    _counts: Any

    def __init__(self, lowest: object = 1, highest: object = 9007199254740991, figures: int = 3) -> None:
        hidden(self, '_counts', Counts(Number(lowest), Number(highest), figures))

    def count(self) -> int:
        return self._counts.count

    def countBigInt(self) -> object:
        return BigInt(self._counts.count)

    def exceeds(self) -> int:
        return self._counts.exceeds

    def exceedsBigInt(self) -> object:
        return BigInt(self._counts.exceeds)

    def min(self) -> float:
        found = self._counts.minimum()
        return NO_MINIMUM if found is None else found

    def minBigInt(self) -> object:
        found = self._counts.minimum()
        return BigInt('9223372036854775807') if found is None else BigInt(found)

    def max(self) -> float:
        return self._counts.maximum()

    def maxBigInt(self) -> object:
        return BigInt(self._counts.maximum())

    def mean(self) -> float:
        return self._counts.mean()

    def stddev(self) -> float:
        return self._counts.deviation()

    def percentile(self, percent: float) -> float:
        return self._counts.percentile(percent)

    def percentileBigInt(self, percent: float) -> object:
        return BigInt(self._counts.percentile(percent))

    def percentiles(self, into: object) -> None:
        for percent, value in self._counts.percentiles():
            into.set(percent, value)

    def percentilesBigInt(self, into: object) -> None:
        for percent, value in self._counts.percentiles():
            into.set(percent, BigInt(value))

    def reset(self) -> None:
        self._counts.clear()

    def record(self, value: object) -> None:
        if js_typeof(value) == 'bigint' and (value < BigInt(1) or BigInt.asIntN(64, value) != value):
            raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'value is out of range')
        self._counts.record(Number(value))

    def recordDelta(self) -> None:
        self._counts.record_delta(Math.floor(monotonic_ms() * _NS))

    def add(self, other: object) -> None:
        self._counts.add(other._counts)


class DelayHistogram(Histogram):
    """Records the intervals between ticks of a timer, or rounds of the loop. It keeps nothing alive."""

    _counts: Any
    _each_round: Any
    _interval: Any

    def __init__(self, interval: int, each_round: bool) -> None:
        super().__init__(1000, 3600000000000, 3)  # a microsecond to an hour
        hidden(self, '_interval', interval)
        hidden(self, '_each_round', each_round)
        hidden(self, '_timer', None)
        hidden(self, '_is_on', False)

    def start(self) -> None:
        self._is_on = True
        self._counts.clear()
        if self._each_round:
            realm().loop.on_round = lambda: self.recordDelta()
        else:
            self._wait()

    def stop(self) -> None:
        self._is_on = False
        if self._each_round:
            realm().loop.on_round = None
        elif self._timer is not None:
            cancel(self._timer)
            self._timer = None

    def _wait(self) -> None:
        self._timer = call_later(self._interval, lambda: self._tick())

    def _tick(self) -> None:
        if self._is_on and not realm().loop.exited:
            self.recordDelta()
            self._wait()


def with_counts(counts: Counts) -> Histogram:
    made = Object.create(Histogram.prototype)
    hidden(made, '_counts', counts)
    return made


def register_carrier(realm: object) -> None:
    """A clone in the same thread shares the counts; another thread gets a copy of the counts so far."""
    carriers = realm.carriers

    def give(histogram):
        counts = histogram._counts
        return [carriers.share(realm.system.next_object_number(), counts), Object.assign({}, counts)]

    def make(given):
        shared = carriers.shared(given[0])
        return with_counts(
            Object.assign(Object.create(Counts.prototype), given[1]) if shared is js_undefined else shared
        )

    carriers.cloneable('Histogram', Histogram, give, make)


def create(realm: object, binding_data: object) -> object:
    nothing = js_undefined
    register_carrier(realm)
    return {
        'now': lambda: clock.now(),
        'milestones': clock.milestones,
        'setupObservers': lambda callback: set_observers(binding_data.observerCounts, callback),
        # garbage collections can't be observed from inside
        'installGarbageCollectionTracking': lambda: nothing,
        'removeGarbageCollectionTracking': lambda: nothing,
        'notify': lambda *args: nothing,
        'loopIdleTime': lambda: realm.loop.activity.idle_ms(),
        'markBootstrapComplete': lambda: clock.reach(BOOTSTRAP_COMPLETE),
        'uvMetricsInfo': lambda: realm.loop.metrics(),
        'Histogram': Histogram,
        'createELDHistogram': lambda interval, each_round=False: DelayHistogram(interval, each_round),
    }
