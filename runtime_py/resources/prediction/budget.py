"""What guesses may cost: a bucket of CPU time and one of bytes, which fill as time passes while the machine is idle.
Work is begun only when the whole estimate is in the bucket, so the budget is never exceeded by more than estimates are
wrong. Must not know clocks: times in ms come from the caller."""

from __future__ import annotations

CPU_MS = 4000.0  # full bucket: what the start of a large dev server needs
BYTES = 96 * 1024 * 1024.0
CPU_SHARE = 0.02  # of the idle time
BYTES_PER_MS = 2048.0


class Budget:
    def __init__(self) -> None:
        self.cpu = CPU_MS
        self.bytes = BYTES

    def idle(self, ms: float) -> None:
        """So much time has passed in which the machine was idle."""
        passed = max(0.0, ms)
        self.cpu = min(CPU_MS, self.cpu + passed * CPU_SHARE)
        self.bytes = min(BYTES, self.bytes + passed * BYTES_PER_MS)

    def take(self, cpu: float, size: float) -> bool:
        """Whether work of this estimate may begin; it is paid then."""
        if cpu > self.cpu or size > self.bytes or cpu < 0 or size < 0:
            return False
        self.cpu -= cpu
        self.bytes -= size
        return True
