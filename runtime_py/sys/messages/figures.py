"""What a confined program uses, in figures that its own worker counts and the kernel can't: CPU time, memory, and what it
reads of files that are lent to it. They lie in the mailbox; the kernel takes them over into the process's account when
somebody looks.

The program may write what it likes there: so the kernel takes only what can be (`_within`), and a program that lies looks
smaller than it is. What is limited by a wait or a call doesn't depend on it. Must not know who looks."""

from __future__ import annotations

from runtime_py.platform.clock import now_ms
from runtime_py.platform.memory import Memory
from runtime_py.sys.accounts import (
    BUFFERS,
    HEAP_IS_MEASURED,
    MODULES,
    READ_CALLS,
    READ_FILES,
    SCRIPT_HEAP,
    block,
    own,
    set_buffers,
    set_heap,
)
from runtime_py.sys.cpu_time import set_busy
from runtime_py.sys.layout import STARTED, entry

# doubles
FIRST = 8
BUSY = FIRST
SINCE = FIRST + 1
HEAP = FIRST + 2
ARRAYS = FIRST + 3
WASM = FIRST + 4
READS = FIRST + 5
READ_OCTETS = FIRST + 6
END = FIRST + 7
_MOST = 9007199254740991


class Figures:
    """The program's end."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def busy(self, total: float, since: float) -> None:
        f64 = self.memory.f64
        f64[BUSY] = total
        f64[SINCE] = since

    def heap(self, size: float) -> None:
        self.memory.f64[HEAP] = size

    def buffers(self, arrays: float, modules: float) -> None:
        f64 = self.memory.f64
        f64[ARRAYS] = arrays
        f64[WASM] = modules

    def read(self, count: int) -> None:
        f64 = self.memory.f64
        f64[READS] += 1
        f64[READ_OCTETS] += count


class TakenFigures:
    """The kernel's end. `memory`: the machine's."""

    def __init__(self, mailbox: Memory, memory: Memory, slot: int) -> None:
        self._mailbox = mailbox
        self._memory = memory
        self._slot = slot
        self._busy = 0.0
        self._reads = 0.0
        self._octets = 0.0

    def take(self) -> None:
        """The process must still have its slot."""
        f64 = self._mailbox.f64
        memory = self._memory
        now = now_ms()
        started = memory.f64[(entry(self._slot) + STARTED * 4) >> 3]
        since = f64[SINCE]
        since = since if started <= abs(since) <= now else 0.0
        self._busy = max(self._busy, _within(f64[BUSY], max(0.0, now - started)))
        set_busy(memory, self._slot, self._busy, since)
        arrays = _within(f64[ARRAYS], _MOST)
        modules = _within(f64[WASM], _MOST)
        if arrays != own(memory, self._slot, BUFFERS) or modules != own(memory, self._slot, MODULES):
            set_buffers(memory, self._slot, arrays, modules)
        heap = _within(f64[HEAP], _MOST)
        if own(memory, self._slot, HEAP_IS_MEASURED) == 0 and heap != own(memory, self._slot, SCRIPT_HEAP):
            set_heap(memory, self._slot, heap, False)
        self._take_reads(_within(f64[READS], _MOST), _within(f64[READ_OCTETS], _MOST))

    def _take_reads(self, reads: float, octets: float) -> None:
        """What has come since the last time."""
        first = block(self._slot)
        words = self._memory.f64
        words[first + READ_CALLS] += max(0.0, reads - self._reads)
        words[first + READ_FILES] += max(0.0, octets - self._octets)
        self._reads = max(self._reads, reads)
        self._octets = max(self._octets, octets)


def _within(value: float, most: float) -> float:
    """NaN is less than nothing."""
    if value > most:
        return most
    return value if value >= 0 else 0.0
