"""A process that the scheduler pauses goes on, stops and ends as any other."""

from runtime_py.platform.memory import create
from runtime_py.sys.cpu_time import paused_threads
from runtime_py.sys.layout import CONTROL, DYING, PAUSED, RUNNING, RUNS, STATE, STOPPED
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.signals import SIGCONT, SIGKILL, SIGSTOP


def make() -> tuple[Machine, int, int]:
    machine = create_machine(create(4194304, 134217728))
    machine.lock()
    slot = machine.processes.claim(1, 0, 0)
    machine.processes.set(slot, STATE, RUNNING)
    thread = machine.processes.claim_thread(slot)
    machine.unlock()
    return (machine, slot, thread)


def controls(machine: Machine, slots: list[int]) -> list[int]:
    return [machine.processes.get(slot, CONTROL) for slot in slots]


def test_all_threads_pause_and_go_on():
    machine, slot, thread = make()
    machine.processes.pause(slot)
    assert controls(machine, [slot, thread]) == [PAUSED, PAUSED]
    assert paused_threads(machine.memory) == 2
    assert machine.processes.table()[1].state == 'R'
    machine.processes.go_on(slot)
    assert controls(machine, [slot, thread]) == [RUNS, RUNS]


def test_a_stop_outlasts_a_pause():
    machine, slot, thread = make()
    pid = machine.processes.pid_of(slot)
    machine.processes.pause(slot)
    machine.processes.signal(pid, SIGSTOP)
    machine.processes.go_on(slot)
    assert controls(machine, [slot, thread]) == [STOPPED, STOPPED]
    machine.processes.pause(slot)
    assert controls(machine, [slot, thread]) == [STOPPED, STOPPED]
    machine.processes.signal(pid, SIGCONT)
    assert controls(machine, [slot, thread]) == [RUNS, RUNS]


def test_an_end_outlasts_a_pause():
    machine, slot, _thread = make()
    machine.processes.pause(slot)
    machine.processes.signal(machine.processes.pid_of(slot), SIGKILL)
    machine.processes.go_on(slot)
    machine.processes.pause(slot)
    assert controls(machine, [slot]) == [DYING]
