"""Properties of the monitor for any order of any facts: levels only rise within a run, each verdict has reasons, what
was objected to isn't learned, and what is kept can be read again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime_py.security.baseline import Baselines
from runtime_py.security.firewall import Firewall
from runtime_py.security.monitor import Monitor
from runtime_py.security.restriction import ASKED, PAUSED, SCORE_MOST, SLOWED, level_of
from runtime_py.security.subject import KINDS as SUBJECTS
from runtime_py.security.subject import SCRIPT
from runtime_py.security.trace import KINDS
from tests.security.behaviour_support import Play

PATHS = ['/home/user/.npmrc', '/home/user/project/.env', '/home/user/project/a.js', '/etc/x', '/tmp/x', '/', '', '..', 'é\0', '/home/user/.bashrc']  # fmt: skip
THINGS = st.one_of(st.sampled_from(PATHS), st.sampled_from(['a.test:443', '[::1]:1', 'x', ':', 'read /home/user/.ssh/x']), st.text(max_size=20))  # fmt: skip
FACTS = st.lists(st.tuples(st.sampled_from(KINDS), THINGS).map(list), max_size=40)
COUNTS = st.lists(st.floats(min_value=0, max_value=1e9), min_size=5, max_size=5)
MOST = settings(max_examples=400)


@MOST
@given(FACTS, COUNTS, st.sampled_from(SUBJECTS))
def test_levels_rise_and_have_reasons(facts, counts, kind):
    play = Play()
    number = play.open('x', kind, 0.0)
    level = 0
    for fact in facts:
        found = play.go_on(number, [fact], [], 0.0)
        assert found >= level
        level = found
    assert play.go_on(number, [], counts, 0.0) >= level
    for verdict in play.verdicts:
        assert (
            verdict.reasons
            and 0 < verdict.score <= SCORE_MOST
            and verdict.level == (min(SLOWED, level_of(verdict.score)) if kind == SCRIPT else level_of(verdict.score))
        )
    judged = play.monitor.run(number).judged
    play.monitor.end(number)
    assert (play.monitor.baselines.of('x') is None) == (judged >= ASKED)
    assert play.monitor.standing.level('x', 0.0) < PAUSED


@MOST
@given(st.lists(st.tuples(st.text(max_size=8), FACTS), max_size=6))
def test_baselines_are_kept(runs):
    monitor = Monitor(lambda host: False)
    play = Play(monitor)
    for name, facts in runs:
        play.run(name, 'command', facts, [], 0.0)
    again = Baselines()
    assert again.load(monitor.baselines.text())
    assert again.text() == monitor.baselines.text()


@MOST
@given(st.text(max_size=200))
def test_no_text_makes_loading_fail(text):
    Baselines().load(text)
    Firewall().load(text)


@MOST
@given(FACTS, FACTS)
def test_more_facts_never_lower_the_score(facts, more):
    less = Play()
    greater = Play()
    one = less.run('x', 'script', facts, [], 0.0)
    assert greater.run('x', 'script', [*facts, *more], [], 0.0) >= one
