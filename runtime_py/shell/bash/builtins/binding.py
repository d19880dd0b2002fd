"""bind: the keys of this shell's line editor are fixed. It says so and fails, but doesn't end the file that calls it: what
follows in a ~/.bashrc doesn't rely on a key."""

from __future__ import annotations

from typing import Any

from runtime_py.shell.context import Context
from runtime_py.shell.io import Io


async def bind(interpreter: Any, context: Context, io: Io) -> int:
    """bind: without effect in a script of bash too, which has no line editor."""
    if not interpreter.shell.interactive:
        await context.error('warning: line editing not enabled')
    await context.error('keys and variables of the line editor are fixed here')
    return 1


COMMANDS: list[Any] = [['bind', bind]]
