"""Who runs and who pauses: shares are kept, nobody starves, no core stays idle."""

from runtime_py.resources.scheduling.classes import (
    BACKGROUND_WORK,
    BUILD_WORK,
    INTERACTIVE,
    PACKAGE_WORK,
    SERVER_WORK,
)
from runtime_py.resources.scheduling.turns import CALM_TICKS, Runner, Turns

TICK = 25.0


class Program:
    """One that always wants to compute. `used` is CPU time, `longest` the longest wait for a turn in ticks."""

    def __init__(self, pid: int, work: str, nice: int = 0, threads: int = 1, cap: float = 0) -> None:
        self.pid = pid
        self.work = work
        self.nice = nice
        self.threads = threads
        self.cap = cap
        self.used = 0.0
        self.waits = 0
        self.longest = 0
        self.is_awake = True

    def runner(self) -> Runner:
        return Runner(self.pid, self.work, self.nice, self.used, self.threads if self.is_awake else 0, self.cap)


class Cores:
    """Programs on cores that an operating system divides equally among those that run."""

    def __init__(self, cores: int, programs: list[Program]) -> None:
        self.cores = cores
        self.programs = programs
        self.turns = Turns()
        self.now = 1000.0
        self.paused: list[int] = []

    def tick(self, is_urgent: bool = False) -> None:
        self.now += TICK
        self.paused = self.turns.decide(self.now, self.cores, [each.runner() for each in self.programs], is_urgent)
        running = [each for each in self.programs if each.is_awake and each.pid not in self.paused]
        threads = sum([each.threads for each in running])
        for each in self.programs:
            if each in running:
                each.used += TICK * each.threads * min(1.0, self.cores / threads)
                each.waits = 0
            elif each.is_awake:
                each.waits += 1
                each.longest = max(each.longest, each.waits)

    def run(self, ticks: int) -> None:
        for _ in range(ticks):
            self.tick()

    def shares(self) -> list[float]:
        whole = sum([each.used for each in self.programs])
        return [each.used / whole for each in self.programs]


def test_nobody_pauses_while_there_are_cores_enough():
    machine = Cores(4, [Program(k, BUILD_WORK) for k in range(2, 6)])
    machine.run(50)
    assert machine.paused == [] and not machine.turns.is_contended()
    assert min([each.used for each in machine.programs]) == 50 * TICK


def test_equal_programs_are_one_more_than_cores_except_after_a_key():
    machine = Cores(2, [Program(2, BUILD_WORK), Program(3, BUILD_WORK), Program(4, BUILD_WORK)])
    machine.run(50)
    assert machine.paused == [] and machine.turns.is_contended()
    machine.tick(True)
    assert len(machine.paused) == 2
    machine.programs.append(Program(5, BUILD_WORK))
    machine.run(400)
    assert len(machine.paused) == 1 and max(machine.shares()) - min(machine.shares()) < 0.1
    machine.programs[0].nice = 5
    machine.tick()
    assert len(machine.paused) == 2


def test_shares_are_kept_by_class_and_nice():
    machine = Cores(
        1,
        [
            Program(2, SERVER_WORK),
            Program(3, BUILD_WORK),
            Program(4, PACKAGE_WORK),
            Program(5, BACKGROUND_WORK),
        ],
    )
    machine.run(4000)
    wanted = [40 / 85, 25 / 85, 10 / 85, 10 / 85]
    for k, share in enumerate(machine.shares()):
        assert abs(share - wanted[k]) < 0.05
    within = Cores(1, [Program(2, BUILD_WORK), Program(3, BUILD_WORK, 5), Program(4, BUILD_WORK, 10)])
    within.run(4000)
    weights = [1.0, 1.25**-5, 1.25**-10]
    for k, share in enumerate(within.shares()):
        assert abs(share - weights[k] / sum(weights)) < 0.05


def test_a_class_does_not_get_more_by_having_more_processes():
    machine = Cores(2, [Program(2, SERVER_WORK), *[Program(3 + k, BUILD_WORK) for k in range(8)]])
    machine.run(4000)
    # one thread can't use more than a core
    assert machine.shares()[0] > 0.4


def test_the_interactive_never_pauses_and_a_core_is_kept_free_for_it():
    machine = Cores(2, [Program(2, INTERACTIVE), *[Program(3 + k, BUILD_WORK) for k in range(5)]])
    for _ in range(100):
        machine.tick()
        assert 2 not in machine.paused
    machine.tick(True)
    assert len([each for each in machine.programs if each.pid not in machine.paused]) == 2


def test_what_was_idle_does_not_catch_up():
    machine = Cores(1, [Program(2, BUILD_WORK), Program(3, BUILD_WORK), Program(4, BUILD_WORK)])
    machine.programs[2].is_awake = False
    machine.run(1000)
    machine.programs[2].is_awake = True
    before = machine.programs[2].used
    machine.run(300)
    assert (machine.programs[2].used - before) / (300 * TICK) < 0.4


def test_what_had_a_spare_core_does_not_wait_long_for_it():
    machine = Cores(2, [Program(2, BUILD_WORK), Program(3, BACKGROUND_WORK), Program(4, SERVER_WORK)])
    machine.programs[2].is_awake = False
    machine.run(2000)
    machine.programs[2].is_awake = True
    machine.run(200)
    assert machine.programs[1].longest * TICK < 1500


def test_a_cap_is_kept_without_contention():
    machine = Cores(4, [Program(2, BUILD_WORK, 0, 1, 0.5)])
    machine.run(1000)
    assert abs(machine.programs[0].used / (1000 * TICK) - 0.5) < 0.05


def test_it_can_be_switched_off_and_shares_be_changed():
    machine = Cores(1, [Program(2, SERVER_WORK), Program(3, BUILD_WORK), Program(4, BUILD_WORK)])
    machine.turns.is_on = False
    machine.run(100)
    assert machine.paused == []
    machine.turns.is_on = True
    machine.turns.shares.set(BUILD_WORK, 40)
    before = [each.used for each in machine.programs]
    machine.run(2000)
    used = [each.used - before[k] for k, each in enumerate(machine.programs)]
    assert abs(used[0] / sum(used) - 0.5) < 0.05


def test_it_calms_down_when_the_work_is_done():
    machine = Cores(1, [Program(2, BUILD_WORK), Program(3, BUILD_WORK)])
    machine.run(10)
    assert machine.turns.is_contended()
    machine.programs[1].is_awake = False
    machine.run(CALM_TICKS)
    assert not machine.turns.is_contended()
