"""What a confined program says that it uses, and what the kernel believes of it."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.clock import now_ms
from runtime_py.platform.futures import start
from runtime_py.resources.limits import MEMORY, Bounds
from runtime_py.sys.cpu_time import busy_of, is_active
from runtime_py.sys.layout import CONTROL, PAUSED, RUNS, STARTED, entry
from runtime_py.sys.messages.codec import encode_value
from runtime_py.sys.messages.figures import END, FIRST, Figures, TakenFigures
from runtime_py.sys.messages.mailbox import AREA, HEAD
from runtime_py.sys.messages.remote_system import identify
from runtime_py.sys.messages.rows import BY_NAME
from tests.support import turns, until
from tests.sys.messages.served_support import Served

NAN = float('nan')
INFINITE = float('inf')


def begun() -> Served:
    served = Served()
    served.process.begin(served.mailbox.memory, served.loans)
    served.machine.memory.f64[(entry(served.slot) + STARTED * 4) >> 3] = now_ms() - 10000
    return served


async def test_what_it_uses_is_in_its_account() -> None:
    served = begun()
    assert isinstance(served.mailbox.figures, Figures) and END * 8 <= HEAD < AREA
    served.near.set_busy(1200, 0)
    served.near.note_buffers(5000, 600)
    served.near.estimate_heap(7000)
    served.kernel.write_file('/tmp/f', encode('0123456789'))
    fd = served.near.open('/tmp/f', 0)
    calls = served.far.own_reading().calls
    for _ in range(5):
        assert served.near.read(fd, alloc(4), 0, 4, 0) == 4
    served.process.take_figures()
    found = served.kernel.reading(served.slot)
    assert found.user == 1200 and found.buffers == 5600 and found.heap == 7000
    assert found.calls == calls + 5 and found.files_read == 20
    assert served.near.own_reading().files_read == 20
    assert not is_active(served.machine.memory, served.slot)
    served.near.set_busy(1300, now_ms() - 50)
    served.process.close()  # it is taken at the end, too
    assert is_active(served.machine.memory, served.slot) and busy_of(served.machine.memory, served.slot) >= 1350


async def test_lies() -> None:
    served = begun()
    words = served.mailbox.memory.f64
    taken = TakenFigures(served.mailbox.memory, served.machine.memory, served.slot)
    for lie in [NAN, INFINITE, -INFINITE, -1, 1e300]:
        for k in range(FIRST, END):
            words[k] = lie
        taken.take()
        found = served.kernel.reading(served.slot)
        assert 0 <= found.user + found.system <= 11000
        for figure in [found.heap, found.buffers, found.read, found.calls]:
            assert 0 <= figure < 1e17


async def test_time_does_not_go_back() -> None:
    served = begun()
    served.near.set_busy(1200, 0)
    served.process.take_figures()
    served.near.set_busy(3, 0)
    served.process.take_figures()
    assert served.kernel.reading(served.slot).user == 1200


def test_its_limit_of_memory_is_known_to_it() -> None:
    served = Served()
    assert served.near.memory_limit() == -1
    identify(served.near, served.far.pid, 1, 1, 5000)
    assert served.near.memory_limit() == 5000
    found = served.near.get_limits(0, MEMORY)
    assert isinstance(found, Bounds)


async def test_one_that_has_too_much_sleeps_at_its_mailbox() -> None:
    served = begun()
    rested: list[int] = []
    served.mailbox.rest = lambda: rested.append(1)  # type: ignore[method-assign]
    served.near.wait_for_memory()
    assert rested == [1]


async def test_one_that_gives_way_gets_its_answer_later() -> None:
    served = begun()
    told: list = []
    processes = served.machine.processes
    processes.set(served.slot, CONTROL, PAUSED)
    row = BY_NAME.get('getppid')
    assert row is not None
    message = encode_value([row.number, []])
    assert served.process.server.answer_now(message) is None

    async def ask() -> None:
        told.append(await served.process.answer(message))

    start(ask(), lambda error: told.append(error))
    await turns(3)
    assert told == []
    served.machine.lock()
    processes.go_on(served.slot)
    served.machine.unlock()
    await until(lambda: len(told) == 1)
    assert told[0] is not None and processes.get(served.slot, CONTROL) == RUNS
