"""Tables of states: an illegal step raises (tests are debug builds, in both worlds)."""

from __future__ import annotations

from runtime_py.platform.debugging import IS_DEBUG
from runtime_py.platform.states import IllegalStep, Table

DOOR = Table('A door', 'door.py', ['shut', 'open'], [['shut', 'open', 'a push'], ['open', 'shut', 'a pull']])


def refused(before: int, after: int) -> str:
    try:
        DOOR.check(before, after)
    except IllegalStep as error:
        return error.message
    return ''


def test_steps_of_the_table() -> None:
    assert IS_DEBUG
    assert refused(0, 1) == '' and refused(1, 0) == ''
    assert DOOR.allows(0, 1) and not DOOR.allows(0, 0)


def test_other_steps_raise() -> None:
    assert refused(0, 0) == 'A door: no step from shut to shut'
    assert refused(1, 7) == 'A door: no step from open to 7'
