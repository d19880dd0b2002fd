"""Every kind of process has a class of work; shares are read from text."""

from runtime_py.resources.kinds import KINDS
from runtime_py.resources.scheduling.classes import (
    BACKGROUND_WORK,
    BUILD_WORK,
    INTERACTIVE,
    SERVER_WORK,
    class_of,
    default_shares,
    read_shares,
    weight_of,
)


def test_each_kind_has_a_class_with_a_share():
    shares = default_shares()
    assert sum([share for share in shares.values()]) == 100
    for kind in KINDS:
        assert class_of(kind) == INTERACTIVE or shares.has(class_of(kind))
    assert [class_of('dev server'), class_of('what nobody knows')] == [SERVER_WORK, BACKGROUND_WORK]


def test_a_step_of_nice_is_worth_a_fifth():
    assert [weight_of(0), weight_of(1) * 1.25, weight_of(-1)] == [1, 1, 1.25]
    assert weight_of(19) < 0.02


def test_shares_are_changed_all_or_none():
    shares = default_shares()
    assert read_shares('server=60, build=5', shares) == ''
    assert [shares.get(SERVER_WORK), shares.get(BUILD_WORK)] == [60, 5]
    for text in ['server=1,what=5', 'server=1,build=0', 'server=x', 'build', '', 'build=-1', 'build=1.5']:
        assert read_shares(text, shares) != ''
    assert [shares.get(SERVER_WORK), shares.get(BUILD_WORK)] == [60, 5]
