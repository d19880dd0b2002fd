"""Locks are strict under CPython: taking one twice and returning another's are errors, not silent."""

from __future__ import annotations

import threading

import pytest

from runtime_py.platform.cpython.atomics import LockMisused, force_free, load, lock, try_lock, unlock
from runtime_py.platform.memory import create

WORD = 5


def test_a_lock_is_not_recursive() -> None:
    i32 = create(65536, 65536).i32
    lock(i32, WORD)
    with pytest.raises(LockMisused, match='twice'):
        lock(i32, WORD)
    assert not try_lock(i32, WORD)
    lock(i32, WORD + 1)
    unlock(i32, WORD)
    unlock(i32, WORD + 1)
    assert load(i32, WORD) == 0


def test_a_lock_is_returned_by_its_holder() -> None:
    i32 = create(65536, 65536).i32
    with pytest.raises(LockMisused, match='does not hold'):
        unlock(i32, WORD)
    thread = threading.Thread(target=lambda: lock(i32, WORD))
    thread.start()
    thread.join()
    with pytest.raises(LockMisused, match='does not hold'):
        unlock(i32, WORD)
    force_free(i32, WORD)
    assert try_lock(i32, WORD)
    unlock(i32, WORD)
    with pytest.raises(LockMisused, match='does not hold'):
        unlock(i32, WORD)


def test_another_memory_is_another_lock() -> None:
    one, other = create(65536, 65536).i32, create(65536, 65536).i32
    lock(one, WORD)
    lock(other, WORD)
    unlock(one, WORD)
    unlock(other, WORD)
