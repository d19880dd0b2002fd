"""The recorded activity of threads."""

from runtime_py.platform.memory import create
from runtime_py.sys.cpu_time import busy_threads, end_slot, set_busy
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
