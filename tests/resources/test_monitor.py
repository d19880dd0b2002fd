"""Rates from readings, and the ring that keeps them."""

from runtime_py.resources.monitor import Monitor, Rates, Ring, Sample, compare
from runtime_py.resources.reading import MachineReading, ProcessReading


def process(pid: int, kind: str, cpu: float, started: float = 0.0) -> ProcessReading:
    found = ProcessReading(pid, 1, f'p{pid}', kind)
    found.user = cpu
    found.read = cpu * 10
    found.started = started
    return found


def test_rates_are_per_second():
    before = MachineReading(1000, 2, [process(1, 'build', 100), process(2, 'test', 5)])
    after = MachineReading(1500, 2, [process(1, 'build', 350), process(3, 'build', 50)])
    sample = compare(before, after)
    assert [rates.cpu for rates in sample.by_process] == [0.5, 0.1]
    assert [[rates.name, rates.cpu, rates.read, rates.processes] for rates in sample.by_kind] == [
        ['build', 0.6, 6000, 2]
    ]
    assert sample.total.cpu == 0.6


def test_a_pid_that_is_another_process_begins_anew():
    sample = compare(
        MachineReading(0, 2, [process(7, 'test', 900, 1)]), MachineReading(1000, 2, [process(7, 'test', 20, 2)])
    )
    assert sample.by_process[0].cpu == 0.02


def test_the_first_reading_has_no_rates():
    monitor = Monitor(3)
    assert monitor.take(MachineReading(5, 2, [process(1, 'test', 900)])).total.cpu == 0
    assert monitor.take(MachineReading(5, 2, [process(1, 'test', 990)])).total.cpu == 0


def test_the_ring_forgets_the_oldest():
    ring = Ring(3)
    for at in range(5):
        ring.add(Sample(at, Rates(''), [], []))
    assert [sample.at for sample in ring.samples()] == [2, 3, 4]
