"""One rule: what it covers, for whom, and which of two rules is more specific."""

from __future__ import annotations

from runtime_py.security.actions import ALLOW, CONNECT, DENY, READ, WRITE
from runtime_py.security.patterns import Places, pattern_of
from runtime_py.security.rules import CONDITIONS, Condition, Rule
from runtime_py.security.subject import SCRIPT, Subject

PLACES = Places('/home/user', '/home/user/project', '/home/user/project/node_modules/left', [])
NPM = Subject('sh', SCRIPT, 'left-pad', 'postinstall', 'npm')


def rule(action: str, text: str, conditions: list[list[str]], rank: int = 0) -> Rule:
    found = [Condition(pair[0], pair[1]) for pair in conditions]
    return Rule(DENY, action, pattern_of(action, text, PLACES), text, '', found, rank)


def test_a_rule_covers_its_action_and_its_objects() -> None:
    found = rule(READ, '~/project', [])
    assert found.covers(NPM, READ, '/home/user/project')
    assert found.covers(NPM, READ, '/home/user/project/src/a')
    assert not found.covers(NPM, READ, '/home/user/projects')
    assert not found.covers(NPM, WRITE, '/home/user/project')


def test_every_condition_must_hold() -> None:
    names = [[name, value] for name, value in [['program', 'sh'], ['package', 'left-*'], ['script', 'postinstall']]]
    assert rule(READ, '/', names).covers(NPM, READ, '/a')
    for position in range(len(names)):
        other = [*names[:position], [names[position][0], 'other'], *names[position + 1 :]]
        assert not rule(READ, '/', other).covers(NPM, READ, '/a')


def test_each_field_of_a_subject_can_be_a_condition() -> None:
    values = ['sh', 'left-pad', 'postinstall', SCRIPT, 'npm']
    assert len(values) == len(CONDITIONS)
    for position in range(len(CONDITIONS)):
        assert Condition(CONDITIONS[position], values[position]).holds(NPM)
        assert not Condition(CONDITIONS[position], 'x').holds(NPM)
        assert not Condition(CONDITIONS[position], '').holds(NPM)


def test_stars_of_a_condition() -> None:
    for value in ['*', 'l*d', '*-pad', 'left-pad*', '**']:
        assert Condition('package', value).holds(NPM)
    for value in ['left', 'l*x', 'Left-pad', '?eft-pad', 'left-pa[d]']:
        assert not Condition('package', value).holds(NPM)
    assert not Condition('package', 'x*').holds(Subject('node'))
    assert Condition('package', '*').holds(Subject('node'))  # also of no package


def test_the_object_decides_before_the_subject_and_the_subject_before_the_rank() -> None:
    deep = rule(READ, '~/project/src', [])
    asked = rule(READ, '~/project', [['program', 'node'], ['kind', 'script']], 1)
    named = rule(READ, '~/project', [['program', 'node']])
    ours = rule(READ, '~/project', [], 1)
    plain = rule(READ, '~/project', [])
    order = [deep, asked, named, ours, plain]
    for k in range(len(order)):
        for j in range(len(order)):
            assert (order[k].is_more_exact(order[j]) > 0) == (k < j)
            assert (order[k].is_more_exact(order[j]) < 0) == (k > j)


def test_a_rule_without_conditions_is_for_everyone() -> None:
    found = Rule(ALLOW, CONNECT, pattern_of(CONNECT, '*', PLACES), '*')
    assert found.covers(Subject(''), CONNECT, 'example.com:443')
    assert [found.why, found.rank, found.conditions] == ['', 0, []]
