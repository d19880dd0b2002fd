"""Decides which process is ended when all programs together take too much of the computer's memory: the largest, as
Linux's oom_kill.c does. The machine's shared memory isn't counted: it has a bound of its own (ENOSPC). Must not know
how memory is measured."""

from __future__ import annotations

from runtime_py.resources.reading import ProcessReading

UNKNOWN = 0.0
_SHARE = 0.5  # the browser and other programs need the rest
_ANY = 9007199254740991.0


def share_of_programs(computer: float) -> float:
    """Bytes that all programs together may have; `computer`: bytes of its memory, UNKNOWN where the browser doesn't
    say."""
    return computer * _SHARE if computer > UNKNOWN else _ANY


def total(readings: list[ProcessReading]) -> float:
    return sum([reading.own_memory() for reading in readings])


def one_to_end(readings: list[ProcessReading], most: float) -> ProcessReading | None:
    """The largest process if all together have more than `most`. The kernel (pid 1) isn't one of them."""
    found: ProcessReading | None = None
    if total(readings) <= most:
        return None
    for reading in readings:
        if reading.pid > 1 and (found is None or reading.own_memory() > found.own_memory()):
            found = reading
    return found
