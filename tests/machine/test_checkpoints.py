"""Checkpoints of a workspace: creating, listing, rolling back, also after a reload; npm makes one before it
installs."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Browser, Machine
from tests.machine.registry import Registry
from tests.machine.static_server import StaticServer
from toolchain.environment import DIST


@pytest.fixture(scope='module')
def machine(registry: Registry) -> Iterator[Machine]:
    server = StaticServer(DIST, '/checkpoints/')
    browser = Browser()
    try:
        found = Machine(browser, server).open()
        found.run(f'export npm_config_registry={registry.url}')
        yield found
    finally:
        browser.close()
        server.stop()


def tree(machine: Machine) -> str:
    """Names, sizes and contents of all files of the project."""
    return machine.run('find . -type f ! -path "*/.terrarium*" | sort | xargs sha256sum; find . | sort | md5sum')


def names(machine: Machine) -> list[str]:
    """Without those that the shell makes before dangerous commands (shell/guard.py)."""
    found = [line.split('  ')[0] for line in machine.run('checkpoint list').split('\n')]
    return [name for name in found if not name.startswith('undo: ')]


def test_rollback_brings_files_back(machine: Machine) -> None:
    machine.run(
        'mkdir -p src/deep; for i in $(seq 1 150); do echo content $i > src/f$i; done; head -c 3000000 /dev/urandom > large; ln -s src/f1 link'
    )
    before = tree(machine)
    assert machine.run('checkpoint one') == 'made checkpoint one'
    machine.run(
        'rm -r src/deep; for i in $(seq 1 50); do rm src/f$i; echo other > src/f10$i; done; echo more >> large; mv src moved; mkdir new; echo 1 > new/file'
    )
    changed = tree(machine)
    assert changed != before
    assert machine.run('rollback one') == ''
    assert tree(machine) == before
    assert machine.run('fsck | tail -1').endswith('sound')
    assert names(machine) == ['before one', 'one']
    assert machine.run('rollback "before one"') == ''
    assert tree(machine) == changed
    assert machine.run('fsck | tail -1').endswith('sound')


def test_checkpoints_outlive_the_page(machine: Machine) -> None:
    machine.run('rollback one')
    before = tree(machine)
    machine.run('echo changed > src/f3; rm large; sync')
    machine.reload()
    assert machine.run('cat src/f3') == 'changed'
    machine.run('echo again > src/f4')
    assert machine.run('rollback one') == ''
    assert tree(machine) == before
    machine.reload()
    assert tree(machine) == before
    assert machine.run('fsck | tail -1').endswith('sound')


def test_removing_one_keeps_those_before_it(machine: Machine) -> None:
    machine.run(
        'echo 1 > state; checkpoint first; echo 2 > state; checkpoint second; echo 3 > state; checkpoint third; echo 4 > state'
    )
    machine.run('checkpoint rm second')
    assert 'second' not in names(machine)
    machine.run('rollback first')
    assert machine.run('cat state') == '1'
    machine.run('rollback third')
    assert machine.run('cat state') == '3'
    assert 'there is no checkpoint' in machine.run('rollback second')
    assert machine.exit_code == 1


def test_rollback_under_a_program_that_writes(machine: Machine) -> None:
    machine.write_file(
        'busy.js', "let n = 0; setInterval(() => require('fs').writeFileSync('busy-' + n++ % 30, 'x'.repeat(n)), 1)"
    )
    machine.run('checkpoint calm; node busy.js & sleep 1; rollback calm; kill $!; wait $! 2>/dev/null; sleep 0.5')
    assert machine.run('fsck | tail -1').endswith('sound')
    machine.reload()
    assert machine.run('fsck | tail -1').endswith('sound')


def test_npm_makes_one_before_it_installs(machine: Machine) -> None:
    machine.run('mkdir -p npm-project; cd npm-project; echo "{}" > package.json', 20)
    machine.run(
        f'npm install is-odd --registry {machine.run("echo $npm_config_registry")} >/dev/null 2>&1; echo $?', 120
    )
    assert machine.run('ls node_modules') != ''
    assert names(machine)[0] == 'before npm install'
    machine.run('rollback "before npm install"')
    assert machine.run('ls') == 'package.json'
    machine.run('cd ..')


def test_page_lists_and_restores(machine: Machine) -> None:
    machine.run('echo page > from-page')
    assert machine.api("return (await wc.checkpoint('by page')).name") == 'by page'
    machine.run('echo changed > from-page')
    assert machine.api('return (await wc.checkpoints())[0].name') == 'by page'
    machine.api("await wc.rollback('by page')")
    assert machine.run('cat from-page') == 'page'


def test_words_and_names(machine: Machine) -> None:
    assert 'Usage: checkpoint [NAME]' in machine.run('checkpoint --help') and 'Usage: rollback NAME' in machine.run(
        'rollback --help'
    )
    assert (
        machine.run('checkpoint rm')
        == "checkpoint: name the checkpoint to remove (see checkpoint list)\nTry 'checkpoint --help' for more information."
    )
    assert "can't contain control characters" in machine.run("checkpoint $'a\\nb'")
    assert machine.run(
        "checkpoint -- rm; checkpoint 'odd / é'; checkpoint rm rm 'odd / é' && checkpoint list | grep -c -e rm -e odd"
    ) == ('made checkpoint rm\nmade checkpoint odd / é\n0')
    assert (
        machine.run('fsck nope') == 'fsck: nope: only the root file system (/) can be checked'
        and machine.exit_code == 8
    )
