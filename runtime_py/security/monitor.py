"""The monitor of behaviour: runs of programs, compared with what they usually do and with the signs of attacks. Pure: it
is told what was observed, with the time, and answers with verdicts; it observes and restricts nothing itself.

A run is a process with its descendants; the caller says which process belongs to which. Typical sequence: `begin` ->
`saw`, `counted` (each may give a verdict) -> `end`, which learns what nobody objected to."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.maps import Map
from runtime_py.security.areas import Surroundings
from runtime_py.security.baseline import Baselines
from runtime_py.security.restriction import ASKED, DENIED, LEVELS, NONE, SCORE_MOST, SLOWED, Standing, level_of
from runtime_py.security.signs import View, signs_of
from runtime_py.security.subject import SCRIPT
from runtime_py.security.trace import Trace


class Verdict:
    """`level` is one of restriction.py. `reasons`: sentences, the heaviest first; empty if only its standing decides."""

    def __init__(self, name: str, score: int, level: int, reasons: list[str]) -> None:
        self.name = name
        self.score = score
        self.level = level
        self.reasons = reasons

    def text(self) -> str:
        return f'{self.name}: {"; ".join(self.reasons)} (score {self.score}: {LEVELS[self.level]})'


class Run:
    def __init__(self, trace: Trace, around: Surroundings, level: int) -> None:
        self.trace = trace
        self.around = around
        self.level = level
        self.judged = NONE  # the highest level that its own signs led to
        self.is_approved = False


class Monitor:
    """`ordinary(host)`: hosts that are no sign, such as the registry."""

    def __init__(self, ordinary: Callable[[str], bool]) -> None:
        self.baselines = Baselines()
        self.standing = Standing()
        self._ordinary = ordinary
        self._runs: Map[int, Run] = Map()

    def begin(self, number: int, trace: Trace, around: Surroundings, now: float) -> int:
        """The level from which the run starts."""
        level = self.standing.level(trace.who.name, now) if trace.who.has_name else NONE
        self._runs.set(number, Run(trace, around, level))
        return level

    def run(self, number: int) -> Run | None:
        return self._runs.get(number)

    def saw(self, number: int, what: str, thing: str, now: float) -> Verdict | None:
        run = self._runs.get(number)
        return None if run is None or not run.trace.saw(what, thing) else self._judge(run, now)

    def saw_areas(self, number: int, read: int, written: int, now: float) -> Verdict | None:
        run = self._runs.get(number)
        return None if run is None or not run.trace.saw_areas(read, written) else self._judge(run, now)

    def counted(self, number: int, now: float) -> Verdict | None:
        """After the caller has changed the counts of the run's trace."""
        run = self._runs.get(number)
        return None if run is None else self._judge(run, now)

    def _judge(self, run: Run, now: float) -> Verdict | None:
        """A verdict if the level rises."""
        if run.is_approved:
            return None
        name = run.trace.who.name
        baseline = self.baselines.of(name) if run.trace.who.has_name else None
        signs = signs_of(View(run.trace, baseline, run.around, self._ordinary))
        score = min(SCORE_MOST, sum([sign.score for sign in signs]))
        level = level_of(score)
        if run.trace.kind == SCRIPT:
            level = min(level, SLOWED)  # its policy confines it, and an installation waits for it
        if level <= run.judged:
            return None
        run.judged = level
        run.level = max(run.level, level)
        if run.trace.who.has_name:
            self.standing.rise(name, score, now)
        return Verdict(name, score, level, [sign.reason for sign in signs])

    def relaxed(self, number: int, now: float) -> int | None:
        """The level that is left after some time, when it is lower than before. PAUSED doesn't relax: the user
        decides."""
        run = self._runs.get(number)
        if run is None or run.level <= ASKED or run.level > DENIED or not run.trace.who.has_name:
            return None
        level = self.standing.level(run.trace.who.name, now)
        if level >= run.level:
            return None
        run.level = level
        return level

    def approve(self, name: str) -> list[int]:
        """The user allows what this program does: it is usual from now on. The numbers of its runs, which are free
        again."""
        self.standing.clear(name)
        found: list[int] = []
        for number, run in self._runs.entries():
            if run.trace.who.name == name:
                run.is_approved = True
                run.level = NONE
                self.baselines.approve(run.trace)
                found.append(number)
        return found

    def end(self, number: int) -> None:
        run = self._runs.get(number)
        if run is None:
            return
        self._runs.delete(number)
        if run.trace.who.has_name and (run.judged < ASKED or run.is_approved):
            self.baselines.learn(run.trace)
