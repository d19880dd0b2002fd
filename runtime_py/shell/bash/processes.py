"""bash's <( list ) and >( list ): the list runs in an environment of its own, joined by a pipe to the command, which
gets the pipe's other end as a descriptor and its name /dev/fd/N as a word."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.futures import start
from runtime_py.shell.ast import ProcessSubstitution
from runtime_py.shell.expansion import ExpansionProblem, Scope
from runtime_py.shell.hiding import PipelineWatch
from runtime_py.shell.io import Io
from runtime_py.sys.gate import Gate

HIGHEST = 63  # the first descriptor, as in bash; others follow downwards


class Processes:
    """Those of one command. `watch` joins them to it, as if by a pipeline: what one downloads the other may not run."""

    def __init__(self, outer: PipelineWatch | None, part: int) -> None:
        self.watch = PipelineWatch(outer, part)
        self._ends: list[list[int]] = []
        self._given: list[list[int]] = []
        self._next = HIGHEST

    def add(self, own: int, io: Io) -> int:
        """The command's number for a descriptor of the worker."""
        while io.get(self._next) >= 0:
            self._next -= 1
        self._ends.append([self._next, own])
        self._next -= 1
        return self._next + 1

    def give(self, io: Io) -> None:
        """Puts the ends into the command's descriptors, with which they are closed."""
        for fd, own in self._ends:
            io.put(fd, own, True)
            self._given.append([fd, own])
        self._ends = []

    def end_of(self, path: str) -> int:
        """The worker's descriptor for a name that the command got; -1 when it is another path."""
        for fd, own in self._given:
            if path == f'/dev/fd/{fd}':
                return own
        return -1

    def close(self, system: Any) -> None:
        for _fd, own in self._ends:
            system.close(own)
        self._ends = []


READER = 0  # the part of a watch that writes for the command
COMMAND = 1
WRITER = 2


def start_process(interpreter: Any, part: ProcessSubstitution, scope: Scope) -> str:
    """Starts the list; the name of the descriptor."""
    ends = interpreter.system.pipe()
    if ends[0] < 0:
        raise ExpansionProblem('cannot make a pipe')
    if scope.processes is None:
        scope.processes = Processes(interpreter.watch, interpreter.part)
    reads = part.op == '<'
    io = scope.io.own_copy(interpreter.system)
    io.put(1 if reads else 0, ends[1] if reads else ends[0], True)
    number = scope.processes.add(ends[0] if reads else ends[1], scope.io)
    inner = interpreter.subshell(None)
    inner.watch = scope.processes.watch
    inner.part = READER if reads else WRITER
    ended = Gate()
    if not reads:
        interpreter.shell.writers.append(ended)  # what the command writes isn't lost at the shell's end
    start(_run(inner, part, io, ended), lambda error: interpreter.shell.report(error))
    return f'/dev/fd/{number}'


async def _run(inner: Any, part: ProcessSubstitution, io: Io, ended: Gate) -> None:
    try:
        await inner.run_guarded(part.body, io)
    finally:
        io.close(inner.system)
        ended.open()
