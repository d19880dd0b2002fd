"""The texts of /proc's files about resource use: stat, io and statm of a process; stat, loadavg, meminfo and pressure
of the machine (proc(5)).

All figures come from usage.py. A browser doesn't report which processor ran a thread, so each processor gets an equal
part of the total. Must not know paths."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.processors import processor_count
from runtime_py.platform.text import pad_left, pad_right
from runtime_py.sys.accounts import INPUTS, OUTPUTS, READ_CALLS, READ_FILES, WRITE_CALLS, WRITTEN_FILES, total
from runtime_py.sys.cpu_time import load_averages, machine_busy
from runtime_py.sys.layout import NICE, PGID, PID, PPID, SID, TTY
from runtime_py.sys.pressure import SECONDS, pressure_of
from runtime_py.sys.table_texts import table_of
from runtime_py.sys.usage import cpu_of, cpu_of_children, memory_total, memory_used, reading_of, state_of, system_time

TICKS = 100  # of a second, USER_HZ
_PAGE = 4096
_TTY = 34816  # device number of pts/0


def ticks(ms: float) -> int:
    return int(ms * TICKS // 1000)


def with_hundredths(number: float) -> str:
    hundredths = int(number * 100 + 0.5)
    return f'{hundredths // 100}.{pad_left(str(hundredths % 100), 2, "0")}'


def memory_of(system: Any) -> int:
    """All processes share one memory; what each engine uses itself isn't known."""
    return int(system.memory.size)


# of a process


def process_stat(system: Any, slot: int, name: str) -> str:
    """The 52 fields of proc(5), starting with the state."""
    processes = system.processes
    started = ticks(processes.started_of(slot) - processes.started_of(0))
    nice = processes.get(slot, NICE)
    cpu = cpu_of(system, slot)
    children = cpu_of_children(system, slot)
    reading = reading_of(system, slot)
    fields = [
        processes.get(slot, PPID),
        processes.get(slot, PGID),
        processes.get(slot, SID),
        _TTY if processes.get(slot, TTY) != 0 else 0,
        -1,
        0,
        0,
        0,
        0,
        0,
        ticks(cpu.user),
        ticks(cpu.system),
        ticks(children.user),
        ticks(children.system),
        20 + nice,
        nice,
        reading.threads,
        0,
        started,
        memory_of(system) + int(reading.heap + reading.buffers),
        int(reading.memory() // _PAGE),
    ]
    while len(fields) < 49:
        fields.append(0)
    return (
        f'{processes.get(slot, PID)} ({name}) {state_of(system, slot)} {" ".join([str(field) for field in fields])}\n'
    )


def statm(system: Any, slot: int) -> str:
    reading = reading_of(system, slot)
    own = reading.heap + reading.buffers
    pages = [memory_of(system) + own, reading.memory(), reading.shared, 0, 0, own, 0]
    return ' '.join([str(int(each // _PAGE)) for each in pages]) + '\n'


def process_io(system: Any, slot: int) -> str:
    """rchar and wchar count all descriptors; read_bytes and write_bytes count files."""
    threads = system.processes.threads(slot)

    def sum_of(fields: list[int]) -> str:
        return str(int(sum([total(system.memory, slot, threads, field) for field in fields])))

    rows = [
        ['rchar', sum_of(INPUTS)],
        ['wchar', sum_of(OUTPUTS)],
        ['syscr', sum_of([READ_CALLS])],
        ['syscw', sum_of([WRITE_CALLS])],
        ['read_bytes', sum_of([READ_FILES])],
        ['write_bytes', sum_of([WRITTEN_FILES])],
        ['cancelled_write_bytes', '0'],
    ]
    return ''.join([f'{row[0]}: {row[1]}\n' for row in rows])


# of the machine


def loadavg(system: Any) -> str:
    table = table_of(system)
    running = len([process for process in table if state_of(system, process.slot) == 'R'])
    averages = ' '.join([with_hundredths(each) for each in load_averages(system.memory)])
    return f'{averages} {running}/{len(table)} {max([process.pid for process in table])}\n'


def meminfo(system: Any) -> str:
    whole = str(int(memory_total(system) // 1024))
    free = str(int((memory_total(system) - memory_used(system)) // 1024))
    used = str(int(memory_used(system) // 1024))
    rows = [
        ['MemTotal', whole],
        ['MemFree', free],
        ['MemAvailable', free],
        ['Buffers', '0'],
        ['Cached', '0'],
        ['SwapCached', '0'],
        ['SwapTotal', '0'],
        ['SwapFree', '0'],
        ['Shmem', used],
    ]
    return ''.join([f'{pad_right(row[0] + ":", 16)}{pad_left(row[1], 8)} kB\n' for row in rows])


def idle_ms(system: Any) -> float:
    """The idle time of all processors together."""
    up = now_ms() - system.processes.started_of(0)
    return max(0.0, up * processor_count() - machine_busy(system.memory))


def machine_stat(system: Any) -> str:
    """user nice system idle iowait irq softirq steal guest guest_nice."""
    cores = processor_count()
    inside = system_time(system)
    user = max(0.0, machine_busy(system.memory) - inside)

    def row(part: int) -> str:
        return f'{ticks(user / part)} 0 {ticks(inside / part)} {ticks(idle_ms(system) / part)} 0 0 0 0 0 0\n'

    lines = 'cpu  ' + row(1) + ''.join([f'cpu{k} {row(cores)}' for k in range(cores)])
    table = table_of(system)
    running = len([process for process in table if state_of(system, process.slot) == 'R'])
    return (
        f'{lines}btime {int(system.processes.started_of(0) // 1000)}\nprocesses {max([process.pid for process in table])}\n'
        f'procs_running {running}\nprocs_blocked 0\n'
    )


def pressure(system: Any, resource: int) -> str:
    """`full`, when nobody gets on at all, isn't measured: it would have to be known of each thread what it waits for."""
    now = pressure_of(system.memory, resource)
    shares = ' '.join([f'avg{seconds}={with_hundredths(now.averages[k] * 100)}' for k, seconds in enumerate(SECONDS)])
    return f'some {shares} total={int(now.total_ms * 1000)}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n'
