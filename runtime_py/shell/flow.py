"""Leaving a construct early. `break`, `continue` and `return`, which loops and functions use at every round and call, stand in a field of the interpreter
(`leaving`), at which whatever runs commands in a row looks after each; `exit` and what ends a job are raised."""
from __future__ import annotations

from runtime_py.platform.text import error_text

INTERNAL_ERROR = 1


def internal_error(error: object) -> str:
    """For a command that an error of ours ended."""
    return f'internal error: {error_text(error)}'


class Control(Exception):
    """Leaves a command on purpose. Whatever else leaves one, save a Problem, is an error of ours."""


class Problem(Exception):
    """A user's mistake, to be told with the shell's name and the line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class LoopControl:
    """break n / continue n: `levels` loops are left yet, the last one goes on when it was `continue`."""

    def __init__(self, levels: int, goes_on: bool) -> None:
        self.levels = levels
        self.goes_on = goes_on


class FunctionReturn:
    def __init__(self, status: int) -> None:
        self.status = status


class ShellExit(Control):
    def __init__(self, status: int) -> None:
        super().__init__('exit')
        self.status = status


class BuiltinProblem(Problem):
    """A builtin was used wrongly: it is told, its status is 2, and a special builtin ends a script with it (POSIX XCU 2.8.1)."""


class JobStopped(Control):
    """Ctrl-Z: what the foreground job was a part of is given up; the prompt comes back."""

    def __init__(self, status: int) -> None:
        super().__init__('stopped')
        self.status = status
