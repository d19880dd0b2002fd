"""Bad input: a clear message, a non-zero code, nothing lost."""

import pytest

from tests.machine.browser import Machine
from tests.machine.registry import Registry

TRICK = b'module.exports = 1\n'


@pytest.fixture(autouse=True)
def project(machine: Machine) -> Machine:
    """An npm project with a file that must survive whatever happens."""
    machine.run('cd; rm -rf bad; mkdir bad; cd bad; npm init -y; echo precious > keep.txt')
    return machine


def refused(machine: Machine, command: str, *words: str, timeout: float = 90) -> str:
    """Runs a command that must fail; its message must contain all words, and the project must be unchanged."""
    text = machine.run(f'{command} 2>&1', timeout=timeout)
    assert machine.exit_code != 0, text
    for word in words:
        assert word.lower() in text.lower(), text
    assert machine.run('cat keep.txt') == 'precious'
    assert '"dependencies"' not in machine.run('cat package.json')
    return text


def test_unknown_package(machine: Machine) -> None:
    refused(machine, 'npm install terrarium-there-is-no-such-package', '404', 'terrarium-there-is-no-such-package')


def test_unknown_version(machine: Machine, registry: Registry) -> None:
    registry.publish('one-version', '1.0.0', {'package/index.js': TRICK})
    refused(machine, 'npm install one-version@9.9.9', 'one-version', '9.9.9')


def test_wrong_integrity(machine: Machine, faulty: Registry) -> None:
    faulty.publish('not-as-promised', '1.0.0', {'package/index.js': TRICK})
    faulty.misbehave('not-as-promised', 'integrity')
    refused(machine, 'npm install not-as-promised', 'EINTEGRITY', 'not-as-promised')
    assert machine.run('ls node_modules/not-as-promised 2>/dev/null; echo') == ''


def test_cut_tarball(machine: Machine, faulty: Registry) -> None:
    faulty.publish('cut-off', '1.0.0', {'package/index.js': TRICK * 1000})
    faulty.misbehave('cut-off', 'cut')
    refused(machine, 'npm install cut-off', 'cut-off')


def test_tarball_that_climbs_out(machine: Machine, registry: Registry) -> None:
    registry.publish('climber', '1.0.0', {'package/index.js': TRICK, 'package/../../../escaped.txt': b'escaped'})
    machine.run('npm install climber 2>&1')
    assert machine.run('find / -name escaped.txt 2>/dev/null; echo') == ''
    assert machine.run('cat keep.txt') == 'precious'


def test_registry_answers_500(machine: Machine, faulty: Registry) -> None:
    faulty.publish('failing', '1.0.0', {'package/index.js': TRICK})
    faulty.misbehave('failing', 'status', 500)
    refused(machine, 'npm install --fetch-retries=0 failing', '500')


def test_registry_answers_nothing(machine: Machine, faulty: Registry) -> None:
    faulty.publish('silent', '1.0.0', {'package/index.js': TRICK})
    faulty.misbehave('silent', 'silent')
    refused(machine, 'npm install --fetch-retries=0 --fetch-timeout=2000 silent', 'silent')


def test_script_with_a_syntax_error(machine: Machine) -> None:
    machine.run("printf 'let x = ;\\n' > wrong.js")
    text = machine.run('node wrong.js 2>&1')
    assert machine.exit_code == 1
    assert 'SyntaxError' in text and 'wrong.js' in text


def test_unknown_command(machine: Machine) -> None:
    text = machine.run('there-is-no-such-command 2>&1')
    assert machine.exit_code == 127
    assert 'there-is-no-such-command' in text and 'not found' in text


def test_unterminated_quote(machine: Machine) -> None:
    machine.run("printf 'echo \"never ends\\n' > open.sh; sh open.sh > out.txt 2>&1")
    assert machine.exit_code == 2
    assert 'quot' in machine.run('cat out.txt').lower()


def test_full_storage(machine: Machine) -> None:
    machine.run(
        """printf '%s' "const fs = require('fs'); const b = Buffer.alloc(64 << 20); try {"""
        """ for (let i = 0; i < 64; i++) fs.appendFileSync('full.bin', b) } catch (e) { console.log(e.code); process.exit(1) }" > fill.js"""
    )
    text = machine.run('node fill.js', timeout=180)
    assert machine.exit_code == 1 and text == 'ENOSPC'
    machine.run('rm full.bin')
    assert machine.run('echo again > again.txt; cat again.txt keep.txt') == 'again\nprecious'


def test_preview_of_a_port_where_nobody_listens(machine: Machine) -> None:
    machine.driver.switch_to.new_window('tab')
    machine.driver.get(f'{machine.server.url}preview/4999/')
    # The text of the page and of its frame, if it has one.
    texts = (
        'return document.documentElement.innerText + [...document.querySelectorAll("iframe")]'
        '.map((f) => f.contentDocument ? f.contentDocument.documentElement.innerText : "").join(" ")'
    )
    machine.wait_until(
        lambda: '4999' in machine.driver.execute_script(texts), 'a page which says that nobody listens on port 4999', 20
    )
    machine.leave_preview()
