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
from runtime_py.sys.layout import BELL, PENDING_LOW, entry
from runtime_py.sys.machine import Machine
from runtime_py.sys.messages.figures import TakenFigures
from runtime_py.sys.messages.loans import Lender, Loans
from runtime_py.sys.messages.mailbox import KernelMailbox, bulk_of, windows_of
from runtime_py.sys.messages.questions import Questions
from runtime_py.sys.messages.served_context import ServedContext
from runtime_py.sys.messages.server import MessageServer
from runtime_py.sys.permission_wait import ENDING
from runtime_py.sys.system import System


class ServedProcess:
    """`launch(launch)` starts a child; `guard(system, ask)` puts the policy before its calls, and `ask(action, thing)`
    gives the effect of what it asks; `decide(action, thing)`, a coroutine, has a person asked, and `withdraw()` takes the
    questions back; `bring(inode)` loads a content; `broken(text)` hears of mistakes of our own."""

    def __init__(
        self,
        machine: Machine,
        slot: int,
        cwd: str,
        umask: int,
        launch: Callable[[Launch], None],
        guard: Callable[[Any, Callable[[str, str], str]], None],
        decide: Callable[[str, str], Awaitable[bool]],
        withdraw: Callable[[], None],
        bring: Callable[[int], Awaitable[None]],
        broken: Callable[[str], None],
    ) -> None:
        self.context = ServedContext(machine, slot, cwd, launch)
        self.system = System(machine, slot, cwd, launch, 0, self.context)
        self.system.umask(umask)
        self._decide = decide
        self._withdraw = withdraw
        questions = Questions(lambda action, thing: self._ask(action, thing))
        guard(self.system, lambda action, thing: questions.effect(action, thing))
        self.server = MessageServer(self.system, self.context, questions, bring, broken)
        self._mailbox: KernelMailbox | None = None
        self._broken = broken
        self._figures: TakenFigures | None = None
        self._asked = 0  # questions that are open
        self._word = (entry(slot) >> 2) + BELL

    def begin(self, mailbox: Memory, loans: Loans, script: str = '') -> None:
        """`script`: what the program will run; it waits to be told what it will ask then."""
        self.server.bulk = bulk_of(mailbox)
        self.server.lender = Lender(loans, windows_of(mailbox))
        self._figures = TakenFigures(mailbox, self.context.memory, self.context.slot)
        self.server.before_reading = lambda: self.take_figures()
        found = KernelMailbox(
            mailbox, lambda message: self.server.answer_now(message), lambda message: self.server.answer(message)
        )
        self._mailbox = found
        if script != '':
            found.volunteer(self.server.foresee(script))
        start(found.serve(), lambda error: self._broken(error_text(error)))
        start(self._pass_bell(found), lambda error: self._broken(error_text(error)))

    async def _pass_bell(self, mailbox: KernelMailbox) -> None:
        """What rings for the process rings in its mailbox."""
        i32 = self.context.memory.i32
        while not self.context.is_over:
            seen = load(i32, self._word)
            mailbox.ring()
            if self._asked > 0 and self._is_to_end():
                self._withdraw()
            await wait_async(i32, self._word, seen)

    async def _ask(self, action: str, thing: str) -> bool:
        """As PermissionWait of an ordinary program: a signal that would end it ends the wait."""
        if self._is_to_end():
            return False
        self._asked += 1
        is_allowed = await self._decide(action, thing)
        self._asked -= 1
        return is_allowed

    def _is_to_end(self) -> bool:
        return (self.context.processes.get(self.context.slot, PENDING_LOW) & ENDING) != 0

    async def answer(self, message: Bytes) -> Bytes | None:
        """A message that came another way: the program doesn't block meanwhile."""
        return await self.server.answer(message)

    def take_figures(self) -> None:
        """What the program's own worker has counted, into its account."""
        if self._figures is not None and not self.context.is_over:
            self._figures.take()

    def close(self) -> None:
        """The process has ended, or is about to."""
        self.take_figures()
        self.context.is_over = True
        self.system.reactor.close()
        if self.server.lender is not None:
            self.server.lender.end()
        if self._mailbox is not None:
            self._mailbox.close()
