"""Measures how long a command took, and its CPU time, for `time` as keyword and as utility. Utilities run in the
shell's own worker and programs are its children, so a command's CPU time is the increase of both; other work of the
same shell at the same time counts too."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.numbers import to_fixed


class Stopwatch:
    def __init__(self, system: Any) -> None:
        self._system = system
        self._begun = monotonic_ms()
        self._cpu = _cpu(system)

    def report(self) -> str:
        """In bash's format."""
        return '\n' + ''.join([f'{name}\t{minutes(ms)}\n' for name, ms in self._rows()])

    def portable_report(self) -> str:
        """In the format that POSIX requires for `time -p`."""
        return ''.join([f'{name} {to_fixed(ms / 1000, 2)}\n' for name, ms in self._rows()])

    def _rows(self) -> list[tuple[str, float]]:
        now = _cpu(self._system)
        return [
            ('real', monotonic_ms() - self._begun),
            ('user', max(0.0, now[0] - self._cpu[0])),
            ('sys', max(0.0, now[1] - self._cpu[1])),
        ]


def _cpu(system: Any) -> list[float]:
    """User and system time in ms, of this process and the children that it has waited for."""
    own = system.cpu_of_process()
    children = system.cpu_of_children()
    return [own.user + children.user, own.system + children.system]


def minutes(ms: float) -> str:
    """`0m1.250s`"""
    whole = int(ms // 60000)
    return f'{whole}m{to_fixed(ms / 1000 - whole * 60, 3)}s'
