"""Processes that the page started: each has a terminal, or pipes, whose other side is here.

Output goes to the page as it is written, at most WINDOW bytes ahead of what the page has acknowledged; then the ring fills and the program feels it."""
from runtime_py.ipc.pipe import POLLIN
from runtime_py.kernel.session_input import PipeInput, TerminalInput
from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EAGAIN, ENOMEM, ESRCH, OsError
from runtime_py.platform.maps import Map
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.devices import FIRST_PTS
from runtime_py.sys.layout import PGID, PID, TTY
from runtime_py.sys.ptys import FOLDER
from runtime_py.vfs.description import KIND_TTY

WINDOW = 1048576
CHUNK = 65536
O_RDWR = 2
S_IFCHR = 0x2000


class Session:
    """States: running -> ended (the exit is posted) -> closed (its output has ended too)."""

    def __init__(self, sessions: object, pid: int, tty: int, input_fd: int, output_fd: int) -> None:
        self.sessions = sessions
        self.system = sessions.system
        self.machine = sessions.system.machine
        self.pid = pid
        self.tty = tty
        self.output_fd = output_fd
        self.unacknowledged = 0
        self._input = TerminalInput(self.system, tty, lambda: self._on_flush()) if tty != 0 else PipeInput(self.system, input_fd)
        self._has_ended = False
        self._output = None
        self._watch_output()

    # output

    def _watch_output(self) -> None:
        if self._output is not None:
            return
        reactor = self.system.reactor
        if self.tty != 0:
            self._output = reactor.watch(lambda: POLLIN if self.machine.ttys.pending_output(self.tty) > 0 else 0, [self.machine.ttys.queue(self.tty)],
                                         POLLIN, lambda events: self.pump())
        elif self.output_fd >= 0:
            self._output = reactor.add(self.output_fd, POLLIN, lambda events: self.pump())

    def _stop_watching(self) -> None:
        if self._output is not None:
            self._output.stop()
            self._output = None

    def pump(self) -> None:
        """Sends what there is, within the window."""
        while self.unacknowledged < WINDOW:
            buffer = alloc(CHUNK)
            count = self._read(buffer)
            if count == -EAGAIN:
                return
            if count <= 0:
                self._end_output()
                return
            data = buffer[0:count]
            self.unacknowledged += count
            self.sessions.post({'event': 'output', 'pid': self.pid, 'data': data}, [data.buffer])
        self._stop_watching()

    def _read(self, buffer: object) -> int:
        if self.tty == 0:
            return self.system.read(self.output_fd, buffer, 0, CHUNK)
        self.machine.lock()
        try:
            count = self.machine.ttys.drain(self.tty, buffer, 0, CHUNK)
        finally:
            self.machine.unlock()
        return count if count > 0 else -EAGAIN

    def _end_output(self) -> None:
        self._stop_watching()
        if self.output_fd >= 0:
            self.system.close(self.output_fd)
            self.output_fd = -1
            self.sessions.post({'event': 'output', 'pid': self.pid, 'data': None}, [])
            self._forget_if_closed()

    def acknowledge(self, count: int) -> None:
        self.unacknowledged -= count
        # after the end the terminal's memory may be another session's, whose output must not come here
        if self.unacknowledged < WINDOW and not (self._has_ended and self.tty != 0):
            self._watch_output()

    # input

    def input(self, data: object) -> object:
        """Done when the program's terminal or pipe has taken it."""
        return self._input.put(data)

    def _on_flush(self) -> None:
        """The page drops what it has of the output before this, too."""
        self.sessions.post({'event': 'flush', 'pid': self.pid}, [])

    def end_input(self) -> object:
        return self._input.finish()

    def resize(self, cols: int, rows: int) -> None:
        if self.tty != 0:
            self.system.resize_tty(self.tty, cols, rows)

    # end

    def ended(self, code: int) -> None:
        self.unacknowledged = 0
        self._has_ended = True
        self._input.end()
        self.pump()
        if self.tty != 0:
            self._hang_up()
            self._stop_watching()
            self.sessions.post({'event': 'output', 'pid': self.pid, 'data': None}, [])
        self.sessions.post({'event': 'exit', 'pid': self.pid, 'code': code}, [])
        self._forget_if_closed()

    def _forget_if_closed(self) -> None:
        # children that outlive the program may still write to its pipe
        if self._has_ended and self.output_fd < 0:
            self.sessions.forget(self.pid)

    def _hang_up(self) -> None:
        """The leader has gone: the rest of its session gets SIGHUP, as on a terminal that is closed."""
        self.sessions.let_go(self.tty)


class Sessions:
    """`post(event, transfer)` goes to the page."""

    def __init__(self, system: object, post: object) -> None:
        self.system = system
        self.post = post
        self._sessions: Map = Map()

    def get(self, pid: int) -> Session:
        found = self._sessions.get(pid)
        if found is None:
            raise OsError(ESRCH, 'kill')
        return found

    def spawn(self, cmd: str, args: list, cwd: str, env: list, terminal: object) -> int:
        """Starts a program for the page; its pid. Raises OsError."""
        return self._spawn_on_tty(cmd, args, cwd, env, terminal) if terminal is not None else self._spawn_on_pipes(cmd, args, cwd, env)

    def _start(self, cmd: str, args: list, cwd: str, env: list, fds: list) -> int:
        request = SpawnRequest(cmd, [cmd, *args], env, cwd, fds, 0)
        request.new_session = True
        return self.system.spawn(request)

    def _spawn_on_pipes(self, cmd: str, args: list, cwd: str, env: list) -> int:
        inputs = self.system.pipe()
        outputs = self.system.pipe()
        pid = self._start(cmd, args, cwd, env, [inputs[0], outputs[1], outputs[1]])
        self.system.close(inputs[0])
        self.system.close(outputs[1])
        if pid < 0:
            self.system.close(inputs[1])
            self.system.close(outputs[0])
            raise failure(pid, cmd)
        self._sessions.set(pid, Session(self, pid, 0, inputs[1], outputs[0]))
        return pid

    def _spawn_on_tty(self, cmd: str, args: list, cwd: str, env: list, terminal: object) -> int:
        machine = self.system.machine
        machine.lock()
        tty = machine.ptys.create(terminal['cols'], terminal['rows'])   # the master side is ours, for as long as the session lasts
        if tty == 0:
            machine.unlock()
            raise failure(-ENOMEM, cmd)
        description = machine.descriptions.create(KIND_TTY, O_RDWR, tty)
        machine.ttys.retain(tty)
        machine.processes.set(self.system.slot, TTY, tty)
        machine.unlock()
        number = machine.ttys.number(tty)
        self.system.fs.mknod(f'{FOLDER}{number}', S_IFCHR | 0o620, FIRST_PTS + number)
        fd = self.system.install(lambda: description)
        pid = self._start(cmd, args, cwd, env, [fd, fd, fd])
        machine.processes.set(self.system.slot, TTY, 0)
        if pid > 0:
            slot = machine.processes.find(pid)
            machine.processes.set(slot, TTY, tty)
            machine.ttys.set_foreground(tty, machine.processes.get(slot, PGID))
            machine.ttys.set_session(tty, machine.processes.get(slot, PID))
        self.system.close(fd)
        if pid < 0:
            self.let_go(tty)
            raise failure(pid, cmd)
        self._sessions.set(pid, Session(self, pid, tty, -1, -1))
        return pid

    def let_go(self, tty: int) -> None:
        """Of the master side of a terminal."""
        machine = self.system.machine
        machine.lock()
        number = machine.ttys.number(tty)
        machine.hang_up(tty)
        machine.ptys.release(tty)
        machine.unlock()
        self.system.fs.unlink(f'{FOLDER}{number}')

    def forget(self, pid: int) -> None:
        self._sessions.delete(pid)

    def kill(self, pid: int, number: int) -> None:
        self.get(pid)
        self.system.kill(pid, number)

    def acknowledge(self, pid: int, count: int) -> None:
        """The page has taken so many bytes of output. It may say so after the end."""
        session = self._sessions.get(pid)
        if session is not None:
            session.acknowledge(count)

    def ended(self, pid: int, status: int) -> None:
        """A process that was ours (or an orphan: then nobody asks) has ended."""
        session = self._sessions.get(pid)
        if session is not None:
            session.ended(128 + (status >> 8) if status >> 8 != 0 else status)


def failure(number: int, cmd: str) -> OsError:
    """The error of a spawn that failed."""
    return OsError(-number, 'spawn ' + cmd)
