"""Hostile or unlucky programs against the file system: sizes at the limits, tricky names, races over names, death
inside calls."""

import json
import random
from pathlib import Path

from tests.machine.browser import Machine

LOAD = Path(__file__).with_name('linear_load.js')
ROUNDS = 300


def node(machine: Machine, program: str, timeout: float = 120) -> str:
    machine.write_file('program.js', program)
    return machine.run('cd ~/project && node program.js', timeout=timeout)


def is_sound(machine: Machine) -> bool:
    return machine.run('fsck | tail -1', timeout=60).endswith('sound')


def test_a_hundred_thousand_files_in_a_folder(machine: Machine) -> None:
    assert (
        node(
            machine,
            """
        const fs = require('fs')
        fs.mkdirSync('many')
        for (let i = 0; i < 100000; i++) fs.closeSync(fs.openSync('many/file' + i, 'w'))
        const names = fs.readdirSync('many')
        console.log(names.length, names[99999], fs.existsSync('many/file50000'), fs.existsSync('many/file100000'))
        fs.renameSync('many/file7', 'many/seven')
        console.log(fs.opendirSync('many').readSync().name, fs.readdirSync('many').at(-1))
        fs.rmSync('many', {recursive: true})
        console.log(fs.existsSync('many'))
    """,
        )
        == '100000 file99999 true false\nfile0 seven\nfalse'
    )
    assert is_sound(machine)


def test_a_thousand_levels(machine: Machine) -> None:
    assert (
        node(
            machine,
            """
        const fs = require('fs')
        const path = 'deep/' + 'd/'.repeat(999)
        fs.mkdirSync(path, {recursive: true})
        fs.writeFileSync(path + 'bottom', 'x')
        fs.renameSync('deep', 'moved')
        const found = fs.readdirSync('moved', {recursive: true})
        console.log(found.length, found.at(-1).length, fs.realpathSync('moved/' + 'd/'.repeat(999) + '..').length)
        try { fs.mkdirSync('x/'.repeat(2100), {recursive: true}) } catch (error) { console.log(error.code) }
        fs.cpSync('moved', 'copied', {recursive: true})
        fs.rmSync('moved', {recursive: true})
        fs.rmSync('x', {recursive: true, force: true})
        console.log(fs.existsSync('moved'))
    """,
        )
        == f'1000 {999 * 2 + 6} {len("/home/user/project/moved") + 998 * 2}\nENAMETOOLONG\nfalse'
    )
    # the shell's utilities
    utilities = 'cp -r copied again && tar cf deep.tar again && rm -r again && tar xf deep.tar && diff -r again copied && ls -R again | grep -c bottom'
    said = machine.run(
        f'cd ~/project && find copied | wc -l; du -s copied | cut -f2; {utilities}; rm -rf again copied deep.tar && echo gone',
        timeout=60,
    )
    assert said == '1001\ncopied\n1\ngone'
    assert is_sound(machine)


def test_a_sparse_file_of_two_gigabytes(machine: Machine) -> None:
    assert (
        node(
            machine,
            """
        const fs = require('fs')
        const fd = fs.openSync('sparse', 'w+')
        fs.ftruncateSync(fd, 2 ** 31)
        fs.writeSync(fd, 'end', 2 ** 31)
        const middle = Buffer.alloc(4096, 1)
        console.log(fs.readSync(fd, middle, 0, 4096, 2 ** 30), middle.every((octet) => octet === 0))
        const end = Buffer.alloc(10)
        console.log(fs.readSync(fd, end, 0, 10, 2 ** 31 - 2), end.toString('latin1', 2, 5))
        const found = fs.fstatSync(fd)
        console.log(found.size, found.blocks < 100)
        fs.fsyncSync(fd)
        try { fs.ftruncateSync(fd, 2 ** 43) } catch (error) { console.log(error.code) }
        fs.closeSync(fd)
    """,
        )
        == '4096 true\n5 end\n2147483651 true\nEFBIG'
    )
    machine.reload()
    assert (
        machine.run('cd ~/project && ls -l sparse | cut -d" " -f5; tail -c 3 sparse; echo; rm sparse')
        == '2147483651\nend'
    )
    assert is_sound(machine)


def test_names_that_are_traps(machine: Machine) -> None:
    assert (
        node(
            machine,
            """
        const fs = require('fs')
        const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'x'.repeat(255), 'é'.repeat(127), '木'.repeat(85), '-rf', ' ', '*', 'a\\nb', '\\\\', '...']
        fs.mkdirSync('traps')
        for (const name of names) fs.writeFileSync('traps/' + name, name)
        console.log(names.every((name) => fs.readFileSync('traps/' + name, 'utf8') === name), JSON.stringify(fs.readdirSync("traps").sort()) === JSON.stringify(names.sort()))
        for (const name of ['x'.repeat(256), 'é'.repeat(128), '木'.repeat(86)]) try { fs.writeFileSync('traps/' + name, '') } catch (error) { console.log(error.code) }
        try { fs.writeFileSync('traps/a\\0b', '') } catch (error) { console.log(error.code) }
    """,
        )
        == 'true true\nENAMETOOLONG\nENAMETOOLONG\nENAMETOOLONG\nERR_INVALID_ARG_VALUE'
    )
    machine.run('sync')
    machine.reload()
    assert (
        machine.run(
            'cd ~/project && ls traps | wc -l; cat traps/__proto__ traps/constructor; echo; cd traps && for f in *; do cat "./$f" > /dev/null || echo "no $f"; done; '
            'cd .. && rm -r traps; ls traps'
        )
        == "13\n__proto__constructor\nls: cannot access 'traps': No such file or directory"
    )
    assert is_sound(machine)


def test_two_processes_fight_over_a_rename(machine: Machine) -> None:
    machine.write_file(
        'fight.js',
        """
        const fs = require('fs')
        const won = [0, 0]
        for (let i = 0; i < 5000; i++) {
          try { fs.renameSync('left', 'right'); won[0]++ } catch (error) { if (error.code !== 'ENOENT') throw error }
          try { fs.renameSync('right', 'left'); won[1]++ } catch (error) { if (error.code !== 'ENOENT') throw error }
        }
        console.log(won.join(' '))
    """,
    )
    said = machine.run(
        'cd ~/project && echo prize > left && (node fight.js & node fight.js & node fight.js & wait)', timeout=120
    )
    wins = [sum(int(line.split(' ')[k]) for line in said.split('\n')) for k in (0, 1)]
    assert wins[0] - wins[1] in (0, 1), said
    assert machine.run('cd ~/project && cat left right 2> /dev/null; rm -f left right') == 'prize'
    assert is_sound(machine)


def test_death_inside_of_system_calls(machine: Machine) -> None:
    """Killed at random moments, in whatever call they are."""
    machine.write_file(
        'busy.js',
        """
        const fs = require('fs')
        const data = Buffer.alloc(50000, 7)
        for (let i = 0; ; i++) {
          const name = 'busy/' + i % 9
          try { fs.mkdirSync('busy/f' + i % 5) } catch {}
          fs.writeFileSync(name, data.subarray(0, (i * 7919) % 50000))
          fs.truncateSync(name, 100)
          fs.renameSync(name, 'busy/f' + i % 5 + '/' + i % 3)
          try { fs.symlinkSync('x', 'busy/l' + i % 4); fs.linkSync('busy/f1/0', 'busy/h') } catch {}
          for (const one of ['l' + i % 4, 'h']) try { fs.unlinkSync('busy/' + one) } catch {}
          fs.readdirSync('busy')
          if (i % 50 === 0) fs.watch('busy').close()
          if (i === 20) console.log('runs')
        }
    """,
    )
    machine.run('mkdir -p ~/project/busy')
    for _ in range(25):
        machine.api(
            """
            const [delay] = args
            const busy = await Promise.all([1, 2].map(() => wc.spawn('node', ['busy.js'])))
            for (const one of busy) await one.output.getReader().read()
            await new Promise((resolve) => setTimeout(resolve, delay))
            for (const one of busy) one.kill(9)
            await Promise.all(busy.map((one) => one.exit))
        """,
            random.random() * 40,
        )
    assert is_sound(machine)
    assert machine.run('cd ~/project && rm -r busy && ls busy') == "ls: cannot access 'busy': No such file or directory"


def applied(state: tuple, call: dict) -> tuple | None:
    """The state after a call with this result, None if the result is impossible. A state is a sorted tuple of (name,
    kind)."""
    names = dict(state)
    op, name, other, result = call['op'], call['name'], call['other'], call['result']
    kind = names.get(name)
    expected = 'ok'
    if op in ('create', 'mkdir'):
        if kind is not None:
            expected = 'EEXIST'
        else:
            names[name] = 'file' if op == 'create' else 'folder'
    elif kind is None:
        expected = 'ENOENT'
    elif op == 'stat':
        expected = kind
    elif op == 'unlink':
        expected = 'ok' if kind == 'file' else 'EISDIR'
    elif op == 'rmdir':
        expected = 'ok' if kind == 'folder' else 'ENOTDIR'
    elif other != name and names.get(other) not in (None, kind):
        expected = 'EISDIR' if kind == 'file' else 'ENOTDIR'
    if expected == 'ok' and op in ('unlink', 'rmdir'):
        del names[name]
    elif expected == 'ok' and op == 'rename':
        del names[name]
        names[other] = kind
    return tuple(sorted(names.items())) if result == expected else None


def is_linearisable(calls: list, left: list) -> bool:
    """Wing and Gong: whether there is an order that respects real-time order, and in which every result is correct."""
    seen = set()

    def search(done: frozenset, state: tuple) -> bool:
        if len(done) == len(calls):
            return [name for name, _ in state] == left
        if (done, state) in seen:
            return False
        seen.add((done, state))
        open_calls = [k for k in range(len(calls)) if k not in done]
        first_end = min(calls[k]['ended'] for k in open_calls)
        for k in open_calls:
            if calls[k]['began'] < first_end:
                after = applied(state, calls[k])
                if after is not None and search(done | {k}, after):
                    return True
        return False

    return search(frozenset(), ())


def test_calls_of_several_threads_are_linearisable(machine: Machine) -> None:
    machine.write_file('linear_load.js', LOAD.read_text())
    machine.run(f'cd ~/project && node linear_load.js {ROUNDS}', timeout=120)
    histories = json.loads(machine.api("return await wc.fs.readFile('histories.json', 'utf8')"))
    assert len(histories) == ROUNDS
    overlapping = sum(
        1 for one in histories for a in one['calls'] for b in one['calls'] if a['began'] < b['began'] < a['ended']
    )
    assert overlapping > 0
    for history in histories:
        assert is_linearisable(history['calls'], history['left']), json.dumps(history)
