"""Jobs in the background: what runs behind an & (POSIX XCU 2.9.3.1)."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.clock import call_later, cancel
from runtime_py.platform.futures import start
from runtime_py.shell.ast import AndOr, List, Simple
from runtime_py.shell.interrupts import Interrupts
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.shell.stoppable import in_background
from runtime_py.sys.signals import SIGINT, SIGQUIT
from runtime_py.vfs.flags import O_RDONLY

# a background job that has neither started a program nor ended by then continues without a known pid
LONGEST_START_MS = 100


async def run_background(interpreter: Any, item: AndOr, io: Io, reads: bool = False) -> int:
    """The status says that the job could be started. `reads`: its standard input is its own."""
    job = Job(item.text, False, Interrupts())
    # POSIX XCU 2.11
    job.interrupts.ignored = interpreter.interrupts.ignored if interpreter.shell.monitor else [SIGINT, SIGQUIT]
    job.starter = interpreter.state
    interpreter.shell.jobs.add(job)
    inner = interpreter.subshell(job)
    inner.untested = 0
    interpreter.shell.guard.enter(inner.copied)
    its_io = io.own_copy(interpreter.system)
    if not interpreter.shell.monitor and not reads:
        empty = interpreter.system.open('/dev/null', O_RDONLY, 0)
        its_io.put(0, empty, True)
    in_background(interpreter.shell, job)
    start(run_job(inner, item, its_io, job, interpreter), lambda error: interpreter.shell.report(error))
    patience = call_later(LONGEST_START_MS, lambda: job.started.open())
    await job.started.passed()
    cancel(patience)
    job.needs_worker = (
        len(job.pids) != 1 or len(item.pipelines) > 1 or not isinstance(item.pipelines[0].commands[0], Simple)
    )
    interpreter.state.last_background = job.pid()
    if interpreter.shell.interactive and interpreter.job is None:
        await interpreter.shell.tell(f'[{job.number}] {job.pid()}\n')
    return 0


async def run_job(interpreter: Any, item: AndOr, io: Io, job: Job, parent: Any = None) -> None:
    """The coroutine of a background job."""
    status = 0
    try:
        status = await interpreter.run_guarded(List([foreground(item)]), io)
    finally:
        interpreter.shell.guard.leave(interpreter.copied)
        io.close(interpreter.system)
        job.signal = (
            interpreter.interrupts.number if job.needs_worker or interpreter.interrupts.number != 0 else job.signal
        )
        job.end(status)
        if parent is not None:
            parent.child_ended()


def foreground(item: AndOr) -> AndOr:
    """The same list without its &."""
    made = AndOr()
    made.pipelines = item.pipelines
    made.operators = item.operators
    made.text = item.text
    return made
