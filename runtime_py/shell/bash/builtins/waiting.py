"""wait -n and -p, and disown."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.futures import start
from runtime_py.shell.builtins.jobs import wait as wait_for_all
from runtime_py.shell.builtins.jobs import wait_for
from runtime_py.shell.context import SIGNALED, Context
from runtime_py.shell.flow import BuiltinProblem
from runtime_py.shell.io import Io
from runtime_py.shell.jobs import Job
from runtime_py.sys.gate import Gate

NO_JOB = 127


async def wait(interpreter: Any, context: Context, io: Io) -> int:
    """wait [-fn] [-p name] [job or pid...]; -n: for the next one that ends."""
    args = context.args
    next_one = False
    name = ''
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-':
        option = args[0]
        args = args[1:]
        if option == '--':
            break
        if option == '-p' and len(args) > 0:
            name = args[0]
            args = args[1:]
        elif option == '-n':
            next_one = True
        elif option != '-f':
            raise BuiltinProblem(f'Illegal option {option[:2]}')
    if name != '':
        interpreter.state.unset(name)
    if next_one:
        return await _next(interpreter, context, args, name)
    missing = [spec for spec in args if interpreter.shell.jobs.find(spec) is None]
    for spec in missing:
        shown = f'pid {spec} is not a child of this shell' if spec.isdigit() else f'{spec}: no such job'
        if not spec.isdigit() and not spec.startswith('%'):
            shown = f"`{spec}': not a pid or valid job spec"
        await context.error(shown)
    job = interpreter.shell.jobs.find(args[-1]) if len(args) > 0 else None
    if name != '' and job is not None:
        interpreter.state.set(name, str(job.pid()))
    status: int = await wait_for_all(interpreter, context.derive(['wait', *args]), io)
    known = len(args) == 0 or args[-1].isdigit() or args[-1].startswith('%')
    return status if known else 1


async def _next(interpreter: Any, context: Context, specs: list[str], name: str) -> int:
    table = interpreter.shell.jobs
    jobs: list[Job] = []
    for job in table.all:
        chosen = len(specs) == 0 or any([table.find(spec) is job for spec in specs])
        if chosen and not job.stopped and (job.starter is None or job.starter is interpreter.state):
            jobs.append(job)
    if len(jobs) == 0:
        return NO_JOB
    ended = Gate()
    for job in jobs:
        start(_tell(job, ended), lambda error: ended.open())
    await interpreter.interrupts.pass_gate_or_trap(ended)
    context.check()
    for job in jobs:
        if job.done:
            if name != '':
                interpreter.state.set(name, str(job.pid()))
            return await wait_for(interpreter, job, context)
    return SIGNALED + int(interpreter.interrupts.pending[0])


async def _tell(job: Job, ended: Gate) -> None:
    await job.finished.passed()
    ended.open()


async def disown(interpreter: Any, context: Context, io: Io) -> int:
    """disown [-ahr] [job...]: the shell forgets jobs. Those that run in its worker end with it nevertheless."""
    table = interpreter.shell.jobs
    letters = ''
    args = context.args
    while len(args) > 0 and len(args[0]) > 1 and args[0][0] == '-' and args[0] != '--':
        for letter in args[0][1:]:
            if letter not in 'ahr':
                raise BuiltinProblem(f'Illegal option -{letter}')
            letters += letter
        args = args[1:]
    args = args[1:] if len(args) > 0 and args[0] == '--' else args
    if 'a' in letters or 'r' in letters:
        chosen = [job for job in table.all if 'r' not in letters or not job.stopped]
    else:
        chosen = []
        for spec in args if len(args) > 0 else ['%%']:
            job = table.find(spec)
            if job is None:
                await context.error(f'{"current" if spec == "%%" else spec}: no such job')
                return 1
            chosen.append(job)
    for job in chosen if 'h' not in letters else []:
        table.remove(job)
    return 0


COMMANDS: list[Any] = [['wait', wait], ['disown', disown]]
