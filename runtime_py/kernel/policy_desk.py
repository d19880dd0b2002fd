"""Joins what decides for the kernel: the policies of processes, the person's answers, and the audit log. Answers the
network worker and the waiting programs, and tells the page what is asked.

Must not know how a policy decides, nor how the page asks."""

from __future__ import annotations

from runtime_py.kernel.audited import last_name
from runtime_py.kernel.decisions import Decisions
from runtime_py.kernel.permissions import ANSWERS, Permissions, Question
from runtime_py.kernel.policies import POLICY_FILE
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.futures import start
from runtime_py.security.actions import ALLOW, DENY
from runtime_py.security.reading import BadPolicy
from runtime_py.security.standing import standing_decision, with_answer
from runtime_py.sys.layout import PID, RUNNING, STARTING, STATE, THREAD, THREAD_OF
from runtime_py.sys.permission_wait import answer_permission

NOT_KEPT = 'ERR_TERRARIUM_POLICY'


class PolicyDesk:
    """`asking`: `{seconds, unanswered}` of boot; `files` writes the policy; `post(event, transfer)` reaches the page."""

    def __init__(
        self, kernel: object, audited: object, files: object, asking: object, workdir: str, later: object
    ) -> None:
        self.system = kernel.system
        self.machine = kernel.system.machine
        self.audited = audited
        self.files = files
        self.workdir = workdir
        self._post = lambda event: kernel.link.post(event, [])
        self._warn = lambda text: kernel.warn(text, NOT_KEPT)
        self._supervisor = kernel.supervisor
        self.permissions = Permissions(
            lambda number, question, seconds: self._show(number, question, seconds),
            lambda number, question, effect, how: self._over(number, question, effect, how),
            lambda question, effect: self._keep(question, effect),
            lambda question: self._kept(question),
            later,
            asking['seconds'],
            ALLOW if asking['unanswered'] == 'once' else DENY,
        )
        self.decisions = Decisions(self.machine, self._supervisor.confinements, self.permissions, audited)
        self._supervisor.on_permission = lambda slot, data: self.on_permission(slot, data)
        self._supervisor.confined.decide = lambda slot, action, thing: self.decisions.decide(slot, action, thing)
        self._supervisor.confined.withdraw = lambda slot: self.permissions.withdraw(
            self.machine.processes.get(slot, PID)
        )

    # programs

    def on_permission(self, slot: int, data: object) -> None:
        """A thread of the process in this slot waits for an answer, or waits no more."""
        thread = data['thread']
        processes = self.machine.processes
        if thread != slot and (processes.get(thread, STATE) != THREAD or processes.get(thread, THREAD_OF) != slot):
            return
        if data['number'] < 0:
            self.permissions.withdraw(processes.get(slot, PID))
            return
        start(self._answer_thread(slot, thread, data), lambda error: self._fail(thread, data['number'], error))

    async def _answer_thread(self, slot: int, thread: int, data: object) -> None:
        pid = self.machine.processes.get(slot, PID)
        decision = await self.decisions.decide(slot, data['action'], data['thing'])
        if self.machine.processes.get(slot, PID) == pid and self._runs(thread):
            answer_permission(self.machine, thread, data['number'], decision.effect == ALLOW)

    def _runs(self, thread: int) -> bool:
        return self.machine.processes.get(thread, STATE) in (STARTING, RUNNING, THREAD)

    def _fail(self, thread: int, number: int, error: object) -> None:
        console.error(error)
        answer_permission(self.machine, thread, number, False)

    async def at_door(self, args: list, slot: int, network: int) -> object:
        """`network`: the pid of the network worker, which alone may ask for other processes."""
        if self.machine.processes.get(slot, PID) != network:
            raise TypeError('only the network worker asks for others')
        return await self.decisions.at_door(*args)

    def ended(self, pid: int) -> None:
        self.permissions.ended(pid)
        self.decisions.ended(pid)

    # the page

    def follow(self, on: bool) -> None:
        if on:
            self.permissions.is_heard = True
        else:
            self.permissions.nobody_listens()

    def answer(self, number: int, answer: str) -> bool:
        if answer not in ANSWERS:
            raise TypeError(f'an answer must be one of {", ".join(ANSWERS)}')
        return self.permissions.answer(number, answer)

    def _show(self, number: int, question: Question, seconds: int) -> None:
        subject = question.subject
        self._post(
            {
                'event': 'permission',
                'number': number,
                'pid': question.pid,
                'program': subject.program or last_name(self.audited.program_of(question.pid)),
                'package': subject.package,
                'script': subject.script,
                'who': subject.text(),
                'action': question.action,
                'object': question.thing,
                'why': question.why,
                'seconds': seconds,
            }
        )

    def _over(self, number: int, question: Question, effect: str, how: str) -> None:
        self._post({'event': 'permission-over', 'number': number})
        if how != '':
            self.audited.answered(question, effect, how)

    # the answers for ever

    def _file(self, question: Question) -> str:
        folder = question.places.project
        return f'{folder if folder not in ("", "/") else self.workdir}/{POLICY_FILE}'

    def _text(self, path: str) -> str:
        written = self.system.read_file(path)
        return '' if js_typeof(written) == 'number' else decode(written)

    def _kept(self, question: Question) -> str:
        decision = standing_decision(
            self._text(self._file(question)), question.places, question.subject, question.action, question.thing
        )
        return decision.effect if decision is not None and decision.effect in (ALLOW, DENY) else ''

    def _keep(self, question: Question, effect: str) -> None:
        """An answer that can't be written still holds for the session."""
        path = self._file(question)
        try:
            text = with_answer(self._text(path), question.subject, question.action, question.thing, effect)
            self.files.mkdir(path[: path.rfind('/')], True)
            self.files.write_file(path, encode(text))
        except BadPolicy as problem:
            self._tell_not_kept(path, problem.text)
        except Exception as error:
            self._tell_not_kept(path, error.message)

    def _tell_not_kept(self, path: str, problem: str) -> None:
        self._warn(f'The answer holds until the machine ends: {path} was not written ({problem})')
