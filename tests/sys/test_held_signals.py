"""Signals that reach a process before its program has begun: held, then delivered as they would have been."""

from runtime_py.platform.memory import create
from runtime_py.sys.layout import CONTROL, DYING, DYING_STATUS, RUNNING, STATE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.processes import Processes
from runtime_py.sys.signals import SIGHUP, SIGKILL, SIGTERM, SIGUSR1, SIGWINCH
from runtime_py.sys.system import System


def started() -> list:
    processes: Processes = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None).processes
    return [processes, processes.claim(1, 0, 0)]


def test_one_that_gets_a_handler_is_handled():
    processes, slot = started()
    processes.deliver(slot, SIGHUP)
    assert processes.holds_signals(slot) and processes.get(slot, CONTROL) == 0
    processes.set_handled(slot, SIGHUP, True)
    processes.begin(slot)
    assert not processes.holds_signals(slot) and processes.get(slot, STATE) == RUNNING
    assert processes.get(slot, CONTROL) == 0 and processes.take(slot) == [SIGHUP]


def test_one_without_a_handler_ends_it():
    processes, slot = started()
    processes.deliver(slot, SIGTERM)
    processes.deliver(slot, SIGWINCH)  # ignored by default
    processes.begin(slot)
    assert processes.get(slot, CONTROL) == DYING and processes.get(slot, DYING_STATUS) == SIGTERM << 8


def test_one_that_is_ignored_by_then_is_gone():
    processes, slot = started()
    processes.deliver(slot, SIGUSR1)
    processes.set_ignored(slot, SIGUSR1, True)
    processes.begin(slot)
    assert processes.get(slot, CONTROL) == 0 and processes.take(slot) == []


def test_nothing_holds_a_kill():
    processes, slot = started()
    processes.deliver(slot, SIGKILL)
    assert processes.get(slot, CONTROL) == DYING


def test_after_the_beginning_nothing_is_held():
    processes, slot = started()
    processes.begin(slot)
    processes.begin(slot)
    processes.deliver(slot, SIGTERM)
    assert processes.get(slot, CONTROL) == DYING
    next_slot = processes.claim(1, 0, 0)
    assert not processes.holds_signals(next_slot)
