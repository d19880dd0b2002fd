"""A day of work in seconds: programs with recorded demands on simulated cores, with the scheduler on and off.

A trace (benchmarks/traces/*.json, made by record_trace.py from real runs) has for each program its command and how much
of each step it wanted to compute. The simulated operating system divides the cores equally among the threads that run;
the scheduler pauses some of them. Prints shares, waits for a turn, and the wait for a key's echo.

    python -m benchmarks.scheduler_simulator [TRACE...] [--cores N] [--repeat N] [--no-keys]"""

import argparse
import json
import statistics
from dataclasses import dataclass, field
from pathlib import Path

from runtime_py.resources.kinds import kind_of
from runtime_py.resources.scheduling.classes import INTERACTIVE, class_of
from runtime_py.resources.scheduling.turns import Runner, Turns

TICK = 20.0  # ms, as in kernel/scheduler.py
KEY_EVERY = 25  # ticks
HOPS = 3  # page, kernel, shell
HOP_MS = 1.5
URGENT_TICKS = 3
SLICE_MS = 4.0  # for so long the operating system lets one thread run


@dataclass
class Work:
    """One program of a trace: `demand[k]` is the part of step k in which it computed, 0 to 1."""

    name: str
    kind: str
    begins: float
    step: float
    demand: list[float]


@dataclass
class Live:
    work: Work
    pid: int
    at: int = 0  # step
    left: float = 0.0  # ms to compute in this step
    rest: float = 0.0  # ms to wait in this step
    used: float = 0.0
    waits: int = 0
    longest: int = 0
    first_turn: float = -1.0

    def enter(self) -> None:
        if self.at < len(self.work.demand):
            self.left = self.work.demand[self.at] * self.work.step
            self.rest = self.work.step - self.left

    def runnable(self) -> bool:
        return self.at < len(self.work.demand) and self.left > 0

    def advance(self, computed: float, passed: float) -> None:
        """Computes first, then rests; rest isn't delayed by anybody."""
        self.used += computed
        passed -= min(passed, self.left / computed * passed) if computed > 0 and self.left < computed else passed
        self.left = max(0.0, self.left - computed)
        if self.left == 0:
            self.rest -= passed if computed > 0 else TICK
            if self.rest <= 0:
                self.at += 1
                self.enter()

    def done(self) -> bool:
        return self.at >= len(self.work.demand)


@dataclass
class Result:
    seconds: float = 0.0
    contended: float = 0.0
    used: dict[str, float] = field(default_factory=dict)  # by class, while contended
    longest_wait: float = 0.0
    latest_first_turn: float = 0.0
    echoes: list[float] = field(default_factory=list)


def simulate(works: list[Work], cores: int, is_on: bool, has_keys: bool = True) -> Result:
    turns = Turns()
    turns.is_on = is_on
    result = Result()
    lives: list[Live] = []
    coming = sorted(works, key=lambda each: each.begins)
    now = 0.0
    tick = 0
    urgent = 0
    while coming or any(not each.done() for each in lives):
        now += TICK
        tick += 1
        while coming and coming[0].begins <= now:
            live = Live(coming.pop(0), 2 + len(lives))
            live.enter()
            lives.append(live)
        active = [each for each in lives if not each.done()]
        runners = [
            Runner(each.pid, class_of(each.work.kind), 0, each.used, 1 if each.runnable() else 0) for each in active
        ]
        paused = turns.decide(now, cores, runners, urgent > 0)
        wanting = [each for each in active if each.runnable()]
        running = [each for each in wanting if each.pid not in paused]
        share = min(1.0, cores / len(running)) if running else 1.0
        for each in active:
            if each in running:
                each.advance(TICK * share, TICK)
                each.waits = 0
                each.first_turn = each.first_turn if each.first_turn >= 0 else now - each.work.begins
            elif each.runnable():
                each.waits += 1
                each.longest = max(each.longest, each.waits)
            else:
                each.advance(0, TICK)
            if len(wanting) > cores and class_of(each.work.kind) != INTERACTIVE and each in running:
                name = class_of(each.work.kind)
                result.used[name] = result.used.get(name, 0.0) + TICK * share
        result.contended += TICK if len(wanting) > cores else 0
        urgent = max(0, urgent - 1)
        if has_keys and tick % KEY_EVERY == 0:
            # each hop waits behind the threads that share its core
            result.echoes.append(HOPS * (HOP_MS + max(0, len(running) - cores + 1) / cores * SLICE_MS))
            urgent = URGENT_TICKS
    result.seconds = now / 1000
    result.longest_wait = max((each.longest * TICK for each in lives), default=0.0)
    result.latest_first_turn = max((each.first_turn for each in lives), default=0.0)
    return result


def read_trace(path: Path) -> list[Work]:
    found = json.loads(path.read_text())
    return [
        Work(
            ' '.join(each['argv'])[:40],
            kind_of(each['argv'], each.get('script', ''), each.get('listens', False)),
            float(each['begins']),
            float(each['step']),
            [float(value) for value in each['demand']],
        )
        for each in found['programs']
    ]


def repeated(works: list[Work], count: int) -> list[Work]:
    """The same day several times, one after the other."""
    length = max((each.begins + each.step * len(each.demand) for each in works), default=0.0)
    return [
        Work(each.name, each.kind, each.begins + k * length, each.step, each.demand)
        for k in range(count)
        for each in works
    ]


def show(name: str, off: Result, on: Result) -> None:
    def row(what: str, a: object, b: object) -> None:
        print(f'  {what:<34}{a!s:>12}{b!s:>12}')

    print(name)
    row('', 'off', 'on')
    row('whole time, s', f'{off.seconds:.1f}', f'{on.seconds:.1f}')
    row('contended, s', f'{off.contended / 1000:.1f}', f'{on.contended / 1000:.1f}')
    row('longest wait for a turn, ms', f'{off.longest_wait:.0f}', f'{on.longest_wait:.0f}')
    row('latest first turn, ms', f'{off.latest_first_turn:.0f}', f'{on.latest_first_turn:.0f}')
    if len(off.echoes) > 20 and len(on.echoes) > 20:
        row('echo of a key p95, ms (model)', f'{p95(off.echoes):.1f}', f'{p95(on.echoes):.1f}')
    for kind in sorted({*off.used, *on.used}):
        row(f'share of {kind}', share(off, kind), share(on, kind))


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def share(result: Result, kind: str) -> str:
    whole = sum(result.used.values())
    return f'{result.used.get(kind, 0) / whole:.2f}' if whole else '-'


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument('traces', nargs='*', type=Path)
    parser.add_argument('--cores', type=int, default=2)
    parser.add_argument('--repeat', type=int, default=1)
    parser.add_argument('--no-keys', action='store_true', help='nobody types meanwhile')
    given = parser.parse_args()
    folder = Path(__file__).parent / 'traces'
    for path in given.traces or sorted(folder.glob('*.json')):
        works = repeated(read_trace(path), given.repeat)
        off, on = [simulate(works, given.cores, is_on, not given.no_keys) for is_on in (False, True)]
        show(path.stem, off, on)


if __name__ == '__main__':
    main()
