"""The firewall: which hosts programs connect to, learned from what they do, then proposed as rules, then enforced.

    learning   everything is allowed; connections become observations
    proposing  the same, and a connection that no rule covers is proposed as a rule
    enforcing  what no rule allows is denied

Its rules are a policy document (security/reading.py), and each rule names the observations that it came from. Pure; must
not know who connects, or who enforces."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.platform.numbers import is_integer
from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH
from runtime_py.security.objects import OWN
from runtime_py.security.patterns import host_pattern
from runtime_py.security.reading import Document

LEARNING = 'learning'
PROPOSING = 'proposing'
ENFORCING = 'enforcing'
MODES = [LEARNING, PROPOSING, ENFORCING]
SOURCE = 'firewall'
PROGRAM = 'program'
PACKAGE = 'package'
ANYONE = ''
RULES_MOST = 900  # a policy document takes 1000
OBSERVATIONS_MOST = 2000


class Actor:
    """Whom a rule or an observation is about: a program or a package by name, or anyone."""

    def __init__(self, field: str, name: str) -> None:
        self.field = field
        self.name = name

    def key(self) -> str:
        return ANYONE if self.field == ANYONE else f'{self.field} {self.name}'

    def text(self) -> str:
        return 'anyone' if self.field == ANYONE else self.key()


def actor_of(program: str, package_name: str) -> Actor:
    return Actor(PACKAGE, package_name) if package_name != '' else Actor(PROGRAM, program)


class Observation:
    """`first` and `last` are ISO times."""

    def __init__(self, actor: Actor, host: str, count: int, first: str, last: str) -> None:
        self.actor = actor
        self.host = host
        self.count = count
        self.first = first
        self.last = last

    def text(self) -> str:
        times = 'once' if self.count == 1 else f'{self.count} times'
        return f'seen {times}, from {self.first} to {self.last}'


class FirewallRule:
    """`why`: the observation that it came from, or who said so."""

    def __init__(self, effect: str, actor: Actor, host: str, why: str) -> None:
        self.effect = effect
        self.actor = actor
        self.host = host
        self.why = why

    def key(self) -> str:
        return f'{self.actor.key()} {self.host}'


class Firewall:
    def __init__(self) -> None:
        self.mode = LEARNING
        self._rules: Map[str, FirewallRule] = Map()
        self._seen: Map[str, Observation] = Map()

    def rules(self) -> list[FirewallRule]:
        return list(self._rules.values())

    def observations(self) -> list[Observation]:
        return list(self._seen.values())

    def saw(self, actor: Actor, host: str, time: str) -> bool:
        """A connection; whether a rule for it is to be proposed to the user."""
        key = f'{actor.key()} {host}'
        found = self._seen.get(key)
        if found is not None:
            found.count += 1
            found.last = time
            return False
        if self._seen.size < OBSERVATIONS_MOST:
            self._seen.set(key, Observation(actor, host, 1, time, time))
        return self.mode == PROPOSING and self._covering(actor, host) is None

    def _covering(self, actor: Actor, host: str) -> FirewallRule | None:
        """A rule that is about this connection; which one decides doesn't matter here."""
        for rule in self.rules():
            pattern = host_pattern(rule.host)
            if (rule.actor.field == ANYONE or rule.actor.key() == actor.key()) and (
                rule.host == '*' or (pattern is not None and pattern.covers(host))
            ):
                return rule
        return None

    def proposals(self) -> list[FirewallRule]:
        """A rule for each observation that no rule covers."""
        return [
            FirewallRule(ALLOW, each.actor, each.host, each.text())
            for each in self.observations()
            if self._covering(each.actor, each.host) is None
        ]

    def accept(self) -> list[FirewallRule]:
        """Makes the proposals rules: the new ones."""
        added = [rule for rule in self.proposals() if self.put(rule)]
        return added

    def put(self, rule: FirewallRule) -> bool:
        """Adds a rule, or replaces the one for the same actor and host. False if it isn't a host, or there are too
        many."""
        if rule.host != '*' and host_pattern(rule.host) is None:
            return False
        if not self._rules.has(rule.key()) and self._rules.size >= RULES_MOST:
            return False
        self._rules.set(rule.key(), rule)
        return True

    def remove(self, actor: Actor, host: str) -> bool:
        key = f'{actor.key()} {host}'
        known = self._rules.has(key)
        self._rules.delete(key)
        return known

    def forget(self) -> None:
        """All observations."""
        self._seen = Map()

    def document(self, ordinary: list[str]) -> Document:
        """The policy that it stands for. `ordinary`: hosts that are allowed anyway. While it isn't enforced, only
        what the user denied is denied."""
        made: list[Map[str, Any]] = []
        if self.mode == ENFORCING:
            made.append(_policy_rule(DENY, Actor(ANYONE, ''), '*', 'no rule of the firewall allows it'))
            for host in [OWN, *ordinary]:
                made.append(_policy_rule(ALLOW, Actor(ANYONE, ''), host, 'always allowed'))
        for rule in self.rules():
            if self.mode == ENFORCING or rule.effect == DENY:
                made.append(_policy_rule(rule.effect, rule.actor, rule.host, rule.why))
        return Document(SOURCE, 'open', made)

    # as text, which is kept with the workspace

    def text(self) -> str:
        value: Map[str, Any] = Map()
        value.set('mode', self.mode)
        value.set(
            'rules', [[rule.effect, rule.actor.field, rule.actor.name, rule.host, rule.why] for rule in self.rules()]
        )
        value.set(
            'seen',
            [
                [each.actor.field, each.actor.name, each.host, each.count, each.first, each.last]
                for each in self.observations()
            ],
        )
        return stringify(value)

    def load(self, text: str) -> bool:
        """False, and nothing changes, if it isn't a text that `text` gave."""
        try:
            value: Any = parse(text)
        except ValueError:
            return False
        if not isinstance(value, Map) or value.get('mode') not in MODES:
            return False
        rules = value.get('rules')
        seen = value.get('seen')
        if not isinstance(rules, list) or not isinstance(seen, list):
            return False
        made = Firewall()
        for row in rules:
            if not _has_form(row, 5) or row[0] not in [ALLOW, DENY] or not _is_actor(row[1]):
                return False
            if not made.put(FirewallRule(row[0], Actor(row[1], row[2]), row[3], row[4])):
                return False
        for row in seen[:OBSERVATIONS_MOST]:
            if not isinstance(row, list) or len(row) != 6 or isinstance(row[3], bool) or not is_integer(row[3]):
                return False
            if not _has_form([row[0], row[1], row[2], row[4], row[5]], 5) or not _is_actor(row[0]):
                return False
            actor = Actor(row[0], row[1])
            made._seen.set(f'{actor.key()} {row[2]}', Observation(actor, row[2], row[3], row[4], row[5]))
        self.mode = value.get('mode')
        self._rules = made._rules
        self._seen = made._seen
        return True


def _policy_rule(effect: str, actor: Actor, host: str, why: str) -> Map[str, Any]:
    rule: Map[str, Any] = Map([['effect', effect]])
    rule.set('action', [CONNECT, FETCH])
    rule.set('host', host)
    rule.set('why', why)
    if actor.field != ANYONE:
        rule.set(actor.field, actor.name)
    return rule


def _has_form(row: Any, length: int) -> bool:
    return (
        isinstance(row, list) and len(row) == length and len([text for text in row if not isinstance(text, str)]) == 0
    )


def _is_actor(field: str) -> bool:
    return field in [ANYONE, PROGRAM, PACKAGE]
