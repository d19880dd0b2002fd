"""Confined programs (docs/SECURITY.md): what one is and does like any other, and what it can't reach."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.altered import altered_dist
from tests.machine.browser import Browser, Machine
from tests.machine.confined import FORGE, MAILBOX_BYTES, WALK, others, spying_dist
from tests.machine.static_server import StaticServer
from tests.machine.test_node_cases import CASES, FIXTURES, natively
from tests.machine.walls import PAGE, PROGRAM, WAYS

SPAWN = """
    const [command, options] = args
    const program = await wc.spawn('sh', ['-c', command], {...options, terminal: false})
    let text = ''
    program.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
    return [await program.exit, text]
"""
SAMPLE_NAMES = [
    'async_context',
    'buffer',
    'child_process',
    'es_modules',
    'fifo',
    'fs',
    'fs_later',
    'net_http',
    'process_edges',
    'readline',
    'uncaught',
    'url',
    'util',
    'zlib',
]
SAMPLE = [case for case in CASES if case.stem in SAMPLE_NAMES]


def run(machine: Machine, command: str, options: dict | None = None) -> list:
    return machine.api(SPAWN, command, options or {})


@pytest.fixture(scope='module')
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    server = StaticServer(spying_dist(tmp_path_factory.mktemp('confined')), '/some/dir/')
    browser = Browser()
    machine = Machine(browser, server).open()
    machine.api(PAGE)
    for name, text in [('attack.js', PROGRAM), ('walk.js', WALK), ('forge.js', FORGE)]:
        machine.write_file(name, text)
    yield machine
    browser.close()
    server.stop()


def test_it_has_no_memory_but_its_mailbox(attacked: Machine) -> None:
    """And an ordinary program has the machine's, which the same spy finds."""
    run(attacked, 'node walk.js ordinary.json; sandbox --profile open --confined node walk.js confined.json')
    ordinary = json.loads(attacked.read_file('ordinary.json'))
    confined = json.loads(attacked.read_file('confined.json'))
    assert ordinary['touched'][-1] >= 64 * 1024 * 1024
    assert MAILBOX_BYTES in confined['touched']
    assert confined['objects'] > 1000 and others(confined['touched'] + confined['walked']) == [], confined


def test_nothing_of_the_page_is_in_reach(attacked: Machine) -> None:
    run(attacked, f'sandbox --write . node attack.js {attacked.server.url}')
    found = json.loads(attacked.read_file('found.json'))
    assert len(found) == WAYS and set(found.values()) <= {'refused', 'empty', 'nothing'}, found
    assert [path for path in attacked.server.asked if 'walls' in path] == []
    assert attacked.api('return heard') == []


def test_two_of_them_do_not_hear_each_other(attacked: Machine) -> None:
    attacked.write_file(
        'channel.js',
        "const c = new hostFunctions.BroadcastChannel('x'); c.onmessage = () => console.log('HEARD'); let n = 0\n"
        'const t = setInterval(() => { c.postMessage(1); if (++n > 20) { clearInterval(t); c.close() } }, 20)',
    )
    assert run(attacked, 'sandbox --read . node channel.js & sandbox --read . node channel.js; wait') == [0, '']


def test_forged_messages_do_nothing(attacked: Machine) -> None:
    code, text = run(
        attacked, 'rm -f /tmp/forged; sandbox --read . node forge.js; ls /tmp/forged 2> /dev/null; echo alive'
    )
    assert [code, text] == [0, 'still here false\nalive\n']
    assert run(attacked, 'audit --json | grep made-up | grep -v grep') == [1, '']


def test_what_it_is_refused_has_a_code(machine: Machine) -> None:
    program = """
        try { process.kill(1, 0) } catch (e) { console.log(e.code) }
        try { process.kill(process.ppid, 'SIGKILL') } catch (e) { console.log(e.code) }
        try { new (require('worker_threads').Worker)('1', {eval: true}) } catch (e) { console.log(e.code) }
        try { fs.readFileSync('/dev/pts/0') } catch (e) { console.log(e.code) }
    """
    assert run(machine, f'sandbox --profile open --confined node -e "{program}"') == [
        0,
        'EPERM\nEPERM\nERR_WORKER_INIT_FAILED\nEACCES\n',
    ]


@pytest.mark.parametrize(
    ('command', 'expected'),
    [
        ('node -p 6*7', '42\n'),
        ("node -e \"fs.writeFileSync('/tmp/x', 'hello'); console.log(fs.readFileSync('/tmp/x', 'utf8'))\"", 'hello\n'),
        (
            "node -e \"setTimeout(() => console.log('timer'), 20); process.nextTick(() => console.log('tick'))\"",
            'tick\ntimer\n',
        ),
        ("sh -c 'for i in 1 2 3; do echo $i; done | sort -r; echo $(cat /etc/hostname); (exit 5); echo $?'", '3\n2\n1\nterrarium\n5\n'),
        ("sh -c 'sleep 50 & kill $!; wait $!; echo $?; trap \"echo trapped\" USR1; kill -USR1 $$; echo after'", '143\ntrapped\nafter\n'),
        ('node -e "const p = child_process.spawn(\'node\', [\'-p\', \'1+1\']); p.stdout.pipe(process.stdout); p.on(\'close\', (c) => console.log(c))"', '2\n0\n'),
        ("node -e \"process.on('SIGINT', () => { console.log('int'); process.exit(3) }); setInterval(() => {}, 1000); process.kill(process.pid, 'SIGINT')\"", 'int\n'),
        ("sh -c '(sleep 0.2; echo late) | node -p \"fs.readFileSync(0, \\\"utf8\\\")\"'", 'late\n\n'),
        (
            "node -e \"const s = http.createServer((q, r) => r.end('served')).listen(0, async () => { "
            "console.log(await (await fetch('http://localhost:' + s.address().port)).text()); process.exit() })\"",
            'served\n',
        ),
    ],
)  # fmt: skip
def test_it_works_like_any_other(machine: Machine, command: str, expected: str) -> None:
    found = run(machine, f'sandbox --profile open --confined {command} 2> /tmp/errors')[1]
    assert found == expected, run(machine, 'cat /tmp/errors')


def test_children_are_confined_too(machine: Machine) -> None:
    machine.write_file(
        'thread.js',
        "try { new (require('worker_threads').Worker)('1', {eval: true}) } catch (e) { console.log(e.code) }",
    )
    machine.write_file('parent.js', "require('child_process').execFileSync('node', ['thread.js'], {stdio: 'inherit'})")
    for command in ['node parent.js', "sh -c 'sandbox --profile open node thread.js'", "sh -c 'node parent.js'"]:
        assert run(machine, f'sandbox --profile open --confined {command}') == [0, 'ERR_WORKER_INIT_FAILED\n'], command


def test_it_starts_no_worker_of_the_machine(machine: Machine) -> None:
    """The network's has the page's origin, and no wall."""
    script = 'printf "#!/usr/bin/terrarium network\\n" > /tmp/service; chmod +x /tmp/service; /tmp/service http://x.test; echo $?'
    for command in [f"sandbox --confined sh -c '{script}'", script]:
        assert run(machine, f'{{ {command}; }} 2> /dev/null') == [0, '126\n'], command


@pytest.mark.parametrize(
    'program', ['for (;;) ;', "child_process.spawnSync('sleep', ['60'])", "for (;;) fs.existsSync('/tmp')"]
)
def test_it_is_stopped_and_killed(machine: Machine, program: str) -> None:
    """Whether it computes, waits in a call, or calls all the time; the machine does other work meanwhile."""
    machine.write_file(
        'endless.js', f"const fs = require('fs'), child_process = require('child_process'); console.log(1); {program}"
    )
    found = run(
        machine,
        'sandbox --read . node endless.js > /tmp/one & child=$!; until grep -q 1 /tmp/one; do sleep 0.05; done; node -p 2; '
        'kill -STOP $child; node -p 3; kill -CONT $child; node -p 4; kill -9 $child; wait $child; echo $?; rm /tmp/one; pkill sleep',
    )
    assert found[1].replace('Killed\n', '') == '2\n3\n4\n137\n'


def test_no_program_runs_where_it_could_not_be_confined(tmp_path: Path) -> None:
    """Here: in an engine whose workers without an origin may send requests."""
    open_workers = "if (globalThis.origin === 'null') globalThis.fetch = () => Promise.resolve();"
    server = StaticServer(altered_dist(tmp_path, open_workers, ('process.js',)), '/some/dir/')
    browser = Browser()
    try:
        machine = Machine(browser, server).open()
        machine.api("window.told = []; wc.on('warning', ({code, message}) => told.push(code))")
        assert (
            run(machine, 'sandbox touch /tmp/started; echo $?; ls /tmp/started; node -p 6*7')[1].split('\n')[0] == '126'
        )
        assert machine.api('return told') == ['ERR_TERRARIUM_NO_CONFINEMENT']
        assert run(machine, 'ls /tmp/started')[0] != 0 and run(machine, 'node -p 6*7') == [0, '42\n']
    finally:
        browser.close()
        server.stop()


@pytest.mark.parametrize('case', SAMPLE, ids=lambda case: case.stem)
def test_prints_what_native_node_prints(machine: Machine, case: Path, tmp_path: Path) -> None:
    source = case.read_text()
    machine.api("await wc.fs.mkdir('confined/fixtures', {recursive: true})")
    for file in FIXTURES.glob('*.js'):
        if f'./fixtures/{file.name}' in source:
            machine.write_file(f'confined/fixtures/{file.name}', file.read_text())
    machine.write_file(f'confined/{case.stem}.js', source)
    command = f'cd confined; sandbox --profile open --confined node {case.stem}.js 2> /dev/null; echo "exit code $?"'
    assert run(machine, command)[1] == natively(case, tmp_path)


WRITER = """
const fs = require('fs'), fd = fs.openSync('/tmp/lent', 'r+'), data = Buffer.alloc(65536)
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
while (!fs.existsSync('/tmp/reading')) pause(5)
for (let round = 1; round <= 60; round++) {
  data.fill(round); fs.writeSync(fd, data, 0, data.length, 0)
  fs.writeFileSync('/tmp/round', String(round))        // whoever reads this must see what was written before
  pause(round % 7)
}
fs.writeFileSync('/tmp/round', 'end')
"""
READER = """
const fs = require('fs'), fd = fs.openSync('/tmp/lent'), data = Buffer.alloc(65536), seen = new Set()
let wrong = 0, torn = 0, round
fs.writeFileSync('/tmp/reading', '')
do {
  round = fs.readFileSync('/tmp/round', 'utf8')
  for (let k = 0; k < 20; k++) {
    fs.readSync(fd, data, 0, data.length, 0)
    if (data[0] < Number(round)) wrong++
    if (data[0] > data[65535] + 1) torn++      // an ordinary program may see the half of a write under way, too
    seen.add(data[0])
  }
} while (round !== 'end')
console.log(JSON.stringify({wrong, torn, last: data[0], many: seen.size > 3}))
"""


def test_what_it_reads_again_and_again_is_never_old(machine: Machine) -> None:
    """The kernel lends it the file, and calls it back for each write (sys/messages/loans.py)."""
    machine.write_file('writer.js', WRITER)
    machine.write_file('reader.js', READER)
    status, text = run(
        machine,
        'head -c 65536 /dev/zero > /tmp/lent; printf 0 > /tmp/round; node writer.js & '
        'sandbox --profile open --confined node reader.js; wait',
    )
    assert (status, json.loads(text)) == (0, {'wrong': 0, 'torn': 0, 'last': 60, 'many': True}), text


@pytest.mark.parametrize(
    ('limit', 'program', 'expected'),
    [
        ('--cpu=1:5', 'for (;;);', 152),
        ('--cpu=1:2', "process.on('SIGXCPU', () => {}); for (;;);", 137),
        ('--as=200000000', 'const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))', 137),
    ],
)
def test_limits_hold(machine: Machine, limit: str, program: str, expected: int) -> None:
    command = f'prlimit {limit} sandbox --profile open --confined node -e "{program}" 2> /dev/null; echo $?'
    assert run(machine, command)[1].splitlines()[-1] == str(expected)


USES = """
const all = Buffer.alloc(3e7, 1), end = Date.now() + 1200, fs = require('fs')
while (Date.now() < end);
setInterval(() => { if (fs.existsSync('/tmp/seen')) process.exit(process.resourceUsage().userCPUTime > 5e5 ? all.length % 7 : 9) }, 50)
"""
LOOK = """
    const [policy] = args
    const program = await wc.spawn('node', ['uses.js'], {policy})
    let found
    do {
        await new Promise((yes) => setTimeout(yes, 100))
        found = (await wc.resources()).processes.find((each) => each.command.includes('uses.js'))
    } while (!(found?.user > 900))
    const shown = await wc.spawn('sh', ['-c', 'ps -eo time,args | grep uses.js | grep -v grep; echo > /tmp/seen'], {terminal: false})
    let text = ''
    shown.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
    await shown.exit
    return [found.memory.buffers, found.calls, text, await program.exit]
"""


def test_its_figures_are_shown(machine: Machine) -> None:
    machine.write_file('uses.js', USES)
    buffers, calls, text, status = machine.api(LOOK, {'profile': 'open', 'confined': True})
    assert 3e7 <= buffers < 1e8 and calls > 3
    assert text.strip().split(' ')[0] >= '00:00:00' and 'uses.js' in text and status == int(3e7) % 7
