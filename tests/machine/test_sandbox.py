"""Policies in a machine: `sandbox`, `spawn(…, {policy})`, `.terrarium/policy.json`; what a child inherits."""

import pytest

from tests.machine.browser import Machine

SPAWN = """
    const [command, options] = args
    const program = await wc.spawn('sh', ['-c', command], {...options, terminal: false})
    let text = ''
    program.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
    return [await program.exit, text]
"""
SETUP = 'mkdir -p secret open; echo key > secret/key; echo text > open/text; ln -sf ../secret/key open/link'
TRY_READ = (
    "for (const f of ['secret/key', 'open/text', 'open/link', 'open/../secret/key']) "
    "{ try { fs.readFileSync(f); console.log(f, 'read') } catch (e) { console.log(f, e.code) } }"
)


@pytest.fixture(scope='module')
def files(machine: Machine) -> None:
    machine.api(SPAWN, SETUP, {})


def run(machine: Machine, command: str, options: dict | None = None) -> list:
    return machine.api(SPAWN, command, options or {})


def test_sandbox_grants_only_what_it_is_told(machine: Machine, files: None) -> None:
    code, text = run(machine, f'sandbox --read open node -e "{TRY_READ}" 2>&1')
    assert text.split('\n')[:4] == [
        'secret/key EACCES',
        'open/text read',
        'open/link EACCES',
        'open/../secret/key EACCES',
    ]
    assert code == 0


def test_utilities_builtins_and_redirections_are_confined_too(machine: Machine, files: None) -> None:
    for command in [
        'cat secret/key',
        'sh -c "cat secret/key"',
        "sh -c 'read line < secret/key; echo $line'",
        'cp secret/key /tmp/copy',
        'ln secret/key /tmp/hard',
        'mv secret/key /tmp/key',
        'sh -c "echo changed > secret/key"',
        'sh -c "echo changed > open/text"',
        'rm -rf secret',
        'find secret -type f',
        'sandbox --read / cat secret/key',
        'node -e "child_process.execSync(\'cat secret/key\')"',
    ]:
        code, text = run(machine, f'sandbox --read open {command} 2>&1; cat secret/key; cat open/text')
        assert text.endswith('key\ntext\n') and 'key\nkey' not in text, [command, text]
        assert 'ermission denied' in text or 'EACCES' in text, [command, text]


def test_threads_have_the_policy_of_their_process(machine: Machine, files: None) -> None:
    machine.write_file('reads.js', "console.log(require('fs').readFileSync('secret/key', 'utf8'))")
    program = 'new worker_threads.Worker("./reads.js")'
    policy = {'rules': [{'effect': 'deny', 'action': ['read', 'write'], 'path': './secret'}]}
    code, text = run(machine, f"node -e '{program}' 2>&1", {'policy': policy})
    assert code == 1 and 'EACCES' in text and 'key\n' not in text


def test_writing_network_and_environment(machine: Machine, files: None) -> None:
    assert run(
        machine,
        'sandbox --write open sh -c "echo more >> open/text; tail -1 open/text; : > open/text; echo text > open/text"',
    ) == [0, 'more\n']
    program = (
        "net.connect(80, 'host.example').on('error', (e) => console.log(e.code)); "
        "net.createServer().on('error', (e) => console.log(e.code)).listen(4321, () => console.log('listens'))"
    )
    code, text = run(machine, f'timeout 20 sandbox node -e "{program}" 2>&1')
    assert sorted(text.split()) == ['EACCES', 'EACCES']
    assert (
        run(machine, 'NPM_TOKEN=x MINE=y sandbox --env MINE sh -c "echo [$NPM_TOKEN] [\\$NPM_TOKEN] [\\$MINE]"')[1]
        == '[] [] [y]\n'
    )


def test_wrong_options(machine: Machine) -> None:
    assert run(machine, 'sandbox 2>&1')[0] == 125
    assert run(machine, 'sandbox --profile loose true 2>&1')[0] == 125
    assert run(machine, 'sandbox --net "a b" true 2>&1')[0] == 125
    assert run(machine, 'sandbox nothing-such 2>&1')[0] == 127


def test_spawn_with_a_policy(machine: Machine, files: None) -> None:
    policy = {'rules': [{'effect': 'deny', 'action': ['read', 'write'], 'path': './secret'}]}
    code, text = run(machine, 'cat secret/key; cat open/text', {'policy': policy})
    assert 'ermission denied' in text and 'text\n' in text and 'key\n' not in text  # two streams: in any order
    assert run(machine, 'cat open/text', {'policy': 'strict'})[0] != 0
    assert run(machine, 'cat open/text', {'policy': 'open'}) == [0, 'text\n']


def test_a_wrong_policy_starts_nothing(machine: Machine) -> None:
    found = machine.api("""
        const told = []
        for (const policy of ['loose', {rules: [{effect: 'deny', action: 'read', path: 'relative'}]}, {rules: 1}, 7, [], {__proto__: null, more: 1}]) {
            await wc.spawn('true', [], {policy}).then(() => told.push('started'), (error) => told.push([error.code, error.message]))
        }
        return told""")
    assert [each[0] for each in found] == ['ERR_TERRARIUM_POLICY'] * 6
    assert 'rules[0].path' in found[1][1]


def test_the_workspace_s_own_policy(machine: Machine, files: None) -> None:
    machine.api(
        "await wc.fs.mkdir('.terrarium', {recursive: true}); await wc.fs.writeFile('.terrarium/policy.json', args[0])",
        '{"rules": [{"effect": "deny", "action": "read", "path": "./secret", "program": "node", "why": "not for programs"}]}',
    )
    try:
        assert run(machine, f'cat secret/key; node -e "{TRY_READ}"')[1].split('\n')[:2] == ['key', 'secret/key EACCES']
        machine.api("await wc.fs.writeFile('.terrarium/policy.json', '{')")
        assert (
            machine.api("return await wc.spawn('true').then(() => 'started', (error) => error.code)")
            == 'ERR_TERRARIUM_POLICY'
        )
    finally:
        machine.api("await wc.fs.rm('.terrarium', {recursive: true})")


def test_undo_takes_a_dangerous_command_back(machine: Machine) -> None:
    machine.run('mkdir -p ~/mine/src; cd ~/mine; echo "{}" > package.json; echo text > src/file; sync')
    assert 'removes the project; undo takes it back' in machine.run('cd ~; rm -rf mine').replace('\n', ' ')
    assert machine.run('ls -d mine 2>/dev/null; echo -') == '-'
    assert machine.run('undo').replace('\n', '') == 'taken back: rm -rf mine'
    assert machine.run('cat mine/src/file') == 'text'
    # one command line of many redirections: the checkpoint is from before the first
    machine.run('cd ~/mine; for k in 1 2 3 4 5 6; do echo $k > file$k; done')
    said = machine.run('for f in file*; do : > $f; done').replace('\n', ' ')
    assert 'overwrites 5 files or more; undo takes it back' in said
    machine.run('undo')
    assert machine.run('cat file1 file6') == '1\n6'
    machine.run('cd ~/project; rm -rf ~/mine/*; rm -rf ~/mine')


def test_a_profile_refuses_dangerous_commands(machine: Machine) -> None:
    for command in ['rm -rf ~', "node -e \"child_process.execSync('rm -rf ~/project', {stdio: 'inherit'})\""]:
        code, text = run(machine, f'sandbox --profile careful {command} 2>&1')
        assert code != 0 and 'refused by the profile careful' in text, [command, text]
    assert machine.run('ls -d ~/project') == '/home/user/project'
    found = machine.api("return (await wc.audit()).records.filter((r) => r.kind === 'note' && r.about === 'command')")
    assert found[-1]['text'] == 'removes the project: rm -rf /home/user/project'


def test_no_link_carries_anything_out(machine: Machine) -> None:
    """The page opens links for programs, in a window that reaches every host."""
    machine.api(
        'window.opened = []; window.stops = [wc.on("xdg-open", (target) => opened.push(target)), '
        'wc.on("code", (kind, event) => opened.push(...event.files.map((file) => file.filepath)))]'
    )
    try:
        for link in ['https://evil.test/?secret', 'https://evil.test\\@good.test/', 'mailto:a@evil.test?body=secret']:
            for command in ['xdg-open', 'code']:
                said = run(machine, f"sandbox --net good.test:443 {command} '{link}' 2>&1")[1]
                assert command == 'code' or 'not allowed by the policy' in said, [link, said]
        assert machine.api('return window.opened.filter((each) => /:/.test(each) && !each.startsWith("/"))') == []
        assert run(machine, 'sandbox --net good.test:443 xdg-open https://good.test/a')[0] == 0
        assert run(machine, 'xdg-open https://any.test/')[0] == 0
        opened = machine.api('return window.opened')
        assert opened[-2:] == ['https://good.test/a', 'https://any.test/']
    finally:
        machine.api('window.stops.forEach((stop) => stop())')


def test_nothing_denied_is_moved_to_where_it_is_allowed(machine: Machine) -> None:
    run(machine, 'mkdir -p keep/deep; echo secret > keep/deep/.env; rm -rf /tmp/moved')
    for confined in ['', ' --confined']:
        command = f'sandbox --write .{confined} sh -c "mv keep /tmp/moved; cat /tmp/moved/deep/.env; ls keep/deep"'
        code, said = run(machine, f'{command} 2>&1; cat keep/deep/.env')
        assert said.endswith('secret\n') and said.count('secret') == 1, said
