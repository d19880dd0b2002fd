"""The process of the project's compilers: the test plays the process, over the two pipes that it was given."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.compiler_host import CompilerHost
from runtime_py.devserver.failures import BuildError
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN
from runtime_py.platform.futures import gather
from runtime_py.platform.json import parse
from runtime_py.platform.maps import Map
from runtime_py.sys.system import System
from tests.support import raises, turns, until
from tests.sys.call_support import Box, put


async def program() -> str:
    return 'the program'


class Compilers:
    """A machine with `node`, and the host under test."""

    def __init__(self, has_node: bool = True) -> None:
        self.box = Box()
        if has_node:
            self.box.system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'), 0o755)
        self.host = CompilerHost(self.box.system, ['PATH=/bin'], program)
        self.process: System | None = None
        self.pid = 0

    async def begun(self, number: int = 0) -> System:
        """The process that was started with this number."""
        await until(lambda: len(self.box.launched) > number)
        self.pid = self.box.launched[number].pid
        self.process = self.box.child(self.pid)
        return self.process

    async def requests(self, process: System, count: int) -> list[Any]:
        buffer = alloc(1000)
        text = ''
        while text.count('\n') < count:
            length = process.read(0, buffer, 0, 1000)
            if length == -EAGAIN:
                await turns()
            else:
                assert length > 0
                text += decode(view(buffer, 0, length))
        return [parse(line) for line in text.split('\n') if line != '']

    async def dies(self, process: System) -> None:
        process.close(0)
        process.close(3)
        self.box.finish(self.pid, 1 << 8)


def request(kind: str, file: str) -> Map:
    return Map([['kind', kind], ['file', file], ['project', '/tmp']])


async def failure_of(host: CompilerHost, asked: Map) -> BuildError:
    with raises(BuildError) as caught:
        await host.ask(asked)
    error = caught.error
    assert isinstance(error, BuildError)
    return error


async def test_answers_belong_to_their_requests() -> None:
    found = Compilers()

    async def compile() -> None:
        process = await found.begun()
        asked = await found.requests(process, 2)
        for each in [asked[1], asked[0]]:  # in another order, and in pieces
            put(process, 3, f'{{"id": {each.get("id")}, "code": "')
            await turns(2)
            put(process, 3, f'{each.get("file")}"}}\n')

    done = await gather([found.host.ask(request('vue', '/a')), found.host.ask(request('vue', '/b')), compile()])
    assert [done[0].get('code'), done[1].get('code')] == ['/a', '/b']
    assert len(found.box.launched) == 1
    assert found.box.launched[0].argv == ['node', '-e', 'the program']
    assert found.box.launched[0].cwd == '/tmp'


async def test_several_answers_at_once() -> None:
    found = Compilers()

    async def compile() -> None:
        process = await found.begun()
        await found.requests(process, 2)
        put(process, 3, '{"id": 1, "code": "x"}\n{"id": 2, "code": "\\u20ac"}\n')

    done = await gather([found.host.ask(request('vue', '/a')), found.host.ask(request('vue', '/b')), compile()])
    assert [done[0].get('code'), done[1].get('code')] == ['x', '\u20ac']


async def test_an_error_has_the_place_that_the_compiler_told() -> None:
    found = Compilers()

    async def compile() -> None:
        process = await found.begun()
        await found.requests(process, 1)
        put(process, 3, '{"id": 1, "error": {"message": "broken", "line": 3, "column": 5, "file": "/b.scss"}}\n')
        await found.requests(process, 1)
        put(process, 3, '{"id": 2, "error": {"message": "broken", "line": 0, "column": 0, "file": "stdin"}}\n')

    async def ask() -> list[BuildError]:
        first = await failure_of(found.host, request('sass', '/a.scss'))
        return [first, await failure_of(found.host, request('svelte-module', '/c.svelte.js'))]

    done = await gather([ask(), compile()])
    errors: list[BuildError] = done[0]
    assert [[each.plugin, each.file, each.line, each.column] for each in errors] == [
        ['sass', '/b.scss', 3, 5],
        ['svelte', '/c.svelte.js', 0, 0],
    ]


async def test_a_process_that_ends_fails_its_requests_and_is_started_again() -> None:
    found = Compilers()

    async def die_then_compile() -> None:
        process = await found.begun()
        await found.requests(process, 1)
        await found.dies(process)
        process = await found.begun(1)
        asked = await found.requests(process, 1)
        put(process, 3, f'{{"id": {asked[0].get("id")}, "code": "again"}}\n')

    async def ask() -> list[Any]:
        error = await failure_of(found.host, request('vue', '/a.vue'))
        return [error, await found.host.ask(request('vue', '/a.vue'))]

    done = await gather([ask(), die_then_compile()])
    error: BuildError = done[0][0]
    assert [error.plugin, error.file] == ['vue', '/a.vue']
    assert 'ERR_TERRARIUM_SERVE_COMPILER' in error.message
    assert done[0][1].get('code') == 'again'


async def test_a_machine_without_node() -> None:
    found = Compilers(False)
    error = await failure_of(found.host, request('vue', '/a.vue'))
    assert error.message == "node can't be started"
    assert [found.box.system.close(fd) < 0 for fd in range(3, 9)] == [
        True,
        True,
        True,
        True,
        True,
        True,
    ]  # no pipe is left
