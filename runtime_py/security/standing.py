"""Answers for ever, as rules of `.terrarium/policy.json`: what the file says of a question, and the file with one more
answer. Pure; must not know who was asked."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.security.actions import CONNECT, FETCH, object_kind
from runtime_py.security.patterns import Places
from runtime_py.security.policy import Decision
from runtime_py.security.profiles import OPEN
from runtime_py.security.reading import BadPolicy, Document, read_document
from runtime_py.security.subject import Subject

_WHY = 'answered when asked'
_SOURCE = 'policy.json'


def standing_decision(text: str, places: Places, subject: Subject, action: str, thing: str) -> Decision | None:
    """What a rule of the file says; None when none is about it, or the file can't be read: then it has no answers."""
    if text == '':
        return None
    try:
        rules = read_document(text, _SOURCE).rules
    except BadPolicy:
        return None
    decision = Document(_SOURCE, OPEN, rules).layer(places).decide(subject, action, thing)
    return decision if decision.rule is not None else None


def with_answer(text: str, subject: Subject, action: str, thing: str, effect: str) -> str:
    """The file with one more rule, about this object and who asked: a package, or else a program. A rule that says the
    opposite of the same is taken out. Raises BadPolicy when the file can't be read, or no rule can name the object."""
    document = read_document(text if text.strip() != '' else '{}', _SOURCE)
    if '*' in thing:
        raise BadPolicy('', f'no rule can name {thing} alone')
    rule: Map[str, Any] = Map([['effect', effect]])
    rule.set('action', [CONNECT, FETCH] if action in (CONNECT, FETCH) else [action])
    rule.set(object_kind(action), thing)
    rule.set('package' if subject.package != '' else 'program', subject.package or subject.program)
    rule.set('why', _WHY)
    value = parse(text) if text.strip() != '' else Map()
    if not isinstance(value, Map):
        value = Map([['profile', document.profile]])
    value.set('rules', [*[each for each in document.rules if not _is_about_same(each, rule)], rule])
    made = stringify(value, 2) + '\n'
    read_document(made, _SOURCE)
    return made


def _is_about_same(one: Map[str, Any], other: Map[str, Any]) -> bool:
    """Whether it is an earlier answer about the same."""
    if one.get('why') != _WHY or one.size != other.size:
        return False
    for key in other.keys():
        if key not in ['effect', 'action'] and one.get(key) != other.get(key):
            return False
    return stringify(one.get('action')) == stringify(other.get('action'))
