"""The program's side: a front that sends each system call as a message, before a `System` on memory of the worker's own.

That `System` keeps what concerns nobody else: message ports, the figures of the event loop. Waits that don't block the
worker are made of short calls and the reactor (remote_reactor.py). Must not know how messages travel, nor who answers
them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.bytes import Bytes, alloc, concat, copy, view
from runtime_py.platform.errno import EPERM
from runtime_py.platform.maps import Map
from runtime_py.sys.calls.waiting import WaitingCalls
from runtime_py.sys.context import RelativePath
from runtime_py.sys.front import put_front
from runtime_py.sys.gate import Gate
from runtime_py.sys.messages.codec import decode_value, encode_value
from runtime_py.sys.messages.figures import Figures
from runtime_py.sys.messages.foresight import Foreseen
from runtime_py.sys.messages.mailbox import BULK
from runtime_py.sys.messages.records import flat, whole
from runtime_py.sys.messages.remote_reactor import RemoteReactor
from runtime_py.sys.messages.rows import BY_NAME, REFUSED, Row
from runtime_py.sys.messages.server import OK, RELATIVE
from runtime_py.sys.messages.windows import NOT_LENT, Borrowing
from runtime_py.sys.table import Call
from runtime_py.vfs.flags import O_CLOEXEC, O_CREAT, O_TRUNC, O_WRONLY

_NUMBERS = ['0', 'fd', 'pid', 'slot', 'address']  # results of calls that say why they fail by a number

_FACTS = ['isatty', 'fd_kind']


class Refused(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(f'{name}: a confined program has no such call')
        self.message = f'{name}: a confined program has no such call'
        self.code = 'ERR_TERRARIUM_CONFINED'


class Transport:
    """`send(octets)` blocks until the answer is here; `send_later(octets)` doesn't. `bulk`: where the kernel puts what
    is read and finds what is written; `borrowing`: what it has lent; `figures`: what the program uses. `system.reactor` must be a RemoteReactor by now."""

    def __init__(
        self,
        system: Any,
        send: Callable[[Bytes], Bytes],
        send_later: Callable[[Bytes], Awaitable[Bytes]],
        bulk: Bytes,
        borrowing: Borrowing,
        figures: Figures,
    ) -> None:
        self.system = system
        self.reactor: RemoteReactor = system.reactor
        self._send = send
        self._send_later = send_later
        self._bulk = bulk
        self._borrowing = borrowing
        self._figures = figures
        self._foreseen = Foreseen()
        self._facts: Map[str, Any] = Map()
        self._has_begun = False
        anything: Any = system
        self._waiting = WaitingCalls(system.context, anything, anything, system.reactor)
        self._own: Map[str, Callable[..., Any]] = Map(
            [
                ['umask', lambda mask: self._umask(mask)],
                ['measure_turns', lambda: self._measure_turns()],
                ['read', self._reading('read')],
                ['read_wait', self._reading('read_wait')],
                ['isatty', lambda fd: self._fact('isatty', fd)],
                ['fd_kind', lambda fd: self._fact('fd_kind', fd)],
                ['begin', lambda: self._begin()],
                ['close', lambda fd: self._replace('close', fd, [fd])],
                ['dup2', lambda fd, other: self._replace('dup2', other, [fd, other])],
                ['write', lambda *given: self._write('write', *given)],
                ['write_wait', lambda *given: self._write('write_wait', *given)],
                ['read_file', lambda path, scratch=None: self._read_file(path)],
                ['write_file', lambda *given: self._write_file(*given)],
                ['write_carrying', lambda *given: self._write_carrying(*given)],
                ['datagram_receive', lambda fd, buffer: self._datagram_receive(fd, buffer)],
                ['datagram_send', lambda fd, data, address, port: self._datagram_send(fd, data, address, port)],
                ['socket_bind', lambda host, port, only_v6=False: self.call('socket_bind', [host, port or 0, only_v6])],
                ['spawn', lambda request: self.call('spawn', [spawn_fields(request)])],
                ['tcsetattr', lambda fd, termios: self.call('tcsetattr', [fd, flat(termios)])],
                ['utimens', lambda path, follow, atime, mtime: self._utimens(path, follow, atime, mtime)],
                ['read_async', lambda *given: self._waiting.read_async(*given)],
                ['write_async', lambda *given: self._waiting.write_async(*given)],
                ['ready', lambda fd, events: self._waiting.ready(fd, events)],
                ['joined', lambda fd: self._waiting.joined(fd)],
                ['wait_child', lambda pid: self._wait_child(pid)],
                ['fsync_async', lambda fd: self.call_later('fsync_async', [fd])],
                ['flock_async', lambda *given: self.call_later('flock_async', list(given))],
                ['exit', lambda code: self._end('exit', code)],
                ['die', lambda number: self._end('die', number)],
                ['exit_thread', lambda code: self._end('exit', code)],
            ]
        )

    def put(self) -> None:
        put_front(self.system, lambda call, inner: self._wrap(call, inner))

    def _wrap(self, call: Call, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        own = self._own.get(call.name)
        if own is not None:
            return own
        if call.name in REFUSED:
            return _refusing(call)
        row = BY_NAME.get(call.name)
        return self._counting(call.name, inner) if row is None else self._sending(row)

    def _counting(self, name: str, inner: Callable[..., Any]) -> Callable[..., Any] | None:
        """Figures are for the kernel, too."""
        figures = self._figures
        if name == 'set_busy':
            return _both(inner, lambda total, since: figures.busy(total, since))
        if name == 'estimate_heap':
            return _both(inner, lambda size: figures.heap(size))
        if name == 'note_buffers':
            return _both(inner, lambda arrays, modules: figures.buffers(arrays, modules))
        return None

    def _measure_turns(self) -> None:
        """As AccountCalls', whose figures nobody would see."""
        self.system.accounts_calls.measure_turns_for(lambda total, since: self.system.set_busy(total, since))

    def _sending(self, row: Row) -> Callable[..., Any]:
        name = row.name
        if row.out > 0:
            return lambda *given: self._filled(name, list(given))
        if row.optional == 0:
            return lambda *given: self.call(name, list(given))
        return lambda *given: self.call(name, _given(list(given)))

    # messages

    def call(self, name: str, given: list[Any]) -> Any:
        """The call's result."""
        if self._foreseen.has(name, given):
            return self._foreseen.take(name, given)
        return _result(self._send(_message(name, given)))

    def keep(self, answer: Bytes) -> None:
        """What the kernel foresees that the start of the script will ask."""
        self._foreseen.keep(_result(answer))

    async def call_later(self, name: str, given: list[Any]) -> Any:
        """As `call`, without blocking the worker."""
        self._foreseen.has(name, given)
        return _result(await self._send_later(_message(name, given)))

    def _filled(self, name: str, given: list[Any]) -> Any:
        out = given.pop()
        found = self.call(name, given)
        if isinstance(found, list):
            for k, value in enumerate(found[1]):
                out[k] = value
            return found[0]
        return found

    # calls with buffers

    def _reading(self, name: str) -> Callable[..., Any]:
        def read(fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
            if position >= 0:
                count = self._borrowing.read(fd, buffer, start, length, position)
                if count != NOT_LENT:
                    return count
            return self._read(name, fd, buffer, start, length, position)

        return read

    def _replace(self, name: str, fd: int, given: list[Any]) -> Any:
        """A call after which a descriptor isn't what it was."""
        self._borrowing.forget(fd)
        for fact in _FACTS:
            self._facts.delete(f'{fact} {fd}')
        return self.call(name, given)

    def _fact(self, name: str, fd: int) -> Any:
        """Of an open file description, whose kind never changes."""
        key = f'{name} {fd}'
        found = self._facts.get(key)
        if found is None:
            found = self.call(name, [fd])
            if isinstance(found, bool) or found >= 0:
                self._facts.set(key, found)
        return found

    def _begin(self) -> None:
        """Once: the node of a process says it at its start, and the reactor before it first sleeps."""
        if not self._has_begun:
            self._has_begun = True
            self.call('begin', [])

    def _read(self, name: str, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        """In parts; the later ones don't wait."""
        done = 0
        while True:
            asked = min(length - done, BULK)
            at = position + done if position >= 0 else -1
            count = self._read_part(name if done == 0 else 'read', fd, asked, at)
            if count <= 0:
                return count if done == 0 else done
            copy(self._bulk, 0, count, buffer, start + done)
            done += count
            if count < asked or done == length:
                return done

    def _read_part(self, name: str, fd: int, length: int, position: float) -> int:
        found = self.call(name, [fd, length, position])
        if not isinstance(found, list):
            return int(found)
        self._borrowing.begin(fd, found[1], found[2], found[3], found[4], found[5])
        return int(found[0])

    def _write(self, name: str, fd: int, buffer: Bytes, start: int, length: int, position: float = -1) -> int:
        done = 0
        while True:
            size = min(length - done, BULK)
            copy(buffer, start + done, start + done + size, self._bulk, 0)
            count: int = self.call(name, [fd, size, position + done if position >= 0 else -1])
            if count < 0:
                return count if done == 0 else done
            done += count
            if count < size or done >= length:
                return done

    def _read_file(self, path: str) -> Any:
        size = self.call('read_file', [path])
        if size is not None and not isinstance(size, (int, float)):
            return size  # it was foreseen
        if size is not None:
            if size < 0:
                return size
            content = alloc(size)
            copy(self._bulk, 0, size, content, 0)
            return content
        fd = self.system.open(path, O_CLOEXEC, 0)
        if fd < 0:
            return fd
        parts: list[Bytes] = []
        while True:
            part = alloc(BULK)
            count = self.system.read(fd, part, 0, BULK)
            if count > 0:
                parts.append(view(part, 0, count))
            else:
                self.system.close(fd)
                return count if count < 0 else concat(parts)

    def _write_file(self, path: str, data: Bytes, mode: int = 0o666) -> int:
        fd: int = self.system.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        if fd < 0:
            return fd
        done = 0
        while 0 <= done < len(data):
            count = self.system.write(fd, data, done, len(data) - done)
            done = count if count < 0 else done + count
        self.system.close(fd)
        return done

    def _write_carrying(self, fd: int, data: Bytes, start: int, length: int, carried: int) -> Any:
        size = min(length, BULK)
        return self.call('write_carrying', [fd, view(data, start, start + size), carried])

    def _datagram_receive(self, fd: int, buffer: Bytes) -> Any:
        found = self.call('datagram_receive', [fd, len(buffer)])
        if isinstance(found, list):
            copy(found[1], 0, len(found[1]), buffer, 0)
            return found[0]
        return found

    def _datagram_send(self, fd: int, data: Bytes, address: list[int] | None, port: int) -> Any:
        return self.call('datagram_send', [fd, data, None if address is None else list(address), port])

    def _utimens(self, path: str, follow: bool, atime: list[float], mtime: list[float]) -> Any:
        return self.call('utimens', [path, follow, list(atime), list(mtime)])

    # the process

    def _umask(self, mask: int) -> int:
        """The shell compares a field of the System with its own."""
        before: int = self.call('umask', [mask])
        self.system.context.set_mask(before if mask < 0 else mask)
        return before

    async def _wait_child(self, pid: int) -> int:
        while True:
            status: int = self.system.poll_child(pid)
            if status != -1:
                return status
            await self._child_change(pid)

    async def _child_change(self, pid: int) -> None:
        gate = Gate()
        watch = self.reactor.on_child_change(pid, lambda: gate.open())
        await gate.passed()
        watch.stop()

    def _end(self, name: str, number: int) -> None:
        """There is no answer: the kernel ends this worker."""
        self.call(name, [number])


def _both(first: Callable[..., None], second: Callable[..., None]) -> Callable[..., None]:
    def call(*given: Any) -> None:
        first(*given)
        second(*given)

    return call


def _message(name: str, given: list[Any]) -> Bytes:
    row = BY_NAME.get(name)
    return encode_value([-1 if row is None else row.number, given])


def _result(data: Bytes) -> Any:
    answer = decode_value(data)
    if answer[0] == OK:
        return whole(answer[1])
    if answer[0] == RELATIVE:
        raise RelativePath(answer[1])
    raise Refused(answer[1])


def _given(given: list[Any]) -> list[Any]:
    """Without what is missing at the end."""
    while len(given) > 0 and given[len(given) - 1] is None:
        given.pop()
    return given


def _refusing(call: Call) -> Callable[..., Any]:
    if call.gives in _NUMBERS:
        return lambda *given: -EPERM

    def refuse(*given: Any) -> Any:
        raise Refused(call.name)

    return refuse


def spawn_fields(request: Any) -> list[Any]:
    """As forms.py reads them."""
    return [
        request.file,
        list(request.argv),
        list(request.env),
        request.cwd,
        list(request.fds),
        request.pgid,
        request.new_session,
        None if request.search is request.env else list(request.search),
        request.umask,
        request.open_files,
        request.nice,
        request.policy,
        [[place, bounds.soft, bounds.hard] for place, bounds in request.limits],
        request.ignored,
    ]
