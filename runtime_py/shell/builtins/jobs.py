"""Builtins on jobs: jobs fg bg wait kill."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.errno import ESRCH
from runtime_py.shell.context import SIGNALED, Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.shell.stoppable import wait_in_foreground
from runtime_py.shell.strerror import strerror
from runtime_py.shell.utilities.kill import LAST_NAMED, list_signals
from runtime_py.sys.children import STOPPED_STATUS
from runtime_py.sys.signals import HIGHEST, SIGCONT, SIGINT, SIGTERM, name_of_signal, number_of_signal

IN_ROW = 5
USAGE = 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]'
USAGE_OF_BASH = 'usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]'


async def jobs(interpreter: Any, context: Context, io: Io) -> int:
    table = interpreter.shell.jobs
    specs = [arg for arg in context.args if not arg.startswith('-')]
    chosen = list(table.all)
    if len(specs) > 0:
        chosen = []
        for spec in specs:
            job = await _named(interpreter, context, spec)
            if job is not None:
                chosen.append(job)
    for job in chosen:
        await context.write(f'{job.pid()}\n' if '-p' in context.args else table.line(job) + '\n')
    for job in [job for job in chosen if job.done]:
        table.remove(job)
    return 0 if len(chosen) >= len(specs) else 1


async def _named(interpreter: Any, context: Context, spec: str) -> Job | None:
    job: Job | None = interpreter.shell.jobs.find(spec)
    if job is not None:
        return job
    if not interpreter.state.bash:
        raise BuiltinProblem(f'No such job: {spec}')
    await context.error(f'{spec}: no such job')
    return None


async def _find(interpreter: Any, context: Context) -> Job | None:
    spec = context.args[0] if len(context.args) > 0 else '%%'
    if spec == '%%' and interpreter.shell.jobs.find(spec) is None:
        if interpreter.state.bash:
            await context.error('current: no such job' if interpreter.shell.monitor else 'no job control')
            return None
        raise BuiltinProblem('No current job')
    return await _named(interpreter, context, spec)


async def fg(interpreter: Any, context: Context, io: Io) -> int:
    """Brings a job to the foreground and waits for it."""
    shell = interpreter.shell
    job = await _find(interpreter, context)
    if job is None:
        return 1
    await context.write(job.text + '\n')
    await context.flush()
    job.foreground = True
    if job.pgid != 0:
        shell.give_terminal(job.pgid)
    job.send(shell.system, SIGCONT)
    status = await _wait_in_foreground(shell, job)
    shell.foreground_is_ours()
    if status == 128 + SIGINT:
        await shell.tell('\n')  # the prompt begins on the line below the ^C
    return status


async def _wait_in_foreground(shell: Any, job: Job) -> int:
    """Waits until the job ends or stops. Normally its own coroutine waits for the processes; a job that was stopped has
    none, so this does."""
    if job.run is not None:
        return await wait_in_foreground(shell, job, job.run)
    if not job.adopted:
        await shell.interrupts.pass_gate_or_trap(job.finished)
        if not job.done:
            number = shell.interrupts.number if shell.interrupts.raised else shell.interrupts.pending[0]
            job.interrupts.deliver(number, True)
            await job.finished.passed()
        shell.jobs.remove(job)
        return job.status
    status = 0
    for pid in list(job.alive):
        found = await shell.system.wait_child(pid)
        if found >= 0 and (found & STOPPED_STATUS) != 0:
            job.stopped = True
            await shell.tell('\n' + shell.jobs.line(job) + '\n')
            return 128 + ((found >> 8) & 255)
        if found >= 0:
            shell.system.reap(pid)
            status = found if found >> 8 == 0 else 128 + (found >> 8)
    job.end(status)
    shell.jobs.remove(job)
    return status


async def bg(interpreter: Any, context: Context, io: Io) -> int:
    job = await _find(interpreter, context)
    if job is None:
        return 1
    job.foreground = False
    job.send(interpreter.shell.system, SIGCONT)
    await context.write(f'[{job.number}] {job.text} &\n')
    return 0


async def wait(interpreter: Any, context: Context, io: Io) -> int:
    """wait [job or pid]...: waits for all background jobs, or for these; the status of the last."""
    shell = interpreter.shell
    status = 0
    if len(context.args) == 0:
        for job in list(shell.jobs.all):
            # a subshell has no jobs but its own: it may be one of its parent's
            if not job.stopped and (job.starter is None or job.starter is interpreter.state):
                status = await wait_for(interpreter, job, context)
                if not job.done:
                    return status
        return 0
    for spec in context.args:
        job = shell.jobs.find(spec)
        if job is None and not interpreter.state.bash and not spec.isdigit():
            raise BuiltinProblem(f'No such job: {spec}' if spec.startswith('%') else f'Illegal number: {spec}')
        if job is None:
            status = 127
        else:
            status = await wait_for(interpreter, job, context)
            if not job.done:
                return status
    return status


async def wait_for(interpreter: Any, job: Job, context: Context) -> int:
    """The job's status. A trapped signal ends the wait first: then the status is the signal's, and the job isn't
    done."""
    interrupts = interpreter.interrupts
    await interrupts.pass_gate_or_trap(job.finished)
    context.check()
    if not job.done:
        return SIGNALED + interrupts.pending[0]
    interpreter.shell.jobs.remove(job)
    if not interpreter.shell.interactive:
        await interpreter.tell_signal(job.signal, context.further)
    return job.status


async def kill(interpreter: Any, context: Context, io: Io) -> int:
    """kill [-s name | -name | -number] pid or job...; kill -l"""
    args = context.args
    number = SIGTERM
    given = ''
    by_letter = False
    if len(args) > 0 and args[0] in ('-l', '-L'):
        if len(args) == 1:
            await context.write(_table_of_signals(interpreter.state.bash))
            return 0
        return await list_signals(context, args[1:])
    if len(args) > 1 and args[0] in ('-s', '-n'):
        given = args[1]
        number = number_of_signal(given)
        args = args[2:]
    elif len(args) > 0 and args[0].startswith('-') and args[0] != '--':
        given = args[0][1:]
        by_letter = True
        number = number_of_signal(given)
        args = args[1:]
    if len(args) > 0 and args[0] == '--':
        args = args[1:]
    if number < 0 or number > HIGHEST:
        if interpreter.state.bash:
            await context.error(f'{given}: invalid signal specification')
            return 1
        raise BuiltinProblem(f'Illegal option -{given[:1]}' if by_letter else f'invalid signal number or name: {given}')
    if len(args) == 0:
        if interpreter.state.bash:
            await context.write_error(f'kill: {USAGE_OF_BASH}\n')
            return 2
        raise BuiltinProblem(USAGE)
    status = 0
    for target in args:
        if not await _kill(interpreter, context, target, number):
            status = 1
    return status


def _table_of_signals(bash: bool) -> str:
    """As `kill -l` prints it: bash in columns, dash one a line."""
    names = [name_of_signal(number) for number in range(1, LAST_NAMED + 1)]
    if not bash:
        return '\n'.join(['0', *names]) + '\n'
    text = ''
    for k, name in enumerate(names):
        text += f'{str(k + 1).rjust(2)}) SIG{name}' + (
            '\n' if k % IN_ROW == IN_ROW - 1 or k == LAST_NAMED - 1 else '\t'
        )
    return text


async def _kill(interpreter: Any, context: Context, target: str, number: int) -> bool:
    job = (
        interpreter.shell.jobs.find(target)
        if target.startswith('%') or not interpreter.shell.is_process(target)
        else None
    )
    if job is not None and job.done:
        await context.error(f'({target}) - {strerror(ESRCH)}')
        return False
    if job is not None:
        job.send(context.system, number)
        return True
    digits = target[1:] if target.startswith('-') else target
    if not digits.isdigit():
        if not interpreter.state.bash:
            raise BuiltinProblem(f'No such job: {target}' if target.startswith('%') else f'Illegal number: {target}')
        job_words = 'no such job' if target.startswith('%') else 'arguments must be process or job IDs'
        await context.error(f'{target}: {job_words}')
        return False
    context.system.begin()  # who sends signals has set its traps: one to itself ends it at once
    result = context.system.kill(int(target), number)
    interpreter.shell.take_signals()
    if result < 0:
        await context.error(f'({target}) - {strerror(-result)}')
    return result >= 0


COMMANDS: list[Any] = [['jobs', jobs], ['fg', fg], ['bg', bg], ['wait', wait], ['kill', kill]]
