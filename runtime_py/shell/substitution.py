"""Command substitution (POSIX XCU 2.6.3): runs a list in an environment of its own and takes its output from a pipe."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc, concat
from runtime_py.platform.futures import gather
from runtime_py.platform.octets import to_text
from runtime_py.shell.ast import List, Simple
from runtime_py.shell.expansion import ExpansionProblem, Scope
from runtime_py.shell.hiding import PipelineWatch
from runtime_py.shell.io import Io
from runtime_py.shell.redirection import RedirectionProblem
from runtime_py.shell.trap_runner import is_trap_alone


async def substitute(interpreter: Any, body: List, scope: Scope) -> str:
    """$(...): the output without trailing newlines. Sets the status in `scope`."""
    if names_a_file(body):
        return await _content(interpreter, body, scope)
    ends = interpreter.system.pipe()
    if ends[0] < 0:
        raise ExpansionProblem('cannot make a pipe')
    io = scope.io.derive()
    io.put(1, ends[1], True)
    inner = interpreter.subshell(None)
    if interpreter.state.bash and not interpreter.state.beyond.has('inherit_errexit'):
        inner.state.options.set('errexit', False)  # as in bash, unless in POSIX mode
    inner.in_substitution = True
    inner.nesting += 1
    inner.watch = PipelineWatch(interpreter.watch, interpreter.part)
    inner.part = 0
    inner.shown_traps = interpreter.state.traps if is_trap_alone(body) else None
    results = await gather([_run(inner, body, io), _drain(interpreter.system, ends[0])])
    if len(body.items) > 0:
        scope.status = results[0]
    text: str = results[1]
    interpreter.child_ended()
    if inner.watch.has_source():
        interpreter.shell.guard.hidden.add(text)
    interpreter.check()
    return text


async def _content(interpreter: Any, body: List, scope: Scope) -> str:
    """$(<file): the file's content."""
    command = body.items[0].pipelines[0].commands[0]
    io = scope.io.derive()
    try:
        await interpreter.redirector.apply(command.redirections, io, scope)
        text = await _drain(interpreter.system, interpreter.system.dup(io.get(0)))
        scope.status = 0
    except RedirectionProblem as problem:
        await interpreter.complain_at(interpreter.state.line, problem.message, scope.io)
        scope.status = 1 if interpreter.state.bash else 2
        text = ''
    finally:
        io.close(interpreter.system)
    return text


async def _run(inner: Any, body: List, io: Io) -> int:
    try:
        status: int = await inner.run_guarded(body, io)
        return status
    finally:
        io.close(inner.system)


async def _drain(system: Any, fd: int) -> str:
    parts = []
    buffer = alloc(65536)
    count = await system.read_async(fd, buffer, 0, len(buffer))
    while count > 0:
        parts.append(buffer[0:count])
        count = await system.read_async(fd, buffer, 0, len(buffer))
    system.close(fd)
    return to_text(concat(parts)).replace('\0', '').rstrip('\n')


def names_a_file(body: List) -> bool:
    """Whether a substitution is just `<file`."""
    if len(body.items) != 1 or body.items[0].background or len(body.items[0].pipelines) != 1:
        return False
    pipeline = body.items[0].pipelines[0]
    command = pipeline.commands[0]
    if (
        len(pipeline.commands) != 1
        or pipeline.negated
        or not isinstance(command, Simple)
        or len(command.words) > 0
        or len(command.assignments) > 0
    ):
        return False
    return len(command.redirections) == 1 and command.redirections[0].op == '<' and command.redirections[0].fd <= 0
