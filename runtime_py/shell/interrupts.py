"""Ctrl-C for what runs as coroutines in the shell's worker: a flag, and waiting that ends when it is raised."""
from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import call_later, call_soon, cancel
from runtime_py.sys.system import Gate


class Interrupts:
    """One per foreground job of the shell; background jobs have one that nobody raises."""

    def __init__(self) -> None:
        self.raised = False
        self._gates: list[Gate] = []

    def interrupt(self) -> None:
        self.raised = True
        for gate in self._gates:
            gate.open()

    async def pass_gate(self, gate: Gate) -> None:
        """Until the gate opens, or the interrupt comes."""
        if self.raised:
            return
        self._gates.append(gate)
        await gate.passed()
        self._gates.remove(gate)

    async def ready(self, system: Any, fd: int, events: int) -> None:
        gate = Gate()
        watch = system.reactor.add(fd, events, lambda _events: gate.open())
        await self.pass_gate(gate)
        watch.stop()

    async def sleep(self, ms: float) -> None:
        gate = Gate()
        timer = call_later(ms, lambda: gate.open())
        await self.pass_gate(gate)
        cancel(timer)

    async def turn(self) -> None:
        """Lets the worker's other work go on, and Ctrl-C come in."""
        gate = Gate()
        call_soon(lambda: gate.open())
        await gate.passed()
