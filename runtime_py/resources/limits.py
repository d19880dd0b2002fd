"""The limits that a process can have: a table, and what is to be done about a process that has reached one. Figures in,
verdicts out.

A limit is soft and hard; UNLIMITED is none. What is checked in the call itself (file size, descriptors, processes) is
not looked at here."""

from __future__ import annotations

from runtime_py.resources.reading import ProcessReading

UNLIMITED = -1.0

# places in the account's block (sys/accounts.py)
CPU = 0  # seconds
FILE_SIZE = 1  # bytes
PROCESSES = 2  # of the machine's one user, threads too
MEMORY = 3  # bytes
WALL = 4  # seconds
OUTPUT = 5  # bytes to terminals, pipes and sockets
NETWORK = 6  # bytes from and to outside hosts
CONNECTIONS = 7  # to outside hosts
DESCRIPTORS = 8  # kept in the descriptor table (vfs/fdtable.py)
CPU_SHARE = 9  # percent of a core at any time: kept by the scheduler (kernel/scheduler.py)

REQUESTS = 10  # to outside hosts: kept by the network worker, with HOSTS
HOSTS = 11  # different ones


class Limit:
    """`name` as the API has it; `letter` of ulimit, `prlimit` name and option, '' where those have none; `unit` bytes
    of one step of ulimit; `title` in /proc/PID/limits."""

    def __init__(
        self,
        place: int,
        name: str,
        letter: str,
        resource: str,
        option: str,
        about: str,
        unit: int,
        units: str,
        title: str,
    ) -> None:
        self.place = place
        self.name = name
        self.letter = letter
        self.resource = resource
        self.option = option
        self.about = about
        self.unit = unit
        self.units = units
        self.title = title


LIMITS = [
    Limit(CPU, 'cpu', 't', 'CPU', 'cpu', 'CPU time', 1, 'seconds', 'Max cpu time'),
    Limit(FILE_SIZE, 'fileSize', 'f', 'FSIZE', 'fsize', 'max file size', 512, 'bytes', 'Max file size'),
    Limit(PROCESSES, 'processes', 'u', 'NPROC', 'nproc', 'max number of processes', 1, 'processes', 'Max processes'),
    Limit(MEMORY, 'memory', 'v', 'AS', 'as', 'address space limit', 1024, 'bytes', 'Max address space'),
    Limit(
        DESCRIPTORS, 'descriptors', 'n', 'NOFILE', 'nofile', 'max number of open files', 1, 'files', 'Max open files'
    ),
    Limit(WALL, 'wall', '', '', '', 'time since its start', 1, 'seconds', 'Max wall time'),
    Limit(OUTPUT, 'output', '', '', '', 'octets of output', 1, 'bytes', 'Max output'),
    Limit(NETWORK, 'network', '', '', '', 'octets from and to other hosts', 1, 'bytes', 'Max network traffic'),
    Limit(CPU_SHARE, 'cpuShare', '', '', '', 'share of a core at any time', 1, 'percent', 'Max share of a core'),
    Limit(REQUESTS, 'requests', '', '', '', 'requests to other hosts', 1, 'requests', 'Max requests'),
    Limit(HOSTS, 'hosts', '', '', '', 'different other hosts', 1, 'hosts', 'Max hosts'),
    Limit(CONNECTIONS, 'connections', '', '', '', 'connections to other hosts', 1, 'connections', 'Max connections'),
]


def limit_named(name: str) -> Limit | None:
    for limit in LIMITS:
        if limit.name == name:
            return limit
    return None


def limit_of_letter(letter: str) -> Limit | None:
    for limit in LIMITS:
        if limit.letter == letter:
            return limit
    return None


class Bounds:
    """Of one limit."""

    def __init__(self, soft: float, hard: float) -> None:
        self.soft = soft
        self.hard = hard

    def problem(self, before: Bounds) -> str:
        """Why they can't take the place of others: 'EINVAL', 'EPERM' or ''. A hard limit can only be lowered."""
        if is_above(self.soft, self.hard):
            return 'EINVAL'
        return 'EPERM' if is_above(self.hard, before.hard) else ''


def is_above(a: float, b: float) -> bool:
    if b == UNLIMITED:
        return False
    return a == UNLIMITED or a > b


# verdicts, from mild to final
NOTHING = 0
WARN = 1  # SIGXCPU, which ends a program that has no handler; once for each second more
END = 2  # SIGKILL


class Verdict:
    def __init__(self, action: int, text: str, place: int = -1) -> None:
        self.action = action
        self.place = place  # of the limit
        self.text = text  # for people: how much it had and what it was allowed


def judge(reading: ProcessReading, seconds: float, bounds_of: list[Bounds]) -> Verdict:
    """`seconds` since it began; `bounds_of`: by place. The gravest verdict."""
    cpu = reading.cpu() / 1000
    if is_above(cpu, bounds_of[CPU].hard):
        return Verdict(END, f'used {whole(cpu)} s of CPU time and was allowed {whole(bounds_of[CPU].hard)} s')
    if is_above(seconds, bounds_of[WALL].hard):
        return Verdict(END, f'ran for {whole(seconds)} s and was allowed {whole(bounds_of[WALL].hard)} s')
    for place, used, what in [
        (MEMORY, reading.memory(), 'had'),
        (OUTPUT, reading.output, 'wrote'),
        (NETWORK, reading.received + reading.sent, 'moved over the network'),
    ]:
        if is_above(used, bounds_of[place].soft):
            return Verdict(END, f'{what} {mebibytes(used)} and was allowed {mebibytes(bounds_of[place].soft)}', place)
    if is_above(cpu, bounds_of[CPU].soft):
        return Verdict(WARN, f'used {whole(cpu)} s of CPU time')
    if is_above(seconds, bounds_of[WALL].soft):
        return Verdict(WARN, f'ran for {whole(seconds)} s')
    return Verdict(NOTHING, '')


def whole(value: float) -> str:
    return (
        str(int(value * 10) // 10)
        if value >= 10 or value == int(value)
        else f'{int(value * 10) // 10}.{int(value * 10) % 10}'
    )


def mebibytes(size: float) -> str:
    return f'{whole(size / 1048576)} MiB' if size >= 1048576 else f'{whole(size / 1024)} KiB'
