"""What is decided at the network's door: by the policy of the process, then by who watches."""

from __future__ import annotations

from runtime_py.kernel.confinements import Confinements
from runtime_py.kernel.decisions import ENDED, REDIRECT, Decisions
from runtime_py.security.actions import CONNECT
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement, read_document
from runtime_py.security.writing import write_confinement

HOST = 'a.test:443'


class Table:
    def find(self, pid):
        return pid - 100


class Log:
    def __init__(self):
        self.said = []

    def program_of(self, pid):
        return '/usr/bin/node'

    def connected(self, pid, thing):
        self.said.append(f'{pid} connected {thing}')

    def decided(self, pid, text, action, thing, effect, why):
        self.said.append(f'{pid} {effect} {action} {thing}: {why}')


class Machine:
    def __init__(self):
        self.processes = Table()


def decisions(why=''):
    log = Log()
    confinements = Confinements()
    policy = Confinement([]).narrowed(
        read_document('{"rules": [{"effect": "deny", "action": "connect", "host": "b.test:443"}]}', 'test'),
        Places('/home', '/home/app'),
    )
    confinements.begin(5, 0, write_confinement(policy))
    found = Decisions(Machine(), confinements, None, log)
    found.watch = lambda pid, thing: why if thing == HOST else ''
    return [found, log]


async def test_who_watches_sees_each_connection_and_may_deny_it():
    found, log = decisions()
    assert await found.at_door(104, CONNECT, HOST) == [True, True, '']
    assert await found.at_door(105, CONNECT, HOST) == [False, False, '']
    assert log.said == [f'104 connected {HOST}', f'105 connected {HOST}']
    found, log = decisions('the firewall')
    for pid in [104, 105]:
        assert await found.at_door(pid, CONNECT, HOST) == [False, False, 'the firewall']
        assert await found.at_door(pid, CONNECT, HOST) == [False, False, 'the firewall']
    assert await found.at_door(104, CONNECT, 'c.test:443') == [True, True, '']
    assert [line for line in log.said if 'deny' in line] == [
        f'{pid} deny connect {HOST}: the firewall' for pid in [104, 105]
    ]


async def test_the_policy_comes_first():
    found, log = decisions('the firewall')
    answer = await found.at_door(105, CONNECT, 'b.test:443')
    assert answer[:2] == [False, False] and 'deny connect b.test:443' in answer[2]
    assert await found.at_door(105, REDIRECT, HOST) == [False, False, '']
    assert [line for line in log.said if 'connected' in line] == []
    assert ENDED != ''
