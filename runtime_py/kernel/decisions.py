"""Decides for the kernel what a process may do, from the policy that the kernel keeps for it: for the network worker,
and for what the person is asked.

What a program's own worker says of itself is only the question. Must not know the door, or how a question is shown."""

from __future__ import annotations

from runtime_py.kernel.audited import Audited, last_name
from runtime_py.kernel.confinements import Confinements
from runtime_py.kernel.once import OncePerProcess
from runtime_py.kernel.permissions import Permissions, Question
from runtime_py.security.actions import ALLOW, ASK, DENY, FETCH
from runtime_py.security.policy import Decision
from runtime_py.sys.layout import PID

ENDED = 'the program that made the connection has ended'
REDIRECT = 'redirect'  # as an action: a redirect was not followed
RECORDED_MOST = 1000
_ASKED = 'nobody allowed it when asked'


class Decisions:
    """`machine` has the process table."""

    def __init__(self, machine: object, confinements: Confinements, permissions: Permissions, audited: Audited) -> None:
        self.machine = machine
        self.confinements = confinements
        self.permissions = permissions
        self.audited = audited
        self.watch = lambda pid, thing: ''  # sees each connection at the door: why it is denied
        self._recorded = OncePerProcess(RECORDED_MOST)  # what was refused at the door

    async def decide(self, slot: int, action: str, thing: str) -> Decision:
        """ALLOW or DENY for a process that runs; asks the person where the policy says so."""
        pid = self.machine.processes.get(slot, PID)
        return await self._decide(pid, self.confinements.of(slot), action, thing)

    async def _decide(self, pid: int, text: str, action: str, thing: str) -> Decision:
        if text == '':
            return Decision(ALLOW, 'no policy')
        read = self.confinements.read(text)
        subject = read.confinement.subject(last_name(self.audited.program_of(pid)))
        decision = read.policy.decide(subject, action, thing)
        if decision.effect != ASK:
            return decision
        question = Question(pid, subject, action, thing, decision.why, read.confinement.parts[-1].places)
        effect = await self.permissions.ask(question)
        return Decision(effect, decision.why if effect == ALLOW else f'{decision.why}: {_ASKED}', decision.rule)

    async def at_door(self, pid: int, action: str, thing: str) -> list:
        """For the network worker: [has no policy, every host is allowed, '' or why it is denied]."""
        text = self.confinements.of_process(pid, self.machine.processes.find(pid))
        if text is None:
            return [False, False, ENDED]
        if action == REDIRECT:
            self._record(pid, text, FETCH, thing, Decision(DENY, 'a redirect to where the policy may not allow'))
            return [False, False, '']
        decision = await self._decide(pid, text, action, thing)
        if decision.effect != ALLOW:
            self._record(pid, text, action, thing, decision)
            return [text == '', False, decision.why]
        self.audited.connected(pid, thing)
        why = self.watch(pid, thing)
        if why != '':
            self._record(pid, text, action, thing, Decision(DENY, why))
            return [False, False, why]
        return [text == '', text == '' or self.confinements.read(text).policy.allows_all(action), '']

    def is_free(self, slot: int) -> bool:
        return self.confinements.of(slot) == ''

    def refused(self, slot: int, action: str, thing: str, why: str) -> None:
        pid = self.machine.processes.get(slot, PID)
        self._record(pid, self.confinements.of(slot), action, thing, Decision(DENY, why))

    def ended(self, pid: int) -> None:
        self._recorded.ended(pid)

    def _record(self, pid: int, text: str, action: str, thing: str, decision: Decision) -> None:
        """Each refusal once, for a program may try in a loop."""
        if self._recorded.is_new(pid, f'{action} {thing}'):
            self.audited.decided(pid, text, action, thing, decision.effect, decision.why)
