"""A policy names paths, so a file that is moved is another object to it: this finds what would be allowed more by a move,
also below a folder.

Must not know system calls, or who is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.security.actions import ALLOW, READ, WRITE, stricter
from runtime_py.security.policy import Decision, Policy
from runtime_py.security.subject import Subject

ENTRIES_MOST = 5000  # looked at below one folder; a larger one with rules for what is in it isn't moved
_FOLDER = 2


class Freed:
    """What a move would free: the action, the path, and the decision about it where it is now."""

    def __init__(self, action: str, path: str, decision: Decision) -> None:
        self.action = action
        self.path = path
        self.decision = decision


def carried(moves: list[list[str]]) -> list[list[str]]:
    """The moves, which are made one after the other, and where what was moved by one is carried by later ones."""
    found: list[list[str]] = []
    for old, target in moves:
        for first, place in list(found):
            if place == old or place.startswith(old + '/'):
                found.append([first, target + place[len(old) :]])
        found.append([old, target])
    return found


class Moves:
    """`entries(path)`: [name, kind] of a folder, or an error."""

    def __init__(self, policy: Policy, subject: Subject, entries: Callable[[str], list[list[Any]] | int]) -> None:
        self._policy = policy
        self._subject = subject
        self._entries = entries
        self._left = 0

    def freed(self, old: str, target: str) -> Freed | None:
        """`old` and `target`: clean paths whose folders are resolved."""
        self._left = ENTRIES_MOST
        return self._freed(old, target, self._policy.may_differ_below(old))

    def _freed(self, old: str, target: str, looks_below: bool) -> Freed | None:
        for action in [READ, WRITE]:
            before = self._policy.decide(self._subject, action, old)
            if before.effect == ALLOW:
                continue
            after = self._policy.decide(self._subject, action, target)
            if after.effect != before.effect and stricter(after.effect, before.effect) == before.effect:
                return Freed(action, old, before)
        return self._freed_below(old, target) if looks_below else None

    def _freed_below(self, old: str, target: str) -> Freed | None:
        found = self._entries(old)
        if isinstance(found, int):
            return None  # no folder
        self._left -= len(found)
        if self._left < 0:
            return Freed(READ, old, Decision('deny', f'more than {ENTRIES_MOST} files, some of which may be denied'))
        for name, kind in found:
            freed = self._freed(f'{old}/{name}', f'{target}/{name}', kind == _FOLDER)
            if freed is not None:
                return freed
        return None
