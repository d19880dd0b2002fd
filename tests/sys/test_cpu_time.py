"""The recorded activity of threads."""

from runtime_py.platform.clock import now_ms
from runtime_py.platform.memory import create
from runtime_py.sys.cpu_time import UNSEEN_MS, busy_of, busy_of_ended, busy_threads, end_slot, is_active, set_busy
from runtime_py.sys.machine import create_machine


def test_how_many_threads_are_active() -> None:
    memory = create(4194304, 134217728)
    create_machine(memory)
    assert busy_threads(memory) == 0
    set_busy(memory, 3, 0, 1700000000000.0)
    set_busy(memory, 9, 12.5, 1700000000001.0)
    assert busy_threads(memory) == 2
    set_busy(memory, 3, 20, 0)
    assert busy_threads(memory) == 1
    end_slot(memory, 9, 9)
    assert busy_threads(memory) == 0


def test_a_thread_that_may_sleep_unseen_counts_for_a_moment() -> None:
    memory = create(4194304, 134217728)
    create_machine(memory)
    set_busy(memory, 3, 5, -(now_ms() - 60000))
    assert busy_of(memory, 3) == 5 + UNSEEN_MS and not is_active(memory, 3) and busy_threads(memory) == 0
    set_busy(memory, 3, 5, -now_ms())
    assert 5 <= busy_of(memory, 3) < 5 + UNSEEN_MS and is_active(memory, 3) and busy_threads(memory) == 1
    set_busy(memory, 3, 5, -(now_ms() - 60000))
    end_slot(memory, 3, 2)
    assert busy_of_ended(memory, 2) == 5 + UNSEEN_MS and busy_of(memory, 3) == 0
