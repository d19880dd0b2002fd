"""What utilities say when something is wrong, in coreutils' words."""
from __future__ import annotations

from runtime_py.shell.context import Context
from runtime_py.shell.strerror import strerror


async def usage_error(context: Context, problem: str, status: int = 1) -> int:
    """A wrong option or operand. Returns the status."""
    await context.error(problem)
    await context.write_error(f"Try '{context.name} --help' for more information.\n")
    return status


async def cannot(context: Context, action: str, path: str, error: int) -> None:
    """`rm: cannot remove 'x': No such file or directory`."""
    await context.error(f"cannot {action} '{path}': {strerror(error)}")


async def failed_on(context: Context, path: str, error: int) -> None:
    """`cat: x: No such file or directory`."""
    await context.error(f'{path}: {strerror(error)}')
