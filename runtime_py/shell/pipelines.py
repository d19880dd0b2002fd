"""Pipelines: all commands at once, each in an environment of its own, joined by pipes (POSIX XCU 2.9.2); and what `time`
says of one."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.futures import gather
from runtime_py.shell.ast import Command, Pipeline
from runtime_py.shell.bash.reactions import before_parts
from runtime_py.shell.hiding import PipelineWatch
from runtime_py.shell.io import Io
from runtime_py.shell.stopwatch import Stopwatch


def time_of(interpreter: Any, watch: Stopwatch, pipeline: Pipeline) -> str:
    if pipeline.portable:
        return watch.portable_report()
    pattern = interpreter.state.get('TIMEFORMAT') if interpreter.state.bash else None
    return watch.report() if pattern is None else watch.formatted(pattern)


async def run_parts(interpreter: Any, commands: list[Command], io: Io) -> int:
    """All at once, each in an environment of its own, joined by pipes."""
    running: list[Any] = []
    before = -1
    watch = PipelineWatch(interpreter.watch, interpreter.part)
    last_here = interpreter.state.bash and interpreter.state.beyond.has('lastpipe') and not interpreter.shell.monitor
    if interpreter.state.bash:
        await before_parts(interpreter, commands, io)
    for k, command in enumerate(commands):
        part_io = io.derive()
        if before >= 0:
            part_io.put(0, before, True)
        if k < len(commands) - 1:
            ends = interpreter.system.pipe()
            if ends[0] < 0:
                await interpreter.complain('cannot make a pipe', io)
                return 1
            part_io.put(1, ends[1], True)
            before = ends[0]
        inner = interpreter if last_here and k == len(commands) - 1 else interpreter.subshell(None)
        if inner is interpreter:
            running.append(_run_last(interpreter, command, part_io, watch, k))
            continue
        inner.watch = watch
        inner.part = k
        interpreter.shell.guard.enter(inner.copied)
        running.append(_run_part(inner, command, part_io))
    statuses = await gather(running)
    interpreter.check()
    for _ in running:
        interpreter.child_ended()
    if interpreter.state.bash:
        interpreter.state.beyond.pipe_status = statuses
    if interpreter.state.has_option('pipefail'):
        failed = [status for status in statuses if status != 0]
        return failed[-1] if len(failed) > 0 else 0
    return statuses[-1]


async def _run_part(interpreter: Any, command: Command, io: Io) -> int:
    """Runs one command of a pipeline; its pipe ends are closed with it, so that its neighbours see the end."""
    try:
        return await interpreter.run_to_end(interpreter.run_command(command, io), io)
    finally:
        interpreter.shell.guard.leave(interpreter.copied)
        io.close(interpreter.system)


async def _run_last(interpreter: Any, command: Command, io: Io, watch: PipelineWatch, part: int) -> int:
    """The last command of a pipeline in this environment: bash's lastpipe."""
    outer, place = interpreter.watch, interpreter.part
    interpreter.watch, interpreter.part = watch, part
    try:
        return await interpreter.run_command(command, io)
    finally:
        interpreter.watch, interpreter.part = outer, place
        io.close(interpreter.system)
