"""Signals: default actions, handlers, groups."""

from __future__ import annotations

from runtime_py.platform.errno import EINVAL, ESRCH
from runtime_py.sys.layout import CONTROL, DYING, RUNS, STOPPED
from runtime_py.sys.signals import SIGCHLD, SIGCONT, SIGKILL, SIGSTOP, SIGTERM, SIGUSR1
from tests.sys.call_support import Box


def test_default_actions() -> None:
    box = Box()
    pid = box.spawn([])
    slot = box.machine.processes.find(pid)
    box.child(pid)
    processes = box.machine.processes
    for number, control in [[0, RUNS], [SIGCHLD, RUNS], [SIGSTOP, STOPPED], [SIGCONT, RUNS], [SIGTERM, DYING]]:
        assert box.system.kill(pid, number) == 0 and processes.get(slot, CONTROL) == control
    assert box.system.kill(9999, SIGTERM) == -ESRCH and box.system.kill(pid, 100) == -EINVAL


def test_handlers() -> None:
    box = Box()
    pid = box.spawn([])
    child = box.child(pid)
    child.set_signal_handled(SIGUSR1, True)
    assert box.system.kill(pid, SIGUSR1) == 0 and child.take_signals() == [SIGUSR1] and child.take_signals() == []
    assert not child.came_to_group(SIGUSR1)
    assert box.system.kill(-pid, SIGUSR1) == 0 and child.take_signals() == [SIGUSR1] and child.came_to_group(SIGUSR1)
    child.set_signal_ignored(SIGTERM, True)
    assert child.is_signal_ignored(SIGTERM) and box.system.kill(pid, SIGTERM) == 0
    slot = box.machine.processes.find(pid)
    assert box.machine.processes.get(slot, CONTROL) == RUNS
    assert box.system.kill(pid, SIGKILL) == 0 and box.machine.processes.get(slot, CONTROL) == DYING


def test_a_signal_waits_for_the_first_handlers() -> None:
    box = Box()
    pid = box.spawn([])
    slot = box.machine.processes.find(pid)
    assert box.system.kill(pid, SIGTERM) == 0 and box.machine.processes.get(slot, CONTROL) == RUNS
    box.child(pid)
    assert box.machine.processes.get(slot, CONTROL) == DYING
