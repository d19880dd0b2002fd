"""Utilities and pipelines in the foreground of a shell with job control: what Ctrl-Z stops (POSIX XCU 2.11).

They are coroutines in the shell's worker, so nothing stops them from outside. Each runs in an environment of its own,
with descriptors of its own; when that environment is stopped, whoever waits in it goes on waiting (interrupts.py), and
the shell leaves the coroutine to the job, for `fg` and `bg`.

As a process group that has the terminal, it gets the signals of keys, and the shell doesn't. When one ends it, the
shell learns that from its status."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.platform.futures import start
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.sys.gate import Gate
from runtime_py.sys.signals import SIGINT, SIGTSTP

STOPPED = 128 + SIGTSTP  # the usual status


class Run:
    """running -> stopped <-> running -> done. `job` is set once it has left the foreground."""

    def __init__(self, interrupts: Interrupts, finished: Gate) -> None:
        self.interrupts = interrupts
        self.finished = finished
        self.stop_asked = Gate()
        self.job: Job | None = None
        self.status = 0
        self.ended_by = 0  # a signal
        self.error: BaseException | None = None
        interrupts.can_stop = True
        interrupts.on_stop = lambda: self.stop_asked.open()

    async def go(self, inner: Any, io: Io, running: Awaitable[int]) -> None:
        """`inner` is its environment, `io` its own."""
        try:
            self.status = await inner.settle(running, io)
            self.ended_by = inner.ended_by
        except Exception as error:
            self.error = error
        finally:
            inner.leave()
            io.close(inner.system)
            if self.job is not None:
                self.job.signal = self.ended_by
                self.job.end(self.status)
            self.finished.open()

    async def pause(self) -> bool:
        """Until it ends or stops; whether it ended."""
        either = Gate()
        start(_follow(self.finished, either), lambda error: either.open())
        start(_follow(self.stop_asked, either), lambda error: either.open())
        await either.passed()
        return self.finished.is_open


async def _follow(gate: Gate, either: Gate) -> None:
    await gate.passed()
    either.open()


def can_stop(interpreter: Any) -> bool:
    """Whether what runs next is a job's own, and not a part of something that can be stopped as a whole. What a command
    substitution runs isn't stopped: its command has not begun."""
    job = interpreter.job
    return (
        job is not None
        and job.foreground
        and job.run is None
        and interpreter.shell.monitor
        and not interpreter.in_substitution
    )


async def run_stoppable(interpreter: Any, io: Io, begin: Callable[[Any, Io], Awaitable[int]]) -> int:
    """The status of `begin(environment, io)`: 128 and the signal's number when it stops."""
    shell = interpreter.shell
    job = interpreter.job
    inner = interpreter.subshell(None)
    its_io = io.own_copy(interpreter.system)
    run = Run(inner.interrupts, Gate())
    run.interrupts.send_to_job = lambda number: job.send(shell.system, number)
    job.run = run
    shell.foreground = run.interrupts
    start(run.go(inner, its_io, begin(inner, its_io)), lambda error: shell.report(error))
    ended = await run.pause()
    shell.foreground = None
    if not ended:
        run.job = job
        run.interrupts.leave_tree()
        job.interrupts = run.interrupts
        await shell.suspend(job)
        status: int = interpreter.job_stopped(job)
        return status
    job.run = None
    if run.error is not None:
        raise run.error
    if run.ended_by == SIGINT:
        shell.interrupts.deliver(SIGINT, False)
    interpreter.check()
    await interpreter.tell_signal(run.ended_by, io)
    return run.status


def in_background(shell: Any, job: Job) -> None:
    """A job that was started with & and has parts in this worker can be stopped, too. With job control it may not read
    from the terminal."""
    job.run = Run(job.interrupts, job.finished)
    if shell.monitor:
        job.interrupts.send_to_job = lambda number: job.send(shell.system, number)


async def wait_in_foreground(shell: Any, job: Job, run: Run) -> int:
    """`fg`: until it ends or stops again. The caller has continued it."""
    run.stop_asked = Gate()
    run.interrupts.join_tree(shell.interrupts)
    shell.foreground = run.interrupts
    ended = await run.pause()
    shell.foreground = None
    run.interrupts.leave_tree()
    if ended:
        shell.jobs.remove(job)
        return job.status
    job.stopped = True
    job.foreground = False
    await shell.tell('\n' + shell.jobs.line(job) + '\n')
    return STOPPED
