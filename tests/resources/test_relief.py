"""What gives way under memory pressure, in its order."""

from runtime_py.resources.relief import MODULES, PREPARING, STEPS, THREADS, WORKERS, Relief


def test_steps_are_taken_in_their_order_and_taken_back_in_the_reverse_one() -> None:
    relief = Relief()
    levels = []
    for used in [0, 59, 61, 71, 81, 91, 100, 85, 79, 69, 59, 49, 0]:
        relief.look(used, 100)
        levels.append(relief.level)
    assert levels == [0, 0, 1, 2, 3, 4, 4, 4, 3, 2, 1, 0, 0]


def test_all_give_way_before_a_program_is_ended() -> None:
    relief = Relief()
    assert relief.look(101, 100) and relief.level == len(STEPS)
    assert all([relief.is_given(step) for step in STEPS])
    assert relief.look(75, 100)
    assert [relief.is_given(step) for step in [PREPARING, MODULES, THREADS, WORKERS]] == [True, True, True, False]


def test_a_steady_use_switches_nothing() -> None:
    for used in range(0, 120):
        relief = Relief()
        relief.look(used, 100)
        assert not relief.look(used, 100)


def test_without_a_known_bound_nothing_gives_way() -> None:
    relief = Relief()
    assert not relief.look(1e12, 9007199254740991.0) and relief.level == 0
