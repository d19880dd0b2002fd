"""The project's own compilers, in a Node process that is started when a source first needs one (compilers/main.py).
Calls the system.

Requests and answers are lines of JSON over two pipes. When the process ends, pending requests fail, and the next
request starts another process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from runtime_py.devserver.failures import BuildError, without_place
from runtime_py.platform.bytes import Bytes, concat, decode, encode, index_of
from runtime_py.platform.futures import Future, start
from runtime_py.platform.json import parse, stringify
from runtime_py.platform.maps import Map
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.wire import Wire

STDERR = 2
LINE_FEED = 10


class CompilerHost:
    """`script()` returns the program's text."""

    def __init__(self, system: Any, env: list[str], script: Callable[[], Awaitable[str]]) -> None:
        self._system = system
        self._env = env
        self._script = script
        self._waiting: Map[int, Future] = Map()
        self._number = 0
        self._out: Wire | None = None
        self._begun: Future | None = None

    async def ask(self, request: Map) -> Map:
        """Raises BuildError."""
        out = await self._running(str(request.get('project')))
        self._number += 1
        number = self._number
        request.set('id', number)
        answered = Future()
        self._waiting.set(number, answered)
        await out.write(encode(stringify(request) + '\n'))
        reply: Any = await answered.wait()
        if not isinstance(reply, Map):
            raise without_place(
                str(request.get('kind')),
                'the process of the compilers ended (ERR_TERRARIUM_SERVE_COMPILER)',
                str(request.get('file')),
            )
        problem = reply.get('error')
        if isinstance(problem, Map):
            raise _failure(request, problem)
        return reply

    async def _running(self, project: str) -> Wire:
        while self._out is None:
            begun = self._begun
            if begun is not None:
                await begun.wait()
                continue
            begun = Future()
            self._begun = begun
            try:
                self._out = self._start(await self._script(), project)
            finally:
                self._begun = None
                begun.resolve(True)
        return self._out

    def _start(self, script: str, project: str) -> Wire:
        system = self._system
        from_us: list[int] = system.pipe()
        to_us: list[int] = system.pipe()
        pid: int = system.spawn(
            SpawnRequest('node', ['node', '-e', script], self._env, project, [from_us[0], STDERR, STDERR, to_us[1]])
        )
        system.close(from_us[0])
        system.close(to_us[1])
        if pid < 0:
            system.close(from_us[1])
            system.close(to_us[0])
            raise without_place('compiler', "node can't be started", project)
        out = Wire(system, from_us[1])
        start(self._listen(Wire(system, to_us[0]), out, pid), lambda error: None)
        return out

    async def _listen(self, wire: Wire, out: Wire, pid: int) -> None:
        parts: list[Bytes] = []
        while True:
            data = await wire.read()
            if len(data) == 0:
                break
            end = index_of(data, LINE_FEED, 0)
            begin = 0
            while end >= 0:
                parts.append(data[begin:end])
                self._answered(decode(concat(parts)))
                parts = []
                begin = end + 1
                end = index_of(data, LINE_FEED, begin)
            parts.append(data[begin : len(data)])
        wire.close()
        out.close()
        self._out = None
        for number in list(self._waiting.keys()):
            self._resolve(number, None)
        await self._system.wait_child(pid)
        self._system.reap(pid)

    def _answered(self, line: str) -> None:
        reply = parse(line)
        self._resolve(reply.get('id'), reply)

    def _resolve(self, number: int, reply: Any) -> None:
        waiting = self._waiting.get(number)
        if waiting is not None:
            self._waiting.delete(number)
            waiting.resolve(reply)


def _failure(request: Map, problem: Map) -> BuildError:
    """Makes no code frame here: the place may be one within a block of the file."""
    kind = str(request.get('kind')).removesuffix('-module')
    told = str(problem.get('file') or '')
    file = told if told.startswith('/') else str(request.get('file'))
    return BuildError(kind, str(problem.get('message')), file, int(problem.get('line')), int(problem.get('column')), '')
