"""What a policy leaves to the person: the questions that are open, and the answers that are known.

A question: new -> open, until it is answered, its time is up, or its process has ended. A process gets one answer for
an object, so it can't ask until somebody gives in. Must not know how questions are shown, or who enforces the answers."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.futures import Future
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH
from runtime_py.security.patterns import Places
from runtime_py.security.subject import Subject

ONCE = 'once'  # for as long as the process runs
SESSION = 'session'  # for as long as the machine runs
ALWAYS = 'always'
NEVER = 'never'
NOT_NOW = 'deny'  # as `once`
ANSWERS = [ONCE, SESSION, ALWAYS, NEVER, NOT_NOW]
NOBODY = 'nobody answered'
SECONDS = 60
OPEN_MOST = 100
OF_PROCESS_MOST = 20  # questions that a person is asked for one process


class Question:
    """`places.project` is the folder whose policy an answer for ever goes to."""

    def __init__(self, pid: int, subject: Subject, action: str, thing: str, why: str, places: Places) -> None:
        self.pid = pid
        self.subject = subject
        self.action = action
        self.thing = thing
        self.why = why
        self.places = places

    def about(self) -> str:
        """A connection and the requests over it are one question."""
        return f'{"reach" if self.action in (CONNECT, FETCH) else self.action}\0{self.thing}'

    def of_process(self) -> str:
        return f'{self.pid}\0{self.about()}'

    def of_subject(self) -> str:
        """A package's scripts are one subject, whatever programs they start."""
        who = f'package {self.subject.package}' if self.subject.package != '' else f'program {self.subject.program}'
        return f'{who}\0{self.about()}'


class _Open:
    def __init__(self, question: Question) -> None:
        self.question = question
        self.future = Future()


class Permissions:
    """`show(number, question, seconds)` and `over(number, question, effect, how)` tell whoever shows questions; `how` is
    the answer, NOBODY, or '' for a question that was taken back or settled with another. `keep(question, effect)` writes
    an answer for ever; `kept(question)` is what is written, '' for nothing; `later(ms, call)` is the clock. `unanswered`:
    the effect when nobody answers, or nobody listens."""

    def __init__(
        self,
        show: Callable[[int, Question, int], None],
        over: Callable[[int, Question, str, str], None],
        keep: Callable[[Question, str], None],
        kept: Callable[[Question], str],
        later: Callable[[int, Callable[[], None]], object],
        seconds: int = SECONDS,
        unanswered: str = DENY,
    ) -> None:
        self.is_heard = False  # whether somebody listens
        self._show = show
        self._over = over
        self._keep = keep
        self._kept = kept
        self._later = later
        self._seconds = seconds
        self._unanswered = unanswered
        self._next = 1
        self._open: Map[int, _Open] = Map()
        self._of_processes: Map[str, str] = Map()  # effect by Question.of_process()
        self._of_session: Map[str, str] = Map()  # effect by Question.of_subject()
        self._counts: Map[int, int] = Map()  # pid -> questions that a person was asked

    def known(self, question: Question) -> str:
        """The effect of an earlier answer, '' if there is none."""
        found = self._of_processes.get(question.of_process()) or self._of_session.get(question.of_subject())
        return found or self._kept(question)

    async def ask(self, question: Question) -> str:
        """ALLOW or DENY."""
        known = self.known(question)
        if known != '':
            return known
        if not self.is_heard:
            return self._unanswered
        for one in self._open.values():
            if one.question.of_process() == question.of_process():
                return await one.future.wait()
        asked = self._counts.get(question.pid) or 0
        if asked >= OF_PROCESS_MOST or self._open.size >= OPEN_MOST:
            return DENY
        self._counts.set(question.pid, asked + 1)
        number = self._next
        self._next += 1
        opened = _Open(question)
        self._open.set(number, opened)
        self._later(self._seconds * 1000, lambda: self._time_is_up(number))
        self._show(number, question, self._seconds)
        return await opened.future.wait()

    def answer(self, number: int, answer: str) -> bool:
        """False when the question isn't open any more."""
        found = self._open.get(number)
        if found is None:
            return False
        question = found.question
        effect = ALLOW if answer in (ONCE, SESSION, ALWAYS) else DENY
        if answer in (ONCE, NOT_NOW):
            self._of_processes.set(question.of_process(), effect)
        else:
            self._of_session.set(question.of_subject(), effect)
        if answer in (ALWAYS, NEVER):
            self._keep(question, effect)
        self._settle(number, effect, answer)
        self._settle_same(question, effect)
        return True

    def _settle_same(self, question: Question, effect: str) -> None:
        """An answer for the session or for ever is one for the same question of other processes too."""
        for number, other in list(self._open.entries()):
            if self.known(other.question) == effect and other.question.about() == question.about():
                self._settle(number, effect, '')

    def _settle(self, number: int, effect: str, how: str) -> None:
        found = self._open.get(number)
        if found is not None:
            self._open.delete(number)
            self._over(number, found.question, effect, how)
            found.future.resolve(effect)

    def _time_is_up(self, number: int) -> None:
        found = self._open.get(number)
        if found is not None:
            self._of_processes.set(found.question.of_process(), self._unanswered)
            self._settle(number, self._unanswered, NOBODY)

    def nobody_listens(self) -> None:
        """The listener is gone: open questions get the answer NOBODY."""
        self.is_heard = False
        for number in list(self._open.keys()):
            self._time_is_up(number)

    def withdraw(self, pid: int) -> None:
        """The process has ended, or waits no more."""
        for number, one in list(self._open.entries()):
            if one.question.pid == pid:
                self._settle(number, DENY, '')

    def ended(self, pid: int) -> None:
        self.withdraw(pid)
        self._counts.delete(pid)
        for key in list(self._of_processes.keys()):
            if key.startswith(f'{pid}\0'):
                self._of_processes.delete(key)
