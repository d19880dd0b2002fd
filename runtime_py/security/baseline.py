"""What a program usually does: the union of its runs to which nobody objected. Pure.

States of a baseline: learning (fewer than RUNS runs) -> known. Only a known one has departures."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import is_integer
from runtime_py.security.trace import Trace

RUNS = 3
HABITS_MOST = 200  # of one program
PROGRAMS_MOST = 500
_FACTOR = 10  # how many times the most that was seen is unusual
_FLOOR = 50  # files: fewer are never unusual


class Baseline:
    def __init__(self) -> None:
        self.runs = 0
        self.written = 0
        self.removed = 0
        self.habits: Map[str, int] = Map()  # habit -> in how many runs

    def is_known(self) -> bool:
        return self.runs >= RUNS

    def learn(self, trace: Trace) -> None:
        self.runs += 1
        self.written = max(self.written, trace.counts.written)
        self.removed = max(self.removed, trace.counts.removed)
        for habit in trace.habits():
            self.add(habit)

    def add(self, habit: str) -> None:
        if self.habits.has(habit) or self.habits.size < HABITS_MOST:
            self.habits.set(habit, (self.habits.get(habit) or 0) + 1)

    def departures(self, trace: Trace) -> list[str]:
        """The habits that are new; none while it learns."""
        return [habit for habit in trace.habits() if not self.habits.has(habit)] if self.is_known() else []

    def is_much(self, count: int, usual: int) -> bool:
        return self.is_known() and count > max(_FLOOR, usual * _FACTOR)


class Baselines:
    """By a program's name. The one that was used longest ago is forgotten first."""

    def __init__(self) -> None:
        self._all: Map[str, Baseline] = Map()

    def of(self, name: str) -> Baseline | None:
        return self._all.get(name)

    def learn(self, trace: Trace) -> None:
        self._make(trace.who.name).learn(trace)

    def approve(self, trace: Trace) -> None:
        """What it did is usual from now on."""
        found = self._make(trace.who.name)
        found.written = max(found.written, trace.counts.written)
        found.removed = max(found.removed, trace.counts.removed)
        for habit in trace.habits():
            found.add(habit)

    def forget(self, name: str) -> bool:
        known = self._all.has(name)
        self._all.delete(name)
        return known

    def names(self) -> list[str]:
        return list(self._all.keys())

    def _make(self, name: str) -> Baseline:
        found = self._all.get(name)
        if found is None:
            found = Baseline()
        self._all.delete(name)
        self._all.set(name, found)
        if self._all.size > PROGRAMS_MOST:
            self._all.delete(self.names()[0])
        return found

    def text(self) -> str:
        rows = []
        for name, found in self._all.entries():
            rows.append(
                [
                    name,
                    found.runs,
                    found.written,
                    found.removed,
                    [[habit, count] for habit, count in found.habits.entries()],
                ]
            )
        return stringify(rows)

    def load(self, text: str) -> bool:
        """False, with nothing learned, if the text isn't one that `text` gave."""
        found = _read(text)
        if found is None:
            return False
        self._all = found
        return True


def _read(text: str) -> Map[str, Baseline] | None:
    try:
        rows: Any = parse(text)
    except ValueError:
        return None
    if not isinstance(rows, list) or len(rows) > PROGRAMS_MOST:
        return None
    found: Map[str, Baseline] = Map()
    for row in rows:
        if not isinstance(row, list) or len(row) != 5 or not isinstance(row[0], str) or not isinstance(row[4], list):
            return None
        if not _is_count(row[1]) or not _is_count(row[2]) or not _is_count(row[3]) or len(row[4]) > HABITS_MOST:
            return None
        made = Baseline()
        made.runs = row[1]
        made.written = row[2]
        made.removed = row[3]
        for habit in row[4]:
            if (
                not isinstance(habit, list)
                or len(habit) != 2
                or not isinstance(habit[0], str)
                or not _is_count(habit[1])
            ):
                return None
            made.habits.set(habit[0], habit[1])
        found.set(row[0], made)
    return found


def _is_count(value: Any) -> bool:
    return not isinstance(value, bool) and is_integer(value) and value >= 0
