"""Servers that a preview waits for come first, for a while."""

from runtime_py.resources.scheduling.precedence import ANSWER_MS, BURST_MS, SHARE, Precedence


def test_it_ends_soon_after_the_last_request() -> None:
    found = Precedence()
    assert not found.comes_first(5, 1000, 0)
    found.asked(5, 1000)
    assert found.comes_first(5, 1000, 70) and not found.comes_first(6, 1000, 70)
    found.asked(5, 1300)
    assert found.comes_first(5, 1300 + ANSWER_MS, 90)
    assert not found.comes_first(5, 1301 + ANSWER_MS, 90)


def test_a_server_that_is_asked_all_the_time_gets_its_share() -> None:
    found = Precedence()
    busy = 0.0
    first = 0
    for step in range(2000):
        now = step * 20.0
        found.asked(5, now)
        if found.comes_first(5, now, busy):
            busy += 20
            first += 1
    assert 2000 * SHARE < first <= 2000 * SHARE + BURST_MS / 20 + 2


def test_after_a_pause_it_begins_anew() -> None:
    found = Precedence()
    found.asked(5, 0)
    assert found.comes_first(5, 0, 0) and not found.comes_first(5, 100, 5000)
    found.asked(5, 101 + ANSWER_MS)
    assert found.comes_first(5, 101 + ANSWER_MS, 5000)
