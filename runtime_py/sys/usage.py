"""Reads the accounts of all processes into the plain figures of resources/reading.py: the only source for ps, top,
/proc, Node and the page."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.names import Names
from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.clock import now_ms
from runtime_py.platform.processors import processor_count
from runtime_py.resources.kinds import BACKGROUND, kind_of
from runtime_py.resources.reading import HostReading, MachineReading, ProcessReading
from runtime_py.sys.accounts import (
    BUFFERS,
    CALLS,
    CHILDREN,
    CHILDREN_CPU,
    FILES_IN_MEMORY,
    HEAP_IS_MEASURED,
    INPUTS,
    MODULES,
    OUTPUTS,
    PEAK,
    READ_CALLS,
    READ_FILES,
    READ_OUTSIDE,
    REQUESTS,
    SCRIPT_HEAP,
    SYSTEM_MS,
    WRITE_CALLS,
    WRITTEN_FILES,
    WRITTEN_OUTSIDE,
    WRITTEN_PIPES,
    WRITTEN_SOCKETS,
    WRITTEN_TERMINALS,
    of_children,
    own,
    total,
)
from runtime_py.sys.cpu_time import busy_of, busy_of_ended, is_active, machine_busy
from runtime_py.sys.kinds.listener import KIND_LISTENER
from runtime_py.sys.layout import (
    COMMAND_BYTES,
    CONTROL,
    FD_TABLE,
    NICE,
    PAUSED,
    PID,
    PPID,
    START_BYTES,
    STATE,
    STOPPED,
    ZOMBIE,
)
from runtime_py.vfs.layout import HEAP_LIMIT

_SCRIPT = 'npm_lifecycle_event='


class Split:
    """CPU time in ms."""

    def __init__(self, user: float, system: float) -> None:
        self.user = user
        self.system = system


def cpu_of(system: Any, slot: int) -> Split:
    """CPU time of a process with all its threads, now."""
    threads = system.processes.threads(slot)
    busy = busy_of_ended(system.memory, slot)
    for each in [slot, *threads]:
        busy += busy_of(system.memory, each)
    return _split(busy, total(system.memory, slot, threads, SYSTEM_MS))


def cpu_of_thread(system: Any, slot: int) -> Split:
    return _split(busy_of(system.memory, slot), own(system.memory, slot, SYSTEM_MS))


def cpu_of_children(system: Any, slot: int) -> Split:
    """CPU time of children that have ended and were waited for, with their descendants."""
    return _split(
        of_children(system.memory, slot, CHILDREN_CPU - CHILDREN), of_children(system.memory, slot, SYSTEM_MS)
    )


def _split(busy: float, in_calls: float) -> Split:
    """The time in system calls is extrapolated from samples, so it may exceed the total."""
    inside = min(busy, in_calls)
    return Split(busy - inside, inside)


def state_of(system: Any, slot: int) -> str:
    """The state as in ps: R if one of its threads computes, S if all wait, T stopped, Z ended."""
    if system.processes.get(slot, STATE) == ZOMBIE:
        return 'Z'
    if system.processes.get(slot, CONTROL) == STOPPED:
        return 'T'
    if system.processes.get(slot, CONTROL) == PAUSED:
        return 'R'
    threads = [slot, *system.processes.threads(slot)]
    return 'R' if slot == system.slot or any([is_active(system.memory, each) for each in threads]) else 'S'


def script_of(env: list[str]) -> str:
    """The name of the package script that a process belongs to, or ''."""
    for pair in env:
        if pair.startswith(_SCRIPT):
            return pair[len(_SCRIPT) :]
    return ''


def _kind(system: Any, slot: int) -> str:
    """The caller holds the lock."""
    if slot == 0:
        return BACKGROUND
    start = system.processes.start_of(slot)
    argv = start.argv if len(start.argv) > 0 else [system.processes.command(slot)]
    return kind_of(argv, script_of(start.env), _listens(system, slot))


def _listens(system: Any, slot: int) -> bool:
    return KIND_LISTENER in _open_kinds(system, slot)


def _open_kinds(system: Any, slot: int) -> list[int]:
    """The kind of each open descriptor."""
    machine = system.machine
    table = system.processes.get(slot, FD_TABLE)
    if table == 0:
        return []
    found: list[int] = []
    for each in machine.tables.entries(table):
        description = machine.tables.get(table, each[0])
        if description > 0:
            found.append(machine.descriptions.kind(description))
    return found


def _shared_bytes(system: Any, slot: int, kinds: list[int]) -> int:
    """Its use of the shared memory: the texts of its entry, and half of each pipe, whose other half counts for the
    other end."""
    found = system.processes.get(slot, COMMAND_BYTES) + system.processes.get(slot, START_BYTES)
    for kind in kinds:
        found += system.machine.kinds.get(kind).shared_bytes
    return found


def system_time(system: Any) -> float:
    """How long all programs were in system calls since boot, in ms."""
    found = 0.0
    for slot in range(SLOTS):
        if system.processes.is_process(slot):
            found += cpu_of(system, slot).system + cpu_of_children(system, slot).system
    return found


def reading_of(system: Any, slot: int) -> ProcessReading:
    processes = system.processes
    memory = system.memory
    # texts and descriptors lie in blocks of the heap that others free
    system.machine.lock()
    try:
        found = ProcessReading(
            processes.get(slot, PID), processes.get(slot, PPID), processes.command(slot), _kind(system, slot)
        )
        kinds = _open_kinds(system, slot)
    finally:
        system.machine.unlock()
    threads = processes.threads(slot)
    cpu = cpu_of(system, slot)

    def sum_of(fields: list[int]) -> float:
        return sum([total(memory, slot, threads, field) for field in fields])

    found.state = state_of(system, slot)
    found.nice = processes.get(slot, NICE)
    found.started = processes.started_of(slot)
    found.threads = 1 + len(threads)
    found.user = cpu.user
    found.system = cpu.system
    found.calls = sum_of([CALLS, READ_CALLS, WRITE_CALLS])
    found.read = sum_of(INPUTS)
    found.written = sum_of(OUTPUTS)
    found.files_read = sum_of([READ_FILES])
    found.files_written = sum_of([WRITTEN_FILES])
    found.output = sum_of([WRITTEN_TERMINALS, WRITTEN_PIPES, WRITTEN_SOCKETS])
    found.received = sum_of([READ_OUTSIDE])
    found.sent = sum_of([WRITTEN_OUTSIDE])
    found.requests = sum_of([REQUESTS])
    found.descriptors = len(kinds)
    found.heap = sum_of([SCRIPT_HEAP])
    found.buffers = sum_of([BUFFERS, MODULES])
    found.heap_is_measured = own(memory, slot, HEAP_IS_MEASURED) == 1
    found.shared = _shared_bytes(system, slot, kinds) + max(0.0, sum_of([FILES_IN_MEMORY]))
    found.peak = max(sum_of([PEAK]), found.heap + found.buffers)
    return found


def memory_total(system: Any) -> float:
    return system.memory.i32[HEAP_LIMIT]


def memory_used(system: Any) -> float:
    """The used part of the shared memory: files, pipes, sockets."""
    return memory_total(system) - system.machine.heap.free_bytes()


def reading_of_machine(system: Any) -> MachineReading:
    slots = [slot for slot in range(SLOTS) if system.processes.is_process(slot)]
    readings = [reading_of(system, slot) for slot in slots]
    found = MachineReading(now_ms(), processor_count(), readings)
    found.cpu_of_ended = max(0.0, machine_busy(system.memory) - sum([reading.cpu() for reading in readings]))
    found.memory_used = memory_used(system)
    found.memory_total = memory_total(system)
    found.hosts = hosts(system.machine.names)
    return found


def hosts(names: Names) -> list[HostReading]:
    """All other hosts, in the order in which they were first looked up."""
    return [HostReading(each.text, each.connections, each.received, each.sent) for each in reversed(names.entries())]
