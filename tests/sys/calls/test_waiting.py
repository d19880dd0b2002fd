"""Calls that a coroutine waits for."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.futures import gather
from runtime_py.sys.system import System
from tests.sys.call_support import Box, put

LOCK_EX = 2
LOCK_UN = 8


async def write_later(system: System, fd: int) -> int:
    return await system.write_async(fd, encode('hello'), 0, 5)


async def test_a_reader_waits_for_a_writer() -> None:
    system = Box().system
    ends = system.pipe()
    buffer = alloc(10)
    done = await gather([system.read_async(ends[0], buffer, 0, 10), write_later(system, ends[1])])
    assert done == [5, 5] and decode(view(buffer, 0, 5)) == 'hello'


async def look(system: System, fd: int, log: list[str]) -> None:
    await system.ready(fd, POLLIN)
    log.append('ready')


async def feed(system: System, fd: int, log: list[str]) -> None:
    log.append('fed')
    put(system, fd, 'x')


async def test_readiness() -> None:
    system = Box().system
    ends = system.pipe()
    log: list[str] = []
    await gather([look(system, ends[0], log), feed(system, ends[1], log)])
    assert log == ['fed', 'ready']


async def test_locks_of_files() -> None:
    system = Box().system
    first = system.open('/tmp/lock', 0o102)
    second = system.open('/tmp/lock', 2)
    assert await system.flock_async(first, LOCK_EX) == 0 and system.flock(second, LOCK_EX | 4) == -EAGAIN
    assert await system.flock_async(second, LOCK_EX, 1) == -EAGAIN
    waiting = gather([system.flock_async(second, LOCK_EX), unlock(system, first)])
    assert (await waiting)[0] == 0


async def unlock(system: System, fd: int) -> int:
    return system.flock(fd, LOCK_UN)


async def end(box: Box, pid: int) -> None:
    box.finish(pid, 3)


async def test_a_child() -> None:
    box = Box()
    pid = box.spawn([])
    assert (await gather([box.system.wait_child(pid), end(box, pid)]))[0] == 3
    assert box.system.reap(pid) == 3
