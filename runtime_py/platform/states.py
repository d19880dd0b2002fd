"""State machines as tables of transitions, as h11 has them. A state is a number, the index of its name.

A room's tables are in its own `states.py`; docs/STATES.md is drawn from them (`python -m toolchain.states`). The code
that changes a state names the step; a debug build raises when the table doesn't have it. Knows no machine. Pure."""

from __future__ import annotations

from runtime_py.platform.debugging import IS_DEBUG
from runtime_py.platform.maps import Set

_MOST_STATES = 64


class IllegalStep(Exception):
    """The table has no such step: a bug in our own code."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Table:
    """`steps`: [state before, state after, what happens]."""

    def __init__(self, name: str, home: str, states: list[str], steps: list[list[str]]) -> None:
        self.name = name
        self.home = home  # the module that takes the steps
        self.states = states
        self.steps = steps
        self._legal: Set[int] = Set()
        for before, after, _what in steps:
            self._legal.add(states.index(before) * _MOST_STATES + states.index(after))

    def allows(self, before: int, after: int) -> bool:
        return self._legal.has(before * _MOST_STATES + after)

    def check(self, before: int, after: int) -> None:
        """Raises IllegalStep in a debug build; costs nothing otherwise."""
        if IS_DEBUG and not self.allows(before, after):
            raise IllegalStep(f'{self.name}: no step from {self._shown(before)} to {self._shown(after)}')

    def _shown(self, state: int) -> str:
        return self.states[state] if 0 <= state < len(self.states) else str(state)
