"""The firewall learns, proposes and enforces; its rules name their observations and are a policy."""

from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH
from runtime_py.security.firewall import (
    ANYONE,
    ENFORCING,
    LEARNING,
    OBSERVATIONS_MOST,
    PACKAGE,
    PROGRAM,
    PROPOSING,
    RULES_MOST,
    Actor,
    Firewall,
    FirewallRule,
    actor_of,
)
from runtime_py.security.patterns import Places
from runtime_py.security.policy import Policy
from runtime_py.security.subject import Subject

NODE = Actor(PROGRAM, 'node')
AT = '2026-11-29T10:00:00.000Z'


def effect(firewall, host, subject=None, action=CONNECT):
    policy = Policy([firewall.document(['registry.test:443']).layer(Places('/home', '/'))])
    return policy.decide(Subject('node') if subject is None else subject, action, host).effect


def test_learning_allows_everything():
    firewall = Firewall()
    assert not firewall.saw(NODE, 'api.test:443', AT)
    assert effect(firewall, 'api.test:443') == ALLOW
    assert len(firewall.document([]).rules) == 0
    assert [rule.why for rule in firewall.proposals()] == [f'seen once, from {AT} to {AT}']


def test_proposing_tells_of_new_connections_once():
    firewall = Firewall()
    firewall.mode = PROPOSING
    assert firewall.saw(NODE, 'api.test:443', AT)
    assert not firewall.saw(NODE, 'api.test:443', AT)
    assert len(firewall.accept()) == 1
    assert len(firewall.proposals()) == 0
    assert not firewall.saw(NODE, 'api.test:443', AT)
    assert firewall.saw(Actor(PACKAGE, 'left'), 'api.test:443', AT)
    firewall.put(FirewallRule(ALLOW, Actor(ANYONE, ''), '*.test', 'mine'))
    assert not firewall.saw(Actor(PACKAGE, 'right'), 'b.test:443', AT)


def test_enforcing_denies_what_no_rule_allows():
    firewall = Firewall()
    firewall.saw(NODE, 'api.test:443', AT)
    firewall.accept()
    firewall.mode = ENFORCING
    for action in [CONNECT, FETCH]:
        assert effect(firewall, 'api.test:443', None, action) == ALLOW
        assert effect(firewall, 'other.test:443', None, action) == DENY
        assert effect(firewall, 'api.test:443', Subject('sh'), action) == DENY
    assert effect(firewall, 'registry.test:443') == ALLOW
    assert effect(firewall, 'localhost:3000') == ALLOW
    assert effect(firewall, 'api.test:8443') == DENY


def test_denials_hold_in_every_mode_and_for_packages():
    firewall = Firewall()
    firewall.put(FirewallRule(DENY, Actor(PACKAGE, 'left'), 'api.test', 'the user said so'))
    for mode in [LEARNING, PROPOSING]:
        firewall.mode = mode
        assert effect(firewall, 'api.test:443', Subject('node', 'command', 'left')) == DENY
        assert effect(firewall, 'api.test:443') == ALLOW


def test_rules_are_hosts():
    firewall = Firewall()
    for host in ['', 'a b', 'x:99999', '/etc', 'a*', '*a.test', 'a\0b']:
        assert not firewall.put(FirewallRule(ALLOW, NODE, host, 'x')), host
    for host in ['*', '*.a.test', 'a.test:1', '[::1]:80']:
        assert firewall.put(FirewallRule(ALLOW, NODE, host, 'x')), host
    assert firewall.remove(NODE, '*')
    assert not firewall.remove(NODE, '*')


def test_text_and_back():
    firewall = Firewall()
    firewall.mode = PROPOSING
    firewall.saw(actor_of('node', '__proto__'), 'a.test:1', AT)
    firewall.saw(actor_of('node', ''), 'b.test:1', AT)
    firewall.accept()
    again = Firewall()
    assert again.load(firewall.text())
    assert again.text() == firewall.text()
    for text in [
        '',
        '{',
        '[]',
        '{}',
        '{"mode":"x","rules":[],"seen":[]}',
        '{"mode":"learning","rules":[["allow","program","x","a b","why"]],"seen":[]}',
        '{"mode":"learning","rules":[["ask","program","x","a","why"]],"seen":[]}',
        '{"mode":"learning","rules":[["allow","kind","x","a","why"]],"seen":[]}',
        '{"mode":"learning","rules":[],"seen":[["program","x","a","1","",""]]}',
    ]:
        assert not again.load(text), text
    assert again.text() == firewall.text()


def test_bounds():
    firewall = Firewall()
    for k in range(OBSERVATIONS_MOST + 10):
        firewall.saw(NODE, f'h{k}.test:1', AT)
    assert len(firewall.observations()) == OBSERVATIONS_MOST
    assert len(firewall.accept()) == RULES_MOST
