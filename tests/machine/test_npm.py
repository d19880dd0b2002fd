"""npm in the browser: real packages from a registry on localhost, scripts, commands of packages, the cache without a
network."""

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
    registry.publish(
        'greeter',
        '1.0.0',
        {'package/cli.js': b'#!/usr/bin/env node\nconsole.log("hello " + process.argv.slice(2).join("+"))\n'},
        bin='cli.js',
        scripts={'postinstall': "node -e \"require('fs').writeFileSync('made', process.env.npm_lifecycle_event)\""},
    )
    assert 'added 1 package' in machine.run('npm install greeter', timeout=60)
    assert machine.run('cat node_modules/greeter/made; echo') == 'postinstall'
    assert machine.run('npx greeter a b') == 'hello a+b'
    machine.run(
        """printf '{"name": "hi", "version": "1.0.0", "scripts": {"hi": "greeter $npm_package_version"}}' > package.json"""
    )
    said = machine.run('npm run hi -- there')
    assert machine.exit_code == 0 and 'hello 1.0.0+there' in said, said
    assert machine.run('npm run -s hi') == 'hello 1.0.0'
    machine.run('npm run nothing 2>&1')
    assert machine.exit_code == 1


def test_npx_fetches_what_is_not_there(machine: Machine, registry: Registry) -> None:
    registry.publish(
        'runs-anywhere',
        '2.0.0',
        {'package/cli.js': b'#!/usr/bin/env node\nconsole.log("ran in " + process.cwd())\n'},
        bin='cli.js',
    )
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


def publish_native(registry: Registry, name: str) -> None:
    """A package in the form of napi-rs: a part for each platform, and a loader that tries them."""
    loader = f"""#!/usr/bin/env node
for (const part of ['linux-x64-gnu', 'wasm32-wasi']) {{
  try {{ module.exports = require('@{name}/' + part); break }} catch {{}}
}}
if (module.exports.what === undefined) throw new Error('no native part')
if (require.main === module) console.log(module.exports.what)
"""
    for part, cpu in [('linux-x64-gnu', 'x64'), ('darwin-arm64', 'arm64')]:
        registry.publish(
            f'@{name}/{part}',
            '1.3.0',
            {'package/index.js': b'exports.what = "native"\n'},
            os=[part.split('-')[0]],
            cpu=[cpu],
        )
    registry.publish(
        name,
        '1.3.0',
        {'package/cli.js': loader.encode()},
        bin='cli.js',
        main='cli.js',
        optionalDependencies={f'@{name}/{part}': '1.3.0' for part in ['linux-x64-gnu', 'darwin-arm64']},
    )


def test_an_older_build_in_webassembly_stands_in(machine: Machine, registry: Registry) -> None:
    publish_native(registry, 'late')
    registry.publish('late-helper', '1.0.0', {'package/index.js': b'module.exports = "wasm"\n'})
    for version in ['1.1.0', '1.2.0', '1.4.0', '2.0.0']:
        code = f"exports.what = require('late-helper') + ' {version}'\n"
        registry.publish(
            '@late/wasm32-wasi',
            version,
            {'package/index.js': code.encode()},
            cpu=['wasm32'],
            dependencies={'late-helper': '^1.0.0'},
        )
    said = machine.run('npm install late 2>&1', timeout=60)
    assert 'late@1.3.0 is native code; @late/wasm32-wasi@1.2.0, another version' in said.replace('\n', ''), said
    assert machine.run('npx late') == 'wasm 1.2.0'
    assert 'up to date' in machine.run('npm install')
    assert 'added 1 package' in machine.run('npm ci', timeout=60)
    assert machine.run('npx late') == 'wasm 1.2.0'
    assert machine.run('grep -c wasm32-wasi package-lock.json') == '0'


def test_what_has_no_build_is_named_and_refuses(machine: Machine, registry: Registry) -> None:
    publish_native(registry, 'hopeless')
    said = machine.run('npm install hopeless 2>&1', timeout=60)
    assert (
        machine.exit_code == 0
        and 'hopeless@1.3.0 is native code (@hopeless/linux-x64-gnu) and has no build' in said.replace('\n', '')
    ), said
    said = machine.run('npx hopeless 2>&1')
    assert machine.exit_code == 1 and "can't run here" in said and 'at ' not in said.replace('native', ''), said
    registry.publish('does-without', '1.0.0', {'package/index.js': JS}, optionalDependencies={'hopeless': '*'})
    said = machine.run('npm uninstall hopeless; npm install does-without 2>&1', timeout=60)
    assert 'warn' not in said, said


def test_what_a_substitute_lacks_is_added(machine: Machine, registry: Registry) -> None:
    """@swc/core's functions that read files are implemented with those of @swc/wasm, which lacks them."""
    registry.publish('@swc/core', '1.9.0', {'package/index.js': JS})
    wasm = b"exports.transformSync = (text, options) => ({code: text.trim() + ' ' + options.filename}); exports.transform = async (...all) => exports.transformSync(...all)"
    registry.publish('@swc/wasm', '1.9.0', {'package/wasm.js': wasm}, main='wasm.js')
    said = machine.run('npm install @swc/core 2>&1; echo swc > a.js', timeout=60)
    assert '@swc/core@1.9.0 is native code and was replaced by @swc/wasm@1.9.0' in said.replace('\n', ''), said
    assert (
        machine.run(
            """node -p 'const swc = require("@swc/core"); swc.version + swc.transformFileSync("a.js", {}).code'"""
        )
        == '1.9.0swc a.js'
    )
    assert (
        machine.run("""node -e 'require("@swc/core").transformFile("a.js").then((found) => console.log(found.code))'""")
        == 'swc a.js'
    )
    said = machine.run("""node -e 'require("@swc/core").bundle().catch((error) => console.log(error.message))'""")
    assert "can't run here" in said, said
    machine.run('npm uninstall @swc/core')


def test_what_starts_a_program_of_its_own_is_named_and_refuses(machine: Machine, registry: Registry) -> None:
    """The package's install script, which downloads the program, isn't run."""
    registry.publish('cypress', '15.0.0', {'package/bin.js': JS}, bin='bin.js', scripts={'postinstall': 'exit 7'})
    said = machine.run('npm install cypress 2>&1', timeout=60)
    assert (
        machine.exit_code == 0
        and "cypress@15.0.0 downloads and starts Cypress, which is native code, so it can't run here"
        in said.replace('\n', '')
    ), said
    said = machine.run('npx cypress run 2>&1')
    assert machine.exit_code == 1 and said.replace('\n', '').startswith(
        'cypress@15.0.0 downloads and starts Cypress'
    ), said
    machine.run('npm uninstall cypress')


def test_who_loads_what_has_no_build_gets_one_sentence(machine: Machine, registry: Registry) -> None:
    """Even if the loader wraps it in an error of its own; a program that can do without isn't disturbed."""
    registry.publish('@forlorn/linux-x64-gnu', '2.0.0', {'package/index.js': JS}, os=['linux'], cpu=['x64'])
    loader = b"try { require('@forlorn/linux-x64-gnu') } catch (error) { throw new Error('no binding', {cause: [new Error('first'), error]}) }"
    registry.publish(
        'forlorn', '2.0.0', {'package/index.js': loader}, optionalDependencies={'@forlorn/linux-x64-gnu': '2.0.0'}
    )
    machine.run('npm install forlorn 2>&1', timeout=60)
    expected = (
        "forlorn@2.0.0 is native code (@forlorn/linux-x64-gnu) and has no build in JavaScript or WebAssembly, so it can't run here. "
        'Look for another package in JavaScript or WebAssembly.'
    )
    collected = 'let e; try { require("forlorn") } catch (error) { e = error }; Promise.reject(new AggregateError([e]))'
    for program in ['require("forlorn")', 'import("forlorn")', collected]:
        said = machine.run(f"node -e '{program}' 2>&1")
        assert (machine.exit_code, said.replace('\n', '')) == (1, expected)
    assert machine.run("""node -p 'try { require("forlorn") } catch { "without" }'""") == 'without'
    assert 'up to date' in machine.run('npm install')
    machine.run('npm uninstall forlorn')


def test_native_code_in_a_package_is_named_at_install_and_when_it_is_loaded(
    machine: Machine, registry: Registry
) -> None:
    """A file in a package's archive: no name reveals it, and the package may have an alternative."""
    registry.publish(
        'carrier',
        '1.4.0',
        {
            'package/build/it.node': b'\x7fELF' + bytes(64),
            'package/other.node': b'no native code',
            'package/index.js': b'module.exports = require("./build/it.node")',
        },
    )
    said = machine.run(
        'mkdir -p ~/project/carrying && cd ~/project/carrying && npm init -y > /dev/null; npm install carrier 2>&1'
    )
    assert (
        machine.exit_code == 0
        and "carrier@1.4.0 has native code in it (build/it.node), which can't run here" in said.replace('\n', '')
    ), said
    said = machine.run('node -e \'require("carrier")\' 2>&1')
    assert (
        machine.exit_code == 1
        and 'Error' not in said
        and said.replace('\n', '').endswith('so carrier@1.4.0 must work without this file')
    ), said
    said = machine.run(
        """node -e 'try { require("carrier") } catch (error) { console.log(error.code, error.message) }'; cd"""
    )
    assert 'ERR_DLOPEN_FAILED' in said and 'so carrier@1.4.0 must work without this file' in said.replace('\n', ''), (
        said
    )


def test_typescript_7_is_the_newest_in_javascript(machine: Machine) -> None:
    said = machine.run('npm install typescript@7.0.2 2>&1', timeout=120)
    assert 'typescript@7.0.2 is native code and was replaced by typescript@6.' in said.replace('\n', ''), said
    assert json.loads(machine.run('cat package.json'))['dependencies'] == {'typescript': '^7.0.2'}
    assert machine.run('npx tsc --version').startswith('Version 6.')
    assert machine.run('node -p "typeof require(\'typescript\').createProgram"') == 'function'


def test_a_package_is_packed_linked_and_looked_at(machine: Machine, registry: Registry) -> None:
    for version in ['1.0.0', '1.1.0']:
        registry.publish('dated', version, {'package/index.js': JS})
    machine.run('npm install dated@1.0.0', timeout=60)
    assert machine.run('npm outdated').split('\n')[1].split()[:4] == ['dated', '1.0.0', '1.1.0', '1.1.0']
    assert machine.exit_code == 1
    assert 'dated@"^1.0.0" from the root project' in machine.run('npm explain dated')
    machine.run('echo "module.exports = 2" > index.js')
    assert machine.run('npm pack 2> told').strip() == 'packages-1.0.0.tgz'
    assert 'total files:' in machine.run('cat told')
    machine.run(
        'cd; rm -rf other; mkdir other; cd other; npm init -y; npm install ../packages/packages-1.0.0.tgz', timeout=60
    )
    assert machine.run('node -p "require(\'packages\')"') == '2'
    machine.run('cd ~/packages; npm link; cd ~/other; npm link packages', timeout=60)
    assert machine.run('readlink node_modules/packages') == '../../packages'
    assert 'https://www.npmjs.com/package/other' in machine.run('npm docs --no-browser')


def test_advisories_are_told_and_mended(machine: Machine, registry: Registry) -> None:
    for version in ['1.0.0', '1.0.1']:
        registry.publish('shaky', version, {'package/index.js': JS})
    fault = {'id': 1, 'title': 'Falls over', 'url': 'https://example.org/1', 'severity': 'high'}
    registry.advisories = {'shaky': [{**fault, 'vulnerable_versions': '<1.0.1'}]}
    try:
        machine.run("""printf '{"dependencies": {"shaky": "1.0.0"}}' > package.json""")
        said = machine.run('npm install', timeout=60)
        assert 'added 1 package, and audited 2 packages in' in said and '1 high severity vulnerability' in said, said
        assert 'Falls over - https://example.org/1' in machine.run('npm audit', timeout=60)
        assert machine.exit_code == 1
        assert 'found 0 vulnerabilities' in machine.run('npm audit fix --force 2>&1', timeout=60)
        assert machine.run('node -p "require(\'shaky/package.json\').version"') == '1.0.1'
    finally:
        registry.advisories = None
