"""Divides one memory budget among what the kernel keeps ready: compiled modules and warm workers
(resources/prediction/optimiser.py decides), and lets that give way when programs need memory (resources/relief.py).

Other caches have bounds of their own that nothing can set from here: a worker's path cache, npm's archives on the disk,
`serve`'s transforms in its process."""

from runtime_py.kernel.compiled_modules import TOTAL_BYTES
from runtime_py.kernel.spares import MOST_SPARES, SPARES
from runtime_py.resources.prediction.optimiser import Cache, Optimiser
from runtime_py.resources.relief import MODULES, THREADS, WORKERS, Relief

STEP_MS = 60000
MIB = 1048576
WORKER_BYTES = 24 * MIB  # of a warm one: its scripts and their heap
COLD_START_MS = 300  # what a warm worker saves
COMPILE_MS_PER_MIB = 30  # what a kept module saves
BUDGET = TOTAL_BYTES + (SPARES + 1) * WORKER_BYTES


class MemoryDivision:
    """`later(ms, call)` sets a timer."""

    def __init__(self, pool: object, compiled: object, later: object) -> None:
        self._pool = pool
        self._compiled = compiled
        self._later = later
        self._workers = Cache('workers', SPARES * WORKER_BYTES, MOST_SPARES * WORKER_BYTES, SPARES * WORKER_BYTES)
        self._modules = Cache('modules', TOTAL_BYTES // 4, TOTAL_BYTES, TOTAL_BYTES)
        self._optimiser = Optimiser(BUDGET, [self._workers, self._modules])
        self._relief = Relief()

    def begin(self) -> None:
        self._later(STEP_MS, lambda: self._step())

    def _step(self) -> None:
        self._workers.hit(self._pool.take_hits() * COLD_START_MS)
        self._modules.hit(self._compiled.take_hit_bytes() / MIB * COMPILE_MS_PER_MIB)
        self._optimiser.step()
        self._set()
        self._later(STEP_MS, lambda: self._step())

    def relieve(self, relief: Relief) -> None:
        """Programs need memory, or need it no more."""
        self._relief = relief
        self._set()
        self._pool.keep_at_most(1 if relief.is_given(WORKERS) else MOST_SPARES, not relief.is_given(THREADS))

    def _set(self) -> None:
        spares = int((self._workers.size + WORKER_BYTES / 2) // WORKER_BYTES)
        self._compiled.set_total(0 if self._relief.is_given(MODULES) else int(self._modules.size))
        self._pool.set_spares(1 if self._relief.is_given(WORKERS) else spares)
