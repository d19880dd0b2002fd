"""System calls that return resource use: of this process, its threads and children, and of the machine
(docs/RESOURCES.md)."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import wait
from runtime_py.platform.clock import watch_turns
from runtime_py.platform.errno import EINVAL, EPERM, ESRCH
from runtime_py.resources.limits import MEMORY, Bounds
from runtime_py.resources.reading import MachineReading, ProcessReading
from runtime_py.sys.accounts import HEAP_IS_MEASURED, SCRIPT_HEAP, own, set_buffers, set_heap
from runtime_py.sys.activity import Activity
from runtime_py.sys.children import LEAST_PRIORITY
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.cpu_time import load_averages, machine_busy, set_busy
from runtime_py.sys.layout import CONTROL, NICE, RUNS, entry
from runtime_py.sys.limits import bounds_of, set_bounds_of, soft_limit
from runtime_py.sys.proc_usage import idle_ms
from runtime_py.sys.usage import (
    Split,
    cpu_of,
    cpu_of_children,
    cpu_of_thread,
    memory_total,
    memory_used,
    reading_of,
    reading_of_machine,
    system_time,
)

_LOOK_MS = 250


class AccountCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.memory = context.memory

    def measure_turns(self) -> None:
        """From now on the turns of this worker's reactor and timers count as this thread's CPU time. Node's loop
        measures its own."""
        self.measure_turns_for(lambda active, since: set_busy(self.memory, self.context.thread, active, since))

    def measure_turns_for(self, publish: Callable[[float, float], None]) -> None:
        activity = Activity()
        self.context.activity = activity
        activity.begin(publish)
        watch_turns(lambda: activity.turn())

    def cpu_of_thread(self, slot: int) -> Split:
        return cpu_of_thread(self.context, slot)

    def heap_of_thread(self, slot: int) -> float:
        """Size of a thread's JavaScript heap, as it was last measured or estimated; 0 before the thread has begun."""
        return own(self.memory, slot, SCRIPT_HEAP)

    def cpu_of_process(self) -> Split:
        """CPU time of this process with all its threads."""
        return cpu_of(self.context, self.context.slot)

    def cpu_of_children(self) -> Split:
        """CPU time of its ended children and their descendants."""
        return cpu_of_children(self.context, self.context.slot)

    def own_reading(self) -> ProcessReading:
        return reading_of(self.context, self.context.slot)

    def reading(self, slot: int) -> ProcessReading:
        """The figures of any process."""
        return reading_of(self.context, slot)

    def resources(self) -> MachineReading:
        """The use of all processes until now."""
        return reading_of_machine(self.context)

    def machine_cpu(self) -> Split:
        """CPU time of all programs since boot."""
        inside = system_time(self.context)
        return Split(max(0.0, machine_busy(self.memory) - inside), inside)

    def machine_idle(self) -> float:
        return idle_ms(self.context)

    def memory_total(self) -> float:
        """The size of the shared memory, which files, pipes and sockets use."""
        return memory_total(self.context)

    def memory_used(self) -> float:
        return memory_used(self.context)

    def get_limits(self, pid: int, place: int) -> Bounds | int:
        """Soft and hard, of a process (0: ours) and a place of resources/limits.py; or -ESRCH."""
        slot = self.context.slot if pid == 0 else self.context.processes.find(pid)
        return slot if slot < 0 else bounds_of(self.context, slot, place)

    def set_limits(self, pid: int, place: int, soft: float, hard: float) -> int:
        """0, -EINVAL for a soft limit above the hard one, -EPERM for a hard one above what it was (but for the kernel),
        -ESRCH."""
        slot = self.context.slot if pid == 0 else self.context.processes.find(pid)
        if slot < 0:
            return -ESRCH
        found = Bounds(soft, hard)
        problem = found.problem(bounds_of(self.context, slot, place))
        if problem == 'EINVAL':
            return -EINVAL
        if problem == 'EPERM' and self.context.slot != 0:
            return -EPERM
        set_bounds_of(self.context, slot, place, found)
        return 0

    def set_priority_of(self, pid: int, nice: int) -> int:
        """For the kernel, which may lower the nice value too: 0 or -ESRCH."""
        slot = self.context.processes.find(pid)
        if slot < 0 or self.context.slot != 0:
            return -ESRCH if slot < 0 else -EPERM
        self.context.processes.set(slot, NICE, max(-20, min(nice, LEAST_PRIORITY)))
        return 0

    def outlive_file_size(self) -> None:
        """For a shell: what its utilities write beyond the limit of a file's size fails, and the shell goes on."""
        self.context.outlives_file_size = True

    def memory_limit(self) -> float:
        return soft_limit(self.memory, self.context.slot, MEMORY)

    def wait_for_memory(self) -> None:
        """The kernel looks twice a second, and ends this process."""
        control = (entry(self.context.thread) >> 2) + CONTROL
        wait(self.memory.i32, control, RUNS, _LOOK_MS)
        self.context.check_control()

    def estimate_heap(self, size: float) -> None:
        """Sets the estimated heap size of this thread's JavaScript; a size that the engine reported takes
        precedence."""
        if own(self.memory, self.context.thread, HEAP_IS_MEASURED) == 0:
            set_heap(self.memory, self.context.thread, size, False)

    def note_buffers(self, buffers: float, modules: float) -> None:
        """Bytes of this thread's typed arrays and WebAssembly memories."""
        set_buffers(self.memory, self.context.thread, buffers, modules)

    def load_averages(self) -> list[float]:
        return load_averages(self.memory)
