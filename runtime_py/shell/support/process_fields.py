"""The data that ps, top and pgrep show for a process: the columns of ps by name, a process's name, lists of numbers as
options give them.

Names, headings, widths and alignment are procps'; `kind` is ours (resources/kinds.py). There is one user. Figures come
from the accounts (sys/usage.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import to_fixed
from runtime_py.platform.text import pad_left
from runtime_py.resources.reading import ProcessReading
from runtime_py.shell.context import Context
from runtime_py.shell.support.datetime import Moment, format_time
from runtime_py.shell.support.file_listing import USER
from runtime_py.shell.support.paths import base_name
from runtime_py.shell.support.zone import zone_in
from runtime_py.sys.processes import ProcessInfo

UID = 1000
_PID_WIDTH = 7  # digits of the highest pid
_DAY_MS = 86400000


class Row:
    """A process as the columns see it: its figures are read once, when the first of them is needed."""

    def __init__(self, context: Context, process: ProcessInfo) -> None:
        self.context = context
        self.process = process
        self._reading: ProcessReading | None = None

    @property
    def reading(self) -> ProcessReading:
        if self._reading is None:
            self._reading = self.context.system.reading(self.process.slot)
        return self._reading

    def seconds(self) -> float:
        """Since the process began."""
        return max(0.0, now_ms() - self.process.started) / 1000

    def cpu_share(self) -> float:
        """In percent of one processor, since the process began."""
        seconds = self.seconds()
        return min(self.reading.cpu() / 10 / seconds, 9999.0) if seconds > 0 else 0.0


class Field:
    """A column: `is_text` columns are left-aligned and sorted as strings."""

    def __init__(self, head: str, width: int, is_text: bool, of: Callable[[Row], Any]) -> None:
        self.head = head
        self.width = width
        self.is_text = is_text
        self.of = of


def name_of(process: ProcessInfo) -> str:
    """The name of a process's program, without the folder."""
    return base_name(process.command.split(' ')[0]).strip('[]')


def terminal_of(process: ProcessInfo) -> str:
    return '?' if process.tty == 0 else 'pts/0'


def status_of(row: Row) -> str:
    """The state with the flags of ps: N and < for the nice value, s for a session leader, l for threads, + for the
    terminal's foreground."""
    process = row.process
    system = row.context.system
    found = row.reading.state
    if row.reading.nice != 0:
        found += 'N' if row.reading.nice > 0 else '<'
    if system.getsid(process.pid) == process.pid:
        found += 's'
    if row.reading.threads > 1:
        found += 'l'
    if process.tty != 0 and system.machine.ttys.foreground(process.tty) == process.pgid:
        found += '+'
    return found


def clock_time(ms: float) -> str:
    """CPU time as [days-]hours:minutes:seconds."""
    seconds = int(ms // 1000)
    days = f'{seconds // 86400}-' if seconds >= 86400 else ''
    return days + ':'.join(
        [pad_left(str(part), 2, '0') for part in [seconds // 3600 % 24, seconds // 60 % 60, seconds % 60]]
    )


def short_time(ms: float) -> str:
    """CPU time as minutes:seconds."""
    seconds = int(ms // 1000)
    return f'{seconds // 60}:{pad_left(str(seconds % 60), 2, "0")}'


def _moment(row: Row, form: str) -> str:
    return format_time(form, Moment(row.process.started / 1000, zone_in(row.context)))


def _began(row: Row, form: str) -> str:
    """The time of day; the date if the process began more than a day ago."""
    return _moment(row, form if now_ms() - row.process.started < _DAY_MS else '%b%d')


def _memory_share(row: Row) -> str:
    return to_fixed(min(row.reading.memory() * 100 / row.context.system.memory_total(), 99.9), 1)


def _virtual(row: Row) -> int:
    """KiB: the shared memory is in every process's address space."""
    return int((row.context.system.memory.size + row.reading.heap + row.reading.buffers) // 1024)


def _resident(row: Row) -> int:
    return int(row.reading.memory() // 1024)


def _elapsed(seconds: int) -> str:
    clock = pad_left(str(seconds // 60 % 60), 2, '0') + ':' + pad_left(str(seconds % 60), 2, '0')
    if seconds < 3600:
        return clock
    hours = pad_left(str(seconds // 3600 % 24), 2, '0') + ':' + clock
    return hours if seconds < 86400 else f'{seconds // 86400}-{hours}'


def _sid(row: Row) -> int:
    return row.context.system.getsid(row.process.pid)


def _foreground(row: Row) -> int:
    return row.context.system.machine.ttys.foreground(row.process.tty) if row.process.tty != 0 else -1


FIELDS: Map[str, Field] = Map()
for _names, _field in [
    (['pid', 'tgid'], Field('PID', _PID_WIDTH, False, lambda row: row.process.pid)),
    (['ppid'], Field('PPID', _PID_WIDTH, False, lambda row: row.process.ppid)),
    (['pgid'], Field('PGID', _PID_WIDTH, False, lambda row: row.process.pgid)),
    (['pgrp'], Field('PGRP', _PID_WIDTH, False, lambda row: row.process.pgid)),
    (['sid'], Field('SID', _PID_WIDTH, False, _sid)),
    (['sess', 'session'], Field('SESS', _PID_WIDTH, False, _sid)),
    (['tpgid'], Field('TPGID', _PID_WIDTH, False, _foreground)),
    (['stat'], Field('STAT', 4, True, status_of)),
    (['state', 's'], Field('S', 1, True, lambda row: row.reading.state)),
    (['tty', 'tt'], Field('TT', 8, True, lambda row: terminal_of(row.process))),
    (['tname'], Field('TTY', 8, True, lambda row: terminal_of(row.process))),
    (['stime'], Field('STIME', 5, False, lambda row: _began(row, '%H:%M'))),
    (['start_time', 'bsdstart'], Field('START', 5, False, lambda row: _began(row, '%H:%M'))),
    (['start'], Field('STARTED', 8, False, lambda row: _began(row, '%H:%M:%S'))),
    (['lstart'], Field('STARTED', 24, False, lambda row: _moment(row, '%a %b %e %H:%M:%S %Y'))),
    (['etime'], Field('ELAPSED', 11, False, lambda row: _elapsed(int(row.seconds())))),
    (['etimes'], Field('ELAPSED', 7, False, lambda row: int(row.seconds()))),
    (['comm', 'ucomm'], Field('COMMAND', 15, True, lambda row: name_of(row.process))),
    (['ucmd'], Field('CMD', 15, True, lambda row: name_of(row.process))),
    (['args', 'command'], Field('COMMAND', 27, True, lambda row: row.process.command)),
    (['cmd'], Field('CMD', 27, True, lambda row: row.process.command)),
    (['user', 'uname'], Field('USER', 8, True, lambda row: USER)),
    (['euser'], Field('EUSER', 8, True, lambda row: USER)),
    (['ruser'], Field('RUSER', 8, True, lambda row: USER)),
    (['group', 'egroup'], Field('GROUP', 8, True, lambda row: USER)),
    (['uid', 'euid'], Field('UID', 5, False, lambda row: UID)),
    (['ruid'], Field('RUID', 5, False, lambda row: UID)),
    (['gid', 'egid'], Field('GID', 5, False, lambda row: UID)),
    (['rgid'], Field('RGID', 5, False, lambda row: UID)),
    (['owner'], Field('UID', 8, True, lambda row: USER)),  # how -f shows it
    (['ni', 'nice'], Field('NI', 3, False, lambda row: row.reading.nice)),
    (['pri'], Field('PRI', 3, False, lambda row: 19 - row.reading.nice)),
    (['opri', 'priority'], Field('PRI', 3, False, lambda row: 80 + row.reading.nice)),
    (['cls', 'class', 'policy'], Field('CLS', 3, False, lambda row: 'TS')),
    (['nlwp', 'thcount'], Field('NLWP', 4, False, lambda row: row.reading.threads)),
    (['%cpu', 'pcpu'], Field('%CPU', 4, False, lambda row: to_fixed(row.cpu_share(), 1))),
    (['c'], Field('C', 2, False, lambda row: int(row.cpu_share()))),
    (['time', 'cputime'], Field('TIME', 8, False, lambda row: clock_time(row.reading.cpu()))),
    (['bsdtime'], Field('TIME', 6, False, lambda row: short_time(row.reading.cpu()))),
    (['times', 'cputimes'], Field('TIME', 8, False, lambda row: int(row.reading.cpu() // 1000))),
    (['%mem', 'pmem'], Field('%MEM', 4, False, _memory_share)),
    (['rss', 'rssize', 'rsz'], Field('RSS', 5, False, _resident)),
    (['vsz', 'vsize'], Field('VSZ', 6, False, _virtual)),
    (['size'], Field('SIZE', 5, False, lambda row: int((row.reading.heap + row.reading.buffers) // 1024))),
    (['sz'], Field('SZ', 5, False, lambda row: _virtual(row) // 4)),
    (['f', 'flags'], Field('F', 1, False, lambda row: 0)),
    (['addr'], Field('ADDR', 4, False, lambda row: '-')),
    (['wchan'], Field('WCHAN', 6, True, lambda row: '-')),
    (['kind'], Field('KIND', 10, True, lambda row: row.reading.kind)),
]:
    for _name in _names:
        FIELDS.set(_name, _field)


def field_of(row: Row, field: str) -> str:
    found = FIELDS.get(field)
    return '' if found is None else str(found.of(row))


def numbers(texts: list[str]) -> list[int] | None:
    """Numbers from lists with commas or blanks; None for anything else."""
    found: list[int] = []
    for text in texts:
        for word in text.replace(',', ' ').split():
            if not word.isdigit():
                return None
            found.append(int(word))
    return found


def users(texts: list[str]) -> list[int] | str:
    """User ids from names and numbers; a name that is unknown."""
    found: list[int] = []
    for text in texts:
        for word in text.replace(',', ' ').split():
            if word == USER or word == 'root':
                found.append(UID if word == USER else 0)
            elif word.isdigit():
                found.append(int(word))
            else:
                return word
    return found
