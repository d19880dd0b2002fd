"""Lets workers start a few at a time: a hundred that load their scripts at once take the processors from all others
(resources/admission.py decides who is next).

Only starting counts, so a program that waits for another never keeps it out. One that takes too long makes room. Must
not know what workers are for."""

from runtime_py.platform.clock import call_later, monotonic_ms
from runtime_py.platform.futures import Future
from runtime_py.platform.maps import Map
from runtime_py.platform.processors import processor_count
from runtime_py.resources.admission import Admission

PATIENCE_MS = 10000  # a script may come from a slow network


class StartGate:
    def __init__(self) -> None:
        self._admission = Admission(max(2, processor_count()) + 1)
        self._next = 0
        self._waiting: Map = Map()  # ticket -> Future

    def ticket(self) -> int:
        self._next += 1
        return self._next

    async def pass_gate(self, ticket: int, priority: int) -> None:
        """Until it may start. `leave` must follow, in time or not."""
        if not self._admission.ask(ticket, priority, monotonic_ms()):
            future = Future()
            self._waiting.set(ticket, future)
            await future.wait()
        call_later(PATIENCE_MS, lambda: self.leave(ticket))

    def leave(self, ticket: int) -> None:
        """It has started, or has ended."""
        left = self._waiting.get(ticket)
        if left is not None:
            self._waiting.delete(ticket)
            left.resolve(None)
        for other in self._admission.leave(ticket):
            future = self._waiting.get(other)
            self._waiting.delete(other)
            if future is not None:
                future.resolve(None)
