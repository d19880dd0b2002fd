"""The context of a process whose system calls the kernel's worker carries out: nothing in it may suspend that worker,
and nothing reaches the process's descriptors after its end."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.errno import EBADF
from runtime_py.sys.children import Launch
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.machine import Machine


class ServedContext(ProcessContext):
    def __init__(self, machine: Machine, slot: int, cwd: str, launcher: Callable[[Launch], None]) -> None:
        super().__init__(machine, slot, cwd, launcher)
        self.is_over = False
        self.may_sleep = False

    def check_control(self) -> None:
        """The kernel stops and ends the process by giving no more answers (server.py)."""

    def description(self, fd: int) -> int:
        """A coroutine may resume when the table is another process's."""
        return -EBADF if self.is_over else super().description(fd)
