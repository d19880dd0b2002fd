"""One confined program as the kernel serves it: its System with its policy, its server, its mailbox, and the bell.

States: served -> over, when the process ends: nothing of it touches the slot afterwards. Must not know workers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.atomics import load, wait_async
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.futures import start
from runtime_py.platform.memory import Memory
from runtime_py.platform.text import error_text
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import BELL, entry
from runtime_py.sys.machine import Machine
from runtime_py.sys.messages.mailbox import KernelMailbox
from runtime_py.sys.messages.served_context import ServedContext
from runtime_py.sys.messages.server import MessageServer
from runtime_py.sys.system import System


class ServedProcess:
    """`launch(launch)` starts a child; `guard(system)` puts the policy before its calls; `bring(inode)` loads a content;
    `broken(text)` hears of mistakes of our own."""

    def __init__(
        self,
        machine: Machine,
        slot: int,
        cwd: str,
        umask: int,
        launch: Callable[[Launch], None],
        guard: Callable[[Any], None],
        bring: Callable[[int], Awaitable[None]],
        broken: Callable[[str], None],
    ) -> None:
        self.context = ServedContext(machine, slot, cwd, launch)
        self.system = System(machine, slot, cwd, launch, 0, self.context)
        self.system.umask(umask)
        guard(self.system)
        self.server = MessageServer(self.system, self.context, bring, broken)
        self._mailbox: KernelMailbox | None = None
        self._broken = broken
        self._word = (entry(slot) >> 2) + BELL

    def begin(self, mailbox: Memory) -> None:
        found = KernelMailbox(mailbox, lambda message: self.server.answer(message))
        self._mailbox = found
        start(found.serve(), lambda error: self._broken(error_text(error)))
        start(self._pass_bell(found), lambda error: self._broken(error_text(error)))

    async def _pass_bell(self, mailbox: KernelMailbox) -> None:
        """What rings for the process rings in its mailbox."""
        i32 = self.context.memory.i32
        while not self.context.is_over:
            seen = load(i32, self._word)
            mailbox.ring()
            await wait_async(i32, self._word, seen)

    async def answer(self, message: Bytes) -> Bytes | None:
        """A message that came another way: the program doesn't block meanwhile."""
        return await self.server.answer(message)

    def close(self) -> None:
        """The process has ended, or is about to."""
        self.context.is_over = True
        self.system.reactor.close()
        if self._mailbox is not None:
            self._mailbox.close()
