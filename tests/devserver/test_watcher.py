"""Batches of changed files, from the machine's own events."""

from __future__ import annotations

from runtime_py.devserver.watcher import Watcher, is_left_out
from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import ENOENT
from runtime_py.platform.futures import Future
from tests.support import turns, until
from tests.sys.call_support import Box


class Watched:
    """A folder that is watched; `batches` are the files of each call, which `hold` makes wait."""

    def __init__(self) -> None:
        self.box = Box()
        self.box.system.mkdir('/tmp/p', 0o777)
        self.box.system.mkdir('/tmp/p/node_modules', 0o777)
        self.batches: list[list[str]] = []
        self.errors: list[str] = []
        self.hold: Future | None = None
        self.raises = False
        self.watcher = Watcher(
            self.box.system, '/tmp/p', lambda files: self.changed(files), lambda error: self.errors.append(str(error))
        )

    async def changed(self, files: list[str]) -> None:
        self.batches.append(files)
        if self.raises:
            raise ValueError('refused')
        if self.hold is not None:
            await self.hold.wait()

    def write(self, name: str, text: str) -> None:
        self.box.system.write_file('/tmp/p/' + name, encode(text))


def test_names_that_are_left_out() -> None:
    for name in ['node_modules/a', 'a/node_modules', '.git/HEAD', 'x/.cache/y']:
        assert is_left_out(name)
    for name in ['a', 'node_modules_/a', 'git/.gitignore', 'src/cache/a']:
        assert not is_left_out(name)


async def test_events_of_a_moment_are_one_batch() -> None:
    found = Watched()
    assert found.watcher.begin() == 0
    found.write('a', '1')
    found.write('a', '2')
    found.write('b', '1')
    found.write('node_modules/m', '1')
    await until(lambda: len(found.batches) > 0)
    assert [sorted(files) for files in found.batches] == [['/tmp/p/a', '/tmp/p/b']]
    found.watcher.end()


async def test_what_comes_during_a_batch_waits_for_its_end() -> None:
    found = Watched()
    found.watcher.begin()
    hold = Future()
    found.hold = hold
    found.write('a', '1')
    await until(lambda: len(found.batches) == 1)
    found.write('b', '1')
    await turns(5)
    assert len(found.batches) == 1
    found.hold = None
    hold.resolve(True)
    await until(lambda: len(found.batches) == 2)
    assert found.batches[1] == ['/tmp/p/b']
    found.watcher.end()


async def test_an_error_is_told_and_the_next_batch_comes() -> None:
    found = Watched()
    found.watcher.begin()
    found.raises = True
    found.write('a', '1')
    await until(lambda: len(found.errors) == 1)
    assert found.errors == ['refused']
    found.raises = False
    found.write('b', '1')
    await until(lambda: len(found.batches) == 2)
    found.watcher.end()


async def test_nothing_comes_after_its_end() -> None:
    found = Watched()
    found.watcher.begin()
    found.watcher.end()
    found.watcher.end()
    found.write('a', '1')
    await turns(5)
    assert found.batches == []


async def test_a_folder_that_is_not_there() -> None:
    box = Box()
    watcher = Watcher(box.system, '/tmp/absent', lambda files: turns(), lambda error: None)
    assert watcher.begin() == -ENOENT
    watcher.end()
