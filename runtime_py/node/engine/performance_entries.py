"""Entries of the performance timeline that native code makes. Knows the observers; must not know what is measured."""

from __future__ import annotations

from runtime_py.node.process.clock import clock


class Observers:
    """`counts` is shared with the library: the number of observers for each type of entry."""

    def __init__(self) -> None:
        self.counts = None
        self.callback = None


_observers = Observers()


def set_observers(counts: object, callback: object) -> None:
    _observers.counts = counts
    _observers.callback = callback


def is_observed(kind: int) -> bool:
    return _observers.counts is not None and _observers.counts[kind] > 0


def now_ms() -> float:
    """As performance.now()."""
    return clock.now()


def add_entry(name: str, kind: str, start: float, details: object) -> None:
    _observers.callback(name, kind, start, clock.now() - start, details)
