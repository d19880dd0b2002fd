"""What is known about this thread's heap. A browser tells a worker nothing about it, so this is a lower bound: the
texts of its loaded scripts, two bytes per character. Must not know who asks."""

from __future__ import annotations

from runtime_py.node.realm.library import text_length

# The limit of compressed pointers; no engine reveals a worker's own, lower limit. Programs that restart when the heap
# is nearly full compare with it.
HEAP_LIMIT = 4294967296
_BYTES = 2
_programs = [0]


def note_text(code: str) -> None:
    """A program's script was compiled."""
    _programs[0] += len(code)


def heap_statistics(heap: float) -> object:
    """What V8 tells of a heap, as far as it is known of this size."""
    return {
        'total_heap_size': heap,
        'total_heap_size_executable': 0,
        'total_physical_size': 0,
        'total_available_size': HEAP_LIMIT - heap,
        'used_heap_size': heap,
        'heap_size_limit': HEAP_LIMIT,
        'malloced_memory': 0,
        'peak_malloced_memory': 0,
        'does_zap_garbage': False,
        'number_of_native_contexts': 0,
        'number_of_detached_contexts': 0,
        'total_global_handles_size': 0,
        'used_global_handles_size': 0,
        'external_memory': 0,
    }


def known_heap(realm: object) -> int:
    """In bytes."""
    total = _programs[0]
    for entry in realm.process.moduleLoadList:
        if entry.startswith('NativeModule '):
            total += text_length(entry.slice(len('NativeModule ')))
    return total * _BYTES


def note_heap(realm: object) -> int:
    """Bytes; others see it too, unless the engine has told them better."""
    heap = known_heap(realm)
    realm.system.estimate_heap(heap)
    return heap
