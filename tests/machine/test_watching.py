"""fs.watch and fs.watchFile of Node in the machine: many at once, across processes, after a rollback."""

from tests.machine.browser import Machine

MANY = """
const fs = require('fs')
fs.mkdirSync('many', {recursive: true})
const heard = []
const watchers = []
for (let i = 0; i < 10000; i++) {
    fs.writeFileSync('many/f' + i, '')
    watchers.push(fs.watch('many/f' + i, (kind, name) => heard.push(kind + ' ' + name)))
}
require('child_process').execSync('echo x > many/f7; rm many/f9999; mkdir many/new')
setTimeout(() => {
    for (const watcher of watchers) watcher.close()
    console.log(heard.join(', '))
    fs.rmSync('many', {recursive: true})
}, 500)
"""
POLLED = """
const fs = require('fs')
fs.mkdirSync('polled', {recursive: true})
for (let i = 0; i < 10000; i++) {
    fs.writeFileSync('polled/f' + i, '')
    fs.watchFile('polled/f' + i, {interval: 200}, (now, before) => { if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) console.log(i, before.size, now.size) })
}
setTimeout(() => require('child_process').execSync('echo x > polled/f7; rm polled/f8; mv polled/f9 polled/f10; echo longer > polled/f11'), 500)
setTimeout(() => {
    for (let i = 0; i < 10000; i++) fs.unwatchFile('polled/f' + i)
    fs.rmSync('polled', {recursive: true})
}, 2000)
"""
RECURSIVE = """
const fs = require('fs')
fs.mkdirSync('deep/a/b', {recursive: true})
const heard = new Set()
const watcher = fs.watch('deep', {recursive: true}, (kind, name) => heard.add(name))
require('child_process').execSync('echo x > deep/a/b/c; mkdir deep/d; echo y > deep/d/e')
setTimeout(() => { watcher.close(); console.log([...heard].sort().join(' ')); fs.rmSync('deep', {recursive: true}) }, 500)
"""


def run(machine: Machine, script: str) -> str:
    machine.write_file('watch.js', script)
    return machine.run('node watch.js', 120)


def test_ten_thousand_watchers(machine: Machine) -> None:
    found = run(machine, MANY).split(', ')
    # its link count went down, then it was removed
    assert set(found) == {'change f7', 'change f9999', 'rename f9999'}


def test_ten_thousand_files_watched_by_their_state(machine: Machine) -> None:
    found = sorted(run(machine, POLLED).split('\n'))
    assert [line for line in found if line.split(' ')[0] in ('7', '11')] == ['11 0 7', '7 0 2']
    assert {line.split(' ')[0] for line in found} <= {'7', '8', '9', '10', '11'}


def test_recursive(machine: Machine) -> None:
    assert run(machine, RECURSIVE) == 'a/b/c d d/e'


def test_rollback_is_an_event(machine: Machine) -> None:
    machine.run('mkdir back; echo 1 > back/file; checkpoint watched; echo 2 > back/file')
    machine.write_file(
        'watch.js',
        "const w = require('fs').watch('back', (kind, name) => { console.log(kind, name); w.close() }); console.log('ready')",
    )
    assert machine.run('(node watch.js & sleep 1; rollback watched; wait) 2>/dev/null').split('\n') == [
        'ready',
        'rename null',
    ]
