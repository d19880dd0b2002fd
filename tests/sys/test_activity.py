"""When a loop is active, as others see it."""

from __future__ import annotations

from runtime_py.sys.activity import Activity


def test_activity_is_published() -> None:
    told: list[list[float]] = []
    activity = Activity()
    activity.begin(lambda active, since: told.append([active, since]))
    assert len(told) == 1 and told[0][1] > 0
    activity.wake()
    assert len(told) == 1  # it was active already


def test_a_loop_that_may_sleep_unseen_says_so() -> None:
    told: list[list[float]] = []
    activity = Activity()
    activity.begin(lambda active, since: told.append([active, since]))
    activity.may_sleep_unseen()
    assert len(told) == 2 and told[1][1] < 0
