"""Further threads of a process, and the times of their loops."""

from __future__ import annotations

from runtime_py.sys.layout import CONTROL, DYING, DYING_STATUS, STATUS, THREAD_ENDED
from runtime_py.sys.system import System
from runtime_py.sys.threads import ThreadLaunch
from tests.sys.call_support import Box


def test_a_thread_from_its_start_to_its_end() -> None:
    box = Box()
    system = box.system
    started: list[ThreadLaunch] = []
    system.context.thread_launcher = lambda launch: started.append(launch)
    number = system.next_thread_number()
    assert system.next_thread_number() == number + 1
    slot = system.make_thread(number, False)
    assert slot > 0 and not system.thread_has_ended(slot)
    system.start_thread(slot, 'what it runs')
    assert started[0].slot == slot and started[0].number == number and started[0].start == 'what it runs'
    system.end_thread(slot, 4)
    processes = box.machine.processes
    assert processes.get(slot, CONTROL) == DYING and processes.get(slot, DYING_STATUS) == 4
    box.machine.lock()  # what the kernel does then
    processes.set(slot, STATUS, 4)
    processes.set_state(slot, THREAD_ENDED)
    box.machine.unlock()
    assert system.thread_has_ended(slot) and system.forget_thread(slot) == 4 and not system.thread_has_ended(slot)


def test_times_of_a_loop() -> None:
    box = Box()
    slot = box.system.make_thread(1, True)
    thread = System(box.machine, 0, '/', lambda launch: None, slot)
    assert box.system.loop_times(slot)[0] <= 0
    thread.set_loop_start(1000)
    thread.set_loop_idle(250, 0)
    assert box.system.loop_times(slot) == [1000, 250]
    thread.set_busy(12, 0)
    assert box.system.heap_of_thread(slot) == 0
    assert box.system.cpu_of_thread(slot).user + box.system.cpu_of_thread(slot).system >= 12
