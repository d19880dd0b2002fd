"""System calls on signals: sending them, and how a process handles those that it receives."""

from __future__ import annotations

from runtime_py.platform.errno import EPERM
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import STARTING, STATE


class SignalCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.machine = context.machine
        self.processes = context.processes

    def kill(self, pid: int, number: int, together: bool = False) -> int:
        """Sends a signal. A negative pid names a group, 0 our own. pid -1 and the kernel's 1 are refused. `together`:
        see Processes.signal."""
        if pid == -1 or pid == 1:
            return -EPERM
        target = -self.context.own_pgid() if pid == 0 else pid
        result = self.context.locked(lambda: self.processes.signal(target, number, together))
        self.context.check_control()
        return result

    def begin(self) -> None:
        """The program has installed its first handlers: signals whose default is to end it are no longer held back."""
        if self.processes.get(self.context.slot, STATE) == STARTING:
            self.machine.lock()
            self.processes.begin(self.context.slot)
            self.machine.unlock()

    def set_signal_handled(self, number: int, on: bool) -> None:
        self.machine.lock()
        self.processes.set_handled(self.context.slot, number, on)
        self.machine.unlock()

    def set_signal_ignored(self, number: int, on: bool) -> None:
        """Ignored signals stay ignored in children (execve)."""
        self.machine.lock()
        self.processes.set_ignored(self.context.slot, number, on)
        self.machine.unlock()

    def is_signal_ignored(self, number: int) -> bool:
        return self.processes.is_ignored(self.context.slot, number)

    def take_signals(self) -> list[int]:
        """Takes the signals that arrived for our handlers."""
        self.machine.lock()
        try:
            return self.processes.take(self.context.slot)
        finally:
            self.machine.unlock()

    def came_to_group(self, number: int) -> bool:
        """Whether a signal that we took was sent to our whole process group."""
        return self.processes.came_to_group(self.context.slot, number)
