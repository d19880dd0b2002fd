"""What the kernel keeps ready shares one budget."""

from runtime_py.kernel.memory_division import BUDGET, WORKER_BYTES, MemoryDivision
from runtime_py.kernel.spares import MOST_SPARES, SPARES
from runtime_py.resources.relief import Relief


class Kept:
    """Stands for the pool and for the compiled modules."""

    def __init__(self):
        self.hits = 0
        self.spares = SPARES
        self.total = 0
        self.bytes = 0
        self.kept = []

    def take_hits(self):
        return self.hits

    def set_spares(self, count):
        self.spares = count

    def keep_at_most(self, spares, threads):
        self.kept = [spares, threads]

    def take_hit_bytes(self):
        return self.bytes

    def set_total(self, size):
        self.total = size


def steps(kept, count):
    calls = []
    MemoryDivision(kept, kept, lambda delay, call: calls.append(call)).begin()
    for k in range(count):
        calls[k]()
        assert SPARES <= kept.spares <= MOST_SPARES
        assert kept.total + (kept.spares - 1) * WORKER_BYTES <= BUDGET


def test_many_programs_get_more_workers():
    kept = Kept()
    kept.hits = 100
    steps(kept, 30)
    assert kept.spares == MOST_SPARES


def test_many_modules_get_more_memory():
    kept = Kept()
    kept.bytes = 500 * 1048576
    steps(kept, 30)
    assert kept.total > 60 * 1048576


def test_what_is_kept_gives_way_and_comes_back():
    kept = Kept()
    calls = []
    division = MemoryDivision(kept, kept, lambda delay, call: calls.append(call))
    division.begin()
    relief = Relief()
    relief.look(75, 100)
    division.relieve(relief)
    assert kept.total == 0 and kept.spares == SPARES and kept.kept == [MOST_SPARES, True]
    relief.look(95, 100)
    division.relieve(relief)
    calls[0]()
    assert kept.total == 0 and kept.spares == 1 and kept.kept == [1, False]
    relief.look(10, 100)
    division.relieve(relief)
    assert kept.total > 0 and kept.spares == SPARES and kept.kept == [MOST_SPARES, True]
