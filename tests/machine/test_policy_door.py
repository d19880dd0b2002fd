"""The policy of a program at the network's door: what its own worker didn't check is decided there too, with host and
port, and is in the audit log."""

import json

import pytest

from tests.machine.browser import Machine
from tests.machine.outside import Outside
from tests.machine.test_sandbox import run

# the program's own worker checks `connect` alone, so these requests get as far as the door
CONNECTS = {'effect': 'allow', 'action': 'connect', 'host': '*'}
EVERY_WAY = """
const base = process.argv[2]
const tell = (name, promise) => promise.then((said) => console.log(name, said), (error) => console.log(name, error.cause?.code ?? error.code ?? error.message))
const by = (options) => new Promise((done, fail) => require(base.startsWith('https') ? 'https' : 'http').get(base + '/target', options, (response) => {
  let text = ''
  response.on('data', (part) => { text += part }).on('end', () => done(text.trim()))
}).on('error', fail))
const socket = () => new Promise((done, fail) => {
  const made = new WebSocket(base.replace('http', 'ws') + '/socket')
  made.onopen = () => done('open')
  made.onerror = (event) => fail(event.error ?? new Error('closed'))
})
;(async () => {
  await tell('fetch', fetch(base + '/target').then(async (response) => (await response.text()).trim()))
  await tell('http', by({}))
  await tell('agent', by({ agent: new (require(base.startsWith('https') ? 'https' : 'http').Agent)({ keepAlive: true }) }))
  await tell('socket', socket())
  process.exit()
})()
"""


def seen(machine: Machine, outside: Outside) -> list:
    """The requests for /target that have reached a host since the last call."""
    lines = json.loads(run(machine, f'curl -s {outside.http}/seen')[1])
    return [line for line in lines if line.startswith('target: ')]


def denied(machine: Machine) -> list:
    return machine.api(
        "return (await wc.audit()).records.filter((r) => r.kind === 'decision' && r.effect === 'deny').map((r) => [r.action, r.object])"
    )


def host(outside: Outside, scheme: str) -> str:
    return outside.base(scheme).split('//')[1]


@pytest.mark.parametrize('scheme', ['http', 'https'])
def test_each_request_is_decided_at_the_door(machine: Machine, outside: Outside, scheme: str) -> None:
    seen(machine, outside)
    machine.api("await wc.fs.writeFile('every-way.cjs', args[0])", EVERY_WAY)
    policy = {'rules': [CONNECTS, {'effect': 'deny', 'action': 'fetch', 'host': host(outside, scheme)}]}
    said = run(machine, f'node every-way.cjs {outside.base(scheme)} 2>&1', {'policy': policy})[1]
    assert 'reached' not in said and 'open' not in said and said.count('EACCES') >= 3, said
    assert seen(machine, outside) == []
    assert ['fetch', host(outside, scheme)] in denied(machine)
    # another port of the same host is another object
    policy = {'rules': [CONNECTS, {'effect': 'deny', 'action': 'fetch', 'host': 'outside.test:1'}]}
    said = run(machine, f'node every-way.cjs {outside.base(scheme)} 2>&1', {'policy': policy})[1]
    assert said.split('\n')[:3] == ['fetch reached', 'http reached', 'agent reached'], said
    assert len(seen(machine, outside)) == 3


@pytest.mark.parametrize('command', ['curl -sS {}', 'wget -qO- {}', 'npm view left-pad --registry={}'])
def test_other_programs_too(machine: Machine, outside: Outside, command: str) -> None:
    seen(machine, outside)
    policy = {'rules': [{'effect': 'deny', 'action': 'fetch', 'host': '*'}]}
    code, said = run(machine, command.replace('{}', f'{outside.http}/target') + ' 2>&1', {'policy': policy})
    assert code != 0 and 'reached' not in said and seen(machine, outside) == [], said


def test_a_redirect_leads_nowhere_that_is_not_allowed(machine: Machine, outside: Outside) -> None:
    seen(machine, outside)
    away = f'{outside.http}/away?to=http://other.test:{outside.ports[0]}/target'
    code, said = run(machine, f'sandbox --net {host(outside, "http")} curl -sSL "{away}" 2>&1')
    assert code != 0 and 'redirect' in said and seen(machine, outside) == [], said
    assert ['fetch', host(outside, 'http')] in denied(machine)
    assert run(machine, f'sandbox --net "*" curl -sSL "{away}" 2>&1') == [0, 'reached\n']
    assert run(machine, f'sandbox --net {host(outside, "http")} curl -sS {outside.http}/text 2>&1') == [
        0,
        'hello from outside\n',
    ]
    assert seen(machine, outside) == ['target: GET other.test']


def test_a_proxy_of_the_program_s_own_is_a_host_that_it_reaches(machine: Machine, outside: Outside) -> None:
    proxy = f'http://proxy.test:{outside.ports[0]}'
    text = f"fetch('{outside.http}/text').then(() => console.log('reached'), (error) => console.log(error.cause?.code))"
    machine.api("await wc.fs.writeFile('by-proxy.mjs', args[0])", text)
    policy = {'rules': [{'effect': 'deny', 'action': 'connect', 'host': 'proxy.test'}]}
    options = {'policy': policy, 'env': {'HTTP_PROXY': proxy, 'NODE_USE_ENV_PROXY': '1'}}
    assert run(machine, f'HTTP_PROXY={proxy} curl -sS {outside.http}/text 2>&1', options)[0] != 0
    assert ['connect', f'proxy.test:{outside.ports[0]}'] in denied(machine)


def test_connections_are_in_the_audit_log(machine: Machine, outside: Outside) -> None:
    run(machine, f'curl -s {outside.http}/text; curl -s {outside.https}/text {outside.https}/text')
    found = machine.api("return (await wc.audit()).records.filter((r) => r.kind === 'connection').slice(-2)")
    # curl is a utility, which the shell runs in its own process
    assert [[record['program'], record['object']] for record in found] == [
        ['/usr/bin/sh', host(outside, 'http')],
        ['/usr/bin/sh', host(outside, 'https')],
    ]
