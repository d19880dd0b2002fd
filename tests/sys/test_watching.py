"""What every reactor does with its watches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLERR, POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.futures import Future
from runtime_py.sys.watching import Watch, Watching
from tests.support import turns


class Context:
    def __init__(self) -> None:
        self.activity = None


class Paper(Watching):
    """Its descriptors are ready when `state` says so; nothing wakes it."""

    def __init__(self) -> None:
        super().__init__(Context())
        self.state = 0
        self.rung = 0

    def poll_of(self, fd: int) -> Callable[[], int]:
        return lambda: self.state

    def rings(self) -> int:
        return self.rung

    def until_ring(self, bell: int) -> Awaitable[Any]:
        return Future().wait()

    def run_pending(self) -> bool:
        return False

    def arm(self) -> bool:
        return False


async def test_a_watch_sees_what_it_asked_for_and_errors() -> None:
    reactor = Paper()
    watch = reactor.add(3, POLLIN, lambda events: None)
    reactor.state = POLLOUT
    assert watch.ready() == 0
    reactor.state = POLLIN | POLLOUT | POLLHUP
    assert watch.ready() == POLLIN | POLLHUP
    reactor.state = -9
    assert watch.ready() == POLLERR


async def test_a_stopped_watch_is_forgotten_once() -> None:
    reactor = Paper()
    first: Watch = reactor.add(3, POLLIN, lambda events: None)
    reactor.add(4, POLLIN, lambda events: None)
    assert reactor.is_watched(3) and reactor.is_watched(4)
    first.stop()
    first.stop()
    assert not reactor.is_watched(3) and reactor.is_watched(4)


async def test_a_ring_is_known_before_the_engine_tells_of_it() -> None:
    reactor = Paper()
    reactor.rung = 1
    assert not reactor.has_rung()  # nothing is armed yet: the first look is still to come
    reactor.wake_soon()
    await turns(3)
    assert not reactor.has_rung()
    reactor.rung = 2
    assert reactor.has_rung()
    reactor.hear()
    assert not reactor.has_rung()
