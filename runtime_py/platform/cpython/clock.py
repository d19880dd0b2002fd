"""Twin of platform/clock.py over time and asyncio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any


def now_ms() -> float:
    return time.time() * 1000


def monotonic_ms() -> float:
    return time.monotonic() * 1000


async def sleep(ms: float) -> None:
    await asyncio.sleep(ms / 1000)


def call_later(ms: float, call: Callable[[], Any]) -> Any:
    return asyncio.get_running_loop().call_later(ms / 1000, call)


def cancel(handle: Any) -> None:
    handle.cancel()


def call_soon(call: Callable[[], Any]) -> None:
    asyncio.get_running_loop().call_soon(call)


def after_turn(call: Callable[[], Any]) -> None:
    asyncio.get_running_loop().call_soon(call)


def watch_turns(call: Callable[[], Any]) -> None:
    """Here one event loop runs the turns of several workers, so the worker of a turn is unknown."""
