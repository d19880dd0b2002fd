"""Pressure (Linux's PSI): in which share of the time somebody waited for a resource, in the head of sys's area. The
kernel notes it; /proc/pressure shows it. Must not know who waits."""

from __future__ import annotations

from runtime_py.platform.memory import Memory
from runtime_py.platform.numbers import exponential
from runtime_py.sys.layout import AREA, PRESSURE

CPU = 0  # more threads want to compute than there are cores
IO = 1  # a reader waits for a file's content, or fsync for the storage
MEMORY = 2  # programs have so much that what the machine keeps ready gives way
SECONDS = [10, 60, 300]
_WORDS = 4  # of one resource: a share for each of SECONDS, and the total


class Pressure:
    def __init__(self, averages: list[float], total_ms: float) -> None:
        self.averages = averages
        self.total_ms = total_ms


def _at(resource: int) -> int:
    return ((AREA + PRESSURE * 4) >> 3) + resource * _WORDS


def note_pressure(memory: Memory, resource: int, passed_ms: float, waits: bool) -> None:
    """Called regularly: what is so now is taken for the whole time since the last call."""
    now = 1 if waits else 0
    at = _at(resource)
    for k, seconds in enumerate(SECONDS):
        kept = exponential(-passed_ms / (seconds * 1000))
        memory.f64[at + k] = memory.f64[at + k] * kept + now * (1 - kept)
    memory.f64[at + len(SECONDS)] += now * passed_ms


def pressure_of(memory: Memory, resource: int) -> Pressure:
    at = _at(resource)
    return Pressure([memory.f64[at + k] for k in range(len(SECONDS))], memory.f64[at + len(SECONDS)])
