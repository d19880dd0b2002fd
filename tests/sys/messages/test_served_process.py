"""The kernel's half of a confined program: nothing of it suspends the kernel, or outlives the process."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EBADF
from runtime_py.platform.futures import start
from runtime_py.sys.layout import CONTROL, STARTING, STATE, STOPPED
from runtime_py.sys.messages.served_context import ServedContext
from runtime_py.sys.messages.served_process import ServedProcess
from tests.support import turns, until
from tests.sys.messages.served_support import Served


def test_a_stopped_process_does_not_stop_the_kernel() -> None:
    served = Served()
    assert isinstance(served.process, ServedProcess) and isinstance(served.process.context, ServedContext)
    served.machine.processes.set(served.slot, CONTROL, STOPPED)
    assert served.far.check_control() is None
    assert served.far.kill(served.far.pid, 0) == 0


def ignore(error: BaseException) -> None:
    assert error is not None


async def test_what_waits_for_an_ended_process_touches_nothing() -> None:
    """Its slot and its table may be another's by then."""
    served = Served()
    served.process.begin(served.mailbox.memory, served.loans)
    ends = served.far.pipe()
    buffer = alloc(4)
    start(served.far.read_async(ends[0], buffer, 0, 4), ignore)
    await until(lambda: served.far.reactor.is_watched(ends[0]))
    served.process.close()
    assert served.far.read(ends[0], buffer, 0, 4) == -EBADF and served.far.dup(ends[0]) == -EBADF
    served.machine.processes.set(served.slot, STATE, STARTING)
    rings = served.mailbox.bell()
    served.machine.bells.ring(served.slot)
    await turns(5)
    assert served.machine.processes.get(served.slot, STATE) == STARTING
    assert served.mailbox.bell() <= rings + 1
    served.far.reactor.add(0, POLLIN, lambda events: None).stop()
