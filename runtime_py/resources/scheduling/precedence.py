"""Which servers come first for a moment, because a preview waits for their answer.

A server that is asked without a pause would keep all others out, so it comes first only while it has used at most
BURST_MS of CPU time since the requests began, and SHARE of the time since. Must not know what a request is."""

from __future__ import annotations

from runtime_py.platform.maps import Map

ANSWER_MS = 400  # so long after a request
BURST_MS = 1500
SHARE = 0.4


class _Asked:
    """`began`: when the requests began that follow each other; `busy`: its CPU time then, -1 if nobody has looked."""

    def __init__(self, began: float) -> None:
        self.began = began
        self.until = began
        self.busy = -1.0


class Precedence:
    """Times in ms come from the caller."""

    def __init__(self) -> None:
        self._asked: Map[int, _Asked] = Map()

    def asked(self, pid: int, now: float) -> None:
        """A request has arrived for this process."""
        found = self._asked.get(pid)
        if found is None or now > found.until:
            found = _Asked(now)
            self._asked.set(pid, found)
        found.until = now + ANSWER_MS

    def comes_first(self, pid: int, now: float, busy: float) -> bool:
        """`busy` is its CPU time up to now."""
        found = self._asked.get(pid)
        if found is None:
            return False
        if now > found.until:
            self._asked.delete(pid)
            return False
        if found.busy < 0:
            found.busy = busy
        return busy - found.busy <= BURST_MS + SHARE * (now - found.began)
