"""The controller doesn't oscillate, whatever comes."""

from hypothesis import given
from hypothesis import strategies as st

from runtime_py.resources.prediction.withdrawal import DWELL, GO, STOP, Withdrawal


def switches(outcomes: list[bool]) -> list[tuple[int, float]]:
    """At which guess it switched, and the share then."""
    control = Withdrawal()
    found = []
    for k, outcome in enumerate(outcomes):
        before = control.works
        control.take(outcome)
        assert 0 <= control.share <= 1
        if control.works != before:
            found.append((k, control.share))
    return found


@given(st.lists(st.booleans(), max_size=600))
def test_between_switches_lie_the_band_and_the_dwell(outcomes):
    found = switches(outcomes)
    for (earlier, before), (later, after) in zip(found, found[1:], strict=False):
        assert later - earlier >= DWELL
        assert abs(after - before) > GO - STOP
    assert len(found) <= len(outcomes) // DWELL


@given(st.lists(st.booleans(), max_size=100), st.lists(st.booleans(), min_size=1, max_size=4))
def test_a_regular_sequence_ends_in_one_state(beginning, block):
    """After it has settled, a repeated block of up to four guesses switches nothing."""
    settled = [*beginning, *block * 80]
    assert len(switches([*settled, *block * 200])) == len(switches(settled))


@given(st.lists(st.booleans(), max_size=200), st.booleans())
def test_a_constant_outcome_decides(beginning, outcome):
    control = Withdrawal()
    for each in [*beginning, *[outcome] * 40]:
        control.take(each)
    assert control.works is outcome
