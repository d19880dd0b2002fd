"""Processes that the page started: each has a terminal, or pipes, whose other ends are held here."""

from runtime_py.kernel.last_printed import LastPrinted
from runtime_py.kernel.session_input import PipeInput, TerminalInput
from runtime_py.kernel.session_output import STDOUT, PipeOutput, TerminalOutput
from runtime_py.platform.errno import ENOMEM, ESRCH, OsError
from runtime_py.platform.maps import Map
from runtime_py.resources.limits import Bounds
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.devices import pts
from runtime_py.sys.kinds.pty import hang_up
from runtime_py.sys.kinds.tty import KIND_TTY
from runtime_py.sys.layout import PGID, PID, TTY
from runtime_py.sys.ptys import FOLDER
from runtime_py.vfs.flags import O_RDWR
from runtime_py.vfs.layout import S_IFCHR


class Session:
    """States: running -> ended (the exit is posted) -> closed (its output has ended too)."""

    def __init__(self, sessions: object, pid: int, tty: int, input_fd: int, output_fds: list) -> None:
        """`output_fds`: without a terminal, the reading ends of the program's stdout and stderr."""
        self.sessions = sessions
        self.system = sessions.system
        self.pid = pid
        self.tty = tty
        self._input = (
            TerminalInput(self.system, tty, lambda: self._on_flush()) if tty != 0 else PipeInput(self.system, input_fd)
        )
        self._has_ended = False
        if tty != 0:
            self._outputs: list = [
                TerminalOutput(self.system, pid, sessions.post, lambda: self._forget_if_closed(), tty)
            ]
        else:
            self._outputs = [
                PipeOutput(self.system, pid, STDOUT + k, sessions.post, lambda: self._forget_if_closed(), fd)
                for k, fd in enumerate(output_fds)
            ]

        self._last = LastPrinted()
        for output in self._outputs:
            output.on_data = lambda data: self._last.add(data)

    # the last output (last_listeners.py)

    def place(self) -> int:
        """The position of the output now, including what hasn't been read yet."""
        waiting = self.system.machine.ttys.pending_output(self.tty) if self.tty != 0 else 0
        return self._last.total + waiting

    def lines_since(self, place: int, most: int) -> list:
        for output in self._outputs:
            output.pump()
        return self._last.lines_since(place, most)

    def acknowledge(self, count: int, number: int) -> None:
        for output in self._outputs:
            if output.number == number:
                output.acknowledge(count)

    # input

    def input(self, data: object) -> object:
        """Completes when the program's terminal or pipe has taken the data."""
        return self._input.put(data)

    def _on_flush(self) -> None:
        """Output was flushed: the page drops earlier output that it still has."""
        self.sessions.post({'event': 'flush', 'pid': self.pid}, [])

    def end_input(self) -> object:
        return self._input.finish()

    def resize(self, cols: int, rows: int) -> None:
        if self.tty != 0:
            self.system.terminals_calls.resize_tty(self.tty, cols, rows)

    # end

    def ended(self, code: int) -> None:
        self._has_ended = True
        self._input.end()
        for output in self._outputs:
            output.pump_rest()
        if self.tty != 0:
            self._hang_up()
            self._outputs[0].end()
        self.sessions.post({'event': 'exit', 'pid': self.pid, 'code': code}, [])
        self._forget_if_closed()

    def _forget_if_closed(self) -> None:
        # children that outlive the program may still write to its pipes
        if self._has_ended and all([output.ended for output in self._outputs]):
            self.sessions.forget(self.pid)

    def _hang_up(self) -> None:
        """The leader has ended: the rest of its session gets SIGHUP, as when a terminal is closed."""
        self.sessions.let_go(self.tty)


class Sessions:
    """`post(event, transfer)` posts to the page."""

    def __init__(self, system: object, post: object) -> None:
        self.system = system
        self.post = post
        self._sessions: Map = Map()
        self._policy = ''  # of the one that is being started

    def get(self, pid: int) -> Session:
        found = self._sessions.get(pid)
        if found is None:
            raise OsError(ESRCH, 'kill')
        return found

    def find(self, sid: int) -> Session | None:
        """The session with this leader pid."""
        return self._sessions.get(sid)

    def spawn(self, cmd: str, args: list, cwd: str, env: list, terminal: object, limits: list, policy: str = '') -> int:
        """Starts a program for the page; its pid. `limits`: [place, soft, hard] of each (resources/limits.py);
        `policy`: a confinement. Raises OsError."""
        self._policy = policy
        return (
            self._spawn_on_tty(cmd, args, cwd, env, terminal, limits)
            if terminal is not None
            else self._spawn_on_pipes(cmd, args, cwd, env, limits)
        )

    def _start(self, cmd: str, args: list, cwd: str, env: list, fds: list, limits: list) -> int:
        request = SpawnRequest(cmd, [cmd, *args], env, cwd, fds, 0)
        request.limits = [(place, Bounds(soft, hard)) for place, soft, hard in limits]
        request.new_session = True
        request.policy = self._policy
        return self.system.spawn(request)

    def _spawn_on_pipes(self, cmd: str, args: list, cwd: str, env: list, limits: list) -> int:
        inputs = self.system.pipe()
        outputs = self.system.pipe()
        errors = self.system.pipe()
        pid = self._start(cmd, args, cwd, env, [inputs[0], outputs[1], errors[1]], limits)
        for fd in [inputs[0], outputs[1], errors[1]]:
            self.system.close(fd)
        if pid < 0:
            for fd in [inputs[1], outputs[0], errors[0]]:
                self.system.close(fd)
            raise failure(pid, cmd)
        self._sessions.set(pid, Session(self, pid, 0, inputs[1], [outputs[0], errors[0]]))
        return pid

    def _spawn_on_tty(self, cmd: str, args: list, cwd: str, env: list, terminal: object, limits: list) -> int:
        machine = self.system.machine
        machine.lock()
        # we hold the master side as long as the session lasts
        tty = machine.ptys.create(terminal['cols'], terminal['rows'])
        if tty == 0:
            machine.unlock()
            raise failure(-ENOMEM, cmd)
        description = machine.descriptions.create(KIND_TTY, O_RDWR, tty)
        machine.ttys.retain(tty)
        machine.processes.set(self.system.slot, TTY, tty)
        machine.unlock()
        number = machine.ttys.number(tty)
        self.system.fs.mknod(f'{FOLDER}{number}', S_IFCHR | 0o620, pts(number))
        fd = self.system.context.install(lambda: description)
        pid = self._start(cmd, args, cwd, env, [fd, fd, fd], limits)
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
        self._sessions.set(pid, Session(self, pid, tty, -1, []))
        return pid

    def let_go(self, tty: int) -> None:
        """Releases the master side of a terminal."""
        machine = self.system.machine
        machine.lock()
        number = machine.ttys.number(tty)
        hang_up(machine, tty)
        machine.ptys.release(tty)
        machine.unlock()
        self.system.fs.unlink(f'{FOLDER}{number}')

    def forget(self, pid: int) -> None:
        self._sessions.delete(pid)

    def kill(self, pid: int, number: int) -> None:
        self.get(pid)
        self.system.kill(pid, number)

    def acknowledge(self, pid: int, count: int, number: int) -> None:
        """The page has taken so many bytes of output; it may acknowledge after the end."""
        session = self._sessions.get(pid)
        if session is not None:
            session.acknowledge(count, number)

    def ended(self, pid: int, status: int) -> None:
        """A child of ours, or an orphan (then nothing is to do), has ended."""
        session = self._sessions.get(pid)
        if session is not None:
            session.ended(128 + (status >> 8) if status >> 8 != 0 else status)


def failure(number: int, cmd: str) -> OsError:
    """The error of a spawn that failed."""
    return OsError(-number, 'spawn ' + cmd)
