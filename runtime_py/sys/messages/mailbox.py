"""How a confined program's messages travel: through a little shared memory that it has with the kernel, and with nobody
else. The program blocks until the answer is there; the kernel waits without blocking.

States of the word STATE: FREE -> ASKED (by the program) -> ANSWERED (by the kernel) -> ASKED … A message that is longer
than the area comes in parts; LEFT says how many octets follow. The kernel reads every word once, and believes none: a
length is cut to the area's. Must not know what messages mean."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.atomics import NOT_EQUAL, add, load, notify, store, wait, wait_async
from runtime_py.platform.bytes import Bytes, alloc, concat, copy
from runtime_py.platform.clock import call_soon, monotonic_ms
from runtime_py.platform.memory import Memory
from runtime_py.sys.gate import Gate

# words
STATE = 0
KIND = 1
LENGTH = 2
LEFT = 3
BELL = 4
HEAD = 32
AREA = 192 * 1024
MAILBOX_BYTES = HEAD + AREA
MOST_MESSAGE = 2 * 1024 * 1024

FREE = 0
ASKED = 1
ANSWERED = 2
# kinds
PART = 0  # of a message
NEXT = 1  # the next part of the answer, please

SPAN_MS = 4  # for one program's calls in a row; then the kernel looks after others


class Mailbox:
    """The program's end."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory

    def ask(self, message: Bytes) -> Bytes:
        """Blocks until the answer is here."""
        at = 0
        while True:
            size = min(len(message) - at, AREA)
            self._post(PART, message, at, size)
            at += size
            if at >= len(message):
                return self._answer()

    def _answer(self) -> Bytes:
        i32 = self.memory.i32
        parts: list[Bytes] = []
        while True:
            length = i32[LENGTH]
            part = alloc(length)
            copy(self.memory.u8, HEAD, HEAD + length, part, 0)
            if i32[LEFT] == 0 and len(parts) == 0:
                return part
            parts.append(part)
            if i32[LEFT] == 0:
                return concat(parts)
            self._post(NEXT, part, 0, 0)

    def _post(self, kind: int, message: Bytes, at: int, size: int) -> None:
        i32 = self.memory.i32
        copy(message, at, at + size, self.memory.u8, HEAD)
        i32[KIND] = kind
        i32[LENGTH] = size
        i32[LEFT] = len(message) - at - size
        store(i32, STATE, ASKED)
        notify(i32, STATE, 1)
        while load(i32, STATE) == ASKED:
            wait(i32, STATE, ASKED, -1)

    def bell(self) -> int:
        return load(self.memory.i32, BELL)

    async def rung(self, count: int) -> None:
        await wait_async(self.memory.i32, BELL, count)


class KernelMailbox:
    """The kernel's end. `answer(message)` is a coroutine: None ends the service."""

    def __init__(self, memory: Memory, answer: Callable[[Bytes], Awaitable[Bytes | None]]) -> None:
        self.memory = memory
        self.answer = answer
        self.is_over = False
        self._parts: list[Bytes] = []  # of a message that isn't whole yet
        self._size = 0
        self._rest = alloc(0)  # of an answer
        self._given = 0
        self._began = monotonic_ms()  # the row of calls

    async def serve(self) -> None:
        while await self._is_asked():
            if not await self._turn():
                return

    def close(self) -> None:
        self.is_over = True

    def ring(self) -> None:
        add(self.memory.i32, BELL, 1)
        notify(self.memory.i32, BELL, 1024)

    async def _is_asked(self) -> bool:
        i32 = self.memory.i32
        while not self.is_over:
            state = load(i32, STATE)
            if state == ASKED:
                return True
            if await wait_async(i32, STATE, state) == NOT_EQUAL:
                await self._let_others()
            else:
                self._began = monotonic_ms()
        return False

    async def _let_others(self) -> None:
        """A program that never rests must not keep the kernel to itself: what is there at once costs no turn."""
        if monotonic_ms() - self._began > SPAN_MS:
            gate = Gate()
            call_soon(lambda: gate.open())
            await gate.passed()
            self._began = monotonic_ms()

    async def _turn(self) -> bool:
        i32 = self.memory.i32
        kind = load(i32, KIND)
        length = max(0, min(load(i32, LENGTH), AREA))
        has_more = load(i32, LEFT) > 0
        if kind == NEXT:
            self._give()
            return True
        part = alloc(length)
        copy(self.memory.u8, HEAD, HEAD + length, part, 0)
        if self._size + length <= MOST_MESSAGE:
            self._parts.append(part)
        self._size += length
        if has_more:
            self._say(0, 0)
            return True
        # one that is too long has lost its end, and is answered as any that can't be read
        message = concat(self._parts)
        self._parts = []
        self._size = 0
        answer = await self.answer(message)
        if answer is None or self.is_over:
            return False
        self._rest = answer
        self._given = 0
        self._give()
        return True

    def _give(self) -> None:
        """The next part of the answer."""
        at = self._given
        size = min(len(self._rest) - at, AREA)
        copy(self._rest, at, at + size, self.memory.u8, HEAD)
        self._given += size
        self._say(size, len(self._rest) - at - size)
        if self._given == len(self._rest):
            self._rest = alloc(0)
            self._given = 0

    def _say(self, length: int, left: int) -> None:
        i32 = self.memory.i32
        i32[LENGTH] = length
        i32[LEFT] = left
        store(i32, STATE, ANSWERED)
        notify(i32, STATE, 1)
