"""The scheduler on and off in one run: how long a key waits for its echo while builds, a server and a test run compute,
how the cores are shared, how long three builds take together, and what accounting costs.

The programs are loops with system calls, as tools have them; `other` is the same with the scheduler off."""

import statistics
import time

from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import Machine

KEYS = 40
SECONDS = 12
BUILD_ROUNDS = 60
MOST_RATIO = 1 / 3  # of the wait without the scheduler

# a turn of some ms, with a few system calls, again and again
WORK = """
const fs = require('fs')
fs.writeFileSync(`/tmp/work-${process.pid}`, 'x'.repeat(4000))
function round() {
    let sum = 0
    for (let k = 0; k < 40; k++) {
        for (let i = 0; i < 1e5; i++) sum += i % 7
        sum += fs.readFileSync(`/tmp/work-${process.pid}`).length
    }
    return sum
}
let left = Number(process.argv[2] || Infinity)
function turn() { round(); if (--left > 0) setImmediate(turn) }
turn()
"""
KINDS = {'server': 'dev', 'build': 'build', 'packages': 'install'}
SHARES = {'server': 40, 'build': 25, 'packages': 10}

START = """
const kinds = args[0]
window.working = []
for (const kind of kinds) window.working.push(
    await wc.spawn('node', ['work.js'], {env: {npm_lifecycle_event: kind}, output: false}))"""
END = 'for (const each of window.working) each.kill(); await Promise.all(window.working.map((each) => each.exit))'
USE = """
const now = await wc.resources()
return now.processes.filter((each) => each.command.includes('work.js')).map((each) => [each.kind, each.user + each.system])"""
ARM = """
const area = document.querySelector('.xterm-helper-textarea')
area.focus()
window.echo = new Promise((resolve) => area.addEventListener('keydown', () => {
    const before = window.terminalText().length
    const start = performance.now()
    const watch = () => {
        const passed = performance.now() - start
        if (window.terminalText().length > before || passed > 10000) resolve(passed)
        else setTimeout(watch, 1)
    }
    watch()
}, {capture: true, once: true}))"""
ECHO = 'window.echo.then(arguments[0])'


def run(context: Context) -> list[Row]:
    machine = context.machine
    machine.api('await wc.fs.writeFile("work.js", args[0])', WORK)
    found = {}
    for state in ['on', 'off']:
        machine.run(f'resources scheduler {state}')
        found[state] = {'echo': echo(machine), 'shares': shares(machine), 'builds': builds(machine)}
    machine.run('resources scheduler on')
    on, off = found['on'], found['off']
    rows = [Row('a key, p95, six programs', on['echo'], off['echo'], 'ms', MOST_RATIO)]
    whole = sum(SHARES.values())
    for name, share in SHARES.items():
        rows.append(
            Row(f'share of {name} (wanted {share / whole:.2f})', on['shares'][name], off['shares'][name], '', None)
        )
    rows.append(Row('three builds at once', on['builds'], off['builds'], 's', None))
    return rows


def echo(machine: Machine) -> float:
    """The wait for the echo of a key, 95th percentile."""
    machine.api(START, ['dev', 'build', 'build', 'test', 'lint', 'install'])
    try:
        time.sleep(3)  # they are at work
        waits = []
        for _ in range(KEYS):
            machine.driver.execute_script(ARM)
            machine.type('a')
            waits.append(machine.driver.execute_async_script(ECHO))
            time.sleep(0.2)
        machine.control('c')
    finally:
        machine.api(END)
    machine.wait_for_prompt()
    return statistics.quantiles(waits, n=20)[18]


def shares(machine: Machine) -> dict[str, float]:
    """Two programs of each class, so that one thread's limit of a core doesn't matter."""
    machine.api(START, [kind for kind in KINDS.values() for _ in range(2)])
    try:
        time.sleep(4)
        before = machine.api(USE)
        time.sleep(SECONDS)
        after = machine.api(USE)
    finally:
        machine.api(END)
    names = {'dev server': 'server', 'build': 'build', 'install': 'packages'}
    used = dict.fromkeys(KINDS, 0.0)
    for (kind, late), (_kind, early) in zip(after, before, strict=True):
        used[names[kind]] += late - early
    whole = sum(used.values())
    return {name: value / whole for name, value in used.items()}


def builds(machine: Machine) -> float:
    """Seconds until three equal builds that began together are done."""
    return float(
        machine.api(
            """
            const start = performance.now()
            const all = []
            for (let k = 0; k < 3; k++) all.push(
                await wc.spawn('node', ['work.js', args[0]], {env: {npm_lifecycle_event: 'build'}, output: false}))
            for (const each of all) if (await each.exit !== 0) throw new Error('a build failed')
            return (performance.now() - start) / 1000""",
            str(BUILD_ROUNDS),
            timeout=300,
        )
    )
