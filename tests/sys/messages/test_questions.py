"""What a policy asks of a confined program: the call waits for the person, the kernel doesn't, and it is done once."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.clock import sleep
from runtime_py.platform.errno import EACCES, ENOENT
from runtime_py.platform.futures import gather, start
from runtime_py.platform.maps import Map
from runtime_py.security.restriction import SLOWED
from runtime_py.sys.layout import PENDING_LOW, RESTRAINT, entry
from runtime_py.sys.messages.codec import decode_value, encode_value
from runtime_py.sys.messages.questions import Questions, Unanswered
from runtime_py.sys.messages.rows import BY_NAME
from runtime_py.sys.messages.server import OK
from runtime_py.sys.observer import RESTRAINED
from runtime_py.sys.signals import SIGTERM
from tests.support import raises, turns, until
from tests.sys.messages.served_support import Served, served_under

POLICY = '{"rules": [{"effect": "ask", "action": ["read", "write"], "path": "/secret"}]}'
CREATE = 0o102


def asking() -> Served:
    return served_under(POLICY, lambda action, thing, ask: ask(action, thing))


async def call(served: Served, name: str, given: list) -> object:
    message = encode_value([BY_NAME.get(name).number, given])
    assert served.process.server.answer_now(message) is None
    answer = decode_value(await served.process.server.answer(message))
    assert answer[0] == OK
    return answer[1]


async def answer(served: Served, allows: bool) -> None:
    await until(lambda: len(served.asked) > 0)
    await turns(2)
    served.allows = allows
    served.has_answer = True


async def test_the_call_is_made_once_with_the_answer() -> None:
    for allows in [True, False]:
        served = asking()
        served.kernel.write_file('/tmp/f', encode('text'))
        found = await gather([call(served, 'rename', ['/tmp/f', '/secret/f']), answer(served, allows)])
        assert found[0] == (0 if allows else -EACCES)
        assert served.kernel.exists('/secret/f') is allows and served.kernel.exists('/tmp/f') is not allows
        assert served.asked == ['write /secret/f']
        # the next call asks again: how long an answer holds is for the kernel to know
        assert (await call(served, 'open_wait', ['/secret/none', 0, 0])) == (-ENOENT if allows else -EACCES)
        assert served.asked == ['write /secret/f', 'read /secret/none']


async def test_two_questions_of_one_call() -> None:
    served = asking()
    served.kernel.write_file('/secret/a', encode('text'))
    found = await gather([call(served, 'link', ['/secret/a', '/secret/b']), answer(served, True)])
    assert found[0] == 0
    assert served.asked == ['read /secret/a', 'write /secret/a', 'write /secret/b']


async def test_what_asks_nothing_is_answered_at_once() -> None:
    served = asking()
    message = encode_value([BY_NAME.get('open').number, ['/tmp/x', CREATE, 0o644]])
    assert served.process.server.answer_now(message) is not None


async def test_a_signal_that_ends_takes_the_question_back() -> None:
    served = asking()
    served.process.begin(served.mailbox.memory, served.loans)
    found = await gather([call(served, 'open', ['/secret/f', CREATE, 0o644]), signal(served)])
    assert found[0] == -EACCES and not served.kernel.exists('/secret/f')
    assert (await call(served, 'open', ['/secret/f', CREATE, 0o644])) == -EACCES
    assert len(served.asked) == 1  # nobody is asked for one that is to end
    served.process.close()


async def signal(served: Served) -> None:
    await until(lambda: len(served.asked) > 0)
    served.machine.processes.set(served.slot, PENDING_LOW, 1 << SIGTERM)
    served.machine.bells.ring(served.slot)


async def test_one_that_is_slowed_waits_and_the_kernel_does_not() -> None:
    served = Served()
    word = (entry(served.slot) >> 2) + RESTRAINT
    served.machine.memory.i32[word] = SLOWED
    assert (await call(served, 'open', ['/tmp/x', CREATE, 0o644])) >= 0
    assert (await call(served, 'getcwd', [])) == '/tmp'
    served.process.server.bulk = alloc(0)
    assert await served.process.server.answer(b'\x01') is not None


async def test_what_the_observer_restrains_waits() -> None:
    """Other calls are answered before."""
    served = Served()
    served.machine.memory.i32[(entry(served.slot) >> 2) + RESTRAINT] = SLOWED
    given: Map[str, list] = Map(
        [['truncate', ['/tmp/x', 0]], ['link', ['/tmp/x', '/tmp/y']], ['try_copy', ['/x', '/y', 0]]]
    )
    for name in given.keys():
        assert name in RESTRAINED
        told: list[str] = []
        start(tell(served, name, given.get(name) or [], told), ignore)
        await tell(served, 'getcwd', [], told)
        assert told == ['getcwd'], name
        while len(told) < 2:
            await sleep(1)


async def tell(served: Served, name: str, given: list, told: list[str]) -> None:
    await call(served, name, given)
    told.append(name)


def ignore(error: BaseException) -> None:
    assert error is not None


def test_an_answer_holds_for_the_call() -> None:
    questions = Questions(lambda action, thing: sleep(0))
    with raises(Unanswered):
        questions.effect('read', '/a')
    questions.forget()
