"""The kernel's side of a confined program: takes system calls as messages, checks them, carries them out on the program's
own `System`, and gives the answers.

A message is [row, arguments]; an answer is [OK, value], [RELATIVE, path] or [BROKEN, text]. What is read or written lies
in `bulk`, memory that the program shares: what it gives is copied before it is used. Whatever a message says, no
exception leaves `answer`, and nothing is touched but what the program's own system calls can touch. A program that is
stopped waits for its answer; one that is to end gets none. Must not know how messages travel (mailbox.py)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLERR, POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.atomics import load, wait_async
from runtime_py.platform.bytes import Bytes, alloc, copy, view
from runtime_py.platform.clock import monotonic_ms, sleep
from runtime_py.platform.errno import EACCES, EAGAIN, EINVAL, EPERM
from runtime_py.platform.layers import method_of
from runtime_py.platform.maps import Map
from runtime_py.platform.text import error_text
from runtime_py.security.restriction import SLOWED
from runtime_py.sys.calls.descriptors import MOST_UNSTORED
from runtime_py.sys.context import RelativePath
from runtime_py.sys.layout import (
    CONTROL,
    PAUSED,
    PENDING_HIGH,
    PENDING_LOW,
    RESTRAINT,
    RUNS,
    STATE,
    STOPPED,
    TTY,
    ZOMBIE,
    entry,
)
from runtime_py.sys.messages.codec import BadMessage, decode_value, encode_value
from runtime_py.sys.messages.foresight import NodeStart
from runtime_py.sys.messages.forms import Forms, NotAllowed, integer, items
from runtime_py.sys.messages.loans import Lender
from runtime_py.sys.messages.mailbox import BULK
from runtime_py.sys.messages.questions import Questions, Unanswered
from runtime_py.sys.messages.records import flat
from runtime_py.sys.messages.remote_reactor import ENDED, HALTED, UNCHANGED
from runtime_py.sys.messages.rows import BY_NAME, ROWS, Row
from runtime_py.sys.messages.served_context import ServedContext
from runtime_py.sys.observer import RESTRAINED, SLOW_MS
from runtime_py.sys.ready_order import LARGEST_AGE
from runtime_py.vfs.absent import ContentAbsent
from runtime_py.vfs.layout import BATCHES, S_IFBLK, S_IFCHR, S_IFMT, STORAGE_FULL, UNSTORED

OK = 0
RELATIVE = 1
BROKEN = 2
MOST_DATAGRAM = 65536
STORAGE_MS = 200
LOOK_AGAIN_MS = 20  # for a lock of a file, or a child
_NOTHING = 0
_NO_CALLS = ['look']  # rows that aren't of the table


class MessageServer:
    """`system`: that of the process, behind its policy; `bring(inode)` loads a content that the kernel doesn't have yet;
    `broken(text)` hears of mistakes of our own."""

    def __init__(
        self,
        system: Any,
        context: ServedContext,
        questions: Questions,
        bring: Callable[[int], Awaitable[None]],
        broken: Callable[[str], None],
    ) -> None:
        self.system = system
        self._questions = questions
        self.context = context
        self.processes = context.processes
        self.machine = context.machine
        self.forms = Forms(context)
        self._bring = bring
        self._broken = broken
        self._restraint = (entry(context.slot) >> 2) + RESTRAINT
        self.bulk = alloc(0)
        self.lender: Lender | None = None  # once there is a mailbox
        self.before_reading: Callable[[], None] = lambda: None  # takes the program's figures
        self._own = alloc(0)  # a copy of what the program gave: as large as the largest so far
        self._held: Bytes | None = None  # the answer of a call that stopped or ended the process
        self._calls: Map[str, Callable[..., Any]] = Map()
        for row in ROWS:
            if row.name not in _NO_CALLS:
                self._calls.set(row.name, method_of(system, row.name))
        self._special: Map[str, Callable[..., Any]] = Map(
            [
                ['look', lambda *given: self._look(*given)],
                ['read', lambda *given: self._read(*given)],
                ['close', lambda fd: self._replaced('close', fd, [fd])],
                ['dup2', lambda fd, other: self._replaced('dup2', other, [fd, other])],
                ['write', lambda *given: self._write(*given)],
                ['read_file', lambda path: self._read_file(path)],
                ['open', lambda *given: self._open('open', given)],
                ['mknod', lambda *given: self._mknod(*given)],
                ['write_carrying', lambda *given: self._write_carrying(*given)],
                ['datagram_receive', lambda *given: self._datagram_receive(*given)],
                ['list_processes', lambda: self._list_processes()],
                ['own_reading', lambda: self._own_reading()],
            ]
        )
        self._waiting: Map[str, Callable[..., Awaitable[Any]]] = Map(
            [
                ['open_wait', lambda *given: self._open_wait(*given)],
                ['read_wait', lambda *given: self._read_wait(*given)],
                ['write_wait', lambda *given: self._write_wait(*given)],
                ['wait_child_wait', lambda *given: self._wait_child(*given)],
                ['fsync', lambda fd: self._call('fsync_async')(fd)],
                ['fsync_async', lambda fd: self._call('fsync_async')(fd)],
                ['flock_async', lambda *given: self._flock(*given)],
            ]
        )

    def answer_now(self, data: Bytes) -> Bytes | None:
        """None where something has to be waited for: `answer` must be called with the same message then, at once."""
        if self.context.is_over or self._control() != RUNS or self._is_ahead_of_storage() or self._is_slowed():
            return None
        try:
            found = self.at_once(data)
        except (ContentAbsent, Unanswered):
            return None
        if found is not None and self._control() != RUNS:
            self._held = found
            return None
        return found

    async def answer(self, data: Bytes) -> Bytes | None:
        """None: the process gets no answer, since it ends."""
        found = self._held
        self._held = None
        if not await self._may_run():
            return None
        if found is None:
            await self._slow(data)
            found = await self._answer(data)
        await self._let_storage_follow()
        return found if await self._may_run() else None

    def _is_slowed(self) -> bool:
        return load(self.context.memory.i32, self._restraint) == SLOWED

    async def _slow(self, data: Bytes) -> None:
        """As the observer does in an ordinary program (sys/observer.py)."""
        if self._is_slowed() and self._name(data) in RESTRAINED:
            await wait_async(self.context.memory.i32, self._restraint, SLOWED, SLOW_MS)

    def _name(self, data: Bytes) -> str:
        """Of the call; '' for what isn't one."""
        try:
            return self._row(data)[0].name
        except (BadMessage, NotAllowed):
            return ''

    def _is_ahead_of_storage(self) -> bool:
        memory = self.context.memory
        return memory.f64[UNSTORED >> 1] > MOST_UNSTORED and memory.i32[STORAGE_FULL] == 0

    async def _let_storage_follow(self) -> None:
        """As wait_for_storage of sys/calls/descriptors.py, where the worker sleeps."""
        i32 = self.context.memory.i32
        batches = load(i32, BATCHES)
        if self._is_ahead_of_storage():
            await wait_async(i32, BATCHES, batches, STORAGE_MS)

    async def _answer(self, data: Bytes) -> Bytes:
        """Again and again, while a content that the call needs is still on its way, or a person is asked."""
        while True:
            try:
                found = self.at_once(data)
                answer = found if found is not None else await self._answer_later(data)
                self._questions.forget()
                return answer
            except ContentAbsent as absent:
                await self._bring(absent.ino)
            except Unanswered as question:
                await self._questions.settle(question)

    def at_once(self, data: Bytes) -> Bytes | None:
        """None for a call that may have to wait. Raises ContentAbsent and Unanswered."""
        try:
            row = self._row(data)
            if self._waiting.has(row[0].name):
                return None
            return encode_value([OK, flat(self._now(row[0], row[1]))])
        except (ContentAbsent, Unanswered):
            raise
        except Exception as error:
            return self._failed(error)

    async def _answer_later(self, data: Bytes) -> Bytes:
        try:
            row = self._row(data)
            waiting = self._waiting.get(row[0].name)
            if waiting is None:
                raise BadMessage('a call that waits for nothing')
            return encode_value([OK, flat(await waiting(*row[1]))])
        except (ContentAbsent, Unanswered):
            raise
        except Exception as error:
            return self._failed(error)

    def _failed(self, error: Exception) -> Bytes:
        if isinstance(error, BadMessage):
            return encode_value([OK, -EINVAL])
        if isinstance(error, NotAllowed):
            return encode_value([OK, -error.number])
        if isinstance(error, RelativePath):
            return encode_value([RELATIVE, error.path])
        self._broken(error_text(error))
        return encode_value([BROKEN, error_text(error)])

    def _control(self) -> int:
        return load(self.context.memory.i32, (entry(self.context.slot) >> 2) + CONTROL)

    async def _may_run(self) -> bool:
        """Waits while the process is stopped, or others have the cores; False when it is to end."""
        word = (entry(self.context.slot) >> 2) + CONTROL
        i32 = self.context.memory.i32
        while not self.context.is_over and load(i32, word) in [STOPPED, PAUSED]:
            await wait_async(i32, word, load(i32, word))
        return not self.context.is_over and load(i32, word) == RUNS

    def _row(self, data: Bytes) -> list[Any]:
        """[row, arguments that were checked]."""
        message = items(decode_value(data), 2)
        if len(message) != 2:
            raise BadMessage('no message')
        row = ROWS[integer(message[0], 0, len(ROWS) - 1)]
        given = items(message[1], len(row.forms))
        if len(given) < len(row.forms) - row.optional:
            raise BadMessage('an argument is missing')
        return [row, [self.forms.check(row.forms[k], value) for k, value in enumerate(given)]]

    def _now(self, row: Row, given: list[Any]) -> Any:
        special = self._special.get(row.name)
        if special is not None:
            return special(*given)
        if row.out > 0:
            out = [0.0 for _ in range(row.out)]
            result = self._call(row.name)(*given, out)
            return [result, out]
        return self._call(row.name)(*given)

    def _call(self, name: str) -> Callable[..., Any]:
        call = self._calls.get(name)
        if call is None:
            raise BadMessage(f'no call {name}')
        return call

    def foresee(self, script: str) -> Bytes:
        """What the start of this script asks, as an answer. What needs more than we have at once is left to the call
        itself."""
        start = NodeStart(
            lambda name, given: self._now(BY_NAME.get(name), given), lambda path: self._call('read_file')(path)
        )
        try:
            start.foresee(script)
        except (ContentAbsent, Unanswered):
            pass
        return encode_value([OK, flat(start.found)])

    # reading and writing

    def _read(self, fd: int, length: int, position: float) -> Any:
        """[count, what is lent…] where later reads need no message."""
        count = self._call('read')(fd, self.bulk, 0, max(0, min(length, len(self.bulk))), position)
        if position < 0 or count <= 0 or self.lender is None:
            return count
        lent = self.lender.after_read(fd, self.context.description(fd), position, count)
        return count if lent is None else [count, *lent]

    def _replaced(self, name: str, fd: int, given: list[Any]) -> Any:
        if self.lender is not None:
            self.lender.forget(fd)
        return self._call(name)(*given)

    def _given(self, length: int) -> Bytes:
        """What the program wants to write."""
        size = max(0, min(length, len(self.bulk)))
        if size > len(self._own):
            self._own = alloc(min(max(size, 2 * len(self._own)), BULK))
        copy(self.bulk, 0, size, self._own, 0)
        return view(self._own, 0, size)

    async def _read_wait(self, fd: int, length: int, position: float) -> Any:
        while True:
            found = self._read(fd, length, position)
            if found != -EAGAIN or self.system.descriptors_calls.read_queue(fd) == _NOTHING:
                return found
            await self.system.ready(fd, POLLIN)

    def _write(self, fd: int, length: int, position: float) -> Any:
        data = self._given(length)
        return self._call('write')(fd, data, 0, len(data), position)

    async def _write_wait(self, fd: int, length: int, position: float) -> Any:
        data = self._given(length)
        done = 0
        while done < len(data):
            count = self._call('write')(fd, data, done, len(data) - done, position + done if position >= 0 else -1)
            if count == -EAGAIN:
                await self.system.ready(fd, POLLOUT)
            elif count < 0:
                return count
            else:
                done += count
        return done

    def _read_file(self, path: str) -> Any:
        """The length; None: it is too large for one answer."""
        out = [0.0 for _ in range(18)]
        error = self._call('stat')(path, out)
        if error < 0:
            return error
        found = self._call('read_file')(path) if out[8] <= len(self.bulk) else None
        if found is None or isinstance(found, int):
            return found
        if len(found) > len(self.bulk):
            return None  # a file of /proc has no size
        copy(found, 0, len(found), self.bulk, 0)
        return len(found)

    def _write_carrying(self, fd: int, data: Bytes, carried: int) -> Any:
        return self._call('write_carrying')(fd, data, 0, len(data), carried)

    def _datagram_receive(self, fd: int, length: int) -> Any:
        buffer = alloc(max(0, min(length, MOST_DATAGRAM)))
        arrival = self._call('datagram_receive')(fd, buffer)
        return arrival if isinstance(arrival, int) else [arrival, view(buffer, 0, arrival.length)]

    # opening

    def _open(self, name: str, given: Any) -> Any:
        return -EACCES if self._is_foreign_terminal(given[0]) else self._call(name)(*given)

    async def _open_wait(self, *given: Any) -> Any:
        fd = self._open('open', given)
        if fd >= 0:
            await self.system.joined(fd)
        return fd

    def _is_foreign_terminal(self, path: str) -> bool:
        """Terminals have no owner that a policy would know: a process opens its own."""
        found = self.system.realpath(path)
        if not isinstance(found, str) or not found.startswith('/dev/pts/'):
            return False
        tty = self.processes.get(self.context.slot, TTY)
        return tty == 0 or found != f'/dev/pts/{self.machine.ttys.number(tty)}'

    def _mknod(self, path: str, mode: int, rdev: int) -> Any:
        """No devices: one of these is a terminal."""
        kind = mode & S_IFMT
        return -EPERM if kind == S_IFCHR or kind == S_IFBLK else self._call('mknod')(path, mode, rdev)

    # processes

    def _own_reading(self) -> Any:
        self.before_reading()
        return self._call('own_reading')()

    def _list_processes(self) -> Any:
        own = self.forms.own_pids()
        return [info for info in self._call('list_processes')() if info.pid in own]

    async def _wait_child(self, pid: int, timeout_ms: float) -> Any:
        end = monotonic_ms() + timeout_ms
        while True:
            status = self._call('poll_child')(pid)
            left = end - monotonic_ms() if timeout_ms >= 0 else LOOK_AGAIN_MS
            if status != -1 or left <= 0:
                return status
            await sleep(min(left, LOOK_AGAIN_MS))

    async def _flock(self, fd: int, operation: int, timeout_ms: float = -1) -> Any:
        return await self._call('flock_async')(fd, operation, timeout_ms)

    # the reactor of the program

    def _look(self, watched: list[int], pids: list[int], arms: bool, takes: bool) -> Any:
        """[events of each descriptor, what each child did, signals if it takes them, whether there are any, how long ago
        each ready descriptor changed (Bells.age)].
        `arms`: the next change of any rings the process's bell; so it looks after arming."""
        slots = [self.processes.find(pid) for pid in pids]
        slots = [slot if slot >= 0 and self.forms.is_below(slot) else -1 for slot in slots]
        if arms:
            self.context.locked(lambda: self._arm(watched, slots))
        events: list[int] = []
        for k in range(0, len(watched), 2):
            events.append(self._events(watched[k], watched[k + 1]))
        changed = [self._change(slot) for slot in slots]
        signals = self._call('take_signals')() if takes else []
        slot = self.context.slot
        pending = self.processes.get(slot, PENDING_LOW) != 0 or self.processes.get(slot, PENDING_HIGH) != 0
        ages = [self._age(watched[k * 2], watched[k * 2 + 1]) if found != 0 else 0 for k, found in enumerate(events)]
        return [events, changed, signals, pending, ages]

    def _age(self, fd: int, events: int) -> int:
        descriptors = self.system.descriptors_calls
        queue = descriptors.read_queue(fd) if (events & POLLIN) != 0 else descriptors.write_queue(fd)
        return self.machine.bells.age(queue) if queue != 0 else LARGEST_AGE

    def _arm(self, watched: list[int], slots: list[int]) -> int:
        descriptors = self.system.descriptors_calls
        for k in range(0, len(watched), 2):
            fd = watched[k]
            if (watched[k + 1] & POLLIN) != 0:
                self._arm_queue(descriptors.read_queue(fd))
            if (watched[k + 1] & POLLOUT) != 0:
                self._arm_queue(descriptors.write_queue(fd))
        for slot in slots:
            if slot >= 0:
                self._arm_queue(self.processes.queue(slot))
        return 0

    def _arm_queue(self, queue: int) -> None:
        if queue != 0:
            self.machine.bells.arm(queue, self.context.slot)

    def _events(self, fd: int, events: int) -> int:
        found = self._call('poll')(fd)
        return POLLERR if found < 0 else found & (events | POLLERR | POLLHUP)

    def _change(self, slot: int) -> int:
        if slot < 0:
            return UNCHANGED
        if self.processes.get(slot, STATE) == ZOMBIE:
            return ENDED
        return HALTED if self.processes.has_stopped(slot) else UNCHANGED
