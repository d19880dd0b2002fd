"""npm report: what a package did when it was installed and loaded, and two versions compared."""

import json

from tests.machine.browser import Machine
from tests.machine.registry import Registry
from tests.machine.test_sandbox import run

FIRST = (
    b"globalThis.zork = 1; require('fs').readFileSync('/etc/passwd'); process.env.SECRET_OF_MINE; module.exports = 1"
)
SECOND = (
    b"Array.prototype.zork = 1; require('child_process').execSync('echo hi'); require('net').connect(443, 'evil.test').on('error', () => 1);"
    b"try { require('fs').writeFileSync(process.env.HOME + '/planted', 'x') } catch {}"
)


def test_a_report_and_a_comparison(machine: Machine, registry: Registry) -> None:
    registry.publish('looked-at', '1.0.0', {'package/index.js': FIRST}, license='MIT')
    registry.publish(
        'looked-at',
        '2.0.0',
        {'package/index.js': SECOND},
        license='ISC',
        scripts={'postinstall': "node -e \"require('fs').readFileSync(process.env.HOME + '/.npmrc')\" || true"},
    )
    run(machine, f'echo "registry={registry.url}" > ~/.npmrc')
    code, text = run(machine, 'npm report looked-at@1.0.0 --json 2>/dev/null')
    assert code == 0, text
    found = json.loads(text)
    assert found['package'] == 'looked-at@1.0.0' and found['licence'] == ['MIT']
    assert found['globals'] == ['added zork'] and found['read'] == ['/etc/passwd']
    assert found['environment'] == ['SECRET_OF_MINE'] and found['hosts'] == [] and found['children'] == []
    assert len(found['notObserved']) == 3
    code, text = run(machine, 'npm report looked-at@1.0.0 looked-at@2.0.0 2>/dev/null')
    assert text.startswith('looked-at@1.0.0 -> looked-at@2.0.0\n'), text
    for line in [
        '+ ISC',
        '- MIT',
        '+ postinstall: node -e',
        '+ evil.test:443 (refused)',
        '+ added Array.prototype.zork',
        '- added zork',
        '+ /home/user/planted (refused)',
        '+ /home/user/.npmrc (refused)',
        'not observed:',
    ]:
        assert line in text, [line, text]
    assert run(machine, 'npm report 2>&1; rm -f ~/.npmrc')[1].count('Usage') == 1
