"""A confined program and the kernel that serves it, in one worker: for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from runtime_py.platform.bytes import Bytes, encode
from runtime_py.platform.memory import create
from runtime_py.security.patterns import Places
from runtime_py.security.reading import Confinement, read_document
from runtime_py.security.subject import Subject
from runtime_py.sys.children import Launch
from runtime_py.sys.layout import FD_TABLE, PID
from runtime_py.sys.machine import Machine, create_machine
from runtime_py.sys.messages.loans import Loans
from runtime_py.sys.messages.mailbox import MAILBOX_BYTES, Mailbox
from runtime_py.sys.messages.remote_system import identify, remote_system
from runtime_py.sys.messages.served_process import ServedProcess
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.policy_front import PolicyFront
from runtime_py.sys.system import System
from tests.support import until


class Served:
    """`near`: the program's System; `far`: the kernel's for it; `other`: a process that is none of its business."""

    def __init__(self, guard: Callable[[Any, Callable[[str, str], str]], None] | None = None) -> None:
        self.machine = create_machine(create(4194304, 134217728))
        self.loans = Loans(self.machine.fs)
        self.kernel = System(self.machine, 0, '/', lambda launch: self.launched.append(launch))
        self.launched: list[Launch] = []
        self.broken: list[str] = []
        self.brought: list[int] = []
        self.asked: list[str] = []
        self.allows = True  # what a person answers,
        self.has_answer = False  # as soon as this says so
        for folder in ['/bin', '/tmp', '/proc', '/secret']:
            self.kernel.mkdir(folder, 0o777)
        mount_proc(self.kernel.fs)
        self.kernel.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'), 0o755)
        self.slot = self.claim(self.machine)
        self.other = System(self.machine, self.claim(self.machine), '/', lambda launch: None)
        self.process = ServedProcess(
            self.machine,
            self.slot,
            '/tmp',
            0o22,
            lambda launch: self.take(launch),
            guard if guard is not None else (lambda system, ask: None),
            lambda action, thing: self.decide(action, thing),
            lambda: self.withdraw(),
            lambda ino: self.bring(ino),
            lambda text: self.broken.append(text),
        )
        self.far = self.process.system
        self.mailbox = Straight(self)
        self.process.server.bulk = self.mailbox.bulk
        self.near = remote_system(create(4194304, 33554432), self.mailbox, lambda message: self.later(message))
        identify(self.near, self.far.pid, 5000, 1000)

    def claim(self, machine: Machine) -> int:
        slot = machine.processes.claim(1, -1, 0)
        machine.processes.set(slot, FD_TABLE, machine.tables.create())
        machine.processes.begin(slot)
        return slot

    def take(self, launch: Launch) -> None:
        self.launched.append(launch)

    async def decide(self, action: str, thing: str) -> bool:
        self.asked.append(f'{action} {thing}')
        await until(lambda: self.has_answer)
        return self.allows

    def withdraw(self) -> None:
        self.allows = False
        self.has_answer = True

    async def bring(self, ino: int) -> None:
        self.brought.append(ino)

    async def later(self, message: Bytes) -> Bytes:
        found = await self.process.answer(message)
        assert found is not None
        return found

    def foresee(self, script: str) -> None:
        self.near.transport.keep(self.process.server.foresee(script))

    def pid_of(self, slot: int) -> int:
        return self.machine.processes.get(slot, PID)


def served_under(policy: str, answer: Callable[[str, str, Callable[[str, str], str]], str]) -> Served:
    """Under this policy; `answer(action, thing, ask)` decides what it leaves to a person."""
    confinement = Confinement([]).narrowed(read_document(policy, 'test'), Places('/home', '/tmp', '/tmp'))
    return Served(
        lambda system, ask: PolicyFront(
            system,
            confinement.policy(),
            Subject('node'),
            lambda action, thing, decision: None,
            lambda action, thing, decision: answer(action, thing, ask),
        ).put()
    )


class Straight(Mailbox):
    """In the mailbox's place, which needs two workers: calls that don't wait go to the server at once."""

    def __init__(self, served: Served) -> None:
        super().__init__(create(MAILBOX_BYTES, MAILBOX_BYTES))
        self.served = served
        self.count = 0

    def ask(self, message: Bytes) -> Bytes:
        self.count += 1
        found = self.served.process.server.at_once(message)
        assert found is not None, 'it waits'
        return found
