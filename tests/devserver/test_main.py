"""The program `serve`, in a machine of its own: what it prints, how it ends."""

from __future__ import annotations

from typing import Any

from runtime_py.devserver.main import run
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.futures import gather
from runtime_py.platform.json import parse
from runtime_py.sys.signals import SIGINT, SIGTERM
from tests.devserver.devserver_support import PAGE, PlainTransformers
from tests.support import until
from tests.sys.call_support import Box

OUT = '/tmp/out'
ERRORS = '/tmp/errors'


class Serve:
    """A process of a machine whose files are in /tmp/p, with files for the program's output."""

    def __init__(self, files: list[list[str]]) -> None:
        self.box = Box()
        self.box.system.mkdir('/tmp/p', 0o777)
        fds = [self.box.system.open(path, 0o102, 0o666) for path in ['/dev/null', OUT, ERRORS]]
        self.pid = self.box.spawn(fds)
        self.system = self.box.child(self.pid)
        for name, text in files:
            self.system.write_file('/tmp/p/' + name, encode(text))
        self.system.chdir('/tmp/p')
        self.statuses: list[Any] = []

    def text(self, path: str) -> str:
        data = self.system.read_file(path)
        return 'absent' if isinstance(data, int) else decode(data)

    async def run(self, words: list[str]) -> int:
        return await run(
            self.system,
            ['serve', *words],
            ['HOME=/tmp/home/'],
            PlainTransformers(),
            lambda status: self.statuses.append(parse(status)),
        )

    async def stop(self, text: str, signal: int) -> None:
        """Sends a signal once the program has printed this."""
        await until(lambda: text in self.text(OUT))
        self.box.system.kill(self.pid, signal)


SITE = [['index.html', PAGE], ['main.ts', 'export const a = 1']]


async def test_mistakes_on_the_command_line() -> None:
    for line, message in [
        ['--nonsense', 'serve: unknown option --nonsense\n'],
        ['--port', 'serve: --port needs a value\n'],
        ['--port 70000', 'serve: 70000 is not a port\n'],
        ['a b', 'serve: only one folder can be served, not 2\n'],
    ]:
        found = Serve([])
        assert await found.run(line.split(' ')) == 2
        assert found.text(ERRORS).startswith(message + 'usage: serve [options] [dir]\n')
        assert found.text(OUT) == ''


async def test_help() -> None:
    found = Serve([])
    assert await found.run(['-h']) == 0
    assert found.text(OUT).startswith('usage: serve [options] [dir]\n')


async def test_a_folder_that_is_not_there() -> None:
    found = Serve([])
    assert await found.run(['absent']) == 1
    assert found.text(ERRORS) == 'serve: absent: no such folder\n'


async def test_mistakes_in_package_json() -> None:
    found = Serve([['package.json', '{"serve": {"port": "x"}}']])
    assert await found.run([]) == 2
    assert found.text(ERRORS).startswith('serve: package.json: ')


async def test_it_serves_until_a_signal_comes() -> None:
    for signal, status in [[SIGINT, 130], [SIGTERM, 143]]:
        found = Serve([*SITE, ['vite.config.ts', '']])
        done = await gather([found.run(['--port', '6000', '--states']), found.stop('ready in', signal)])
        assert done[0] == status
        out = found.text(OUT)
        assert '[serve] state: watching\n' in out and '  Local:   http://localhost:6000/\n' in out
        assert '[serve] vite.config.ts is not read: ' in out
        assert found.text(ERRORS) == ''
        assert found.statuses[-1].get('port') == 6000


async def test_a_port_that_is_taken() -> None:
    found = Serve(SITE)
    found.system.socket_listen('127.0.0.1', 6000, 5)
    assert await found.run(['--port', '6000', '--strict-port']) == 1
    assert found.text(ERRORS) == 'serve: port 6000: address already in use (EADDRINUSE)\n'


async def test_a_build_replaces_the_last_one() -> None:
    found = Serve(SITE)
    found.system.mkdir('/tmp/p/dist', 0o777)
    found.system.write_file('/tmp/p/dist/old.js', encode('old'))
    assert await found.run(['--build']) == 0
    assert '/assets/' in found.text('/tmp/p/dist/index.html')
    assert found.text('/tmp/p/dist/old.js') == 'absent'
    assert '\nbuilt in ' in found.text(OUT)


async def test_a_build_that_fails_leaves_the_last_one() -> None:
    found = Serve([['index.html', PAGE], ['main.ts', 'import "./absent"']])
    found.system.mkdir('/tmp/p/dist', 0o777)
    found.system.write_file('/tmp/p/dist/old.js', encode('old'))
    assert await found.run(['--build']) == 1
    assert found.text('/tmp/p/dist/old.js') == 'old'
    assert 'Failed to resolve import "./absent"' in found.text(OUT)


async def test_a_preview_needs_a_build() -> None:
    found = Serve(SITE)
    assert await found.run(['--preview']) == 1
    assert found.text(ERRORS) == 'serve: /tmp/p/dist does not exist: create it with serve --build\n'
    done = await gather([found.run(['--build', '--preview']), found.stop('a preview of dist/', SIGINT)])
    assert done[0] == 130
    assert '  Local:   http://localhost:4173/\n' in found.text(OUT)
