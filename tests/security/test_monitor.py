"""Runs, verdicts, learning and approval."""

from runtime_py.security.monitor import Monitor
from runtime_py.security.restriction import ASKED, DENIED, HALF_LIFE_MS, NONE, NOTED, PAUSED, SLOWED
from runtime_py.security.subject import COMMAND
from runtime_py.security.trace import HOST, READ, SCRAMBLED, START
from tests.security.behaviour_support import Play

TOKENS = [[READ, '/home/user/.npmrc'], [HOST, 'evil.test:443']]


def test_ordinary_runs_are_learned():
    play = Play()
    for _ in range(3):
        assert play.run('x', COMMAND, [[HOST, 'api.test:443'], [START, '/usr/bin/tar']], [], 0.0) == NONE
    assert play.run('x', COMMAND, [[HOST, 'api.test:443']], [], 0.0) == NONE
    assert play.run('x', COMMAND, [[HOST, 'other.test:443']], [], 0.0) == NOTED
    assert play.verdicts[-1].reasons == ['new in 4 runs: host other.test:443']


def test_an_objection_is_not_learned():
    play = Play()
    for _ in range(4):
        assert play.run('x', COMMAND, TOKENS, [], 0.0) >= SLOWED
    assert play.monitor.baselines.of('x') is None


def test_each_level_gives_one_verdict():
    play = Play()
    number = play.open('x', COMMAND, 0.0)
    assert play.go_on(number, TOKENS, [], 0.0) == SLOWED
    play.go_on(number, TOKENS, [], 0.0)
    assert len(play.verdicts) == 1
    assert 'after it had read /home/user/.npmrc' in play.verdicts[0].reasons[0]
    play.go_on(number, [[SCRAMBLED, f'/home/user/project/{k}.js'] for k in range(12)], [], 0.0)
    assert play.verdicts[-1].level == PAUSED
    assert 'slowed' in play.verdicts[0].text()


def test_what_was_restricted_begins_restricted_and_relaxes():
    play = Play()
    play.run('x', COMMAND, [[SCRAMBLED, f'/home/user/project/{k}.js'] for k in range(12)], [], 0.0)
    number = play.open('x', COMMAND, 1000.0)
    assert play.monitor.run(number).level == DENIED
    assert play.monitor.relaxed(number, 2000.0) is None
    assert play.monitor.relaxed(number, HALF_LIFE_MS + 2000.0) == ASKED
    assert play.monitor.relaxed(number, HALF_LIFE_MS + 2000.0) is None


def test_approval_frees_and_teaches():
    play = Play()
    number = play.open('x', COMMAND, 0.0)
    play.go_on(number, TOKENS, [], 0.0)
    assert play.monitor.approve('x') == [number]
    assert play.monitor.approve('y') == []
    assert play.monitor.run(number).level == NONE
    play.go_on(number, [[SCRAMBLED, f'/home/user/project/{k}.js'] for k in range(12)], [], 0.0)
    assert len(play.verdicts) == 1
    play.monitor.end(number)
    for _ in range(2):
        play.monitor.baselines.learn(play.monitor.run(play.open('x', COMMAND, 0.0)).trace)
    assert play.run('x', COMMAND, TOKENS, [], 0.0) == NONE


def test_unknown_runs_do_nothing():
    monitor = Monitor(lambda host: False)
    monitor.end(5)
    assert monitor.saw(5, HOST, 'a:1', 0.0) is None
    assert monitor.counted(5, 0.0) is None
    assert monitor.relaxed(5, 0.0) is None
