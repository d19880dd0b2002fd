"""The input and output of an awk program: its output, files, commands, and the operands' files. One name is one stream
until it is closed."""

from __future__ import annotations

from runtime_py.ipc.pipe import POLLIN, POLLOUT
from runtime_py.platform.bytes import Bytes, alloc
from runtime_py.platform.errno import EAGAIN, EPIPE
from runtime_py.platform.futures import start
from runtime_py.platform.maps import Map
from runtime_py.platform.octets import to_bytes
from runtime_py.platform.regexp import Regexp
from runtime_py.shell.context import BrokenPipe, Context
from runtime_py.shell.strerror import strerror
from runtime_py.shell.support.input import Input
from runtime_py.shell.utilities.awk.records import RecordReader
from runtime_py.shell.utilities.awk.values import AwkProblem
from runtime_py.sys.gate import Gate
from runtime_py.vfs.flags import O_APPEND, O_CLOEXEC, O_CREAT, O_TRUNC, O_WRONLY

ENOUGH = 32768
_CHUNK = 65536
_WRITE = O_WRONLY | O_CREAT | O_CLOEXEC
_PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@+ '
# syntax that needs a shell
_SHELL_WORDS = [
    '.',
    ':',
    'alias',
    'bg',
    'break',
    'case',
    'cd',
    'command',
    'continue',
    'do',
    'done',
    'elif',
    'else',
    'esac',
    'eval',
    'exec',
    'exit',
    'export',
    'fg',
    'fi',
    'for',
    'getopts',
    'hash',
    'if',
    'in',
    'jobs',
    'local',
    'read',
    'readonly',
    'return',
    'set',
    'shift',
    'then',
    'times',
    'trap',
    'type',
    'ulimit',
    'umask',
    'unalias',
    'unset',
    'until',
    'wait',
    'while',
]
_STDOUT = ['-', '/dev/stdout']
_STDERR = '/dev/stderr'


class _Command:
    """Runs what `sh -c text` would: a command of plain words needs no shell, and a utility then needs no process."""

    def __init__(self, context: Context, text: str, stdin: int, stdout: int) -> None:
        words = text.split()
        name = words[0] if len(words) > 0 else ''
        plain = name != '' and name not in _SHELL_WORDS and all([char in _PLAIN for char in text])
        argv = words if plain else ['sh', '-c', text]
        self.status = 0
        self._inner = context.derive(argv)
        self._inner.stdin = stdin
        self._inner.stdout = stdout
        self._ended = Gate()

    def start(self, owned: int) -> None:
        """Starts it concurrently. The descriptor `owned` is closed when it ends."""
        start(self._run(owned), lambda error: self._ended.open())

    async def _run(self, owned: int) -> None:
        try:
            self.status = await self.finish()
        finally:
            self._inner.system.close(owned)
            self._ended.open()

    async def finish(self) -> int:
        run = self._inner.run_command
        return 127 if run is None else await run(self._inner.argv, self._inner)

    async def wait(self) -> int:
        await self._inner.interrupts.pass_gate(self._ended)
        self._inner.check()
        return self.status


class _PipeSource:
    """Bytes from a command."""

    def __init__(self, io: AwkIo, fd: int) -> None:
        self.error = 0
        self._io = io
        self.fd = fd

    async def read(self) -> Bytes:
        context = self._io.context
        buffer = alloc(_CHUNK)
        count = await context.read_some(self.fd, buffer, _CHUNK)
        while count == -EAGAIN:
            await self._io.flush()
            await context.interrupts.ready(context.system, self.fd, POLLIN)
            count = await context.read_some(self.fd, buffer, _CHUNK)
        return buffer[0 : max(0, count)]


class _Sink:
    """An output that has been opened."""

    def __init__(self, context: Context, fd: int, command: _Command | None) -> None:
        self.context = context
        self.fd = fd
        self.command = command
        self.size = 0
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        self._parts.append(text)
        self.size += len(text)

    async def flush(self) -> int:
        """Flushes: 0 or an errno."""
        if self.size == 0:
            return 0
        data = to_bytes(''.join(self._parts))
        self._parts = []
        self.size = 0
        context = self.context
        done = 0
        while done < len(data):
            count = context.system.write(self.fd, data, done, len(data) - done)
            if count == -EAGAIN:
                await context.interrupts.ready(context.system, self.fd, POLLOUT)
                context.check()
            elif count < 0:
                return -count
            else:
                done += count
        return 0

    async def close(self) -> int:
        """Closes: the command's status, or -1 when a write failed."""
        error = await self.flush()
        self.context.system.close(self.fd)
        status = await self.command.wait() if self.command is not None else 0
        return -1 if error != 0 and self.command is None else status


class _Readable:
    """An input that has been opened."""

    def __init__(
        self, reader: RecordReader, file: Input | None, pipe: _PipeSource | None, command: _Command | None
    ) -> None:
        self.reader = reader
        self.file = file
        self.pipe = pipe
        self.command = command

    async def close(self, context: Context) -> int:
        if self.file is not None:
            self.file.close()
        if self.pipe is not None:
            context.system.close(self.pipe.fd)
        return await self.command.wait() if self.command is not None else 0


class AwkIo:
    """Output is buffered until there is enough, or a reader waits. `size` is the limit."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.size = 0
        self._text: list[str] = []
        self._sinks: Map[str, _Sink] = Map()
        self._inputs: Map[str, _Readable] = Map()
        self._stdin: RecordReader | None = None

    # output

    def write(self, text: str) -> None:
        self._text.append(text)
        self.size += len(text)

    async def drain(self) -> None:
        if self.size > 0:
            text = ''.join(self._text)
            self._text = []
            self.size = 0
            await self.context.write(text)

    async def flush(self) -> None:
        """Makes all output visible to others."""
        await self.drain()
        await self.context.flush()
        for name, sink in self._sinks.entries():
            await self._flushed(name, sink)

    async def _flushed(self, name: str, sink: _Sink) -> None:
        error = await sink.flush()
        if error == EPIPE:
            raise BrokenPipe('broken pipe')
        if error != 0:
            raise AwkProblem(f'cannot write to {name}: {strerror(error)}')

    async def write_to(self, mode: str, name: str, text: str) -> None:
        """print > name, >> name, | name."""
        if mode != '|' and name in _STDOUT:
            self.write(text)
            return
        if mode != '|' and name == _STDERR:
            await self.drain()
            await self.context.flush()
            await self.context.write_error(text)
            return
        sink = self._sinks.get(name)
        if sink is None:
            await self.flush()
            sink = self._command_sink(name) if mode == '|' else self._file_sink(name, mode)
            self._sinks.set(name, sink)
        sink.add(text)
        if sink.size >= ENOUGH:
            await self._flushed(name, sink)

    def _file_sink(self, name: str, mode: str) -> _Sink:
        context = self.context
        fd = context.system.open(context.path(name), _WRITE | (O_APPEND if mode == '>>' else O_TRUNC), 0o666)
        if fd < 0:
            raise AwkProblem(f'cannot open {name} for output: {strerror(-fd)}')
        return _Sink(context, fd, None)

    def _pipe(self) -> list[int]:
        ends: list[int] = self.context.system.pipe()
        if ends[0] < 0:
            raise AwkProblem(f'cannot make a pipe: {strerror(-ends[0])}')
        return ends

    def _command_sink(self, text: str) -> _Sink:
        ends = self._pipe()
        command = _Command(self.context, text, ends[0], self.context.stdout)
        command.start(ends[0])
        return _Sink(self.context, ends[1], command)

    # input

    def standard_input(self) -> RecordReader:
        if self._stdin is None:
            self._stdin = RecordReader(Input(self.context, '-'))
        return self._stdin

    async def record_of_file(self, name: str, separator: str | Regexp) -> str | int:
        """The next record; 0 at the end, -1 after an error."""
        found = self._inputs.get(name)
        if found is None:
            if name in ('-', '/dev/stdin'):
                found = _Readable(self.standard_input(), None, None, None)
            else:
                await self.flush()
                file = Input(self.context, name)
                if file.error != 0:
                    return -1
                found = _Readable(RecordReader(file), file, None, None)
            self._inputs.set(name, found)
        return await self._next(found, separator)

    async def record_of_command(self, text: str, separator: str | Regexp) -> str | int:
        found = self._inputs.get(text)
        if found is None:
            await self.flush()
            ends = self._pipe()
            command = _Command(self.context, text, self.context.stdin, ends[1])
            command.start(ends[1])
            pipe = _PipeSource(self, ends[0])
            found = _Readable(RecordReader(pipe), None, pipe, command)
            self._inputs.set(text, found)
        return await self._next(found, separator)

    async def _next(self, found: _Readable, separator: str | Regexp) -> str | int:
        record = found.reader.take(separator)
        if record is not None:
            return record
        await self.drain()
        record = await found.reader.next(separator)
        if record is not None:
            return record
        return -1 if found.reader.source.error != 0 else 0

    # both

    async def system(self, text: str) -> int:
        await self.flush()
        status = await _Command(self.context, text, self.context.stdin, self.context.stdout).finish()
        self.context.check()
        return status

    async def close(self, name: str) -> int:
        """-1 when there is no such stream."""
        status = -1
        sink = self._sinks.get(name)
        if sink is not None:
            self._sinks.delete(name)
            status = await sink.close()
        found = self._inputs.get(name)
        if found is not None:
            self._inputs.delete(name)
            status = await found.close(self.context)
        return status

    async def flush_one(self, name: str) -> int:
        sink = self._sinks.get(name)
        if sink is None:
            return 0 if name in _STDOUT or name == _STDERR else -1
        await self._flushed(name, sink)
        return 0

    async def close_all(self) -> None:
        """Closes everything at the end. Output of commands precedes our unwritten output, unless the output is a
        terminal."""
        if self.context.is_terminal():
            await self.drain()
            await self.context.flush()
        for name in [*self._sinks.keys(), *self._inputs.keys()]:
            await self.close(name)
        await self.drain()

    def abandon(self) -> None:
        """After an error or an interrupt: nothing is awaited any more."""
        for _name, sink in self._sinks.entries():
            self.context.system.close(sink.fd)
        for _name, found in self._inputs.entries():
            if found.file is not None:
                found.file.close()
            if found.pipe is not None:
                self.context.system.close(found.pipe.fd)
