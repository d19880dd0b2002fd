"""The limits of each process, in its account's block. A word is 0 for no limit, else the limit and 1. Those of
descriptors are in its descriptor table."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.memory import Memory
from runtime_py.resources.limits import DESCRIPTORS, PROCESSES, UNLIMITED, Bounds
from runtime_py.sys.accounts import LIMITS, MOST_LIMITS, block
from runtime_py.sys.layout import FD_TABLE
from runtime_py.vfs.fdtable import CAPACITY


def bounds(memory: Memory, slot: int, place: int) -> Bounds:
    at = block(slot) + LIMITS + place * 2
    return Bounds(
        memory.f64[at] - 1 if memory.f64[at] > 0 else UNLIMITED,
        memory.f64[at + 1] - 1 if memory.f64[at + 1] > 0 else UNLIMITED,
    )


def put_bounds(memory: Memory, slot: int, place: int, found: Bounds) -> None:
    at = block(slot) + LIMITS + place * 2
    memory.f64[at] = found.soft + 1 if found.soft != UNLIMITED else 0
    memory.f64[at + 1] = found.hard + 1 if found.hard != UNLIMITED else 0


def inherit(memory: Memory, parent: int, child: int) -> None:
    for k in range(MOST_LIMITS * 2):
        memory.f64[block(child) + LIMITS + k] = memory.f64[block(parent) + LIMITS + k]


def soft_limit(memory: Memory, slot: int, place: int) -> float:
    """Without making an object: calls ask. Negative: none."""
    return memory.f64[block(slot) + LIMITS + place * 2] - 1


def may_not_be_more(context: Any) -> bool:
    """Whether there are as many processes and threads as a process may have (RLIMIT_NPROC, which counts those of the
    user). The caller holds the lock."""
    limit = soft_limit(context.memory, context.slot, PROCESSES)
    return limit >= 0 and bool(context.processes.count() >= limit)


def bounds_of(system: Any, slot: int, place: int) -> Bounds:
    """Of descriptors too."""
    if place != DESCRIPTORS:
        return bounds(system.memory, slot, place)
    table = system.processes.get(slot, FD_TABLE)
    found = system.machine.tables.limits(table) if table != 0 else [CAPACITY, CAPACITY]
    return Bounds(found[0], found[1])


def set_bounds_of(system: Any, slot: int, place: int, found: Bounds) -> None:
    if place != DESCRIPTORS:
        put_bounds(system.memory, slot, place, found)
        return
    table = system.processes.get(slot, FD_TABLE)
    if table != 0:
        system.machine.tables.set_limits(table, _count(found.soft), _count(found.hard))


def _count(limit: float) -> int:
    return CAPACITY if limit == UNLIMITED or limit > CAPACITY else int(limit)
