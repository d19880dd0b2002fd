"""`overrides` of the root's package.json: rules that change a dependency's spec, everywhere or below certain packages.

A node has the rule set that applies at its place; an edge takes the rule that matches it, and passes it on to the node
it leads to. As arborist's OverrideSet. Pure."""

from __future__ import annotations

from typing import Any

from runtime_py.npm.errors import NpmError
from runtime_py.npm.formats.range import intersects
from runtime_py.npm.formats.spec import RANGE, VERSION, Spec, parse_argument, parse_dependency
from runtime_py.platform.maps import Map


class OverrideSet:
    """`key` is `name` or `name@range`, '' at the root; `key_spec` its range; `value` the spec to use instead."""

    def __init__(self, rules: Any, key: str, parent: OverrideSet | None) -> None:
        self.parent = parent
        self.key = key
        self.name = ''
        self.key_spec = ''
        self.value = ''
        self.children: Map[str, OverrideSet] = Map()
        self._ruleset: Map[str, OverrideSet] | None = None
        if parent is not None:
            spec = parse_argument(key, '/')
            if spec.name is None:
                raise NpmError('EOVERRIDE', f'Override without name: {key}')
            self.name = spec.name
            self.key_spec = spec.fetch
            own = rules if isinstance(rules, str) else (rules.get('.') if isinstance(rules, Map) else None)
            self.value = '*' if own == '' else (own if isinstance(own, str) else self.key_spec)
        if isinstance(rules, Map):
            for name, inner in rules.entries():
                if name != '.':
                    self.children.set(name, OverrideSet(inner, name, self))

    def ruleset(self) -> Map[str, OverrideSet]:
        """The rules that apply here, the nearest first."""
        if self._ruleset is None:
            found: Map[str, OverrideSet] = Map()
            at: OverrideSet | None = self
            while at is not None:
                for child in at.children.values():
                    if not found.has(child.key):
                        found.set(child.key, child)
                if at.parent is not None and not found.has(at.key):
                    found.set(at.key, at)
                at = at.parent
            self._ruleset = found
        return self._ruleset

    def rule_for(self, name: str, raw_spec: str) -> OverrideSet:
        """The rule for an edge, or this set itself when there is none."""
        for rule in self.ruleset().values():
            if rule.name == name and (rule.key_spec == '*' or _overlaps(name, raw_spec, rule.key_spec)):
                return rule
        return self

    def is_equal(self, other: OverrideSet | None) -> bool:
        if other is None:
            return False
        if self is other:
            return True
        if self.key != other.key or self.value != other.value or not self._same_children(other):
            return False
        if self.parent is None:
            return other.parent is None
        return self.parent.is_equal(other.parent)

    def _same_children(self, other: OverrideSet) -> bool:
        if self.children.size != other.children.size:
            return False
        for key, child in self.children.entries():
            twin = other.children.get(key)
            if twin is None or twin.value != child.value or not child._same_children(twin):
                return False
        return True


def _overlaps(name: str, raw_spec: str, key_spec: str) -> bool:
    spec: Spec = parse_dependency(name, raw_spec, '/')
    if spec.target is not None:
        spec = spec.target
    if spec.type == RANGE or spec.type == VERSION:
        return intersects(spec.fetch, key_spec)
    return True


def more_specific(first: OverrideSet, second: OverrideSet) -> OverrideSet | None:
    """Which of two sets that meet at one node applies: the one below the other, else what they have in common; None
    when they conflict."""
    at: OverrideSet | None = second
    while at is not None:
        if at.is_equal(first):
            return second
        at = at.parent
    at = first
    while at is not None:
        if at.is_equal(second):
            return first
        at = at.parent
    return None if _contradict(first, second) else _common_ancestor(first, second)


def sets_conflict(first: OverrideSet, second: OverrideSet) -> bool:
    return more_specific(first, second) is None and _contradict(first, second)


def _common_ancestor(first: OverrideSet, second: OverrideSet) -> OverrideSet | None:
    a: OverrideSet | None = second
    while a is not None:
        b: OverrideSet | None = first
        while b is not None:
            if b.is_equal(a):
                return b
            b = b.parent
        a = a.parent
    return None


def _contradict(first: OverrideSet, second: OverrideSet) -> bool:
    others = second.ruleset()
    for key, rule in first.ruleset().entries():
        other = others.get(key)
        if other is None or rule.is_equal(other) or rule.value.startswith('$') or other.value.startswith('$'):
            continue
        if not _overlaps(rule.name, rule.value, other.value):
            return True
    return False
