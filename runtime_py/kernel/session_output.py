"""Output of a program that the page started: at most WINDOW bytes are sent ahead of the page's acknowledgement; then
the ring fills and the program has to wait. States: open -> ended. Must not know sessions: `post(event)` and `on_end()`
are theirs."""

from typing import Any

from runtime_py.ipc.pipe import POLLIN
from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EAGAIN

WINDOW = 1048576
CHUNK = 65536
STDOUT = 1
STDERR = 2


class Output:
    """`number`: which output of the program it is; a terminal's is STDOUT."""

    _watched: Any
    _read: Any
    _close: Any

    def __init__(self, system: object, pid: int, number: int, post: object, on_end: object) -> None:
        self.system = system
        self.pid = pid
        self.number = number
        self.post = post
        self.on_end = on_end
        self.ended = False
        self.on_data = lambda data: None  # called with every read, before it is posted
        self._unacknowledged = 0
        self._source = None

    def watch(self) -> None:
        if self._source is None and not self.ended:
            self._source = self._watched()

    def _stop_watching(self) -> None:
        if self._source is not None:
            self._source.stop()
            self._source = None

    def pump(self) -> None:
        """Sends what is available, within the window."""
        while self._unacknowledged < WINDOW and not self.ended:
            buffer = alloc(CHUNK)
            count = self._read(buffer)
            if count == -EAGAIN:
                return
            if count <= 0:
                self.end()
                return
            data = buffer[0:count]
            self.on_data(data)
            self._unacknowledged += count
            self.post({'event': 'output', 'pid': self.pid, 'fd': self.number, 'data': data}, [data.buffer])
        self._stop_watching()

    def acknowledge(self, count: int) -> None:
        self._unacknowledged -= count
        if self._unacknowledged < WINDOW:
            self.watch()

    def pump_rest(self) -> None:
        """The program has ended: sends the rest, whether or not the page has acknowledged earlier output."""
        self._unacknowledged = 0
        self.pump()

    def end(self) -> None:
        if self.ended:
            return
        self.ended = True
        self._stop_watching()
        self._close()
        self.post({'event': 'output', 'pid': self.pid, 'fd': self.number, 'data': None}, [])
        self.on_end()


class PipeOutput(Output):
    """Ends when all writers have closed the pipe."""

    def __init__(self, system: object, pid: int, number: int, post: object, on_end: object, fd: int) -> None:
        super().__init__(system, pid, number, post, on_end)
        self._fd = fd
        self.watch()

    def _watched(self) -> object:
        return self.system.reactor.add(self._fd, POLLIN, lambda events: self.pump())

    def _read(self, buffer: object) -> int:
        return self.system.read(self._fd, buffer, 0, CHUNK)

    def _close(self) -> None:
        self.system.close(self._fd)
        self._fd = -1


class TerminalOutput(Output):
    """Ends with the session: afterwards the terminal's memory may be reused, and its output must not appear here."""

    def __init__(self, system: object, pid: int, post: object, on_end: object, tty: int) -> None:
        super().__init__(system, pid, STDOUT, post, on_end)
        self._tty = tty
        self.watch()

    def _watched(self) -> object:
        ttys = self.system.machine.ttys
        return self.system.reactor.watch(
            lambda: POLLIN if ttys.pending_output(self._tty) > 0 else 0,
            [ttys.queue(self._tty)],
            POLLIN,
            lambda events: self.pump(),
        )

    def _read(self, buffer: object) -> int:
        machine = self.system.machine
        machine.lock()
        try:
            count = machine.ttys.drain(self._tty, buffer, 0, CHUNK)
        finally:
            machine.unlock()
        return count if count > 0 else -EAGAIN

    def _close(self) -> None:
        """The session releases the terminal."""
