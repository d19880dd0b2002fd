"""What a policy leaves to a person, for a program whose calls the kernel's worker carries out: that worker must not wait.
So the call is broken off where it asks, the person is asked, and the call is made anew with the answer.

A call asks before it changes anything (policy_front.py), so making it anew does nothing twice. Must not know policies,
or who answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, DENY


class Unanswered(Exception):
    def __init__(self, action: str, thing: str) -> None:
        super().__init__(f'{action} {thing}: asked')
        self.action = action
        self.thing = thing


class Questions:
    """`decide(action, thing)` is a coroutine: whether it is allowed."""

    def __init__(self, decide: Callable[[str, str], Awaitable[bool]]) -> None:
        self._decide = decide
        self._answers: Map[str, str] = Map()  # of the call that is being made

    def effect(self, action: str, thing: str) -> str:
        """Raises Unanswered."""
        found = self._answers.get(f'{action}\0{thing}')
        if found is None:
            raise Unanswered(action, thing)
        return found

    async def settle(self, question: Unanswered) -> None:
        is_allowed = await self._decide(question.action, question.thing)
        self._answers.set(f'{question.action}\0{question.thing}', ALLOW if is_allowed else DENY)

    def forget(self) -> None:
        """The call is made."""
        if self._answers.size > 0:
            self._answers.clear()
