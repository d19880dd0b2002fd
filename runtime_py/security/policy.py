"""Policies, and how they decide.

1. An object without a canonical form is denied (objects.py).
2. In a layer (a profile, and the rules of the document that chose it), the most specific rule that matches subject,
action and object decides; of equally specific
   ones the user's before the profile's, then the strictest. So the order of rules doesn't matter.
3. If no rule of the layer matches, the layer's default for the action decides.
4. A process has layers: its parent's, and those added when it started. The strictest answer of all layers applies. So a
child can only have fewer rights.

Must not know files, processes, or who is asked when the answer is `ask`."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, DENY, HOST, PATH, READ, WRITE, object_kind, stricter
from runtime_py.security.objects import clean_name, clean_path, split_host
from runtime_py.security.patterns import AnyPattern, host_text
from runtime_py.security.rules import Rule
from runtime_py.security.subject import Subject


class Decision:
    """`why` is a sentence for people; `rule` is None if a default or the object's form decided."""

    def __init__(self, effect: str, why: str, rule: Rule | None = None) -> None:
        self.effect = effect
        self.why = why
        self.rule = rule


class Layer:
    """`defaults`: effect by action; an action without one is allowed. `source` names the origin of these rules, for
    people."""

    def __init__(self, source: str, rules: list[Rule], defaults: Map[str, str]) -> None:
        self.source = source
        self.defaults = defaults
        self._rules: Map[str, list[Rule]] = Map()
        for rule in rules:
            same = self._rules.get(rule.action)
            if same is None:
                self._rules.set(rule.action, [rule])
            else:
                same.append(rule)

    def allows_all(self, action: str) -> bool:
        """Whether the layer allows every object."""
        for_all = (self.defaults.get(action) or ALLOW) == ALLOW
        for rule in self._rules.get(action) or []:
            if rule.effect != ALLOW:
                return False
            for_all = for_all or (isinstance(rule.pattern, AnyPattern) and len(rule.conditions) == 0)
        return for_all

    def may_differ_below(self, thing: str) -> bool:
        """Whether something in this folder may be denied or asked that the folder itself isn't."""
        for action in [READ, WRITE]:
            for rule in self._rules.get(action) or []:
                if rule.effect != ALLOW and rule.pattern.may_match_below(thing):
                    return True
        return False

    def shows(self, subject: Subject, thing: str) -> bool:
        """Whether the subject may know that the path exists: it may read the path, or ask to, or something below it."""
        for rule in self._rules.get(READ) or []:
            if rule.effect == ALLOW and rule.pattern.is_above(thing):
                return True
        return self.decide(subject, READ, thing).effect != DENY

    def decide(self, subject: Subject, action: str, thing: str) -> Decision:
        """`thing` is clean."""
        best: Rule | None = None
        for rule in self._rules.get(action) or []:
            if rule.covers(subject, action, thing) and (best is None or _goes_before(rule, best)):
                best = rule
        if best is None:
            return Decision(self.defaults.get(action) or ALLOW, f'{self.source}: the default for {action}')
        reason = f': {best.why}' if best.why != '' else ''
        return Decision(best.effect, f'{self.source}: {best.effect} {action} {best.text}{reason}', best)


def _goes_before(rule: Rule, other: Rule) -> bool:
    order = rule.is_more_exact(other)
    return order > 0 or (
        order == 0 and rule.effect != other.effect and stricter(rule.effect, other.effect) == rule.effect
    )


class Policy:
    """A policy without layers allows everything."""

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers

    def narrowed(self, layer: Layer) -> Policy:
        return Policy([*self.layers, layer])

    def allows_all(self, action: str) -> bool:
        """Used for a process whose calls needn't be checked."""
        for layer in self.layers:
            if not layer.allows_all(action):
                return False
        return True

    def may_differ_below(self, path: str) -> bool:
        """`path` is a folder, and clean."""
        for layer in self.layers:
            if layer.may_differ_below(path):
                return True
        return False

    def shows(self, subject: Subject, path: str) -> bool:
        clean = clean_path(path)
        if clean is None:
            return False
        for layer in self.layers:
            if not layer.shows(subject, clean):
                return False
        return True

    def decide(self, subject: Subject, action: str, thing: str) -> Decision:
        """`thing`: a path whose links are resolved, HOST:PORT, or a name."""
        clean = clean_object(action, thing)
        if clean is None:
            return Decision(DENY, f'not a valid object for {action}')
        found = Decision(ALLOW, 'no rule')
        for layer in self.layers:
            decision = layer.decide(subject, action, clean)
            is_stricter = decision.effect != found.effect and stricter(decision.effect, found.effect) == decision.effect
            if is_stricter or (found.rule is None and decision.effect == found.effect):
                found = decision
        return found


def clean_object(action: str, thing: str) -> str | None:
    kind = object_kind(action)
    if kind == PATH:
        return clean_path(thing)
    if kind == HOST:
        found = split_host(thing)
        return None if found is None else host_text(found.host, found.port)
    return clean_name(thing)
