"""Each attack of the table leads to a restriction, and no ordinary program to a question."""

from runtime_py.security.baseline import Baseline
from runtime_py.security.restriction import LEVELS, NOTED
from runtime_py.security.signs import SIGNS, View, signs_of
from runtime_py.security.subject import COMMAND
from runtime_py.security.trace import HOST, Trace
from runtime_py.security.who import Who
from tests.security.attack_facts import ATTACKS, ORDINARY
from tests.security.behaviour_support import AROUND, Play, level_of_run


def test_attacks():
    for one in ATTACKS:
        level = level_of_run(one.facts, one.kind, one.counts)
        assert level >= one.level, [one.name, LEVELS[level]]


def test_ordinary_programs_are_at_most_noted():
    for one in ORDINARY:
        level = level_of_run(one.facts, one.kind, one.counts)
        assert level <= min(one.level, NOTED), [one.name, LEVELS[level]]


def test_ordinary_programs_stay_so_when_they_are_known():
    play = Play()
    for _ in range(5):
        for one in ORDINARY:
            play.run(one.name, one.kind, one.facts, one.counts, 0.0)
    assert [verdict.name for verdict in play.verdicts if verdict.level > NOTED] == []


def test_known_programs_are_attacked_too():
    """A package that behaved well in ten runs, and then another version."""
    play = Play()
    for _ in range(10):
        for one in ATTACKS:
            play.run(one.name, one.kind, [], [], 0.0)
    for one in ATTACKS:
        assert play.run(one.name, one.kind, one.facts, one.counts, 0.0) >= one.level, one.name


def test_reasons_are_sentences():
    play = Play()
    for one in ATTACKS:
        play.run(one.name, one.kind, one.facts, one.counts, 0.0)
    for verdict in play.verdicts:
        for reason in verdict.reasons:
            assert reason.startswith('it') or reason.startswith('new in '), reason


def test_a_quiet_run_has_no_sign():
    view = View(Trace(Who('x', '', True), COMMAND), Baseline(), AROUND, lambda host: False)
    assert signs_of(view) == []
    assert len(SIGNS) >= 15
    view.trace.saw(HOST, 'not a host')
    assert signs_of(view) == []
