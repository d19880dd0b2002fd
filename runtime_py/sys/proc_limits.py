"""The text of /proc/PID/limits (proc(5)): the limits that Linux has too, and those of our own after them."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.text import pad_right
from runtime_py.resources.limits import LIMITS, UNLIMITED, Bounds, Limit
from runtime_py.sys.limits import bounds_of

_WIDTH = 21


def process_limits(system: Any, slot: int) -> str:
    system.machine.lock()
    try:
        rows = [_row(limit.title, bounds_of(system, slot, limit.place), limit) for limit in LIMITS]
    finally:
        system.machine.unlock()
    return _line('Limit', 'Soft Limit', 'Hard Limit', 'Units') + ''.join(rows)


def _row(title: str, bounds: Bounds, limit: Limit) -> str:
    return _line(title, _text(bounds.soft), _text(bounds.hard), limit.units)


def _line(title: str, soft: str, hard: str, units: str) -> str:
    return f'{pad_right(title, _WIDTH + 5)}{pad_right(soft, _WIDTH)}{pad_right(hard, _WIDTH)}{pad_right(units, 10)}\n'


def _text(value: float) -> str:
    return 'unlimited' if value == UNLIMITED else str(int(value))
