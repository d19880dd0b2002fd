"""The resource use of each process and thread: a block of counters for each entry of the process table, in shared
memory.

A block has four parts. OWN is written only by the thread itself, without a lock. ENDED has the counts of ended threads
of the process, CHILDREN those of its reaped children and their descendants (RUSAGE_CHILDREN): both are written under
the ipc lock. LIMITS has a soft and a hard limit for each resource (sys/limits.py). CPU time is stored separately in the
process table (cpu_time.py). Must not know how the figures are used."""

from __future__ import annotations

from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import AREA, AREA_BYTES
from runtime_py.vfs.layout import SYS_AREA_BYTES

# counters of a thread: offsets in OWN, ENDED and CHILDREN
CALLS = 0  # system calls other than read and write
READ_CALLS = 1
WRITE_CALLS = 2
READ_FILES = 3  # bytes
WRITTEN_FILES = 4
READ_PIPES = 5
WRITTEN_PIPES = 6
READ_TERMINALS = 7
WRITTEN_TERMINALS = 8
READ_SOCKETS = 9
WRITTEN_SOCKETS = 10
READ_OUTSIDE = 11  # the part of sockets from other hosts
WRITTEN_OUTSIDE = 12
CONNECTIONS = 13  # to other hosts
SYSTEM_MS = 14  # the part of the CPU time spent in system calls
FILES_IN_MEMORY = 15  # bytes of files in mounts that it made, less those that it removed
REQUESTS = 16  # to other hosts: counted by the network worker, in the part ENDED
COUNTERS = 17
# the current values of a thread
SCRIPT_HEAP = 17  # bytes of its JavaScript heap
BUFFERS = 18  # bytes of its typed arrays
HEAP_IS_MEASURED = 19  # 1: reported by the engine; 0: an estimate
PEAK = 20  # the maximum of the sum of heap, typed arrays and WebAssembly memories
MODULES = 21  # bytes of its WebAssembly memories
OWN_FIELDS = 22
ENDED = OWN_FIELDS
CHILDREN = ENDED + COUNTERS
CHILDREN_CPU = CHILDREN + COUNTERS  # ms
CHILDREN_PEAK = CHILDREN_CPU + 1  # bytes: of the largest child
LIMITS = CHILDREN_PEAK + 1
MOST_LIMITS = 16
FIELDS = LIMITS + MOST_LIMITS * 2
BLOCK_BYTES = FIELDS * 8

START = (AREA + AREA_BYTES + 7) // 8 * 8
INPUTS = [READ_FILES, READ_PIPES, READ_TERMINALS, READ_SOCKETS]
OUTPUTS = [WRITTEN_FILES, WRITTEN_PIPES, WRITTEN_TERMINALS, WRITTEN_SOCKETS]


def block(slot: int) -> int:
    """The index of a slot's block in the memory's doubles."""
    return (START >> 3) + slot * FIELDS


def fits(slots: int) -> bool:
    return START + slots * BLOCK_BYTES <= AREA + SYS_AREA_BYTES


def clear(memory: Memory, slot: int) -> None:
    """Called for a new process or thread."""
    first = block(slot)
    for k in range(FIELDS):
        memory.f64[first + k] = 0


def own(memory: Memory, slot: int, field: int) -> float:
    return memory.f64[block(slot) + field]


def total(memory: Memory, process: int, threads: list[int], field: int) -> float:
    """A counter of a process: the sum of its main thread's, its other threads' and its ended threads'."""
    found = own(memory, process, field) + (memory.f64[block(process) + ENDED + field] if field < COUNTERS else 0)
    for thread in threads:
        found += own(memory, thread, field)
    return found


def of_children(memory: Memory, process: int, field: int) -> float:
    return memory.f64[block(process) + CHILDREN + field]


def end_thread(memory: Memory, thread: int, process: int) -> None:
    """Adds the counts of a thread to its process. The caller holds the ipc lock."""
    for k in range(COUNTERS):
        memory.f64[block(process) + ENDED + k] += memory.f64[block(thread) + k]
    clear(memory, thread)


def add_for(memory: Memory, process: int, field: int, amount: float) -> float:
    """For another process's counter, which its own threads don't count: the new count. The caller holds the ipc
    lock."""
    at = block(process) + ENDED + field
    memory.f64[at] += amount
    return memory.f64[at]


def reap_child(memory: Memory, child: int, parent: int, cpu_ms: float) -> None:
    """Adds the counts of a process without threads, and those of its children, to its parent. `cpu_ms`: of the child
    alone. The caller holds the ipc lock."""
    f64 = memory.f64
    source = block(child)
    target = block(parent)
    for k in range(COUNTERS):
        f64[target + CHILDREN + k] += f64[source + k] + f64[source + ENDED + k] + f64[source + CHILDREN + k]
    f64[target + CHILDREN_CPU] += cpu_ms + f64[source + CHILDREN_CPU]
    f64[target + CHILDREN_PEAK] = max(f64[target + CHILDREN_PEAK], f64[source + PEAK], f64[source + CHILDREN_PEAK])
    clear(memory, child)


def set_heap(memory: Memory, slot: int, heap: float, is_measured: bool) -> None:
    """The engine's figure counts typed arrays too."""
    f64 = memory.f64
    first = block(slot)
    f64[first + SCRIPT_HEAP] = max(0.0, heap - f64[first + BUFFERS]) if is_measured else heap
    f64[first + HEAP_IS_MEASURED] = 1 if is_measured else 0
    _note_peak(memory, first)


def set_buffers(memory: Memory, slot: int, buffers: float, modules: float) -> None:
    first = block(slot)
    memory.f64[first + BUFFERS] = buffers
    memory.f64[first + MODULES] = modules
    _note_peak(memory, first)


def _note_peak(memory: Memory, first: int) -> None:
    f64 = memory.f64
    f64[first + PEAK] = max(f64[first + PEAK], f64[first + SCRIPT_HEAP] + f64[first + BUFFERS] + f64[first + MODULES])
