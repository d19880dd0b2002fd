"""How much memory this process may have for typed arrays and WebAssembly: its limit, or else what one process may take
of the computer's memory. Knows system calls and the meter (allocations.py)."""

from __future__ import annotations

from runtime_py.node.engine.allocations import count_all_arrays, count_buffers, meter
from runtime_py.platform.processors import memory_of_computer
from runtime_py.resources.memory import share_of_programs


def begin_counting(realm: object) -> None:
    """The realm has its process."""
    system = realm.system
    most = share_of_programs(memory_of_computer())

    def allowed():
        limit = system.memory_limit()
        return most if limit < 0 else Math.min(limit, most)

    meter.begin(
        allowed,
        memory_of_computer() or Infinity,
        lambda arrays, modules: system.note_buffers(arrays, modules),
        lambda: system.wait_for_memory(),
    )
    buffer_class = realm.require('buffer').Buffer
    if system.memory_limit() >= 0:
        count_all_arrays(realm.require('internal/buffer').FastBuffer, buffer_class)
    else:
        count_buffers(buffer_class)
