"""Computes rates from two readings, and keeps rates of ten minutes in a ring: for the machine, by process and by kind.
Must not know clocks: each reading has its time."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.reading import MachineReading, ProcessReading

SAMPLE_MS = 500
KEPT = 1200  # ten minutes


class Rates:
    """Rates per second between two readings; `cpu` is a share of one core: 1 is a whole core."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cpu = 0.0
        self.calls = 0.0
        self.read = 0.0
        self.written = 0.0
        self.received = 0.0
        self.sent = 0.0
        self.memory = 0.0
        self.processes = 0

    def add(self, other: Rates) -> None:
        self.cpu += other.cpu
        self.calls += other.calls
        self.read += other.read
        self.written += other.written
        self.received += other.received
        self.sent += other.sent
        self.memory += other.memory
        self.processes += other.processes


class Sample:
    """`by_process` has an entry for each process of the later reading, in its order."""

    def __init__(self, at: float, total: Rates, by_process: list[Rates], by_kind: list[Rates]) -> None:
        self.at = at
        self.total = total
        self.by_process = by_process
        self.by_kind = by_kind


def _rates(name: str, before: ProcessReading | None, after: ProcessReading, seconds: float) -> Rates:
    """For a process that wasn't in the earlier reading, all its use falls into the interval."""
    found = Rates(name)
    found.processes = 1
    found.memory = after.memory()
    if seconds <= 0:
        return found
    found.cpu = max(0.0, after.cpu() - (before.cpu() if before is not None else 0)) / 1000 / seconds
    found.calls = max(0.0, after.calls - (before.calls if before is not None else 0)) / seconds
    found.read = max(0.0, after.read - (before.read if before is not None else 0)) / seconds
    found.written = max(0.0, after.written - (before.written if before is not None else 0)) / seconds
    found.received = max(0.0, after.received - (before.received if before is not None else 0)) / seconds
    found.sent = max(0.0, after.sent - (before.sent if before is not None else 0)) / seconds
    return found


def compare(before: MachineReading | None, after: MachineReading) -> Sample:
    """Without an earlier reading there are no rates."""
    known: Map[int, ProcessReading] = Map()
    if before is not None:
        for process in before.processes:
            known.set(process.pid, process)
    seconds = (after.at - before.at) / 1000 if before is not None else 0.0
    total = Rates('')
    kinds: Map[str, Rates] = Map()
    by_process: list[Rates] = []
    for process in after.processes:
        earlier = known.get(process.pid)
        same = earlier if earlier is not None and earlier.started == process.started else None
        rates = _rates(str(process.pid), same, process, seconds)
        by_process.append(rates)
        total.add(rates)
        of_kind = kinds.get(process.kind)
        if of_kind is None:
            of_kind = Rates(process.kind)
            kinds.set(process.kind, of_kind)
        of_kind.add(rates)
    return Sample(after.at, total, by_process, [rates for rates in kinds.values()])


class Ring:
    """The last samples, the oldest first."""

    def __init__(self, capacity: int = KEPT) -> None:
        self.capacity = capacity
        self._samples: list[Sample] = []
        self._next = 0

    def add(self, sample: Sample) -> None:
        if len(self._samples) < self.capacity:
            self._samples.append(sample)
        else:
            self._samples[self._next] = sample
        self._next = (self._next + 1) % self.capacity

    def samples(self) -> list[Sample]:
        if len(self._samples) < self.capacity:
            return list(self._samples)
        return [*self._samples[self._next :], *self._samples[: self._next]]


class Monitor:
    """Takes readings and keeps samples."""

    def __init__(self, capacity: int = KEPT) -> None:
        self.ring = Ring(capacity)
        self.last: MachineReading | None = None

    def take(self, reading: MachineReading) -> Sample:
        sample = compare(self.last, reading)
        self.last = reading
        self.ring.add(sample)
        return sample
