"""Programs that hang while they hold a lock of the machine: they are ended, and the machine continues, or reports that
it must restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.static_server import StaticServer

# A built-in that the runtime uses inside its critical sections hangs when a program says so. It stands before the
# runtime, which captures its built-ins: a program can't replace them.
TRAP = """
{
  const array = Object.getPrototypeOf(Uint8Array.prototype), set = array.set
  array.set = function (...args) {
    if (globalThis.armed && args[0]?.length > 3000) for (;;);
    return Reflect.apply(set, this, args)
  }
}
"""
LOOKS = """
const fs = require('fs')
fs.writeFileSync('b', Buffer.alloc(12000))
const fd = fs.openSync('b')
setTimeout(() => { console.log('now'); globalThis.armed = true; fs.readSync(fd, Buffer.alloc(12000)) }, 500)
"""
CHANGES = """
const fs = require('fs')
fs.writeFileSync('a', 'kept')
const fd = fs.openSync('a', 'r+')
setTimeout(() => { console.log('changes'.toUpperCase()); globalThis.armed = true; fs.writeSync(fd, Buffer.alloc(100000)) }, 1000)
"""


@pytest.fixture(scope='module')
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    server = StaticServer(altered_dist(Path(tmp_path_factory.mktemp('stuck')), TRAP, ('process.js',)), '/stuck/')
    browser = Browser()
    try:
        yield Machine(browser, server).open()
    finally:
        browser.close()
        server.stop()


def test_one_that_only_looked_is_ended(machine: Machine) -> None:
    machine.write_file('looks.js', LOOKS)
    machine.type('node looks.js\n')
    machine.wait_for('now')
    machine.control('c')
    machine.wait_until(
        lambda: 'blocked the machine' in machine.driver.find_element('id', 'statusbar').text,
        'the warning',
        60,
    )
    assert machine.run('echo goes on; fsck | tail -1 | grep -o sound', timeout=60) == 'goes on\nsound'


def test_one_that_changed_files_stops_the_machine(machine: Machine) -> None:
    """The page reports it; after a restart the files are as they were last stored."""
    machine.write_file('changes.js', CHANGES)
    machine.type('node changes.js\n')
    machine.wait_for('CHANGES')
    machine.control('c')
    machine.wait_until(
        lambda: 'must restart' in machine.driver.find_element('tag name', 'body').text, 'the message', 60
    )
    machine.reload()
    assert machine.run('cat a; echo; fsck | tail -1 | grep -o sound', timeout=60) == 'kept\nsound'
