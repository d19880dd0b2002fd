"""Verbs: who may ask what."""

from runtime_py.kernel.verbs import PAGE, Verbs
from runtime_py.platform.errno import ENOSYS, OsError


def make() -> Verbs:
    verbs = Verbs()
    verbs.page([['page', lambda one: f'page {one}']])
    verbs.programs([['program', lambda slot, one: f'program {slot} {one}']])
    verbs.both([['both', lambda one, two: f'both {one} {two}']])
    return verbs


def errno_of(verbs: Verbs, op: object, slot: int) -> int:
    try:
        verbs.run(op, [], slot)
    except OsError as error:
        return error.errno
    return 0


def test_each_asks_its_own() -> None:
    verbs = make()
    assert verbs.run('page', [1], PAGE) == 'page 1'
    assert verbs.run('program', [1], 7) == 'program 7 1'
    assert verbs.run('both', [1, 2], PAGE) == 'both 1 2'
    assert verbs.run('both', [1, 2], 7) == 'both 1 2'


def test_what_is_not_for_the_one_who_asks() -> None:
    verbs = make()
    assert errno_of(verbs, 'program', PAGE) == ENOSYS
    assert errno_of(verbs, 'page', 7) == ENOSYS
    for op in ['nothing', '__proto__', 'constructor', 5, None]:
        assert errno_of(verbs, op, PAGE) == ENOSYS
        assert not verbs.has(op)
    assert verbs.has('page') and verbs.has('both') and not verbs.has('program')
