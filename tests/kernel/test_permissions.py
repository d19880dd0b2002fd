"""What a person is asked: one question at a time for one object, and how far each answer reaches."""

from runtime_py.kernel.permissions import NOBODY, OF_PROCESS_MOST, Permissions, Question
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.security.actions import ALLOW, CONNECT, DENY, FETCH, WRITE
from runtime_py.security.patterns import Places
from runtime_py.security.subject import SCRIPT, Subject
from tests.support import turns

PLACES = Places('/home', '/home/app')


class Desk:
    """A page that listens, and a clock that is turned by hand."""

    def __init__(self, unanswered=DENY):
        self.shown = []
        self.over = []
        self.timers = []
        self.written = Map()
        self.answers = []
        self.permissions = Permissions(
            lambda number, question, seconds: self.shown.append(number),
            lambda number, question, effect, how: self.over.append([number, effect, how]),
            lambda question, effect: self.written.set(question.of_subject(), effect),
            lambda question: self.written.get(question.of_subject()) or '',
            lambda ms, call: self.timers.append(call),
            60,
            unanswered,
        )
        self.permissions.is_heard = True

    async def asks(self, question):
        self.answers.append(await self.permissions.ask(question))

    def ask(self, question):
        start(self.asks(question), fail)


def fail(error):
    raise error


def question(pid, thing='a.test:443', action=CONNECT, program='node', package_name=''):
    subject = Subject(program, SCRIPT if package_name != '' else 'command', package_name)
    return Question(pid, subject, action, thing, 'why', PLACES)


async def settled():
    """Lets the coroutines that wait go on."""
    await turns(10)


async def test_once_is_for_the_process_and_for_all_of_the_connection():
    desk = Desk()
    desk.ask(question(5))
    desk.ask(question(5, 'a.test:443', FETCH))  # the same dialog
    await settled()
    assert desk.shown == [1] and desk.answers == []
    assert desk.permissions.answer(1, 'once')
    await settled()
    assert desk.answers == [ALLOW, ALLOW] and desk.over == [[1, ALLOW, 'once']]
    desk.ask(question(5, 'a.test:443', FETCH))
    desk.ask(question(6))
    await settled()
    assert desk.answers == [ALLOW, ALLOW, ALLOW] and desk.shown == [1, 2]
    assert not desk.permissions.answer(1, 'never')


async def test_an_answer_for_the_session_settles_the_same_question_of_others():
    desk = Desk()
    desk.ask(question(5))
    desk.ask(question(6))
    desk.ask(question(6, 'b.test:443'))
    desk.ask(question(7, 'a.test:443', CONNECT, 'curl'))
    await settled()
    desk.permissions.answer(1, 'session')
    await settled()
    assert desk.answers == [ALLOW, ALLOW] and desk.written.size == 0
    desk.permissions.answer(3, 'never')
    desk.permissions.answer(4, 'always')
    await settled()
    assert desk.answers == [ALLOW, ALLOW, DENY, ALLOW]
    assert list(desk.written.values()) == [DENY, ALLOW]


async def test_the_scripts_of_a_package_are_one_subject():
    desk = Desk()
    desk.ask(question(5, '/etc/x', WRITE, 'sh', 'left-pad'))
    await settled()
    desk.permissions.answer(1, 'session')
    desk.ask(question(6, '/etc/x', WRITE, 'node', 'left-pad'))
    desk.ask(question(7, '/etc/x', WRITE, 'node', 'other'))
    await settled()
    assert desk.answers == [ALLOW, ALLOW] and desk.shown == [1, 2]


async def test_nobody_answers():
    for unanswered in [DENY, ALLOW]:
        desk = Desk(unanswered)
        desk.ask(question(5))
        await settled()
        desk.timers[0]()
        await settled()
        assert desk.answers == [unanswered] and desk.over == [[1, unanswered, NOBODY]]
        desk.ask(question(5))  # a loop isn't a dialog each time
        desk.permissions.nobody_listens()
        desk.ask(question(9))
        await settled()
        assert desk.answers == [unanswered, unanswered, unanswered] and desk.shown == [1]


async def test_what_is_written_is_not_asked():
    desk = Desk()
    desk.written.set(question(5).of_subject(), ALLOW)
    desk.ask(question(5))
    await settled()
    assert desk.answers == [ALLOW] and desk.shown == []


async def test_a_process_that_ends_takes_its_questions_along():
    desk = Desk()
    desk.ask(question(5))
    desk.ask(question(6))
    await settled()
    desk.permissions.ended(5)
    await settled()
    assert desk.answers == [DENY] and desk.over == [[1, DENY, '']]
    assert desk.permissions.answer(2, 'deny')


async def test_a_process_asks_only_so_often():
    desk = Desk()
    for k in range(OF_PROCESS_MOST + 5):
        desk.ask(question(5, f'/file{k}', WRITE))
    await settled()
    assert len(desk.shown) == OF_PROCESS_MOST and desk.answers == [DENY, DENY, DENY, DENY, DENY]
