"""npm in the browser: real packages from a registry on localhost, scripts, commands of packages, the cache without a network."""
import json
import re

import pytest

from tests.machine.browser import Machine
from tests.machine.npm_cache import NpmCache
from tests.machine.registry import Registry

JS = b'module.exports = 1\n'


@pytest.fixture(autouse=True)
def project(machine: Machine) -> Machine:
    machine.run('cd; rm -rf packages; mkdir packages; cd packages; npm init -y')
    return machine


def test_a_real_package(machine: Machine, npm_cache: NpmCache) -> None:
    npm_cache.warm('express@4.21.2')
    said = machine.run('npm install express@4.21.2', timeout=120)
    assert machine.exit_code == 0, said
    count = re.search(r'added (\d+) packages in', said)
    assert count is not None and int(count[1]) > 50, said
    assert machine.run('node -p "typeof require(\'express\')()"') == 'function'
    listed = machine.run('npm ls')
    assert 'express@4.21.2' in listed
    said = machine.run('rm -rf node_modules; npm ci --offline', timeout=120)
    assert count[0] in said, said


def test_scripts_and_commands(machine: Machine, registry: Registry) -> None:
    registry.publish('greeter', '1.0.0', {'package/cli.js': b'#!/usr/bin/env node\nconsole.log("hello " + process.argv.slice(2).join("+"))\n'}, bin='cli.js',
                     scripts={'postinstall': 'node -e "require(\'fs\').writeFileSync(\'made\', process.env.npm_lifecycle_event)"'})
    assert 'added 1 package' in machine.run('npm install greeter', timeout=60)
    assert machine.run('cat node_modules/greeter/made; echo') == 'postinstall'
    assert machine.run('npx greeter a b') == 'hello a+b'
    machine.run("""printf '{"name": "hi", "version": "1.0.0", "scripts": {"hi": "greeter $npm_package_version"}}' > package.json""")
    said = machine.run('npm run hi -- there')
    assert machine.exit_code == 0 and 'hello 1.0.0+there' in said, said
    assert machine.run('npm run -s hi') == 'hello 1.0.0'
    machine.run('npm run nothing 2>&1')
    assert machine.exit_code == 1


def test_npx_fetches_what_is_not_there(machine: Machine, registry: Registry) -> None:
    registry.publish('runs-anywhere', '2.0.0', {'package/cli.js': b'#!/usr/bin/env node\nconsole.log("ran in " + process.cwd())\n'}, bin='cli.js')
    said = machine.run('npx -y runs-anywhere', timeout=60)
    assert said.endswith('/packages') and 'ran in' in said, said
    assert machine.run('ls node_modules 2>/dev/null; echo') == ''


def test_a_failing_script_leaves_the_old_tree(machine: Machine, registry: Registry) -> None:
    registry.publish('fine', '1.0.0', {'package/index.js': JS})
    registry.publish('unlucky', '1.0.0', {'package/index.js': JS}, scripts={'install': 'echo no luck; exit 3'})
    machine.run('npm install fine', timeout=60)
    said = machine.run('npm install unlucky 2>&1', timeout=60)
    assert machine.exit_code == 3 and 'no luck' in said, said
    assert machine.run('ls node_modules') == 'fine'
    assert json.loads(machine.run('cat package.json'))['dependencies'] == {'fine': '^1.0.0'}


def test_what_is_native_is_replaced_or_refused(machine: Machine, registry: Registry) -> None:
    registry.publish('native-thing', '1.0.0', {'package/index.js': JS, 'package/binding.gyp': b'{}'})
    said = machine.run('npm install native-thing 2>&1', timeout=60)
    assert machine.exit_code != 0 and 'ENATIVEBUILD' in said and 'native-thing' in said, said
