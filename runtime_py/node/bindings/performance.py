"""internalBinding('performance'): the clock of performance.now and the milestones of a start."""
from __future__ import annotations

from runtime_py.node.performance_entries import set_observers
from runtime_py.node.process_clock import BOOTSTRAP_COMPLETE, clock


def create(realm: object, seed: object) -> object:
    nothing = js_undefined
    return {
        'now': lambda: clock.now(), 'milestones': clock.milestones, 'setupObservers': lambda callback: set_observers(seed.observerCounts, callback),
        # garbage collections can't be seen from inside
        'installGarbageCollectionTracking': lambda: nothing, 'removeGarbageCollectionTracking': lambda: nothing, 'notify': lambda *args: nothing,
        'loopIdleTime': lambda: 0, 'markBootstrapComplete': lambda: clock.reach(BOOTSTRAP_COMPLETE),
        'uvMetricsInfo': lambda: realm.loop.metrics(),
    }
