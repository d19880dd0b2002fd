"""Runs of programs as scripts of facts, for tests of the monitor: no machine is needed."""

from __future__ import annotations

from runtime_py.security.areas import Surroundings, area_of
from runtime_py.security.monitor import Monitor, Verdict
from runtime_py.security.restriction import NONE
from runtime_py.security.subject import COMMAND
from runtime_py.security.trace import READ, WRITE, Trace
from runtime_py.security.who import Who

HOME = '/home/user'
PROJECT = '/home/user/project'
REGISTRY = 'registry.test:443'
AROUND = Surroundings(HOME, PROJECT)


class Play:
    """`facts`: [kind, thing] each, in their order; `counts` are set afterwards."""

    def __init__(self, monitor: Monitor | None = None) -> None:
        self.monitor = Monitor(lambda host: host == REGISTRY) if monitor is None else monitor
        self.verdicts: list[Verdict] = []
        self._next = 1

    def run(self, name: str, kind: str, facts: list[list[str]], counts: list[float], now: float) -> int:
        """The level that its own facts lead to. `counts`: written, removed, seconds, cpu_ms, sent."""
        number = self.open(name, kind, now)
        level = self.go_on(number, facts, counts, now)
        self.monitor.end(number)
        return level

    def open(self, name: str, kind: str, now: float) -> int:
        number = self._next
        self._next += 1
        self.monitor.begin(number, Trace(Who(name, '', True), kind), AROUND, now)
        return number

    def go_on(self, number: int, facts: list[list[str]], counts: list[float], now: float) -> int:
        for what, thing in facts:
            if what == READ:
                self._take(self.monitor.saw_areas(number, 1 << area_of(thing, AROUND), 0, now))
            if what == WRITE:
                self._take(self.monitor.saw_areas(number, 0, 1 << area_of(thing, AROUND), now))
            self._take(self.monitor.saw(number, what, thing, now))
        run = self.monitor.run(number)
        if run is None:
            return NONE
        if len(counts) == 5:
            found = run.trace.counts
            found.written = int(counts[0])
            found.removed = int(counts[1])
            found.seconds = counts[2]
            found.cpu_ms = counts[3]
            found.sent = counts[4]
        self._take(self.monitor.counted(number, now))
        return run.judged

    def _take(self, verdict: Verdict | None) -> None:
        if verdict is not None:
            self.verdicts.append(verdict)


def level_of_run(facts: list[list[str]], kind: str = COMMAND, counts: list[float] | None = None) -> int:
    return Play().run('tried', kind, facts, [] if counts is None else counts, 0.0)
