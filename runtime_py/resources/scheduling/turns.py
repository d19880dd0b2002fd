"""Decides what runs and what pauses while the cores are contended: weighted fair queueing of two levels, classes of
work and the processes of a class (Linux's CFS with group scheduling).

Each has a virtual time, which advances with the CPU time that it used, divided by its weight; the least advanced run
next. What becomes runnable again doesn't catch up on the time when it was idle; what had a spare core pays for little
of it. So shares are kept, nobody starves, and no core stays idle. When there are no more runnable threads than cores,
everybody runs; equal processes are one more.

Readings in, decisions out. Must not know how a process is paused."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.resources.scheduling.classes import INTERACTIVE, default_shares, weight_of

CALM_TICKS = 40  # so long it isn't contended before pausing ends
MOST_AHEAD_MS = 60  # of its own CPU time
LEAST = 1  # threads that may run beside a person's
SPARE = 1  # one more runs when there is nothing to choose between: no core is idle while another waits for something


class Runner:
    """A process at one moment. `busy`: ms of CPU time of all its threads since it began; `threads`: how many of them
    compute now, or would if they weren't paused."""

    def __init__(self, pid: int, work: str, nice: int, busy: float, threads: int, cap: float = 0) -> None:
        self.pid = pid
        self.work = work  # a class of classes.py
        self.nice = nice
        self.busy = busy
        self.threads = threads
        self.cap = cap  # cores that it may use at most, also when no other wants them; 0: no limit


class _Account:
    """`credit` is what is left of a cap, in ms."""

    def __init__(self, busy: float) -> None:
        self.busy = busy
        self.time = 0.0
        self.credit = 0.0
        self.was_runnable = False


class Turns:
    """`shares` is by class of work, and may be changed at any time."""

    def __init__(self) -> None:
        self.shares: Map[str, float] = default_shares()
        self.is_on = True
        self._accounts: Map[int, _Account] = Map()
        self._classes: Map[str, _Account] = Map()
        self._at = 0.0
        self._calm = CALM_TICKS

    def is_contended(self) -> bool:
        return self._calm < CALM_TICKS

    def decide(self, now: float, cores: int, runners: list[Runner], is_urgent: bool) -> list[int]:
        """The pids that pause until the next decision. `is_urgent`: a person waits for something, so that a core is
        kept free."""
        passed = max(0.0, now - self._at) if self._at > 0 else 0.0
        self._at = now
        self._charge(runners, passed)
        if not self.is_on:
            return []
        paused = self._beyond_cap(runners)
        free = [each for each in runners if each.threads > 0 and each.pid not in paused]
        waiting = sum([each.threads for each in free])
        self._calm = 0 if waiting > cores else min(self._calm + 1, CALM_TICKS)
        if waiting <= cores:
            return paused
        mine = [each for each in free if each.work == INTERACTIVE]
        others = [each for each in free if each.work != INTERACTIVE]
        room = cores - 1 if is_urgent else cores + SPARE if _are_equal(others) else cores
        room = max(LEAST, room - sum([each.threads for each in mine]))
        chosen = self._choose(others, room)
        paused.extend([each.pid for each in others if each.pid not in chosen])
        return paused

    def _charge(self, runners: list[Runner], passed: float) -> None:
        """Advances the virtual times by what each has used since the last decision."""
        alive: Map[int, _Account] = Map()
        used_by_class: Map[str, float] = Map()
        for each in runners:
            account = self._accounts.get(each.pid)
            if account is None:
                account = _Account(each.busy)
                account.credit = each.cap * passed
            used = max(0.0, each.busy - account.busy)
            account.busy = each.busy
            account.time += used / weight_of(each.nice)
            account.credit = min(account.credit + each.cap * passed, each.cap * passed) - used
            alive.set(each.pid, account)
            used_by_class.set(each.work, (used_by_class.get(each.work) or 0.0) + used)
        self._accounts = alive
        for work, used in used_by_class.entries():
            self._class(work).time += used / self._weight(work, runners)
        self._wake(runners)

    def _class(self, work: str) -> _Account:
        found = self._classes.get(work)
        if found is None:
            found = _Account(0)
            self._classes.set(work, found)
        return found

    def _weight(self, work: str, runners: list[Runner]) -> float:
        """A class counts as much as its most important process: one of nice 19 alone doesn't get the whole share."""
        weights = [weight_of(each.nice) for each in runners if each.work == work]
        return (self.shares.get(work) or 1.0) * (max(weights) if len(weights) > 0 else 1.0)

    def _wake(self, runners: list[Runner]) -> None:
        """What is runnable again begins where the least advanced of the runnable is."""
        works: list[str] = []
        for each in runners:
            if each.threads > 0 and each.work not in works:
                works.append(each.work)
        for work in works:
            members = [each for each in runners if each.work == work and each.threads > 0]
            _join([self._account(each.pid) for each in members], [weight_of(each.nice) for each in members])
        _join([self._class(work) for work in works], [self._weight(work, runners) for work in works])
        for each in runners:
            self._account(each.pid).was_runnable = each.threads > 0
        for work, account in self._classes.entries():
            account.was_runnable = work in works

    def _account(self, pid: int) -> _Account:
        found = self._accounts.get(pid)
        return _Account(0) if found is None else found

    def _beyond_cap(self, runners: list[Runner]) -> list[int]:
        return [
            each.pid for each in runners if each.cap > 0 and each.threads > 0 and self._account(each.pid).credit < 0
        ]

    def _choose(self, others: list[Runner], room: int) -> list[int]:
        """The pids that run: again and again the least advanced process of the least advanced class, each counted as if
        it had used a little since."""
        chosen: list[int] = []
        times: Map[str, float] = Map([[each.work, self._class(each.work).time] for each in others])
        left = list(others)
        while room > 0 and len(left) > 0:
            best = left[0]
            for each in left:
                if self._is_before(each, best, times):
                    best = each
            chosen.append(best.pid)
            room -= best.threads
            ahead = _STEP_MS / self._weight(best.work, others)
            times.set(best.work, (times.get(best.work) or 0.0) + ahead)
            left = [each for each in left if each is not best]
        return chosen

    def _is_before(self, a: Runner, b: Runner, times: Map[str, float]) -> bool:
        if a.work != b.work:
            return (times.get(a.work) or 0.0) < (times.get(b.work) or 0.0)
        return self._account(a.pid).time < self._account(b.pid).time


_STEP_MS = 25.0


def _are_equal(runners: list[Runner]) -> bool:
    """Whether the operating system divides the cores between them as they should be."""
    return all([_is_equal(each, runners[0]) for each in runners])


def _is_equal(a: Runner, b: Runner) -> bool:
    return a.work == b.work and a.nice == b.nice and a.threads == b.threads


def _join(accounts: list[_Account], weights: list[float]) -> None:
    """Those that weren't runnable are moved up to the least advanced that was. What had a core that nobody else wanted
    isn't far ahead of the others afterwards."""
    running = [each.time for each in accounts if each.was_runnable]
    if len(running) == 0:
        return
    least = min(running)
    for k, each in enumerate(accounts):
        if not each.was_runnable:
            each.time = max(each.time, least)
        each.time = min(each.time, least + MOST_AHEAD_MS / weights[k])
