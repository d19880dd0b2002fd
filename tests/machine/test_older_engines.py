"""Features that engines a few years old lack (Safari before 26, and before 16.4), removed from Chromium's workers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer

LACKS = 'delete Atomics.waitAsync; delete Atomics.pause; if (globalThis.FileSystemFileHandle) delete FileSystemFileHandle.prototype.createWritable;'


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Machine]:
    server = StaticServer(altered_dist(tmp_path, LACKS, ('kernel.js', 'process.js', 'network.js')), '/older/')
    browser = Browser()
    try:
        yield Machine(browser, server).open()
    finally:
        browser.close()
        server.stop()


def test_programs_run_and_a_mounted_folder_is_written(older: Machine) -> None:
    said = older.run(
        "node -e 'console.log(typeof Atomics.waitAsync); setTimeout(() => console.log(1), 20)'; echo a | (sleep 0.1; cat); sh -c 'sleep 0.1; echo b'"
    )
    assert said.split() == ['undefined', '1', 'a', 'b']
    older.run('mkdir -p d; mount opfs:older $PWD/d 2>&1 || mount -t folder opfs:older $PWD/d')
    assert older.exit_code == 0
    older.run('echo first, which is longer > d/file; sync; echo second > d/file; sync')
    kept = older.api("""
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('older')
        return await (await (await folder.getFileHandle('file')).getFile()).text()""")
    assert kept == 'second\n'
