"""npm runs that fetch missing packages, in a machine where the test decides how npm ends."""

from __future__ import annotations

from runtime_py.devserver.disk import Disk
from runtime_py.devserver.packages import Packages
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.futures import gather
from runtime_py.sys.children import Launch
from tests.support import until
from tests.sys.call_support import Box


class Fetching:
    def __init__(self, has_npm: bool = True) -> None:
        self.box = Box()
        self.disk = Disk(self.box.system)
        if has_npm:
            self.box.system.write_file('/bin/npm', encode('#!/usr/bin/terrarium npm\n'), 0o755)
        self.packages = Packages(self.box.system, self.disk, '/tmp/cache/p', '/tmp/project', ['PATH=/bin', 'HOME=/tmp'])

    async def npm(self, number: int) -> Launch:
        """The run with this number, once it has been started."""
        await until(lambda: len(self.box.launched) > number)
        return self.box.launched[number]

    async def end(self, number: int, status: int) -> list[str]:
        """Ends a run, and returns its arguments."""
        launch = await self.npm(number)
        self.box.finish(launch.pid, status)
        return launch.argv

    def text(self, name: str) -> str:
        data = self.disk.read('/tmp/cache/p/' + name)
        return 'absent' if data is None else decode(data)


async def test_one_npm_installs_all_that_is_wanted() -> None:
    found = Fetching()
    done = await gather([found.packages.fetch('a', 'a@^1.0.0 @s/b@2'), found.end(0, 0)])
    assert done[0]
    assert done[1][0:2] == ['npm', 'install']
    assert '--ignore-scripts' in done[1]
    assert done[1][-4:] == ['--prefix', '/tmp/cache/p', 'a@^1.0.0', '@s/b@2']
    assert found.text('package.json') == '{"name": "fetched-by-serve", "private": true}\n'


async def test_npm_that_fails() -> None:
    found = Fetching()
    done = await gather([found.packages.fetch('a', 'a'), found.end(0, 1)])
    assert not done[0]


async def test_a_machine_without_npm() -> None:
    assert not await Fetching(False).packages.fetch('a', 'a')


async def test_the_project_s_npmrc_applies() -> None:
    found = Fetching()
    found.disk.write('/tmp/project/.npmrc', encode('registry=https://r.example'))
    await gather([found.packages.fetch('a', 'a'), found.end(0, 0)])
    assert found.text('.npmrc') == 'registry=https://r.example'
    found.box.system.unlink('/tmp/project/.npmrc')
    await gather([found.packages.fetch('a', 'a'), found.end(1, 0)])
    assert found.text('.npmrc') == ''


async def test_a_second_npm_waits_for_the_first() -> None:
    found = Fetching()

    async def watch() -> list[int]:
        await found.npm(0)
        before = len(found.box.launched)
        await found.end(0, 1)
        await found.end(1, 0)
        return [before, len(found.box.launched)]

    done = await gather([found.packages.fetch('a', 'a'), found.packages.fetch('b', 'b'), watch()])
    assert done == [False, True, [1, 2]]
