"""A queue of calls: an array's `shift` moves all later items, which takes most of the time with ten thousand concurrent
requests."""

from __future__ import annotations

_GAP = 1024  # how many taken items may stay in front


class CallQueue:
    def __init__(self) -> None:
        self._calls: list = []
        self._first = 0

    @property
    def length(self) -> int:
        return self._calls.length - self._first

    def push(self, call: object) -> None:
        self._calls.push(call)

    def shift(self) -> object:
        """Takes the first call; the queue must not be empty."""
        call = self._calls[self._first]
        self._calls[self._first] = None
        self._first += 1
        if self._first == self._calls.length:
            self._calls = []
            self._first = 0
        elif self._first >= _GAP and self._first * 2 > self._calls.length:
            self._calls = self._calls.slice(self._first)
            self._first = 0
        return call
