"""internalBinding('v8'): what a worker can know about its engine."""

from __future__ import annotations

from runtime_py.node.engine.garbage import exposure
from runtime_py.node.engine.known_memory import HEAP_LIMIT, known_heap

# indices in getHeapStatistics
TOTAL_HEAP = 0
AVAILABLE = 3
USED_HEAP = 4
LIMIT = 5

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
        buffer[AVAILABLE] = HEAP_LIMIT - known
        buffer[LIMIT] = HEAP_LIMIT

    return {
        'getHashSeed': lambda: 1,
        'cachedDataVersionTag': lambda: 1,
        'updateHeapStatisticsBuffer': update_heap,
        'isStringOneByteRepresentation': lambda text: not _BEYOND_LATIN1.test(text),
        'setFlagsFromString': set_flags,
    }
