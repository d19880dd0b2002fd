"""Admission: never more inside than may be, the more urgent first, and nobody waits for ever."""

from runtime_py.resources.admission import AGE_MS, INTERACTIVE, SPARE, THREAD, Admission


def test_the_more_urgent_is_first():
    gate = Admission(1)
    assert gate.ask(1, SPARE, 0)
    assert [gate.ask(2, SPARE, 1), gate.ask(3, THREAD, 2), gate.ask(4, INTERACTIVE, 3), gate.ask(5, THREAD, 4)] == [
        False,
        False,
        False,
        False,
    ]
    assert gate.leave(1) == [4]
    assert gate.leave(4) == [3]
    assert gate.leave(3) == [5]
    assert gate.leave(5) == [2]
    assert gate.leave(2) == [] and gate.inside() == 0


def test_who_does_not_want_in_any_more_takes_no_place():
    gate = Admission(1)
    gate.ask(1, SPARE, 0)
    gate.ask(2, INTERACTIVE, 0)
    gate.ask(3, SPARE, 0)
    assert gate.leave(2) == []
    assert gate.leave(1) == [3]
    assert gate.leave(1) == []


def test_nobody_starves():
    """The least urgent is in after as many steps of age as there are priorities, however many of the most urgent
    come."""
    gate = Admission(2)
    now = 0.0
    ticket = 0
    inside: list[int] = []
    for _ in range(4):
        ticket += 1
        if gate.ask(ticket, INTERACTIVE, now):
            inside.append(ticket)
    waits = 1000
    gate.ask(waits, SPARE, now)
    while waits not in inside:
        now += AGE_MS / 4
        ticket += 1
        gate.ask(ticket, INTERACTIVE, now)
        inside.extend(gate.leave(inside.pop(0)))
        assert gate.inside() <= 2
        assert now <= (INTERACTIVE - SPARE + 2) * AGE_MS
