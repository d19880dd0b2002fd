"""Scores lead to levels, and relax with time and by approval."""

from runtime_py.security.restriction import ASKED, DENIED, HALF_LIFE_MS, NONE, NOTED, PAUSED, SLOWED, Standing, level_of


def test_levels():
    assert [level_of(score) for score in [0, 9, 10, 39, 40, 54, 55, 69, 70, 84, 85, 100]] == [
        NONE,
        NONE,
        NOTED,
        NOTED,
        ASKED,
        ASKED,
        SLOWED,
        SLOWED,
        DENIED,
        DENIED,
        PAUSED,
        PAUSED,
    ]


def test_time_relaxes():
    standing = Standing()
    standing.rise('x', 90, 1000.0)
    assert standing.level('x', 1000.0) == DENIED  # it begins again without being paused
    assert standing.level('x', 1000.0 + HALF_LIFE_MS) == ASKED
    assert standing.level('x', 1000.0 + 2 * HALF_LIFE_MS) == NOTED
    assert standing.level('x', 1000.0 + 4 * HALF_LIFE_MS) == NONE
    assert standing.level('y', 0.0) == NONE


def test_what_is_low_leaves_nothing_and_approval_clears():
    standing = Standing()
    standing.rise('x', 39, 0.0)
    assert standing.names() == []
    standing.rise('x', 60, 0.0)
    standing.rise('x', 45, 0.0)
    assert standing.score('x', 0.0) == 60
    standing.clear('x')
    assert standing.level('x', 0.0) == NONE


def test_a_clock_that_goes_back_does_no_harm():
    standing = Standing()
    standing.rise('x', 60, 5000.0)
    assert standing.score('x', 0.0) == 60
