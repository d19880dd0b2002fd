"""A System on memory of the worker's own, and its reactor: signals, children and descriptors of the kernel's side."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import encode
from runtime_py.sys.children import STOPPED_STATUS, Launch, SpawnRequest
from runtime_py.sys.layout import STOP_STATUS
from runtime_py.sys.messages.remote_reactor import RemoteReactor
from runtime_py.sys.messages.remote_system import no_launch
from runtime_py.sys.messages.transport import Refused
from runtime_py.sys.signals import SIGTSTP, SIGUSR1
from tests.support import raises
from tests.sys.messages.served_support import Served

SIGUSR2 = 12


def test_it_starts_nothing_by_itself() -> None:
    served = Served()
    assert isinstance(served.near.reactor, RemoteReactor)
    assert served.near.pid == served.far.pid and served.near.memory is not served.machine.memory
    with raises(Refused):
        no_launch(Launch(1, 1, 'node', '', [], [], '/', 0))


async def test_signals_and_children_in_one_look() -> None:
    served = Served()
    near = served.near
    told: list = []
    near.set_signal_handled(SIGUSR1, True)
    near.set_signal_handled(SIGUSR2, True)
    near.reactor.on_signal(lambda number: told.append(['signal', number]))
    pid = near.spawn(SpawnRequest('node', ['node'], ['PATH=/bin'], '/tmp', []))
    near.reactor.on_child(pid, lambda status: told.append(['child', status]))
    assert near.reactor.run_pending() is False
    served.kernel.kill(near.pid, SIGUSR2)
    served.kernel.kill(near.pid, SIGUSR1)
    assert near.reactor.has_pending() is True
    assert near.reactor.run_pending() is True
    slot = served.launched[0].slot
    served.machine.processes.set(slot, STOP_STATUS, SIGTSTP)
    assert near.reactor.run_pending() is False  # it has stopped, not ended
    assert near.poll_child(pid) == STOPPED_STATUS | (SIGTSTP << 8)
    served.machine.processes.finish(slot, 7)
    for call in near.reactor.take_ready():
        call()
    assert told == [['signal', SIGUSR1], ['signal', SIGUSR2], ['child', 7]]


async def test_a_child_ends_after_its_output() -> None:
    served = Served()
    near = served.near
    told: list = []
    ends = near.pipe()
    pid = near.spawn(SpawnRequest('node', ['node'], ['PATH=/bin'], '/tmp', [-1, ends[1]]))
    near.reactor.on_child(pid, lambda status: told.append('end'))
    served.machine.processes.finish(served.launched[0].slot, 0)
    calls = near.reactor.take_ready()
    watch = near.reactor.add(ends[0], POLLIN, lambda events: told.append('output'))
    near.write(ends[1], encode('x'), 0, 1)
    assert watch.ready() == POLLIN and near.reactor.is_watched(ends[0])
    for call in calls:
        call()
    assert told == []
    watch.stop()
    for call in near.reactor.take_ready():
        call()
    assert told == ['end'] and near.poll(ends[1]) & POLLOUT == POLLOUT
