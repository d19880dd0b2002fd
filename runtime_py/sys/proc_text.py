"""The texts of /proc's files (proc(5)), each generated from the process table and the memory when it is read.

A file is an entry of MACHINE_FILES or PROCESS_FILES: to add one, add a function. proc_usage.py has the files about
resource use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.clock import now_ms
from runtime_py.platform.processors import processor_count
from runtime_py.platform.text import pad_left, to_base
from runtime_py.sys.layout import HANDLED_LOW, IGNORED_LOW, PENDING_LOW, PID, PPID, STATE, UMASK, ZOMBIE
from runtime_py.sys.mount_table import all_mounts
from runtime_py.sys.pressure import CPU, IO, MEMORY
from runtime_py.sys.proc_limits import process_limits
from runtime_py.sys.proc_net import tcp_sockets, udp_sockets
from runtime_py.sys.proc_usage import (
    idle_ms,
    loadavg,
    machine_stat,
    meminfo,
    memory_of,
    pressure,
    process_io,
    process_stat,
    statm,
    with_hundredths,
)
from runtime_py.sys.table_texts import command_of, descriptors_room, start_of
from runtime_py.sys.usage import reading_of, state_of
from runtime_py.vfs.layout import GID, UID

HOSTNAME = 'terrarium'
RELEASE = '6.1.0-terrarium'
# [entry kind of procfs.py] -> UV_DIRENT_*
ENTRIES = [0, 1, 2, 3]


# of the machine


def cpuinfo(system: Any) -> str:
    return (
        '\n'.join(
            [f'processor\t: {k}\nvendor_id\t: Terrarium\nmodel name\t: WebAssembly\n' for k in range(processor_count())]
        )
        + '\n'
    )


def uptime(system: Any) -> str:
    """How long the machine has been up, and the idle time of all its processors together."""
    up = now_ms() - system.processes.started_of(0)
    return f'{with_hundredths(up / 1000)} {with_hundredths(idle_ms(system) / 1000)}\n'


def mounts(system: Any) -> str:
    return ''.join(
        [
            f'{escaped(one.source)} {escaped(one.path)} {one.kind} {options_of(one)} 0 0\n'
            for one in all_mounts(system.fs)
        ]
    )


def mountinfo(system: Any) -> str:
    """proc(5): id, parent, device, root, mount point, options - type, source, options. Every mount's parent is the
    root's."""
    found = ''
    for k, one in enumerate(all_mounts(system.fs)):
        options = options_of(one)
        found += f'{k + 1} {0 if k == 0 else 1} 0:{one.device} / {escaped(one.path)} {options} - {one.kind} {escaped(one.source)} {options.split(",")[0]}\n'
    return found


def options_of(mount: Any) -> str:
    flags = 'ro' if mount.is_read_only else 'rw'
    if mount.kind == 'proc':
        flags += ',nosuid,nodev,noexec'
    return f'{flags},relatime' + (f',size={int(mount.size // 1024)}k' if mount.size > 0 else '')


def escaped(text: str) -> str:
    """Blanks and backslashes as octal escapes, which mount(8) decodes."""
    found = text.replace('\\', '\\134')
    for plain, octal_form in [[' ', '\\040'], ['\t', '\\011'], ['\n', '\\012']]:
        found = found.replace(plain, octal_form)
    return found


def version(system: Any) -> str:
    return f'Linux version {RELEASE} (terrarium) #1 Terrarium\n'


def filesystems(system: Any) -> str:
    return 'nodev\tidb\nnodev\tproc\nnodev\ttmpfs\nnodev\tfolder\n\tzip\n'


class MachineFile:
    def __init__(self, path: str, make: Callable[[Any], str]) -> None:
        self.path = path
        self.make = make


class ProcessFile:
    def __init__(self, name: str, make: Callable[[Any, int], str]) -> None:
        self.name = name
        self.make = make


MACHINE_FILES = [
    MachineFile('cpuinfo', cpuinfo),
    MachineFile('filesystems', filesystems),
    MachineFile('loadavg', loadavg),
    MachineFile('meminfo', meminfo),
    MachineFile('net/tcp', lambda system: tcp_sockets(system, False)),
    MachineFile('net/tcp6', lambda system: tcp_sockets(system, True)),
    MachineFile('net/udp', lambda system: udp_sockets(system, False)),
    MachineFile('net/udp6', lambda system: udp_sockets(system, True)),
    MachineFile('pressure/cpu', lambda system: pressure(system, CPU)),
    MachineFile('pressure/io', lambda system: pressure(system, IO)),
    MachineFile('pressure/memory', lambda system: pressure(system, MEMORY)),
    MachineFile('stat', machine_stat),
    MachineFile('uptime', uptime),
    MachineFile('version', version),
    MachineFile('sys/kernel/hostname', lambda system: HOSTNAME + '\n'),
    MachineFile('sys/kernel/osrelease', lambda system: RELEASE + '\n'),
    MachineFile('sys/kernel/ostype', lambda system: 'Linux\n'),
    MachineFile('sys/kernel/pid_max', lambda system: '4194304\n'),
]


# of a process


def comm_of(system: Any, slot: int) -> str:
    argv = start_of(system, slot).argv
    if len(argv) == 0:
        return command_of(system, slot).strip('[]')[:15]  # the kernel, which has no parent
    return argv[0].rpartition('/')[2][:15]


def cmdline(system: Any, slot: int) -> str:
    if system.processes.get(slot, STATE) == ZOMBIE:
        return ''
    return ''.join([word + '\0' for word in start_of(system, slot).argv])


def environ(system: Any, slot: int) -> str:
    return ''.join([pair + '\0' for pair in start_of(system, slot).env])


def status(system: Any, slot: int) -> str:
    processes = system.processes
    letter = state_of(system, slot)
    reading = reading_of(system, slot)
    rows = [
        ['Name', comm_of(system, slot)],
        ['Umask', octal(processes.get(slot, UMASK))],
        ['State', f'{letter} ({state_name(letter)})'],
        ['Tgid', str(processes.get(slot, PID))],
        ['Pid', str(processes.get(slot, PID))],
        ['PPid', str(processes.get(slot, PPID))],
        ['TracerPid', '0'],
        ['Uid', four_times(UID)],
        ['Gid', four_times(GID)],
        ['FDSize', str(descriptors_room(system, slot))],
        ['VmPeak', kilobytes(memory_of(system) + reading.peak)],
        ['VmSize', kilobytes(memory_of(system) + reading.heap + reading.buffers)],
        ['VmHWM', kilobytes(reading.peak + reading.shared)],
        ['VmRSS', kilobytes(reading.memory())],
        ['RssAnon', kilobytes(reading.heap + reading.buffers)],
        ['RssFile', kilobytes(0)],
        ['RssShmem', kilobytes(reading.shared)],
        ['Threads', str(reading.threads)],
        ['SigPnd', mask(system, slot, PENDING_LOW)],
        ['SigIgn', mask(system, slot, IGNORED_LOW)],
        ['SigCgt', mask(system, slot, HANDLED_LOW)],
    ]
    return ''.join([f'{name}:\t{value}\n' for name, value in rows])


def kilobytes(size: float) -> str:
    return pad_left(str(int(size // 1024)), 8) + ' kB'


def four_times(number: int) -> str:
    """Four equal ids: real, effective, saved and file system."""
    return f'{number}\t{number}\t{number}\t{number}'


def state_name(letter: str) -> str:
    if letter == 'R':
        return 'running'
    if letter == 'T':
        return 'stopped'
    return 'zombie' if letter == 'Z' else 'sleeping'


def octal(value: int) -> str:
    return ''.join([str((value >> shift) & 7) for shift in [9, 6, 3, 0]])


def hexadecimal(value: int, width: int) -> str:
    return pad_left(to_base(value, 16), width, '0')


def mask(system: Any, slot: int, field: int) -> str:
    """Signals as 16 hexadecimal digits, bit 0 for signal 1."""
    low = system.processes.get(slot, field) % 4294967296
    high = system.processes.get(slot, field + 1) % 4294967296
    # here signal N is bit N
    return hexadecimal(int(high // 2), 8) + hexadecimal(int(low // 2 + (high % 2) * 2147483648), 8)


def maps(system: Any, slot: int) -> str:
    """The one memory that all processes share."""
    return f'00000000-{hexadecimal(memory_of(system), 8)} rw-s 00000000 00:00 0                          [machine]\n'


PROCESS_FILES = [
    ProcessFile('cmdline', cmdline),
    ProcessFile('comm', lambda system, slot: comm_of(system, slot) + '\n'),
    ProcessFile('environ', environ),
    ProcessFile('io', process_io),
    ProcessFile('limits', process_limits),
    ProcessFile('maps', maps),
    ProcessFile('mountinfo', lambda system, slot: mountinfo(system)),
    ProcessFile('mounts', lambda system, slot: mounts(system)),
    ProcessFile('stat', lambda system, slot: process_stat(system, slot, comm_of(system, slot))),
    ProcessFile('statm', statm),
    ProcessFile('status', status),
]
