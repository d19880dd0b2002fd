"""Locks record their holder, and a waiter with a timeout can read it."""

from runtime_py.platform.atomics import (
    force_free,
    load,
    lock,
    owner_of,
    set_owner,
    set_patience,
    store,
    try_lock,
    unlock,
)
from runtime_py.platform.memory import create
from tests.support import raises

WORD = 5
KERNEL = 0
FOR_EVER = 1e12


class Stuck(Exception):
    pass


def test_a_lock_knows_its_owner() -> None:
    i32 = create(65536, 65536).i32
    assert owner_of(i32, WORD) == -1
    for slot in [KERNEL, 1, 247]:
        set_owner(slot)
        lock(i32, WORD)
        assert owner_of(i32, WORD) == slot
        assert not try_lock(i32, WORD)
        unlock(i32, WORD)
        assert owner_of(i32, WORD) == -1
        assert try_lock(i32, WORD) and owner_of(i32, WORD) == slot
        unlock(i32, WORD)
        assert load(i32, WORD) == 0
    set_owner(KERNEL)


def test_the_holder_is_told_to_who_waits_too_long() -> None:
    i32 = create(65536, 65536).i32
    found: list[int] = []

    def on_stuck(word: int, slot: int) -> None:
        found.append(word)
        found.append(slot)
        force_free(i32, word)

    set_patience(1, on_stuck)
    store(i32, WORD, (7 + 1) * 2)
    lock(i32, WORD)
    assert found == [WORD, 7]
    assert owner_of(i32, WORD) == KERNEL
    unlock(i32, WORD)
    set_patience(FOR_EVER, None)


def test_who_can_not_end_the_holder_raises() -> None:
    i32 = create(65536, 65536).i32

    def on_stuck(word: int, slot: int) -> None:
        raise Stuck('stuck')

    set_patience(1, on_stuck)
    store(i32, WORD, (7 + 1) * 2 + 1)
    with raises(Stuck):
        lock(i32, WORD)
    assert owner_of(i32, WORD) == 7
    set_patience(FOR_EVER, None)
