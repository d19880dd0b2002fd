"""The context of a utility or builtin: its arguments, environment, descriptors, and the shell's services.

A utility is `async def main(context: Context) -> int` in shell/utilities/NAME.py or NAME/main.py. It runs as a
coroutine in the shell's worker, so it must never use the worker's own cwd, umask or descriptors 0 to 2, only this
object's: each path goes through `path` right before the system call, which raises RelativePath for a relative one.
Output is buffered; the caller of the utility calls `flush` at its end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc, concat, index_of, view
from runtime_py.platform.clock import monotonic_ms
from runtime_py.platform.errno import EAGAIN, EINTR, EIO, EPIPE
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes, to_text
from runtime_py.shell.flow import Control
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.io import Io, descriptor_path

BUFFER = 65536
BREATH_MS = 8  # how long a utility may block the worker's other work
SIGNALED = 128  # plus the signal's number: a status
SIGPIPE_STATUS = 141
_scratch = alloc(BUFFER)  # shared zeros to copy from


class Interrupted(Control):
    """A signal ends the utility, or its whole environment: see interrupts.py."""

    def __init__(self, number: int) -> None:
        super().__init__(f'signal {number}')
        self.number = number

    @property
    def status(self) -> int:
        return SIGNALED + self.number


class BrokenPipe(Exception):
    """The reader of our output is gone: the utility ends silently with 141."""


class WriteFailed(Exception):
    """Output could not be written (a full disk): the utility reports it and ends with 1."""

    def __init__(self, errno: int) -> None:
        super().__init__(f'write error {errno}')
        self.errno = errno


class Context:
    """`run_command(argv, context)` is set by the shell: runs a command as the shell would find it; `start_process` a
    program. `interrupts` are the environment's signals."""

    def __init__(
        self, system: Any, argv: list[str], env: Map[str, str], cwd: str, stdin: int, stdout: int, stderr: int
    ) -> None:
        self.system = system
        self.argv = argv
        self.speaker = argv[0]  # who an error is from: a builtin says in which script and line
        self.env = env
        self.cwd = cwd
        self.umask = system.mask
        self.stdin = stdin
        self.stdout = stdout
        self.stderr = stderr
        self.further = Io()  # descriptors from 3 on
        self.run_command: Callable[[list[str], Context], Awaitable[int]] | None = None
        self.start_process: Callable[[Any], Awaitable[int]] | None = None
        self.interrupts = Interrupts()
        self.runner = ''  # the utility that runs this command, as env and xargs do
        # True: the worker runs nothing else, so signals to the process are for the utility
        self.owns_process = False
        self._parts: list[Bytes] = []
        self._text = ''  # output after the parts, not yet encoded
        self._waiting = 0
        self._input = alloc(0)
        self._input_at = 0  # input before this position was consumed
        self._ended = False
        self.read_error = 0  # an errno, after an empty `read`
        self._breathed = monotonic_ms()

    @property
    def name(self) -> str:
        return self.argv[0]

    @property
    def args(self) -> list[str]:
        """The arguments without the name."""
        return self.argv[1:]

    def path(self, path: str) -> str:
        """An absolute path for an immediate system call, resolved against the command's working folder; also applies
        its umask, since commands with other folders and masks run in this worker too. /dev/stdin and the like are the
        utility's own. An empty path stays empty."""
        if self.system.mask != self.umask:
            self.system.umask(self.umask)
        if path.startswith('/') or path == '':
            return descriptor_path(path, lambda fd: self.descriptor(fd))
        return '/' + path if self.cwd == '/' else self.cwd + '/' + path

    def descriptor(self, fd: int) -> int:
        """The worker's descriptor for one of the command's; -1 when it is closed."""
        return [self.stdin, self.stdout, self.stderr][fd] if fd < 3 else self.further.get(fd)

    def columns(self) -> int:
        """The terminal's width; 80 when there is none."""
        size = self.system.get_winsize(self.stdout)
        return size[0] if size[0] > 0 else 80

    def is_terminal(self) -> bool:
        """Whether the output is a terminal."""
        return self.system.isatty(self.stdout)

    def check(self) -> None:
        """Must be called regularly in long loops; raises Interrupted."""
        if self.interrupts.raised:
            raise Interrupted(self.interrupts.number)

    # input

    async def read(self, limit: int = BUFFER) -> Bytes:
        """Reads what is available, at most `limit` bytes; empty at the end, and after an error, which is then in
        `read_error`."""
        if self._input_at < len(self._input):
            begin = self._input_at
            self._input_at = min(len(self._input), begin + limit)
            return self._input[begin : self._input_at]
        buffer = _scratch if limit <= BUFFER else alloc(limit)
        await self.breathe()  # devices and files never make us wait
        count = 0
        if not self._ended:
            count = self.system.read(self.stdin, buffer, 0, limit) if await self.may_read(self.stdin) else -EIO
        while count == -EAGAIN:
            # flush the output before waiting: `server | grep x`
            await self.flush()
            await self.interrupts.ready(self.system, self.stdin, POLLIN)
            count = self.system.read(self.stdin, buffer, 0, limit) if await self.may_read(self.stdin) else -EIO
        if count <= 0:
            self._ended = True
            self.read_error = self.read_error if count == 0 else -count
            return alloc(0)
        return buffer[0:count]

    async def may_read(self, fd: int) -> bool:
        """Asked before read(2) of a descriptor that may be the terminal, which a job in the background may not read:
        EIO. The caller reads in the same turn: others fill the same buffer in theirs."""
        may_read = await self.interrupts.may_read(self.system, fd)
        self.check()
        return may_read

    async def read_some(self, fd: int, buffer: Bytes, limit: int) -> int:
        """For a buffer that nobody else fills: other jobs run before the caller sees the result."""
        return self.system.read(fd, buffer, 0, limit) if await self.may_read(fd) else -EIO

    async def read_byte(self, octet: Bytes, until: float = -1) -> int:
        """For builtins: reads exactly one byte, since what follows belongs to the next reader. 0 at the end, -EINTR
        when a trap must run, -EAGAIN when none has come by `until` (ms, monotonic)."""
        count = self.system.read(self.stdin, octet, 0, 1) if await self.may_read(self.stdin) else -EIO
        while count == -EAGAIN:
            await self.interrupts.ready_or_trap(
                self.system, self.stdin, POLLIN, until - monotonic_ms() if until >= 0 else -1
            )
            count = self.system.read(self.stdin, octet, 0, 1) if await self.may_read(self.stdin) else -EIO
            if count == -EAGAIN and len(self.interrupts.pending) > 0:
                return -EINTR
            if count == -EAGAIN and 0 <= until <= monotonic_ms():
                return -EAGAIN
        return count

    async def read_until(self, end: str) -> str:
        """For builtins: up to an ASCII character, byte by byte. '' at the end."""
        octets: list[Bytes] = []
        while True:
            octet = alloc(1)
            if await self.read_byte(octet) <= 0:
                break
            octets.append(octet)
            if octet[0] == ord(end[0]):
                break
        return to_text(concat(octets))

    async def read_all(self) -> Bytes:
        parts: list[Bytes] = []
        while True:
            part = await self.read()
            if len(part) == 0:
                return concat(parts)
            parts.append(part)

    async def read_line(self) -> str | None:
        """The next line without its newline; None at the end."""
        parts: list[Bytes] = []
        while True:
            if self._input_at >= len(self._input):
                self._input = await self.read()
                self._input_at = 0
                if len(self._input) == 0:
                    return to_text(concat(parts)) if len(parts) > 0 else None
            begin = self._input_at
            at = index_of(self._input, 10, begin)
            if at >= 0:
                self._input_at = at + 1
                last = view(self._input, begin, at)
                return to_text(last) if len(parts) == 0 else to_text(concat([*parts, last]))
            parts.append(view(self._input, begin, len(self._input)))
            self._input_at = len(self._input)

    async def lines(self) -> AsyncIterator[str]:
        """All lines of the input."""
        while True:
            line = await self.read_line()
            if line is None:
                return
            yield line

    # output

    async def write(self, text: str) -> None:
        # lines are encoded together: a byte array for each costs more than finding what to print
        self._text += text
        self._waiting += len(text)
        if self._waiting >= BUFFER:
            await self.flush()

    async def write_bytes(self, data: Bytes) -> None:
        self._encode_text()
        self._parts.append(data)
        self._waiting += len(data)
        if self._waiting >= BUFFER:
            await self.flush()

    def _encode_text(self) -> None:
        if self._text != '':
            self._parts.append(to_bytes(self._text))
            self._text = ''

    async def flush(self) -> None:
        """Raises BrokenPipe or WriteFailed."""
        if self._waiting == 0:
            return
        self._encode_text()
        data = self._parts[0] if len(self._parts) == 1 else concat(self._parts)
        self._parts = []
        self._waiting = 0
        done = 0
        while done < len(data):
            count = self.system.write(self.stdout, data, done, len(data) - done)
            if count == -EAGAIN:
                await self.interrupts.ready(self.system, self.stdout, POLLOUT)
                self.check()
            elif count == -EPIPE:
                raise BrokenPipe('broken pipe')
            elif count < 0:
                raise WriteFailed(-count)
            else:
                done += count

    async def error(self, text: str) -> None:
        """Prints `name: text` on stderr, after the output so far."""
        await self.flush()
        await self.write_error(f'{self.speaker}: {text}\n')

    async def write_error(self, text: str) -> None:
        data = to_bytes(text)
        await self.system.write_async(self.stderr, data, 0, len(data))

    # the shell's services

    async def sleep(self, ms: float) -> None:
        """Raises Interrupted if Ctrl-C comes first."""
        await self.interrupts.sleep(ms)
        self.check()

    async def breathe(self) -> None:
        """Must be called regularly in long loops without input or output: lets the worker do other work, and checks for
        Ctrl-C."""
        now = monotonic_ms()
        if now - self._breathed > BREATH_MS:
            self._breathed = now
            await self.interrupts.turn()
        self.check()

    def derive(self, argv: list[str]) -> Context:
        """A copy of this context for another command."""
        made = Context(self.system, argv, self.env, self.cwd, self.stdin, self.stdout, self.stderr)
        made.umask = self.umask
        made.further = self.further
        made.run_command = self.run_command
        made.start_process = self.start_process
        made.interrupts = self.interrupts
        made.runner = self.runner if self.runner != '' else self.name
        return made

    async def run_process(self, request: Any) -> int:
        """Starts a program by a SpawnRequest as part of the shell's job, and waits for it. Its exit code."""
        return 127 if self.start_process is None else await self.start_process(request)

    async def run(self, argv: list[str]) -> int:
        """Runs another command, found as the shell finds commands (xargs, find -exec, env, time); returns its exit
        code."""
        await self.flush()
        if self.run_command is None:
            return 127
        return await self.run_command(argv, self.derive(argv))
