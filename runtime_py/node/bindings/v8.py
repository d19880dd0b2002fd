"""internalBinding('v8'): what a worker can know about its engine."""

from __future__ import annotations

from runtime_py.node.engine.garbage import exposure
from runtime_py.node.engine.known_memory import known_heap

# indices in getHeapStatistics
TOTAL_HEAP = 0
AVAILABLE = 3
USED_HEAP = 4
LIMIT = 5
# The limit of compressed pointers; no engine reveals a worker's own, lower limit. Programs that restart when the heap
# is nearly full compare with it.
MOST_HEAP = 4294967296

_BEYOND_LATIN1 = js_regexp('[^\\x00-\\xff]', '')


_EXPOSES_GC = js_regexp('^(.*\\s)?--expose[-_]gc(\\s|$)', '')


def set_flags(flags: str) -> None:
    """Of V8's flags only this one has an effect that a program sees."""
    if _EXPOSES_GC.test(flags):
        exposure.expose_to_contexts()


def create(realm: object, binding_data: object) -> object:
    buffer = binding_data.heapStatisticsBuffer

    def update_heap():
        known = known_heap(realm)
        buffer.fill(0)
        buffer[TOTAL_HEAP] = known
        buffer[USED_HEAP] = known
        buffer[AVAILABLE] = MOST_HEAP - known
        buffer[LIMIT] = MOST_HEAP

    return {
        'getHashSeed': lambda: 1,
        'cachedDataVersionTag': lambda: 1,
        'updateHeapStatisticsBuffer': update_heap,
        'isStringOneByteRepresentation': lambda text: not _BEYOND_LATIN1.test(text),
        'setFlagsFromString': set_flags,
    }
