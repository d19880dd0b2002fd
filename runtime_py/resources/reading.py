"""The figures of a process and of the machine at one moment: the input of everything in this room. Must not know where
they were read."""

from __future__ import annotations


class ProcessReading:
    """Figures of a process with all its threads, since it began. Times are in ms, sizes in bytes."""

    def __init__(self, pid: int, ppid: int, command: str, kind: str) -> None:
        self.pid = pid
        self.ppid = ppid
        self.command = command
        self.kind = kind  # a name of kinds.py
        self.state = 'S'  # as in ps
        self.nice = 0
        self.started = 0.0  # since 1970
        self.threads = 1
        self.user = 0.0
        self.system = 0.0
        self.calls = 0.0  # number of system calls
        self.read = 0.0
        self.written = 0.0
        self.files_read = 0.0  # the part of both that belongs to files
        self.files_written = 0.0
        self.output = 0.0  # written to terminals, pipes and sockets
        self.received = 0.0  # from other hosts
        self.sent = 0.0
        self.requests = 0.0  # to other hosts
        self.descriptors = 0
        self.heap = 0.0  # of its JavaScript
        self.heap_is_measured = False  # otherwise an estimate
        self.buffers = 0.0  # typed arrays and WebAssembly memories
        self.shared = 0.0  # its use of the machine's shared memory
        self.peak = 0.0

    def cpu(self) -> float:
        return self.user + self.system

    def memory(self) -> float:
        return self.own_memory() + self.shared

    def own_memory(self) -> float:
        """Without the machine's shared memory. What an engine measures of a heap has its typed arrays in it."""
        return max(self.heap, self.buffers) if self.heap_is_measured else self.heap + self.buffers


class HostReading:
    """Traffic to and from another host."""

    def __init__(self, host: str, connections: float, received: float, sent: float) -> None:
        self.host = host
        self.connections = connections
        self.received = received
        self.sent = sent


class MachineReading:
    """All processes at one time (in ms, of any monotonic clock)."""

    def __init__(self, at: float, cores: int, processes: list[ProcessReading]) -> None:
        self.at = at
        self.cores = cores
        self.processes = processes
        self.cpu_of_ended = 0.0  # of processes that are no longer listed
        self.memory_used = 0.0  # of the shared memory
        self.memory_total = 0.0
        self.hosts: list[HostReading] = []
