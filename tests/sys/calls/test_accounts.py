"""Figures of processes and of the machine, and limits."""

from __future__ import annotations

from runtime_py.platform.errno import EINVAL, EPERM, ESRCH
from runtime_py.resources.limits import FILE_SIZE
from runtime_py.sys.proc_usage import idle_ms, loadavg, machine_stat, meminfo, memory_of, statm, ticks, with_hundredths
from tests.sys.call_support import Box, put


def test_what_a_process_uses() -> None:
    system = Box().system
    fd = system.open('/tmp/f', 0o102)
    put(system, fd, 'twelve bytes')
    assert system.own_reading().pid == system.pid
    assert system.reading(0).pid == system.pid and len(system.resources().processes) >= 1
    assert system.cpu_of_process().user >= 0 and system.cpu_of_children().system >= 0
    assert len(system.load_averages()) == 3 and system.machine_cpu().user >= 0 and system.machine_idle() >= 0


def test_memory() -> None:
    system = Box().system
    assert 0 < system.memory_used() < system.memory_total() and system.memory_limit() == -1
    system.note_buffers(1000, 0)
    system.estimate_heap(5000)


def test_limits_are_lowered_for_good() -> None:
    box = Box()
    pid = box.spawn([])
    child = box.child(pid)
    assert child.set_limits(0, FILE_SIZE, 10, 20) == 0
    found = child.get_limits(0, FILE_SIZE)
    assert found.soft == 10 and found.hard == 20
    assert child.set_limits(0, FILE_SIZE, 10, 30) == -EPERM and child.set_limits(0, FILE_SIZE, 30, 20) == -EINVAL
    assert child.get_limits(9999, FILE_SIZE) == -ESRCH


def test_the_texts_of_proc() -> None:
    system = Box().system
    assert ticks(1000) == 100 and with_hundredths(1.005) in ['1.00', '1.01'] and with_hundredths(12.3) == '12.30'
    assert loadavg(system).endswith('\n') and len(loadavg(system).split(' ')) == 5
    assert meminfo(system).startswith('MemTotal:') and machine_stat(system).startswith('cpu  ')
    assert memory_of(system) > 0 and idle_ms(system) >= 0 and len(statm(system, 0).split(' ')) == 7
