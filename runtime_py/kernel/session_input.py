"""What the page writes to a program: kept in order until the program's terminal or pipe has room, so nothing is dropped
and a slow reader slows the page down.

`put` completes when the terminal or pipe has taken the data. States: open -> ended (waiting data is dropped, and its
`put` completes). Must not know sessions."""

from runtime_py.ipc.pipe import POLLOUT
from runtime_py.platform.futures import Future

_END_OF_FILE = 4  # ^D


class Parcel:
    """Bytes that wait for room; `None` for the end of the input."""

    def __init__(self, data: object) -> None:
        self.data = data
        self.at = 0
        self.taken = Future()


class TerminalInput:
    def __init__(self, system: object, tty: int, on_flush: object) -> None:
        self.system = system
        self.on_flush = on_flush  # an interrupt dropped output that the terminal had to draw
        self.machine = system.machine
        self.tty = tty
        self._waiting: list = []
        self._watch = None
        self._has_ended = False

    async def put(self, data: object) -> None:
        if self._has_ended:
            return
        if len(self._waiting) > 0:
            data = self._interrupt(data)
        parcel = Parcel(data)
        self._waiting.append(parcel)
        self._push()
        await parcel.taken.wait()

    def finish(self) -> object:
        return self.put(Uint8Array([_END_OF_FILE]))

    def _interrupt(self, data: object) -> object:
        """Ctrl-C overtakes waiting input and discards it, as the terminal discards typed input; returns the rest of the
        data."""
        at = self.machine.ttys.interrupts_at(self.tty, data)
        if at < 0:
            return data
        self._drop_waiting()
        for k in range(at + 1):
            # keys that aren't signals may not fit: they would be discarded anyway
            self._receive(data.subarray(k, k + 1))
        return data.subarray(at + 1)

    def _push(self) -> None:
        """Writes as much as there is room for."""
        while len(self._waiting) > 0:
            parcel = self._waiting[0]
            parcel.at += self._receive(parcel.data.subarray(parcel.at))
            if parcel.at < len(parcel.data):
                self._wait_for_room()
                return
            self._waiting.pop(0)
            parcel.taken.resolve(None)
        self._stop_watching()

    def _receive(self, data: object) -> int:
        signals: list = []
        ttys = self.machine.ttys
        self.machine.lock()
        flushes = ttys.flushes(self.tty)
        try:
            count = ttys.receive(self.tty, data, 0, len(data), signals)
            group = ttys.foreground(self.tty)
            for number in signals:
                if group != 0:
                    self.machine.processes.signal(-group, number)
        finally:
            flushes = ttys.flushes(self.tty) - flushes
            self.machine.unlock()
        if flushes != 0:
            self.on_flush()
        return count

    def _wait_for_room(self) -> None:
        if self._watch is None:
            ttys = self.machine.ttys
            self._watch = self.system.reactor.watch(
                lambda: POLLOUT if ttys.can_receive(self.tty) else 0,
                [ttys.queue(self.tty)],
                POLLOUT,
                lambda events: self._push(),
            )

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _drop_waiting(self) -> None:
        waiting = self._waiting
        self._waiting = []
        for parcel in waiting:
            parcel.taken.resolve(None)

    def end(self) -> None:
        """The program has ended: its terminal may soon be reused."""
        self._has_ended = True
        self._stop_watching()
        self._drop_waiting()


class PipeInput:
    """`fd`: the kernel's writing end, which is closed after the last byte."""

    def __init__(self, system: object, fd: int) -> None:
        self.system = system
        self.fd = fd
        self._waiting: list = []
        self._writing = False
        self._has_ended = False

    async def put(self, data: object) -> None:
        if self._has_ended or self.fd < 0:
            return
        parcel = Parcel(data)
        self._waiting.append(parcel)
        if not self._writing:
            self._write()
        await parcel.taken.wait()

    def finish(self) -> object:
        return self.put(None)

    async def _write(self) -> None:
        """Writes in order, however slowly the program reads."""
        self._writing = True
        while len(self._waiting) > 0:
            parcel = self._waiting.pop(0)
            if parcel.data is None:
                self._close()
            elif self.fd >= 0:
                await self.system.write_async(self.fd, parcel.data, 0, len(parcel.data))
            parcel.taken.resolve(None)
        self._writing = False
        if self._has_ended:
            self._close()

    def _close(self) -> None:
        if self.fd >= 0:
            self.system.close(self.fd)
            self.fd = -1

    def end(self) -> None:
        """The program has ended. Its children may still read; a write that waits for them ends with them."""
        self._has_ended = True
        if not self._writing:
            self._close()
