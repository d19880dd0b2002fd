"""internalBinding('performance'): the clock of performance.now and the milestones of a start."""
from __future__ import annotations

from runtime_py.node.performance_entries import set_observers
from runtime_py.platform.host import performance


def create(realm: object, seed: object) -> object:
    milestones = Float64Array(8)
    milestones[0] = performance.timeOrigin * 1000
    milestones[1] = performance.timeOrigin * 1000000
    milestones[5] = -1
    milestones[6] = -1
    nothing = js_undefined
    return {
        'now': lambda: performance.now(), 'milestones': milestones, 'setupObservers': lambda callback: set_observers(seed.observerCounts, callback),
        # garbage collections can't be seen from inside
        'installGarbageCollectionTracking': lambda: nothing, 'removeGarbageCollectionTracking': lambda: nothing, 'notify': lambda *args: nothing,
        'loopIdleTime': lambda: 0, 'markBootstrapComplete': lambda: nothing, 'uvMetricsInfo': lambda: [0, 0, 0],
    }
