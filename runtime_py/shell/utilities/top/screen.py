"""The picture of top: a summary and a table of processes, as procps' top draws them. Takes figures, returns lines; must
not know keys or the terminal."""

from __future__ import annotations

from runtime_py.platform.numbers import to_fixed
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.resources.monitor import Sample
from runtime_py.resources.reading import MachineReading, ProcessReading
from runtime_py.shell.support.file_listing import USER

# by key: the column by which the list is sorted
ORDERS = [['P', '%CPU'], ['M', '%MEM'], ['T', 'TIME+'], ['N', 'PID']]
HEAD = '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND'
_MIB = 1048576
_SHARES = ['us', 'sy', 'ni', 'id', 'wa', 'hi', 'si', 'st']


class Picture:
    """`space`: bytes of the shared memory, which is in every process's address space."""

    def __init__(self, reading: MachineReading, sample: Sample, space: float) -> None:
        self.reading = reading
        self.sample = sample
        self.space = space
        self.user_share = 0.0  # percent of all processors
        self.system_share = 0.0

    def summary(self, uptime: str) -> list[str]:
        """The five lines above the table; `uptime` as the utility prints it."""
        states = [process.state for process in self.reading.processes]
        counts = [states.count('R'), states.count('S'), states.count('T'), states.count('Z')]
        tasks = (
            f'Tasks: {pad_left(str(len(states)), 3, " ")} total, {pad_left(str(counts[0]), 3, " ")} running, {pad_left(str(counts[1]), 3, " ")} sleeping, '
            f'{pad_left(str(counts[2]), 3, " ")} stopped, {pad_left(str(counts[3]), 3, " ")} zombie'
        )
        idle = max(0.0, 100 - self.user_share - self.system_share)
        shares = [self.user_share, self.system_share, 0.0, idle, 0.0, 0.0, 0.0, 0.0]
        cpu = (
            '%Cpu(s):'
            + ','.join([f' {pad_left(to_fixed(share, 1), 4, " ")} {_SHARES[k]}' for k, share in enumerate(shares)])
            + ' '
        )
        used = self.reading.memory_used
        free = self.reading.memory_total - used
        return [
            f'top -{uptime}',
            tasks,
            cpu,
            f'MiB Mem : {_mib(self.reading.memory_total)} total, {_mib(free)} free, {_mib(used)} used, {_mib(0)} buff/cache     ',
            f'MiB Swap: {_mib(0)} total, {_mib(0)} free, {_mib(0)} used. {_mib(free)} avail Mem ',
        ]

    def rows(self, order: str, reversed_order: bool) -> list[str]:
        """A line per process, the one with the highest value first."""
        numbers = list(range(len(self.reading.processes)))
        keys = [self._key(order, k) for k in numbers]
        numbers.sort(key=lambda k: keys[k] if reversed_order else -keys[k])
        return [self._row(k) for k in numbers]

    def _key(self, order: str, k: int) -> float:
        process = self.reading.processes[k]
        if order == '%MEM':
            return process.memory()
        if order == 'TIME+':
            return process.cpu()
        return process.pid if order == 'PID' else self.sample.by_process[k].cpu

    def _row(self, k: int) -> str:
        process = self.reading.processes[k]
        cells = [
            pad_left(str(process.pid), 7, ' '),
            pad_right(USER, 8, ' '),
            pad_left(str(20 + process.nice), 3, ' '),
            pad_left(str(process.nice), 3, ' '),
            pad_left(_size(self.space + process.heap + process.buffers, 7), 7, ' '),
            pad_left(_size(process.memory(), 6), 6, ' '),
            pad_left(_size(process.shared, 6), 6, ' '),
            process.state,
            pad_left(to_fixed(self.sample.by_process[k].cpu * 100, 1), 5, ' '),
            pad_left(to_fixed(process.memory() * 100 / max(1.0, self.reading.memory_total), 1), 5, ' '),
            pad_left(_time(process.cpu()), 9, ' '),
            _name(process),
        ]
        return ' '.join(cells)


def _mib(size: float) -> str:
    return pad_left(to_fixed(size / _MIB, 1), 8, ' ')


def _size(size: float, width: int) -> str:
    """KiB, or with a unit if there is no room."""
    plain = str(int(size // 1024))
    if len(plain) <= width:
        return plain
    scaled = size / _MIB
    return to_fixed(scaled, 1) + 'm' if scaled < 10000 else to_fixed(scaled / 1024, 1) + 'g'


def _time(ms: float) -> str:
    """`1:02.34`: minutes, seconds and hundredths."""
    hundredths = int(ms // 10)
    return f'{hundredths // 6000}:{pad_left(str(hundredths // 100 % 60), 2, "0")}.{pad_left(str(hundredths % 100), 2, "0")}'


def _name(process: ProcessReading) -> str:
    return process.command.split(' ')[0].rpartition('/')[2].strip('[]')
