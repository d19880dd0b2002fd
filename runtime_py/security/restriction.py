"""What a score leads to, and how that relaxes: levels of restriction. Pure; times are the caller's, in ms."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import power

NONE = 0
NOTED = 1  # a record in the audit log
ASKED = 2  # the user is told, and asked whether it may go on; it goes on meanwhile
SLOWED = 3  # each file, connection and child costs it time
DENIED = 4  # it makes no connection, starts nothing and writes nothing but temporary files
PAUSED = 5  # it stands still until the user decides
LEVELS = ['none', 'noted', 'asked', 'slowed', 'denied', 'paused']
_FROM = [0, 10, 40, 55, 70, 85]
SCORE_MOST = 100
HALF_LIFE_MS = 600000.0
_KEPT = 500


def level_of(score: float) -> int:
    found = NONE
    for level in range(len(_FROM)):
        if score >= _FROM[level]:
            found = level
    return found


class Standing:
    """The score of each program by name, which halves every HALF_LIFE_MS."""

    def __init__(self) -> None:
        self._scores: Map[str, float] = Map()
        self._times: Map[str, float] = Map()

    def score(self, name: str, now: float) -> float:
        found = self._scores.get(name)
        at = self._times.get(name)
        if found is None or at is None:
            return 0.0
        return found * power(0.5, max(0.0, now - at) / HALF_LIFE_MS)

    def level(self, name: str, now: float) -> int:
        """A program that starts anew isn't paused before it has done anything: DENIED at most."""
        return min(DENIED, level_of(self.score(name, now)))

    def rise(self, name: str, score: float, now: float) -> None:
        """A score never falls by another run: only with time, or by approval."""
        if score < _FROM[ASKED] or score <= self.score(name, now):
            return
        self._scores.delete(name)
        self._scores.set(name, float(min(score, SCORE_MOST)))
        self._times.set(name, now)
        if self._scores.size > _KEPT:
            oldest = list(self._scores.keys())[0]
            self.clear(oldest)

    def clear(self, name: str) -> None:
        self._scores.delete(name)
        self._times.delete(name)

    def names(self) -> list[str]:
        return list(self._scores.keys())
