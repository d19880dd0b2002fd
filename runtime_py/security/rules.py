"""A rule: an effect for an action on the objects that its pattern matches, for the subjects that it names. Must not
know other rules."""

from __future__ import annotations

from runtime_py.security.patterns import Pattern, matches
from runtime_py.security.subject import Subject

CONDITIONS = ['program', 'package', 'script', 'kind', 'parent']


class Condition:
    """What a rule requires of its subject: `*` in `value` matches any characters."""

    def __init__(self, field: str, value: str) -> None:
        self.field = field
        self.value = value

    def holds(self, subject: Subject) -> bool:
        return matches(self.value, _field(subject, self.field))


def _field(subject: Subject, field: str) -> str:
    if field == 'program':
        return subject.program
    if field == 'package':
        return subject.package
    if field == 'script':
        return subject.script
    return subject.kind if field == 'kind' else subject.parent


class Rule:
    """`text` is the pattern as written; `why` is shown to people. `rank` decides between equally specific rules: a
    user's (1) before a profile's (0)."""

    def __init__(
        self,
        effect: str,
        action: str,
        pattern: Pattern,
        text: str,
        why: str = '',
        conditions: list[Condition] | None = None,
        rank: int = 0,
    ) -> None:
        self.effect = effect
        self.action = action
        self.pattern = pattern
        self.text = text
        self.why = why
        self.rank = rank
        self.conditions: list[Condition] = conditions if conditions is not None else []

    def covers(self, subject: Subject, action: str, thing: str) -> bool:
        if action != self.action or not self.pattern.covers(thing):
            return False
        for condition in self.conditions:
            if not condition.holds(subject):
                return False
        return True

    def is_more_exact(self, other: Rule) -> int:
        """Above 0 if this rule is more specific than the other, below 0 if less: compared by the object first, then by
        the conditions on the subject, then by rank."""
        if self.pattern.exactness != other.pattern.exactness:
            return self.pattern.exactness - other.pattern.exactness
        if len(self.conditions) != len(other.conditions):
            return len(self.conditions) - len(other.conditions)
        return self.rank - other.rank
