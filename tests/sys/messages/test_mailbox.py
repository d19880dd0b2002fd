"""Messages through a little memory: longer ones in parts, and an end that lies about all of it."""

from __future__ import annotations

from runtime_py.platform.atomics import load, notify, store
from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.futures import gather
from runtime_py.platform.memory import Memory, create
from runtime_py.sys.messages.mailbox import (
    ANSWERED,
    AREA,
    ASKED,
    HEAD,
    KIND,
    LEFT,
    LENGTH,
    MAILBOX_BYTES,
    MOST_MESSAGE,
    NEXT,
    PART,
    STATE,
    KernelMailbox,
    Mailbox,
)
from tests.support import turns, until


class Kernel:
    def __init__(self) -> None:
        self.memory: Memory = create(MAILBOX_BYTES, MAILBOX_BYTES)
        self.heard: list[int] = []
        self.answer_with = alloc(5)
        self.mailbox = KernelMailbox(
            self.memory, lambda message: self.answer_now(message), lambda message: self.answer(message)
        )

    def answer_now(self, message: Bytes) -> Bytes | None:
        """Half of them take longer."""
        if len(message) == 13 or len(self.heard) % 2 == 1:
            return None
        self.heard.append(len(message))
        return self.answer_with

    async def answer(self, message: Bytes) -> Bytes | None:
        self.heard.append(len(message))
        return self.answer_with if len(message) != 13 else None

    async def say(self, kind: int, length: int, left: int) -> list[int]:
        """[state, length, left] of what the kernel says to that."""
        i32 = self.memory.i32
        i32[KIND] = kind
        i32[LENGTH] = length
        i32[LEFT] = left
        store(i32, STATE, ASKED)
        notify(i32, STATE, 1)
        await until(lambda: load(i32, STATE) == ANSWERED)
        return [load(i32, STATE), i32[LENGTH], i32[LEFT]]

    def say_last(self) -> None:
        """The answer is None: that ends the service."""
        i32 = self.memory.i32
        i32[LENGTH] = 13
        i32[LEFT] = 0
        i32[KIND] = PART
        store(i32, STATE, ASKED)
        notify(i32, STATE, 1)


async def test_parts_and_lies() -> None:
    kernel = Kernel()
    await gather([kernel.mailbox.serve(), lie(kernel)])


async def lie(kernel: Kernel) -> None:
    assert await kernel.say(PART, 7, 0) == [ANSWERED, 5, 0]
    assert await kernel.say(PART, -5, -1) == [ANSWERED, 5, 0]
    assert await kernel.say(PART, 2147483647, 0) == [ANSWERED, 5, 0]
    assert await kernel.say(NEXT, 2147483647, 5) == [ANSWERED, 0, 0]
    assert await kernel.say(77, 3, 0) == [ANSWERED, 5, 0]
    assert kernel.heard == [7, 0, AREA, 3]
    assert await kernel.say(PART, AREA, 10) == [ANSWERED, 0, 0]
    assert await kernel.say(PART, 10, 0) == [ANSWERED, 5, 0]
    assert kernel.heard[4] == AREA + 10
    for _ in range(MOST_MESSAGE // AREA + 5):
        assert await kernel.say(PART, AREA, 1) == [ANSWERED, 0, 0]
    assert await kernel.say(PART, 1, 0) == [ANSWERED, 5, 0]
    assert kernel.heard[5] <= MOST_MESSAGE
    kernel.answer_with = alloc(AREA * 2 + 3)
    assert await kernel.say(PART, 1, 0) == [ANSWERED, AREA, AREA + 3]
    assert await kernel.say(NEXT, 0, 0) == [ANSWERED, AREA, 3]
    assert await kernel.say(NEXT, 0, 0) == [ANSWERED, 3, 0]
    assert await kernel.say(NEXT, 0, 0) == [ANSWERED, 0, 0]
    for _ in range(100):
        assert (await kernel.say(PART, 2, 0))[0] == ANSWERED
    kernel.say_last()


async def test_the_bell() -> None:
    kernel = Kernel()
    program = Mailbox(kernel.memory)
    seen = program.bell()
    await gather([program.rung(seen), ring(kernel)])
    assert program.bell() == seen + 1 and HEAD > 16


async def ring(kernel: Kernel) -> None:
    await turns(2)
    kernel.mailbox.ring()


async def test_the_kernel_says_something_first() -> None:
    """Longer than the area; what is asked afterwards is answered as ever."""
    kernel = Kernel()
    first = alloc(AREA + 10)
    first[AREA + 9] = 7
    kernel.mailbox.volunteer(first)
    i32 = kernel.memory.i32
    assert [load(i32, STATE), i32[LENGTH], i32[LEFT]] == [ANSWERED, AREA, 10]
    await gather([kernel.mailbox.serve(), asking(kernel)])


async def asking(kernel: Kernel) -> None:
    assert await kernel.say(NEXT, 0, 0) == [ANSWERED, 10, 0]
    assert kernel.memory.u8[HEAD + 9] == 7
    assert await kernel.say(PART, 3, 0) == [ANSWERED, 5, 0]
    kernel.say_last()


def test_what_is_said_first_is_waited_for() -> None:
    memory = create(MAILBOX_BYTES, MAILBOX_BYTES)
    KernelMailbox(memory, lambda message: None, lambda message: none_of(message)).volunteer(alloc(3))
    assert len(Mailbox(memory).volunteered()) == 3


async def none_of(message: Bytes) -> Bytes | None:
    return None if len(message) >= 0 else message
