"""sandbox: which policy the command is started with, and with which environment."""

from runtime_py.security.actions import ALLOW, CONNECT, DENY, LISTEN, READ, WRITE
from runtime_py.security.writing import read_confinement
from tests.shell.machine_support import Box


def made() -> Box:
    """A box whose programs end at once."""
    box = Box()
    box.system.write_file('/usr/bin/node', b'#!/usr/bin/terrarium node\n', 0o755)
    box.system.mkdir('/home/user/open', 0o777)
    box.system.symlink('open', '/home/user/link')

    def launch(started):
        box.launched.append(started)
        box.system.machine.lock()
        box.system.machine.processes.finish(started.slot, 0)
        box.system.machine.unlock()

    box.system.context.launcher = launch
    return box


async def effects(options, asked):
    box = made()
    result = await box.sh(f'sandbox {options} node -e 1')
    assert result.err == ''
    confinement = read_confinement(box.launched[0].policy)
    policy = confinement.policy()
    return [policy.decide(confinement.subject('node'), action, thing).effect for action, thing in asked]


async def test_nothing_but_the_system_by_default():
    assert await effects(
        '',
        [
            [READ, '/usr/bin/node'],
            [READ, '/home/user/open/a'],
            [WRITE, '/home/user/a'],
            [WRITE, '/tmp/a'],
            [CONNECT, 'a.example:443'],
        ],
    ) == [ALLOW, DENY, DENY, ALLOW, DENY]


async def test_what_the_options_grant():
    assert await effects(
        '--read open', [[READ, '/home/user/open/a'], [WRITE, '/home/user/open/a'], [READ, '/home/user/b']]
    ) == [ALLOW, DENY, DENY]
    assert await effects('--read link', [[READ, '/home/user/open/a']]) == [ALLOW]
    assert await effects(
        '--write open', [[READ, '/home/user/open/a'], [WRITE, '/home/user/open/a'], [WRITE, '/home/user/b']]
    ) == [ALLOW, ALLOW, DENY]
    assert await effects(
        '--net a.example --net "*.b.example:80"',
        [[CONNECT, 'a.example:1'], [CONNECT, 'x.b.example:80'], [CONNECT, 'x.b.example:81']],
    ) == [ALLOW, ALLOW, DENY]
    assert await effects('--listen 8080', [[LISTEN, '0.0.0.0:8080'], [LISTEN, 'localhost:8081']]) == [ALLOW, DENY]
    assert await effects('--profile careful', [[READ, '/home/user/a'], [READ, '/home/user/.npmrc']]) == [ALLOW, DENY]


async def test_the_environment():
    box = made()
    await box.sh('export NPM_TOKEN=x MINE=y OTHER=z; sandbox --env MINE node')
    names = [pair.split('=')[0] for pair in box.launched[0].env]
    assert 'MINE' in names and 'PATH' in names and 'NPM_TOKEN' not in names and 'OTHER' not in names


async def test_a_policy_from_a_file():
    box = made()
    box.write('/home/user/p.json', '{"rules":[{"effect":"deny","action":"read","path":"~/open"}]}')
    await box.sh('sandbox --policy p.json node')
    confinement = read_confinement(box.launched[0].policy)
    assert confinement.policy().decide(confinement.subject('node'), READ, '/home/user/open/x').effect == DENY
    box.write('/home/user/p.json', '{')
    assert (await box.sh('sandbox --policy p.json node')).status == 125
    assert (await box.sh('sandbox --policy none.json node')).status == 125


async def test_mistakes_start_nothing():
    box = made()
    for words in [
        '',
        '--profile loose node',
        '--net "a b" node',
        '--read "a*b" node',
        '--nothing node',
        '--listen x node',
    ]:
        assert (await box.sh(f'sandbox {words}')).status == 125
    assert box.launched == []
    assert (await box.sh('sandbox nothing-such')).status == 127
