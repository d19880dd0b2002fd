"""internalBinding('v8'): what a worker can know of its engine."""
from __future__ import annotations

_BEYOND_LATIN1 = js_regexp('[^\\x00-\\xff]', '')


def create(realm: object, seed: object) -> object:
    buffer = seed.heapStatisticsBuffer

    def update_heap():
        found = globalThis.performance.memory
        buffer.fill(0)
        if found is not None:
            buffer[0] = found.totalJSHeapSize
            buffer[4] = found.usedJSHeapSize
            buffer[5] = found.jsHeapSizeLimit
    return {'getHashSeed': lambda: 1, 'cachedDataVersionTag': lambda: 1, 'updateHeapStatisticsBuffer': update_heap,
            'isStringOneByteRepresentation': lambda text: not _BEYOND_LATIN1.test(text), 'setFlagsFromString': lambda flags: js_undefined}
