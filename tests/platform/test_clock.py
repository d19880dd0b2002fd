"""Clocks and timers: what both worlds promise of them, without measuring."""

from __future__ import annotations

from runtime_py.platform.clock import after_turn, call_later, call_soon, cancel, monotonic_ms, now_ms, sleep
from runtime_py.platform.futures import Future


async def test_calls_come_in_their_order() -> None:
    """A timer may be due before what was to come soon, when the computer is slow."""
    log: list[str] = []
    later = Future()
    soon = Future()
    call_later(1, lambda: later.resolve(True))
    call_soon(lambda: log.append('soon'))
    call_soon(lambda: log.append('next'))
    call_soon(lambda: soon.resolve(True))
    log.append('now')
    await soon.wait()
    await later.wait()
    assert log == ['now', 'soon', 'next']


async def test_a_cancelled_call_does_not_come() -> None:
    log: list[str] = []
    cancel(call_later(1, lambda: log.append('cancelled')))
    await sleep(1)  # timers of the same length come in their order
    assert log == []


async def test_after_a_turn() -> None:
    done = Future()
    after_turn(lambda: done.resolve(True))
    assert await done.wait()


def test_clocks_do_not_go_back() -> None:
    first = monotonic_ms()
    assert monotonic_ms() >= first and now_ms() > 1600000000000
