"""dd's report on a copy: records in and out, bytes, time and speed."""

from __future__ import annotations

from runtime_py.platform.numbers import to_fixed

_SI_UNITS = ['B', 'kB', 'MB', 'GB', 'TB']
_BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']


class Records:
    def __init__(self) -> None:
        self.whole = 0
        self.partial = 0

    def add(self, size: int, block: int) -> None:
        if size == block:
            self.whole += 1
        else:
            self.partial += 1

    def text(self, what: str) -> str:
        return f'{self.whole}+{self.partial} records {what}\n'


def _seconds(seconds: float) -> str:
    """As printf's %g: six significant digits, no trailing zeros."""
    text = to_fixed(seconds, 6 if seconds < 1 else 5)
    return text.rstrip('0').rstrip('.')


def transferred(count: int, seconds: float) -> str:
    """`1024 bytes (1.0 kB, 1.0 KiB) copied, 0.5 s, 2.0 kB/s`"""
    scales: list[str] = []
    if count >= 1000:
        scales.append(scaled(count, 1000, _SI_UNITS))
    if count >= 1024:
        scales.append(scaled(count, 1024, _BINARY_UNITS))
    sizes = f' ({", ".join(scales)})' if len(scales) > 0 else ''
    rate = count / seconds if seconds > 0 else 0.0
    speed = scaled(rate, 1000, _SI_UNITS) if rate >= 1000 else f'{to_fixed(rate / 1000, 1)} kB'
    return f'{count} byte{"" if count == 1 else "s"}{sizes} copied, {_seconds(seconds)} s, {speed}/s\n'


def scaled(value: float, base: int, units: list[str]) -> str:
    """`1.5 MB`, `15 MB`: one decimal below ten."""
    at = 0
    while value >= base and at < len(units) - 1:
        value = value / base
        at += 1
    return f'{to_fixed(value, 1 if value < 9.95 and at > 0 else 0)} {units[at]}'
