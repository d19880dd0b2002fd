"""CPU time: how long the event loops of programs were active, stored in the process table, and the load average
computed from it.

BUSY is a thread's active time up to its last idle period, BUSY_SINCE is when its present activity began. It is negative
for a thread that may sleep without anybody seeing it, inside WebAssembly that shares its memory: there the present
activity counts for UNSEEN_MS at most, until it ends. The times of
ended threads are added to BUSY_OF_ENDED of their process. A process that has ended keeps its figures until it is
reaped; then they are added to MACHINE_BUSY, and its parent gets them (accounts.py). The caller of `end_slot` and
`reap_slot` holds the ipc lock. Must not know who measures."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.clock import now_ms
from runtime_py.platform.memory import Memory
from runtime_py.platform.numbers import exponential
from runtime_py.sys.accounts import end_thread, reap_child
from runtime_py.sys.layout import (
    AREA,
    BUSY,
    BUSY_OF_ENDED,
    BUSY_SINCE,
    CONTROL,
    LOAD,
    LOAD_AT,
    LOAD_BUSY,
    MACHINE_BUSY,
    PAUSED,
    STARTED,
    entry,
)

UNSEEN_MS = 1000
_MINUTES = [1, 5, 15]
_MINUTE_MS = 60000


def _word(slot: int, field: int) -> int:
    return (entry(slot) + field * 4) >> 3


def _head(field: int) -> int:
    return (AREA + field * 4) >> 3


def set_busy(memory: Memory, slot: int, total: float, since: float) -> None:
    memory.f64[_word(slot, BUSY)] = total
    memory.f64[_word(slot, BUSY_SINCE)] = since


def busy_of(memory: Memory, slot: int) -> float:
    """A thread's active time in milliseconds, including the present activity."""
    since = memory.f64[_word(slot, BUSY_SINCE)]
    running = 0.0
    if since != 0:
        running = max(0.0, now_ms() - abs(since))
    return memory.f64[_word(slot, BUSY)] + (running if since > 0 else min(running, UNSEEN_MS))


def _runs(since: float, now: float) -> bool:
    return since > 0 or since < 0 and now + since < UNSEEN_MS


def busy_threads(memory: Memory) -> int:
    """How many threads of programs are active now, or block outside their event loop."""
    count = 0
    now = now_ms()
    for slot in range(SLOTS):
        if _runs(memory.f64[_word(slot, BUSY_SINCE)], now):
            count += 1
    return count


def paused_threads(memory: Memory) -> int:
    """How many threads wait because the scheduler gives the cores to others."""
    return len([slot for slot in range(SLOTS) if memory.i32[(entry(slot) >> 2) + CONTROL] == PAUSED])


def busy_of_ended(memory: Memory, process: int) -> float:
    return memory.f64[_word(process, BUSY_OF_ENDED)]


def end_slot(memory: Memory, slot: int, process: int) -> None:
    """Accounts for a thread that has ended; `slot` equals `process` for the process itself."""
    busy = busy_of(memory, slot)
    if slot != process:
        memory.f64[_word(process, BUSY_OF_ENDED)] += busy
        end_thread(memory, slot, process)
        busy = 0
    set_busy(memory, slot, busy, 0)


def reap_slot(memory: Memory, slot: int, parent: int) -> None:
    """Removes a process that has ended from the table."""
    busy = busy_of(memory, slot) + memory.f64[_word(slot, BUSY_OF_ENDED)]
    memory.f64[_head(MACHINE_BUSY)] += busy
    memory.f64[_word(slot, BUSY_OF_ENDED)] = 0
    set_busy(memory, slot, 0, 0)
    reap_child(memory, slot, parent, busy)


def is_active(memory: Memory, slot: int) -> bool:
    """Whether a thread computes right now."""
    return _runs(memory.f64[_word(slot, BUSY_SINCE)], now_ms())


def machine_busy(memory: Memory) -> float:
    """Active time of all programs since boot."""
    total = memory.f64[_head(MACHINE_BUSY)]
    for slot in range(SLOTS):
        total += busy_of(memory, slot) + memory.f64[_word(slot, BUSY_OF_ENDED)]
    return total


def load_averages(memory: Memory) -> list[float]:
    """How many programs were active on average, damped over 1, 5 and 15 minutes; updated here with the activity since
    the last call."""
    now = now_ms()
    before = memory.f64[_head(LOAD_AT)]
    if before == 0:
        before = memory.f64[_word(0, STARTED)]
    busy = machine_busy(memory)
    passed = now - before
    if passed >= 1:
        rate = max(0.0, busy - memory.f64[_head(LOAD_BUSY)]) / passed
        for k, minutes in enumerate(_MINUTES):
            kept = exponential(-passed / (minutes * _MINUTE_MS))
            memory.f64[_head(LOAD) + k] = memory.f64[_head(LOAD) + k] * kept + rate * (1 - kept)
        memory.f64[_head(LOAD_AT)] = now
        memory.f64[_head(LOAD_BUSY)] = busy
    return [memory.f64[_head(LOAD) + k] for k in range(len(_MINUTES))]
