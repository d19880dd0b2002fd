"""vm.measureMemory: what is known of the heap, as ranges.

A browser tells a worker nothing about its heap, so the range of the whole begins with the texts of the loaded scripts
(engine/known_memory.py) and ends with the engine's limit; the estimate is the lower end. How much of it belongs to a
context of vm is unknown, so its range begins at 0."""

from __future__ import annotations

from runtime_py.node.engine.known_memory import HEAP_LIMIT, known_heap
from runtime_py.node.realm.host import current_realm

DETAILED = 1
EAGER = 1
_Weak = globalThis.WeakRef
HostPromise = globalThis.Promise
_contexts = []  # WeakRefs


def note_context(context: object) -> None:
    _contexts.push(js_new(_Weak, context))


def measured(at_least: int) -> object:
    return {'jsMemoryEstimate': at_least, 'jsMemoryRange': [at_least, HEAP_LIMIT]}


def measurement(mode: int) -> object:
    known = known_heap(current_realm())
    found = {'total': measured(known)}
    if mode == DETAILED:
        alive = _contexts.filter(lambda weak: js_typeof(weak.deref()) != 'undefined')
        found.current = measured(known)
        found.other = alive.map(lambda weak: measured(0))
    return found


def measure_memory(mode: int, execution: int) -> object:
    """A promise. Natively it waits for a garbage collection, and keeps the process alive only if it is eager."""
    loop = current_realm().loop

    def measure(resolve, reject):
        def finish():
            resolve(measurement(mode))

        if execution == EAGER:
            loop.enqueue_request(finish)
        else:
            loop.enqueue(finish)

    return js_new(HostPromise, measure)
