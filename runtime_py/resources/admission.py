"""Limits how many may run at a time, such as workers that start. A queue with priorities, in which waiting
counts: so nobody waits for ever.

Times in ms come from the caller. Must not know what is let in."""

from __future__ import annotations

# priorities: what a person waits for first
INTERACTIVE = 3
PROGRAM = 2
THREAD = 1
SPARE = 0
AGE_MS = 1000  # so long a wait is worth one step of priority


class _Waiting:
    def __init__(self, ticket: int, priority: int, since: float) -> None:
        self.ticket = ticket
        self.priority = priority
        self.since = since

    def rank(self) -> float:
        """The highest is first. As all age alike, it stays the order of the queue."""
        return self.priority - self.since / AGE_MS


class Admission:
    def __init__(self, most: int) -> None:
        self.most = most
        self._inside: list[int] = []
        self._queue: list[_Waiting] = []

    def ask(self, ticket: int, priority: int, now: float) -> bool:
        """True when it is in; else it waits."""
        if len(self._inside) < self.most:
            self._inside.append(ticket)
            return True
        self._queue.append(_Waiting(ticket, priority, now))
        return False

    def leave(self, ticket: int) -> list[int]:
        """It is out, or doesn't want in any more. Who is in now because of that."""
        self._queue = [each for each in self._queue if each.ticket != ticket]
        self._inside = [each for each in self._inside if each != ticket]
        found: list[int] = []
        while len(self._inside) < self.most and len(self._queue) > 0:
            best = self._queue[0]
            for each in self._queue:
                if each.rank() > best.rank():
                    best = each
            self._queue = [each for each in self._queue if each is not best]
            self._inside.append(best.ticket)
            found.append(best.ticket)
        return found

    def waiting(self) -> int:
        return len(self._queue)

    def inside(self) -> int:
        return len(self._inside)
