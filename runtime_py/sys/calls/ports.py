"""System calls on the ports between threads (mailboxes.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.atomics import add
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import AREA, NEXT_OBJECT
from runtime_py.sys.mailboxes import Letter


class PortCalls:
    def __init__(self, context: ProcessContext) -> None:
        self.context = context
        self.memory = context.memory
        self.machine = context.machine

    def make_port(self, owner: int) -> int:
        return self.context.locked(lambda: self.machine.mailboxes.create(self.context.slot, owner))

    def make_channel(self, owner: int, peer_owner: int) -> list[int]:
        """Makes two joined ports, each with its owner; [0, 0] when the memory is full."""
        boxes = self.machine.mailboxes
        self.machine.lock()
        try:
            ends = [boxes.create(self.context.slot, owner), boxes.create(self.context.slot, peer_owner)]
            if ends[0] == 0 or ends[1] == 0:
                return [0, 0]
            boxes.join(ends[0], ends[1])
            return ends
        finally:
            self.machine.unlock()

    def next_object_number(self) -> int:
        """A number for an object that only the engine can carry between workers."""
        return add(self.memory.i32, (AREA >> 2) + NEXT_OBJECT, 1) + 1

    def with_ports(self, call: Callable[[Any], Any]) -> Any:
        """Runs `call(mailboxes)` under the lock."""
        self.machine.lock()
        try:
            return call(self.machine.mailboxes)
        finally:
            self.machine.unlock()

    def take_mail(self) -> list[int]:
        return self.with_ports(lambda boxes: boxes.take_mail(self.context.thread))

    def post_letter(self, port: int, letter: Letter) -> bool:
        """Posts a letter to the other end of the channel; letters to a closed end are lost."""

        def call(boxes: Any) -> bool:
            found = boxes.others(port)
            return len(found) == 0 or boxes.post(found[0], letter)

        return self.with_ports(call)
