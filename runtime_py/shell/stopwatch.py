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

    def formatted(self, pattern: str) -> str:
        """By bash's TIMEFORMAT: %R %U %S in seconds, %P the percentage; a digit for the places, l for minutes."""
        if pattern == '':
            return ''
        rows = self._rows()
        shown = ''
        k = 0
        while k < len(pattern):
            if pattern[k] != '%' or k + 1 == len(pattern):
                shown += pattern[k]
                k += 1
                continue
            k += 1
            places = 3
            if pattern[k].isdigit():
                places = min(int(pattern[k]), 3)
                k += 1
            long = pattern[k : k + 1] == 'l'
            k += 1 if long else 0
            letter = pattern[k : k + 1]
            k += 1
            if letter == 'P':
                busy = rows[1][1] + rows[2][1]
                shown += to_fixed(busy * 100 / rows[0][1] if rows[0][1] > 0 else 0.0, 2)
            elif letter != '' and letter in 'RUS':
                ms = rows['RUS'.find(letter)][1]
                shown += minutes(ms, places) if long else to_fixed(ms / 1000, places)
            else:
                shown += '%' if letter == '%' else '%' + letter
        return shown + '\n'

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


def minutes(ms: float, places: int = 3) -> str:
    """`0m1.250s`"""
    whole = int(ms // 60000)
    return f'{whole}m{to_fixed(ms / 1000 - whole * 60, places)}s'
