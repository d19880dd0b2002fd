"""Leaving a construct early. `break`, `continue` and `return`, which are frequent, set a field of the interpreter
(`leaving`), which code that runs a sequence of commands checks after each; `exit` and the end of a job are
exceptions."""

from __future__ import annotations

from runtime_py.platform.text import error_text

INTERNAL_ERROR = 1


def internal_error(error: object) -> str:
    """Reports a command that an internal error ended."""
    return f'internal error: {error_text(error)}'


class Control(Exception):
    """Leaves a command on purpose. Any other exception, except Problem, is an internal error."""


class Problem(Exception):
    """A user's mistake, reported with the shell's name and the line."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class LoopControl:
    """break n / continue n: `levels` loops are still to be left; with `continue`, the last one goes on. `status` is that
    of the loops."""

    def __init__(self, levels: int, goes_on: bool, status: int = 0) -> None:
        self.levels = levels
        self.goes_on = goes_on
        self.status = status


class FunctionReturn:
    """`before` is $? when it was called."""

    def __init__(self, status: int, before: int = 0) -> None:
        self.status = status
        self.before = before


class ShellExit(Control):
    def __init__(self, status: int) -> None:
        super().__init__('exit')
        self.status = status


class Discard(Control):
    """bash abandons the whole line: after an assignment to a read-only variable, or bad arithmetic. What follows it
    runs."""


class BuiltinProblem(Problem):
    """A builtin was used wrongly: the error is reported, its status is 2, and a special builtin ends a script (POSIX
    XCU 2.8.1)."""


class Refusal(BuiltinProblem):
    """A feature that isn't implemented: it ends the script, since what follows relies on it."""


class JobStopped(Control):
    """A program in a command substitution stopped. The command that wants its output can't begin: the line is
    abandoned, and the prompt returns."""

    def __init__(self, status: int) -> None:
        super().__init__('stopped')
        self.status = status
