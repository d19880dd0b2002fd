"""The environment of a child that gets a policy of its own: what the policy doesn't allow isn't there. Must not know
how it is enforced afterwards."""

from __future__ import annotations

from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, ENVIRONMENT
from runtime_py.security.policy import Policy
from runtime_py.security.subject import Subject
from runtime_py.security.writing import read_confinement


def allowed_environment(pairs: list[str], policy: Policy, subject: Subject) -> list[str]:
    """`pairs`: NAME=VALUE. What would have to be asked is left out."""
    known: Map[str, bool] = Map()
    kept: list[str] = []
    for pair in pairs:
        at = pair.find('=')
        name = pair[:at] if at > 0 else pair
        if not known.has(name):
            known.set(name, policy.decide(subject, ENVIRONMENT, name).effect == ALLOW)
        if known.get(name) is True:
            kept.append(pair)
    return kept


def environment_for(added: str, pairs: list[str], program: str) -> list[str]:
    """`added`: the confinement that the child gets besides ours, as text. Raises BadPolicy."""
    confinement = read_confinement(added)
    return allowed_environment(pairs, confinement.policy(), confinement.subject(program))
