"""What holds for any programs: see turns.py."""

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime_py.resources.scheduling.classes import (
    BACKGROUND_WORK,
    BUILD_WORK,
    FILE_WORK,
    INTERACTIVE,
    PACKAGE_WORK,
    SERVER_WORK,
    default_shares,
)
from tests.resources.scheduling.test_turns import TICK, Cores, Program

SHARED = [SERVER_WORK, BUILD_WORK, FILE_WORK, PACKAGE_WORK, BACKGROUND_WORK]
kinds = st.tuples(st.sampled_from([*SHARED, INTERACTIVE]), st.integers(0, 19), st.integers(1, 4))


@settings(max_examples=60)
@given(st.lists(kinds, min_size=1, max_size=12), st.integers(1, 8), st.lists(st.booleans(), min_size=60, max_size=60))
def test_no_core_idles_and_only_contention_pauses(programs, cores, awake):
    machine = Cores(cores, [Program(2 + k, work, nice, threads) for k, (work, nice, threads) in enumerate(programs)])
    for tick, on in enumerate(awake):
        machine.programs[tick % len(machine.programs)].is_awake = on
        machine.tick()
        wanting = sum(each.threads for each in machine.programs if each.is_awake)
        running = sum(each.threads for each in machine.programs if each.is_awake and each.pid not in machine.paused)
        assert running >= min(cores, wanting)
        assert wanting > cores or machine.paused == []
        assert not any(each.work == INTERACTIVE and each.pid in machine.paused for each in machine.programs)


@settings(max_examples=40)
@given(st.lists(kinds, min_size=2, max_size=12), st.integers(1, 4))
def test_nobody_starves(programs, cores):
    """The wait for a turn is bounded by the weights: as if all others ran their due first."""
    machine = Cores(cores, [Program(2 + k, work, nice, threads) for k, (work, nice, threads) in enumerate(programs)])
    machine.run(3000)
    shares = default_shares()
    for each in machine.programs:
        if each.work == INTERACTIVE:
            assert each.longest == 0
            continue
        assert each.used > 0
        ratio = (max(shares.values()) / shares.get(each.work)) * 1.25 ** (2 * each.nice) * len(machine.programs) * 4
        assert each.longest <= ratio * len(machine.programs) + 10


@settings(max_examples=30)
@given(st.lists(st.sampled_from(SHARED), min_size=3, max_size=5, unique=True))
def test_measured_shares_are_within_five_points(works):
    machine = Cores(1, [Program(2 + k, work) for k, work in enumerate(works)])
    machine.run(4000)
    shares = default_shares()
    whole = sum(shares.get(work) for work in works)
    for work, share in zip(works, machine.shares(), strict=True):
        assert abs(share - shares.get(work) / whole) < 0.05


@settings(max_examples=30)
@given(st.integers(2, 6), st.integers(1, 2))
def test_equal_programs_take_turns_without_oscillation(count, cores):
    """Over any 100 ticks, equal programs get equal parts."""
    machine = Cores(cores, [Program(2 + k, BUILD_WORK) for k in range(count)])
    machine.run(50)
    for _ in range(10):
        before = [each.used for each in machine.programs]
        machine.run(100)
        used = [each.used - before[k] for k, each in enumerate(machine.programs)]
        assert max(used) - min(used) <= 4 * TICK * max(cores, 1)
