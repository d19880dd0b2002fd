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
