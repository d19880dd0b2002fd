"""All structures of the machine over one memory, with one lock."""

from __future__ import annotations

from runtime_py.platform.atomics import LockMisused
from runtime_py.platform.bytes import encode
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.structures import Structures
from tests.support import raises


def test_two_of_them_see_the_same_machine() -> None:
    memory = create(4194304, 134217728)
    create_machine(memory)
    first = Structures(memory)
    second = Structures(memory)
    first.fs.write_file('/f', encode('x'), 0o644)
    assert second.fs.readdir('/') == ['f']
    first.lock()
    address = first.heap.alloc(64)
    first.unlock()
    assert address > 0 and second.processes.find(1) == 0


def test_the_lock_is_taken_once() -> None:
    memory = create(4194304, 134217728)
    create_machine(memory)
    parts = Structures(memory)
    parts.lock()
    with raises(LockMisused):
        parts.lock()
    parts.unlock()
