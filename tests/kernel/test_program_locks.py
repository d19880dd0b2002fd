"""Locks between threads, as the Web Locks API has them, kept by the kernel."""

from runtime_py.kernel.program_locks import ProgramLock, ProgramLocks


class Holder:
    """A thread."""


def held(locks: list[ProgramLock | None]) -> list[bool]:
    return [lock is not None and lock.is_held for lock in locks]


def test_one_after_the_other() -> None:
    locks = ProgramLocks()
    one, other = Holder(), Holder()
    first = locks.request(one, 'a', 'exclusive', False, False)
    second = locks.request(other, 'a', 'exclusive', False, False)
    elsewhere = locks.request(other, 'b', 'exclusive', False, False)
    assert held([first, second, elsewhere]) == [True, False, True]
    assert first is not None
    locks.release(one, first.number)
    assert held([second]) == [True]


def test_shared_ones_wait_behind_an_exclusive_one() -> None:
    locks = ProgramLocks()
    holder = Holder()
    first = locks.request(holder, 'a', 'shared', False, False)
    second = locks.request(holder, 'a', 'shared', False, False)
    third = locks.request(holder, 'a', 'exclusive', False, False)
    fourth = locks.request(holder, 'a', 'shared', False, False)
    assert held([first, second, third, fourth]) == [True, True, False, False]
    assert first is not None and second is not None and third is not None
    locks.release(holder, first.number)
    locks.release(holder, second.number)
    assert held([third, fourth]) == [True, False]
    locks.release(holder, third.number)
    assert held([fourth]) == [True]


def test_who_does_not_wait_gets_nothing() -> None:
    locks = ProgramLocks()
    holder = Holder()
    locks.request(holder, 'a', 'shared', False, False)
    assert locks.request(holder, 'a', 'exclusive', False, True) is None
    assert locks.request(holder, 'a', 'shared', False, True) is not None


def test_a_stolen_lock_is_over() -> None:
    locks = ProgramLocks()
    one, other = Holder(), Holder()
    first = locks.request(one, 'a', 'exclusive', False, False)
    waiting = locks.request(one, 'a', 'exclusive', False, False)
    thief = locks.request(other, 'a', 'exclusive', True, False)
    assert held([thief, waiting]) == [True, False]
    assert first is not None and locks.find(one, first.number) is None
    assert locks.shown(one, True) == [] and len(locks.shown(one, False)) == 1


def test_locks_go_with_their_holder() -> None:
    locks = ProgramLocks()
    one, other = Holder(), Holder()
    locks.request(one, 'a', 'exclusive', False, False)
    waiting = locks.request(other, 'a', 'exclusive', False, False)
    locks.forget(one)
    assert held([waiting]) == [True] and locks.shown(one, True) == []


def test_nobody_lets_go_of_what_is_another_ones() -> None:
    locks = ProgramLocks()
    one, other = Holder(), Holder()
    first = locks.request(one, 'a', 'exclusive', False, False)
    assert first is not None
    locks.release(other, first.number)
    assert held([first]) == [True] and locks.find(other, first.number) is None
