"""Programs: processes that a shell starts and waits for (POSIX XCU 2.9.1.1)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import EACCES, ENOENT, ENOEXEC
from runtime_py.platform.maps import Map
from runtime_py.shell.context import SIGNALED
from runtime_py.shell.glob import absolute
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.shell.jsh import is_jsh
from runtime_py.shell.state import env_pairs
from runtime_py.shell.strerror import strerror
from runtime_py.sys.children import STOPPED_STATUS, SpawnRequest
from runtime_py.sys.signals import SIGINT
from runtime_py.vfs.layout import S_IFDIR, S_IFMT

NOT_FOUND = 127
NOT_EXECUTABLE = 126


class Programs:
    def __init__(self, interpreter: Any) -> None:
        self.interpreter = interpreter
        self.shell = interpreter.shell
        self.system = interpreter.system
        self.state = interpreter.state

    async def start(
        self,
        argv: list[str],
        env: Map[str, str],
        path: str | None,
        cwd: str,
        io: Io,
        lead: str = '',
        runner: str = '',
        file: str = '',
    ) -> int:
        """Runs a program; `path` is the search path. `lead`: before its name in messages. `runner`: the utility that runs
        it. `file` is the program if argv[0] is only how it is called."""
        file = argv[0] if file == '' else file
        pairs = env_pairs(env)
        search = pairs if path is None else [f'PATH={path}', *pairs]
        program = self.system.resolve_program(file, argv, search, cwd)
        if program.error == ENOEXEC:
            # a text file without #! is a script for this shell (POSIX XCU 2.9.1.1)
            shell = 'bash' if self.state.bash else 'sh'
            return await self.wait_for(
                SpawnRequest(f'/bin/{shell}', [shell, program.path, *argv[1:]], pairs, cwd, io.for_spawn())
            )
        if program.error != 0 and runner != '':
            await self.interpreter.write_error(cannot_run(runner, file, program.error) + '\n', io)
            return NOT_FOUND if program.error == ENOENT else NOT_EXECUTABLE
        if program.error != 0:
            return await self._not_run(file, program.error, io, lead)
        request = SpawnRequest(file, argv, pairs, cwd, io.for_spawn())
        request.search = search
        return await self.wait_for(request)

    async def _not_run(self, name: str, error: int, io: Io, lead: str = '') -> int:
        if error == ENOENT and '/' not in name:
            text = 'not found' if lead != '' or self._speaks_as_dash() else 'command not found'
            await self.interpreter.complain(f'{self.place()}{lead}{name}: {text}', io)
            return NOT_FOUND
        if error == EACCES and (self.system.mode_of(absolute(name, self.state.cwd)) & S_IFMT) == S_IFDIR:
            text = 'Is a directory' if lead == '' else strerror(error)
            await self.interpreter.complain(f'{self.place()}{lead}{name}: {text}', io)
            return NOT_EXECUTABLE
        text = 'not found' if error == ENOENT and self._speaks_as_dash() else strerror(error)
        if lead != '' and self.state.bash and error != ENOENT:
            text = f'cannot execute: {text}'
        await self.interpreter.complain(f'{self.place()}{lead}{name}: {text}', io)
        return NOT_FOUND if error == ENOENT else NOT_EXECUTABLE

    def place(self) -> str:
        """The line of a script, for a message about it."""
        if self.shell.interactive or is_jsh(self.state.name):
            return ''
        return f'line {self.state.line}: ' if self.state.bash else f'{self.state.line}: '

    def _speaks_as_dash(self) -> bool:
        return self.place() != '' and not self.state.bash

    async def wait_for(self, request: SpawnRequest) -> int:
        """Starts a program as part of our job and waits for it."""
        job = self.interpreter.job
        request.umask = self.state.umask
        request.open_files = self.state.open_files
        request.limits = [*self.state.limits, *self.interpreter.interrupts.limits]
        request.nice = self.interpreter.interrupts.niceness
        request.ignored = [*self.interpreter.interrupts.ignored, *self.state.ignored_signals()]
        if self.shell.monitor:
            request.pgid = 0 if job is None or job.pgid == 0 else job.pgid
        pid = self.system.spawn(request)
        if pid < 0:
            return await self._not_run(request.file, -pid, standard(request))
        if job is not None:
            if self.shell.monitor and job.pgid == 0:
                job.pgid = pid
                if job.foreground:
                    self.shell.give_terminal(pid)
            job.joined(pid)
        return await self._status(pid, job, standard(request))

    async def _status(self, pid: int, job: Job | None, io: Io) -> int:
        while True:
            status = await self.system.wait_child(pid)
            if status < 0:
                return NOT_FOUND
            if (status & STOPPED_STATUS) == 0:
                break
            if job is not None and self.shell.monitor and await self.shell.stopped(job, (status >> 8) & 255):
                stopped: int = self.interpreter.job_stopped(job)
                return stopped
        self.system.reap(pid)
        self.interpreter.child_ended()
        if job is not None and job.left(pid) and job.foreground and job.run is not None:
            self.shell.foreground_is_ours()  # the rest of the job runs here, and keys are for that
        if status >> 8 == 0:
            return status
        number = status >> 8
        if number == SIGINT and self.shell.interactive and job is not None and job.foreground:
            # the job had the terminal, so the shell didn't get the key
            ended = self.shell.interrupts if job.run is None else job.run.interrupts
            ended.deliver(SIGINT, False)
            self.interpreter.check()
        elif job is None or job.foreground:
            await self.interpreter.tell_signal(number, io)
        else:
            job.signal = number
        return SIGNALED + number


def cannot_run(runner: str, name: str, error: int) -> str:
    """What a utility says of a command that it was to run."""
    reason = strerror(error)
    if runner == 'xargs':
        return f'xargs: {name}: {reason}'
    if runner in ('flock', 'prlimit'):
        return f'{runner}: failed to execute {name}: {reason}'
    if runner == 'nohup':
        return f"nohup: failed to run command '{name}': {reason}"
    if runner == 'time':
        return f'time: cannot run {name}: {reason}'
    return f"{runner}: '{name}': {reason}"


def standard(request: SpawnRequest) -> Io:
    io = Io()
    for fd, own in enumerate(request.fds):
        io.put(fd, own, False)
    return io
