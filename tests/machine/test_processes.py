"""Processes: busy loops can be killed and affect nothing else, pipelines carry much data, exit codes and stacks are
Node's."""

from tests.machine.browser import Machine


def test_node_runs_a_line(machine: Machine) -> None:
    assert machine.run('node -p 6*7') == '42'
    assert machine.exit_code == 0
    machine.run("node -e 'process.exit(7)'")
    assert machine.exit_code == 7


def test_uncaught_error_is_on_stderr_with_its_stack(machine: Machine) -> None:
    machine.write_file('bad.js', "function inner() { throw new TypeError('broken') }\ninner()\n")
    text = machine.run('node bad.js 2>&1 >/dev/null')
    assert machine.exit_code == 1
    assert 'TypeError: broken' in text and 'bad.js:1' in text and 'inner' in text


def test_busy_loop_dies_of_the_second_ctrl_c(machine: Machine) -> None:
    machine.type('node -e \'console.log("spin" + "ning"); process.on("SIGINT", () => {}); while (true) {}\'\n')
    machine.wait_for('spinning')
    machine.control('c')
    machine.control('c')
    assert machine.run('echo alive') == 'alive'


def test_ctrl_c_ends_a_utility_and_then_its_trap_runs(machine: Machine) -> None:
    machine.run('trap "echo trapped\\$n" INT')
    for n, command in enumerate(['sleep 99', 'cat', "node -e 'setInterval(() => {}, 9)'", "sh -c 'sleep 99'"]):
        machine.type(f'n={n}; echo begun$n; {command}; echo status=$?\n')
        machine.wait_for(f'begun{n}')
        # the command may not have begun: Ctrl-C until it ends
        machine.wait_until(lambda n=n: machine.interrupted(f'trapped{n}'), f'the trap of {command}', 30)
        assert machine.run('echo alive') == 'alive'
    machine.run('trap - INT')
    machine.type('sh -c \'trap "echo in""ner; exit 9" INT; echo go""ing; until false; do :; done\'; echo status=$?\n')
    machine.wait_for('going')
    machine.control('c')
    machine.wait_for('inner')
    machine.wait_for('status=9')


def test_kill_9_harms_nothing_else(machine: Machine) -> None:
    machine.run("node -e 'setInterval(() => {}, 1000)' & other=$!")
    machine.run("node -e 'while (true) {}' & busy=$!")
    machine.run('sleep 0.3; kill -9 $busy; wait $busy')
    assert machine.exit_code == 137
    assert machine.run('kill -0 $other && echo running') == 'running'
    machine.run('kill $other')
    assert machine.run('echo fine > after.txt && cat after.txt') == 'fine'


def test_every_end_is_told(machine: Machine) -> None:
    """A program may have ended before its parent continues."""
    found = machine.api("""const ends = []
        for (let round = 0; round < 10; round++) ends.push(...await Promise.all(Array.from({length: 12}, () => wc.spawn('true').then((program) => program.exit))))
        return ends""")
    assert found == [0] * 120


def test_timeout_ends_what_takes_too_long(machine: Machine) -> None:
    for command, status in [
        ('timeout 0.2 sleep 9', 124),
        ('timeout -s KILL 0.2 sleep 9', 137),
        ('timeout --preserve-status 0.2 sleep 9', 143),
        ('timeout 9 sh -c "exit 5"', 5),
        ("timeout .5s node -e 'while (true);'", 124),
        ('timeout -k 0.2 0.2 sh -c \'trap "" TERM; sleep 9; sleep 9\'', 137),
    ]:
        machine.run(command)
        assert [command, machine.exit_code] == [command, status]
    assert machine.run('timeout -v 0.2 sleep 9') == "timeout: sending signal TERM to command 'sleep'"
    # processes that the command started end with it
    assert machine.run("timeout 0.3 sh -c 'sleep 77 & sleep 77'; sleep 0.2; ps | grep -c 'sleep [7]7'") == '0'


def test_timeout_hands_on_what_would_end_it(machine: Machine) -> None:
    machine.write_file(
        'ended.js',
        """
        const cp = require('child_process')
        const child = cp.spawn('timeout', ['60', 'sleep', '55'])
        setTimeout(() => child.kill(), 500)
        child.on('exit', (code, signal) => setTimeout(() => console.log(code, signal, /sleep 55/.test(cp.execSync('ps').toString())), 300))
    """,
    )
    assert machine.run('node ended.js') == 'null SIGTERM false'


def test_dd_waits_for_the_disk(machine: Machine) -> None:
    assert (
        machine.run('dd if=/dev/zero of=dd.bin bs=64k count=4 conv=fsync status=noxfer && wc -c < dd.bin')
        == '4+0 records in\n4+0 records out\n262144'
    )


def test_pipeline_moves_200_megabytes(machine: Machine) -> None:
    machine.write_file(
        'produce.js',
        'const b = Buffer.alloc(1 << 20, 7); let n = 200\n'
        "const go = () => { while (n-- > 0) if (!process.stdout.write(b)) return process.stdout.once('drain', go) }\ngo()\n",
    )
    machine.write_file(
        'consume.js',
        "let n = 0, wrong = 0\nprocess.stdin.on('data', (d) => { n += d.length; if (d[0] !== 7) wrong++ })\n"
        "process.stdin.on('end', () => console.log(n, wrong))\n",
    )
    assert machine.run('node produce.js | node consume.js', timeout=120) == f'{200 << 20} 0'


def test_large_file_survives_a_reload(machine: Machine) -> None:
    machine.write_file(
        'write.js',
        "const fs = require('fs'), c = require('crypto'); const b = Buffer.alloc(50 << 20)\n"
        'for (let i = 0; i < b.length; i += 4) b.writeUInt32LE(i * 2654435761 >>> 0, i)\n'
        "const fd = fs.openSync('big.bin', 'w'); fs.writeSync(fd, b); fs.fsyncSync(fd); fs.closeSync(fd)\n"
        "console.log(c.createHash('sha256').update(b).digest('hex'))\n",
    )
    machine.write_file(
        'hash.js',
        "console.log(require('crypto').createHash('sha256').update(require('fs').readFileSync('big.bin')).digest('hex'))\n",
    )
    before = machine.run('node write.js', timeout=180)
    assert machine.exit_code == 0 and len(before) == 64
    machine.reload()
    assert machine.run('node hash.js', timeout=180) == before
    machine.run('rm big.bin')


def test_children_of_a_program(machine: Machine) -> None:
    machine.write_file(
        'parent.js',
        "const {execSync, spawn, fork} = require('child_process')\n"
        "console.log(execSync('echo from-sync').toString().trim())\n"
        "spawn('node', ['-e', 'process.exit(3)']).on('exit', (code) => { console.log('exit', code)\n"
        "  const f = fork('./child.js'); f.on('message', (m) => { console.log(m); f.disconnect() }); f.send('ping') })\n",
    )
    machine.write_file('child.js', "process.on('message', (m) => process.send(m + '-pong'))\n")
    assert machine.run('node parent.js').split('\n') == ['from-sync', 'exit 3', 'ping-pong']


def test_processes_after_the_memory_has_grown(machine: Machine) -> None:
    """Workers that were warm before can access memory beyond their first view."""
    machine.write_file(
        'grow.js',
        "const fs = require('fs'), fd = fs.openSync('/tmp/grown', 'w'), b = Buffer.alloc(1 << 20, 7)\n"
        "for (let i = 0; i < 300; i++) fs.writeSync(fd, b)\nfs.closeSync(fd)\nfs.unlinkSync('/tmp/grown')\n",
    )
    machine.run('node grow.js')
    assert machine.run("echo through | node -e 'process.stdin.pipe(process.stdout)' | cat") == 'through'


def test_a_stack_overflow_inside_of_file_calls_harms_nobody(machine: Machine) -> None:
    """The exception may occur while a lock of the file system is held."""
    machine.write_file(
        'deep.js',
        "const fs = require('fs')\nconst deep = () => { fs.statSync('/tmp'); fs.readFileSync('deep.js'); deep() }\n"
        'for (let i = 0; i < 5; i++) try { deep() } catch (error) { if (!(error instanceof RangeError)) throw error }\n'
        "console.log('alive', fs.statSync('/tmp').isDirectory())\n",
    )
    assert machine.run('node deep.js') == 'alive true'
    assert machine.run('ls deep.js') == 'deep.js'


def test_a_server_is_found_by_its_port_and_ended(machine: Machine) -> None:
    serve = 'node -e \'require("http").createServer().listen(4567, () => console.log("lis" + "tening"))\' &\n'
    machine.type(serve)
    machine.wait_for('listening')
    pid = machine.run('lsof -ti tcp:4567 -sTCP:LISTEN')
    assert machine.run('lsof -nPi :4567').splitlines()[1].split()[:2] == ['node', pid]
    assert machine.run('netstat -tlnp 2>/dev/null | grep :4567').split()[-1] == f'{pid}/node'
    assert f'pid={pid},' in machine.run("ss -tlnp 'sport = :4567'")
    machine.run('fuser -k 4567/tcp')
    machine.wait_until(lambda: machine.run('lsof -ti :4567; echo "($?)"') == '(1)', 'the server to end', 30)
