"""Policies from JSON: `.terrarium/policy.json`, `boot({policy})`, `spawn(…, {policy})`, and what is passed to a child.

    {"profile": "careful", "rules": [{"effect": "deny", "action": ["read", "write"], "path": "~/notes", "program":
    "node", "why": "mine"}]}

Anything unknown is an error that names its place: a misread policy would allow what it should deny."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ACTIONS, EFFECTS, HOST, NAME, PATH, object_kind
from runtime_py.security.patterns import Pattern, Places, pattern_of
from runtime_py.security.policy import Layer, Policy
from runtime_py.security.profiles import OPEN, PROFILES, STRICT, profile_layer
from runtime_py.security.rules import CONDITIONS, Condition, Rule
from runtime_py.security.subject import COMMAND, Subject

RULES_MOST = 1000
TEXT_MOST = 4096
DOCUMENT_MOST = 1_000_000
_KINDS = [PATH, HOST, NAME]


class BadPolicy(Exception):
    """`place` is the position in the document, as `rules[3].action`."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(problem)
        self.place = place
        self.text = f'policy: {place}: {problem}' if place != '' else f'policy: {problem}'
        self.message = self.text  # what a page is told
        self.code = 'ERR_TERRARIUM_POLICY'


class Document:
    """A policy as written, after checks: a profile and rules, from one source. `layer` combines it with places."""

    def __init__(self, source: str, profile: str, rules: list[Map[str, Any]], confined: bool = False) -> None:
        self.source = source
        self.profile = profile
        self.rules = rules
        self.confined = confined or profile == STRICT  # its program shares no memory with the machine

    def layer(self, places: Places) -> Layer:
        """The profile and the rules as one layer, in which a rule can override the profile."""
        made: list[Rule] = []
        for rule in self.rules:
            made.extend(_rules_of(rule, places))
        return profile_layer(self.profile, places, self.source, made)


def read_document(text: str, source: str) -> Document:
    """Raises BadPolicy."""
    if len(text) > DOCUMENT_MOST:
        raise BadPolicy('', f'longer than {DOCUMENT_MOST} letters')
    try:
        value = parse(text)
    except ValueError:
        raise BadPolicy('', 'no JSON')
    return document_of(value, source)


def document_of(value: Any, source: str) -> Document:
    """As `read_document`, for a value whose objects are Maps. Raises BadPolicy."""
    if isinstance(value, str):
        value = Map([['profile', value]])
    if not isinstance(value, Map):
        raise BadPolicy('', 'must be an object, or the name of a profile')
    for key in value.keys():
        if key not in ['profile', 'rules', 'confined']:
            raise BadPolicy(key, 'is unknown')
    profile = value.get('profile') if value.has('profile') else OPEN
    if not isinstance(profile, str) or profile not in PROFILES:
        raise BadPolicy('profile', f'must be one of {", ".join(PROFILES)}')
    confined = value.get('confined') if value.has('confined') else False
    if not isinstance(confined, bool):
        raise BadPolicy('confined', 'must be true or false')
    rules = value.get('rules') if value.has('rules') else []
    if not isinstance(rules, list):
        raise BadPolicy('rules', 'must be a list')
    if len(rules) > RULES_MOST:
        raise BadPolicy('rules', f'more than {RULES_MOST}')
    for index, rule in enumerate(rules):
        _check_rule(rule, f'rules[{index}]')
    return Document(source, profile, rules, confined)


def _check_rule(rule: Any, place: str) -> None:
    if not isinstance(rule, Map):
        raise BadPolicy(place, 'must be an object')
    for key in rule.keys():
        if key not in ['effect', 'action', 'why', *_KINDS, *CONDITIONS]:
            raise BadPolicy(f'{place}.{key}', 'is unknown')
        if key != 'action':
            _check_text(rule.get(key), f'{place}.{key}')
    if not rule.has('effect') or rule.get('effect') not in EFFECTS:
        raise BadPolicy(f'{place}.effect', f'must be one of {", ".join(EFFECTS)}')
    actions = _actions_of(rule)
    if len(actions) == 0:
        raise BadPolicy(f'{place}.action', 'is missing')
    for action in actions:
        if not isinstance(action, str) or action not in ACTIONS:
            raise BadPolicy(f'{place}.action', f'must be one or more of {", ".join(ACTIONS)}')
        kind = object_kind(action)
        for other in _KINDS:
            if other != kind and rule.has(other):
                raise BadPolicy(f'{place}.{other}', f'{action} has a {kind}')
        if rule.has(kind) and _pattern(rule, action, Places('/', '/', '/')) is None:
            raise BadPolicy(f'{place}.{kind}', f'is not a {kind} that a rule can name')


def _check_text(value: Any, place: str) -> None:
    if not isinstance(value, str) or value == '' or len(value) > TEXT_MOST:
        raise BadPolicy(place, f'must be a string of 1 to {TEXT_MOST} characters')


def _actions_of(rule: Map[str, Any]) -> list[Any]:
    actions = rule.get('action') if rule.has('action') else []
    return actions if isinstance(actions, list) else [actions]


def _pattern(rule: Map[str, Any], action: str, places: Places) -> Pattern | None:
    kind = object_kind(action)
    return pattern_of(action, rule.get(kind) if rule.has(kind) else '*', places)


def _rules_of(rule: Map[str, Any], places: Places) -> list[Rule]:
    conditions = [Condition(field, rule.get(field)) for field in CONDITIONS if rule.has(field)]
    found: list[Rule] = []
    for action in _actions_of(rule):
        pattern = _pattern(rule, action, places)
        if pattern is not None:
            text = rule.get(object_kind(action)) if rule.has(object_kind(action)) else '*'
            found.append(Rule(rule.get('effect'), action, pattern, text, rule.get('why') or '', conditions, 1))
    return found


class Confinement:
    """A policy in the form in which a process stores it and passes it to its children: documents, each with its places.
    Documents are only ever added."""

    def __init__(self, parts: list[ConfinedPart]) -> None:
        self.parts = parts

    def narrowed(self, document: Document, places: Places, actor: Actor | None = None) -> Confinement:
        return Confinement([*self.parts, ConfinedPart(document, places, actor if actor is not None else Actor())])

    def subject(self, program: str, parent: str = '') -> Subject:
        """The subject of the process: the first part that names one, since confining itself once more must not remove a
        name."""
        for part in self.parts:
            if part.actor.kind != COMMAND or part.actor.package != '':
                return Subject(program, part.actor.kind, part.actor.package, part.actor.script, parent)
        return Subject(program, COMMAND, '', '', parent)

    def profile(self) -> str:
        """The strictest of its parts' profiles, '' without parts."""
        found = [PROFILES.index(part.document.profile) for part in self.parts]
        return PROFILES[max(found)] if len(found) > 0 else ''

    def is_confined(self) -> bool:
        return any([part.document.confined for part in self.parts])

    def policy(self) -> Policy:
        return Policy([part.document.layer(part.places) for part in self.parts])


class Actor:
    """The subject for which a part was added: a kind, with the package and script, or neither."""

    def __init__(self, kind: str = COMMAND, package_name: str = '', script: str = '') -> None:
        self.kind = kind
        self.package = package_name
        self.script = script


class ConfinedPart:
    def __init__(self, document: Document, places: Places, actor: Actor) -> None:
        self.document = document
        self.places = places
        self.actor = actor
