"""Atomic words and locks: the same results in both worlds, call by call. Threads are in test_locks_property.py."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.atomics import (
    NOT_EQUAL,
    TIMED_OUT,
    WOKEN,
    LockMisused,
    add,
    blocked_ms,
    compare_exchange,
    exchange,
    fence,
    force_free,
    is_dying,
    load,
    lock,
    must_give_way,
    notify,
    owner_of,
    set_owner,
    spin,
    store,
    sub,
    try_lock,
    unlock,
    wait,
    wait_async,
)
from runtime_py.platform.clock import call_later
from runtime_py.platform.memory import create
from tests.support import raises


def test_words() -> None:
    i32 = create(65536, 65536).i32
    store(i32, 0, 5)
    assert load(i32, 0) == 5 and add(i32, 0, 3) == 5 and sub(i32, 0, 1) == 8 and exchange(i32, 0, 9) == 7
    assert compare_exchange(i32, 0, 1, 2) == 9 and compare_exchange(i32, 0, 9, 2) == 9 and load(i32, 0) == 2
    store(i32, 0, 2147483647)
    assert add(i32, 0, 1) == 2147483647 and load(i32, 0) == -2147483648
    fence()
    assert notify(i32, 0) == 0 and spin(i32, 0, 1, 3) and not spin(i32, 0, -2147483648, 3)


async def test_waits_that_end_by_themselves() -> None:
    i32 = create(65536, 65536).i32
    assert wait(i32, 0, 1, 0) == NOT_EQUAL and wait(i32, 0, 0, 1) == TIMED_OUT
    assert await wait_async(i32, 0, 1, 0) == NOT_EQUAL and blocked_ms() >= 0
    call_later(1, lambda: store_and_notify(i32))
    assert await wait_async(i32, 0, 0) == WOKEN


def store_and_notify(i32: Any) -> None:
    store(i32, 0, 1)
    notify(i32, 0)


def test_locks() -> None:
    i32 = create(65536, 65536).i32
    set_owner(6)
    lock(i32, 4)
    assert owner_of(i32, 4) == 6 and not try_lock(i32, 4)
    unlock(i32, 4)
    assert owner_of(i32, 4) == -1 and try_lock(i32, 4)
    unlock(i32, 4)
    assert not must_give_way(i32) and not is_dying(i32)


def test_locks_that_are_misused() -> None:
    i32 = create(65536, 65536).i32
    lock(i32, 4)
    with raises(LockMisused):
        lock(i32, 4)
    unlock(i32, 4)
    with raises(LockMisused):
        unlock(i32, 4)
    store(i32, 4, 14)
    force_free(i32, 4)
    assert owner_of(i32, 4) == -1
    set_owner(0)
