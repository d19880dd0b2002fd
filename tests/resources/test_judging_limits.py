"""What is decided about a process that has reached a limit."""

from runtime_py.resources.limits import (
    CPU,
    END,
    FILE_SIZE,
    LIMITS,
    MEMORY,
    NOTHING,
    OUTPUT,
    UNLIMITED,
    WALL,
    WARN,
    Bounds,
    judge,
    limit_named,
    limit_of_letter,
)
from runtime_py.resources.reading import ProcessReading

NONE = [Bounds(UNLIMITED, UNLIMITED) for _ in range(12)]


def with_limit(place: int, soft: float, hard: float) -> list[Bounds]:
    found = list(NONE)
    found[place] = Bounds(soft, hard)
    return found


def used(cpu: float, heap: float, output: float) -> ProcessReading:
    found = ProcessReading(5, 1, 'x', 'script')
    found.user = cpu * 1000
    found.heap = heap
    found.output = output
    return found


def test_each_limit_has_a_place_of_its_own():
    assert sorted([limit.place for limit in LIMITS]) == list(range(len(LIMITS)))
    limit = limit_named('fileSize')
    assert limit is not None and limit.place == FILE_SIZE and limit_of_letter('f') is limit
    assert limit_named('nothing') is None and limit_of_letter('q') is None


def test_what_is_within_its_limits_goes_on():
    assert judge(used(100, 1e9, 1e9), 1e6, NONE).action == NOTHING
    assert judge(used(1, 0, 0), 0, with_limit(CPU, 1, 2)).action == NOTHING


def test_the_soft_limit_of_cpu_warns_and_the_hard_one_ends():
    assert judge(used(1.5, 0, 0), 0, with_limit(CPU, 1, 2)).action == WARN
    verdict = judge(used(2.25, 0, 0), 0, with_limit(CPU, 1, 2))
    assert [verdict.action, verdict.text] == [END, 'used 2.2 s of CPU time and was allowed 2 s']
    assert judge(used(2.25, 0, 0), 0, with_limit(CPU, 2, UNLIMITED)).action == WARN
    assert judge(used(0, 0, 0), 5, with_limit(WALL, 4, 6)).action == WARN
    assert judge(used(0, 0, 0), 7, with_limit(WALL, 4, 6)).text == 'ran for 7 s and was allowed 6 s'


def test_memory_and_output_end_at_once_and_say_how_much():
    verdict = judge(used(0, 157286400, 0), 0, with_limit(MEMORY, 104857600, UNLIMITED))
    assert [verdict.action, verdict.text] == [END, 'had 150 MiB and was allowed 100 MiB']
    assert judge(used(0, 0, 3000), 0, with_limit(OUTPUT, 2048, UNLIMITED)).text == 'wrote 2.9 KiB and was allowed 2 KiB'


def test_hard_limits_can_only_be_lowered():
    before = Bounds(10, 20)
    assert Bounds(20, 20).problem(before) == '' and Bounds(5, 5).problem(before) == ''
    assert Bounds(6, 5).problem(before) == 'EINVAL' and Bounds(UNLIMITED, 20).problem(before) == 'EINVAL'
    assert Bounds(5, 21).problem(before) == 'EPERM' and Bounds(5, UNLIMITED).problem(before) == 'EPERM'
    assert Bounds(UNLIMITED, UNLIMITED).problem(Bounds(5, UNLIMITED)) == ''
