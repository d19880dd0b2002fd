"""Twin of platform/atomics.py: one condition variable serves all words; threads take the place of workers.

Locks are strict here, as in a debug build: a thread that takes a lock twice, or returns one that it doesn't hold, gets
LockMisused."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

WOKEN = 0
NOT_EQUAL = 1
TIMED_OUT = 2

_condition = threading.Condition(threading.RLock())
_wakes: dict[tuple[int, int], list[list[bool]]] = {}


class LockMisused(Exception):
    """Code that holds a lock takes it again (its inner unlock would end the outer critical section), or returns a lock
    of somebody else."""


class _Held(threading.local):
    """The locks of this thread: the memory and the word of each."""

    def __init__(self) -> None:
        self.locks: list[tuple[Any, int]] = []

    def find(self, i32: Any, i: int) -> int:
        for k, (memory, word) in enumerate(self.locks):
            if word == i and memory is i32.obj:
                return k
        return -1


_held = _Held()


def _place(i32: Any, i: int) -> tuple[int, int]:
    return (id(i32.obj), i)


def load(i32: Any, i: int) -> int:
    with _condition:
        return int(i32[i])


def spin(i32: Any, i: int, value: int, looks: int) -> bool:
    return looks > 0 and load(i32, i) != value


def store(i32: Any, i: int, value: int) -> None:
    with _condition:
        i32[i] = value


def _wrapped(value: int) -> int:
    value &= 0xFFFFFFFF
    return value - (1 << 32) if value & (1 << 31) else value


def add(i32: Any, i: int, value: int) -> int:
    with _condition:
        before = int(i32[i])
        i32[i] = _wrapped(before + value)
        return before


def sub(i32: Any, i: int, value: int) -> int:
    return add(i32, i, -value)


def exchange(i32: Any, i: int, value: int) -> int:
    with _condition:
        before = int(i32[i])
        i32[i] = value
        return before


def compare_exchange(i32: Any, i: int, expected: int, value: int) -> int:
    with _condition:
        before = int(i32[i])
        if before == expected:
            i32[i] = value
        return before


def blocked_ms() -> float:
    return 0.0


def watch_blocking(call: Any) -> None:
    """Here threads stand for workers and share one module, so the waiting worker is unknown."""


def wait(i32: Any, i: int, value: int, timeout_ms: float = float('inf')) -> int:
    with _condition:
        if i32[i] != value:
            return NOT_EQUAL
        woken = [False]
        waiters = _wakes.setdefault(_place(i32, i), [])
        waiters.append(woken)
        limit = None if timeout_ms < 0 or timeout_ms == float('inf') else time.monotonic() + timeout_ms / 1000
        while not woken[0]:
            left = None if limit is None else limit - time.monotonic()
            if left is not None and left <= 0:
                waiters.remove(woken)
                return TIMED_OUT
            _condition.wait(left)
        return WOKEN


async def wait_async(i32: Any, i: int, value: int, timeout_ms: float = float('inf')) -> int:
    """Polls: a thread that waits would outlive the event loop."""
    limit = None if timeout_ms < 0 or timeout_ms == float('inf') else time.monotonic() + timeout_ms / 1000
    if i32[i] != value:
        return NOT_EQUAL
    while i32[i] == value:
        if limit is not None and time.monotonic() > limit:
            return TIMED_OUT
        await asyncio.sleep(0.0005)
    return WOKEN


def notify(i32: Any, i: int, count: int = 1) -> int:
    with _condition:
        waiters = _wakes.get(_place(i32, i), [])
        woken = waiters[:count]
        del waiters[:count]
        for flag in woken:
            flag[0] = True
        _condition.notify_all()
        return len(woken)


def fence() -> None:
    """Nothing to do: threads see each other's writes in order."""


def set_guard(i: int) -> None:
    """Threads are never terminated, so they need no guard."""


def must_give_way(i32: Any) -> bool:
    return False


def is_dying(i32: Any) -> bool:
    return False


def park(i32: Any, i: int) -> None:
    value = load(i32, i)
    while value != 0:
        wait(i32, i, value)
        value = load(i32, i)


_ROUND_MS = 250
_own = 2
_patience = float('inf')
_on_stuck: Any = None


def set_owner(slot: int) -> None:
    global _own
    _own = (slot + 1) * 2


def owner_of(i32: Any, i: int) -> int:
    return (load(i32, i) >> 1) - 1


def set_patience(milliseconds: float, on_stuck: Any) -> None:
    global _patience, _on_stuck
    _patience = milliseconds
    _on_stuck = on_stuck


def force_free(i32: Any, i: int) -> None:
    at = _held.find(i32, i)
    if at >= 0:
        del _held.locks[at]
    store(i32, i, 0)
    notify(i32, i, 1024)


def lock(i32: Any, i: int) -> None:
    if _held.find(i32, i) >= 0:
        raise LockMisused(f'lock {i} is taken twice')
    _take(i32, i)
    _held.locks.append((i32.obj, i))


def _take(i32: Any, i: int) -> None:
    if compare_exchange(i32, i, 0, _own) == 0:
        return
    waited = 0.0
    seen = compare_exchange(i32, i, 0, _own | 1)
    while seen != 0:
        if (seen & 1) != 0 or compare_exchange(i32, i, seen, seen | 1) == seen:
            if wait(i32, i, seen | 1, _ROUND_MS if _on_stuck is not None else -1) == TIMED_OUT:
                waited += _ROUND_MS
                if waited >= _patience:
                    _on_stuck(i, (seen >> 1) - 1)
                    waited = 0
            else:
                waited = 0
        seen = compare_exchange(i32, i, 0, _own | 1)


def unlock(i32: Any, i: int) -> None:
    at = _held.find(i32, i)
    if at < 0:
        raise LockMisused(f'lock {i} is returned by a thread that does not hold it')
    del _held.locks[at]
    if (exchange(i32, i, 0) & 1) != 0:
        notify(i32, i, 1)


def try_lock(i32: Any, i: int) -> bool:
    if compare_exchange(i32, i, 0, _own) != 0:
        return False
    _held.locks.append((i32.obj, i))
    return True
