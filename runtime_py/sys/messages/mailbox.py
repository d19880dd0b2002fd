"""How a confined program's messages travel: through a little shared memory that it has with the kernel, and with nobody
else. The program blocks until the answer is there; the kernel waits without blocking.

States of the word STATE: FREE -> ASKED (by the program) -> ANSWERED (by the kernel) -> ASKED …; or FREE -> ANSWERED,
when the kernel says something first (`volunteer`). A message that is longer
than the area comes in parts; LEFT says how many octets follow. The kernel reads every word once, and believes none: a
length is cut to the area's. What a file is read to or written from lies behind the area (`bulk`), so that it is copied
once on each side, and no buffer is made for it.

Who waits looks at STATE some times before it sleeps, while the other end has answered that fast before: waking a worker
takes longer than most calls. Must not know what messages mean."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from runtime_py.platform.atomics import NOT_EQUAL, add, load, notify, spin, store, wait, wait_async
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, view
from runtime_py.platform.clock import call_soon, monotonic_ms
from runtime_py.platform.memory import Memory
from runtime_py.platform.processors import processor_count
from runtime_py.sys.gate import Gate
from runtime_py.sys.messages.figures import Figures
from runtime_py.sys.messages.windows import AREA_BYTES as WINDOWS_BYTES
from runtime_py.sys.messages.windows import Borrowing, Windows

# words
STATE = 0
KIND = 1
LENGTH = 2
LEFT = 3
BELL = 4
WINDOWS_FIRST = 8  # a word for each window (windows.py)
HEAD = 128  # the figures are in its second half (figures.py)
AREA = 64 * 1024
BULK = 256 * 1024  # what one read or write carries
BULK_AT = HEAD + AREA  # a multiple of 8: an engine copies what lies askew ten times slower
WINDOWS_AT = BULK_AT + BULK  # what is lent
MAILBOX_BYTES = WINDOWS_AT + WINDOWS_BYTES
MOST_MESSAGE = 2 * 1024 * 1024

FREE = 0
ASKED = 1
ANSWERED = 2
# kinds
PART = 0  # of a message
NEXT = 1  # the next part of the answer, please

SPAN_MS = 4  # for one program's calls in a row; then the kernel looks after others
LOOKS = 1000  # at the word, before sleeping: some ten microseconds
MOST_PASSED = 64
REST_MS = 250


class Patience:
    """Whether looking for a while is worth it: it is, as long as it succeeds; after a failure the next waits sleep at
    once, twice as many each time."""

    def __init__(self) -> None:
        self._most = LOOKS if processor_count() > 1 else 0
        self._passed = 0
        self._left = 0

    def look(self, memory: Memory, value: int) -> bool:
        """True: STATE is another by now."""
        if self._left > 0:
            self._left -= 1
            return False
        if spin(memory.i32, STATE, value, self._most):
            self._passed = 0
            return True
        self._passed = min(self._passed * 2 + 1, MOST_PASSED)
        self._left = self._passed
        return False


def bulk_of(memory: Memory) -> Bytes:
    return view(memory.u8, BULK_AT, WINDOWS_AT)


def windows_of(memory: Memory) -> Windows:
    return Windows(memory, WINDOWS_FIRST, WINDOWS_AT)


class Mailbox:
    """The program's end."""

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        self.bulk = bulk_of(memory)
        self.figures = Figures(memory)
        self.borrowing = Borrowing(memory, WINDOWS_FIRST, WINDOWS_AT, lambda count: self.figures.read(count))
        self._patience = Patience()

    def ask(self, message: Bytes) -> Bytes:
        """Blocks until the answer is here."""
        at = 0
        while True:
            size = min(len(message) - at, AREA)
            self._post(PART, message, at, size)
            at += size
            if at >= len(message):
                return self._answer()

    def volunteered(self) -> Bytes:
        """Blocks until the kernel has said what it wasn't asked for."""
        i32 = self.memory.i32
        if not self._patience.look(self.memory, FREE):
            while load(i32, STATE) == FREE:
                wait(i32, STATE, FREE, -1)
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
        if self._patience.look(self.memory, ASKED):
            return
        while load(i32, STATE) == ASKED:
            wait(i32, STATE, ASKED, -1)

    def rest(self) -> None:
        """Sleeps for a moment, in which the kernel may end this program."""
        i32 = self.memory.i32
        wait(i32, STATE, load(i32, STATE), REST_MS)

    def bell(self) -> int:
        return load(self.memory.i32, BELL)

    async def rung(self, count: int) -> None:
        await wait_async(self.memory.i32, BELL, count)


class KernelMailbox:
    """The kernel's end. `at_once(message)` answers most messages; None leaves it to the coroutine `answer(message)`,
    whose None ends the service."""

    def __init__(
        self,
        memory: Memory,
        at_once: Callable[[Bytes], Bytes | None],
        answer: Callable[[Bytes], Awaitable[Bytes | None]],
    ) -> None:
        self.memory = memory
        self.at_once = at_once
        self.answer = answer
        self._patience = Patience()
        self.is_over = False
        self._parts: list[Bytes] = []  # of a message that isn't whole yet
        self._size = 0
        self._rest = alloc(0)  # of an answer
        self._given = 0
        self._began = monotonic_ms()  # the row of calls

    def volunteer(self, answer: Bytes) -> None:
        """Before anything is asked: the first message of a program that waits for this."""
        self._rest = answer
        self._given = 0
        self._give()

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
            if self._patience.look(self.memory, state) or await wait_async(i32, STATE, state) == NOT_EQUAL:
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
        answer = self.at_once(message)
        if answer is None:
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
