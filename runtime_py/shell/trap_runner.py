"""Runs an environment's traps: those for signals, between two commands, and the one at its end."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.ast import List, Simple
from runtime_py.shell.flow import ShellExit
from runtime_py.shell.io import Io
from runtime_py.sys.signals import name_of_signal

EXIT = 'EXIT'  # the EXIT trap


class TrapRunner:
    """`status` is $? before the running trap, which `exit` and `return` without an argument use; None when no trap
    runs."""

    def __init__(self, interpreter: Any) -> None:
        self.interpreter = interpreter
        self.status: int | None = None
        self.depth = 0  # depth of function calls where the trap began

    async def run_pending(self, io: Io) -> None:
        """A trap isn't interrupted by another."""
        state = self.interpreter.state
        pending = self.interpreter.interrupts.pending
        while len(pending) > 0 and self.status is None:
            text = state.traps.get(name_of_signal(pending.pop(0)))
            if text is not None and text != '':
                status = state.status
                await self._run(text, status, io)
                if self.interpreter.leaving is not None:
                    return
                state.status = status

    async def run_exit(self, io: Io) -> None:
        state = self.interpreter.state
        text = state.traps.get(EXIT)
        if text is not None and text != '':
            state.traps.delete(EXIT)
            status = state.status
            try:
                await self._run(text, status, io)
                self.interpreter.leaving = None
                state.status = status
            except ShellExit as leave:
                state.status = leave.status

    async def _run(self, text: str, status: int, io: Io) -> None:
        outer = self.status
        self.status = status
        self.depth = self.interpreter.depth
        self.interpreter.nesting += 1
        try:
            await self.interpreter.run_source(text, io)
        finally:
            self.status = outer
            self.interpreter.nesting -= 1


def is_trap_alone(body: List) -> bool:
    """Whether a substitution is just `trap`: then it sees the traps of its shell (POSIX XCU 2.12)."""
    if len(body.items) != 1 or body.items[0].background or len(body.items[0].pipelines) != 1:
        return False
    command = body.items[0].pipelines[0].commands[0]
    return (
        len(body.items[0].pipelines[0].commands) == 1
        and isinstance(command, Simple)
        and len(command.words) == 1
        and command.words[0].literal() == 'trap'
    )
