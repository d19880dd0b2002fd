"""Waits until the kernel has an answer for what a policy leaves to the person, as a system call waits: this thread
stops, other programs go on, and a signal that would end a program ends the wait.

The answer is a word in the thread's entry of the process table. Must not know policies, or who answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.atomics import load, store
from runtime_py.sys.layout import PENDING_LOW, PERMISSION, entry
from runtime_py.sys.signals import SIGHUP, SIGINT, SIGQUIT, SIGTERM

LOOK_MS = 200  # a signal that the program handles rings another bell
ENDING = (1 << SIGINT) | (1 << SIGTERM) | (1 << SIGHUP) | (1 << SIGQUIT)


class PermissionWait:
    """`send(number, action, thing)` tells the kernel; a number below 0 takes the question back."""

    def __init__(self, system: Any, send: Callable[[int, str, str], None]) -> None:
        self.context = system.context
        self._send = send
        self._number = 0
        self._word = (entry(self.context.thread) >> 2) + PERMISSION

    def ask(self, action: str, thing: str) -> bool:
        """Whether it is allowed. Blocks."""
        context = self.context
        self._number += 1
        number = self._number
        queue = context.processes.queue(context.thread)
        self._send(number, action, thing)
        while True:
            sequence = context.machine.bells.sequence(queue)
            answer = load(context.memory.i32, self._word)
            if answer >> 1 == number:
                store(context.memory.i32, self._word, 0)
                return (answer & 1) == 1
            context.check_control()
            if (context.processes.get(context.slot, PENDING_LOW) & ENDING) != 0:
                self._send(-number, action, thing)
                return False
            context.machine.bells.sleep(queue, sequence, LOOK_MS)


def answer_permission(machine: Any, thread: int, number: int, is_allowed: bool) -> None:
    """For the kernel: `thread` is the slot of the thread that waits."""
    machine.lock()
    try:
        store(machine.memory.i32, (entry(thread) >> 2) + PERMISSION, number * 2 + (1 if is_allowed else 0))
        machine.bells.wake(machine.processes.queue(thread))
    finally:
        machine.unlock()
