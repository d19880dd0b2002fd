"""Leaving a construct early: break, continue, return, exit. Raised by builtins, caught by the interpreter."""
from __future__ import annotations


class LoopControl(Exception):
    """break n / continue n: `levels` loops are left yet, the last one goes on when it was `continue`."""

    def __init__(self, levels: int, goes_on: bool) -> None:
        super().__init__('loop control')
        self.levels = levels
        self.goes_on = goes_on


class FunctionReturn(Exception):
    def __init__(self, status: int) -> None:
        super().__init__('return')
        self.status = status


class ShellExit(Exception):
    def __init__(self, status: int) -> None:
        super().__init__('exit')
        self.status = status


class JobStopped(Exception):
    """Ctrl-Z: what the foreground job was a part of is given up; the prompt comes back."""

    def __init__(self, status: int) -> None:
        super().__init__('stopped')
        self.status = status
