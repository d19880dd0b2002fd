"""What gives way while programs need the computer's memory: what the machine keeps ready, in the order of STEPS, and
only then a program (memory.py).

Each step begins when programs have a part of what all of them may have, and ends BACK below it, so that a use that
stays the same never switches one on and off. Must not know how anything gives way."""

from __future__ import annotations

PREPARING = 'preparing'  # nothing is prepared for expected commands any more
MODULES = 'modules'  # compiled WebAssembly that is kept for the next program
THREADS = 'threads'  # warm workers for threads and confined programs
WORKERS = 'workers'  # warm workers for programs, except one
STEPS = [PREPARING, MODULES, THREADS, WORKERS]
_BEGINS = [0.6, 0.7, 0.8, 0.9]
BACK = 0.1


class Relief:
    """`level` is the number of steps that have been taken."""

    def __init__(self) -> None:
        self.level = 0

    def look(self, used: float, most: float) -> bool:
        """`used` is what all programs have, `most` what they may have. Whether the level has changed."""
        before = self.level
        while self.level < len(STEPS) and used > most * _BEGINS[self.level]:
            self.level += 1
        while self.level > 0 and used < most * (_BEGINS[self.level - 1] - BACK):
            self.level -= 1
        return self.level != before

    def is_given(self, step: str) -> bool:
        return STEPS.index(step) < self.level
