"""What Ctrl-Z stops in a shell's own worker: the shell waits until it ends or stops. Whole command lines are in
test_signals.py."""

from __future__ import annotations

from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.stoppable import STOPPED, Run
from runtime_py.sys.gate import Gate


async def test_waiting_ends_when_it_has_ended() -> None:
    run = Run(Interrupts(), Gate())
    run.finished.open()
    assert await run.pause()


async def test_waiting_ends_when_it_stops() -> None:
    interrupts = Interrupts()
    run = Run(interrupts, Gate())
    assert interrupts.can_stop
    interrupts.on_stop()
    assert not await run.pause()
    run.finished.open()
    run.stop_asked = Gate()
    assert await run.pause()


def test_the_status_is_that_of_sigtstp() -> None:
    assert STOPPED == 148
