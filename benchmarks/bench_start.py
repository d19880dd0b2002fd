"""Boot to the prompt, `node -e 0` from a warm shell, and loading real packages: the first time after they were
installed, when nothing is known of their files, and later."""

import json
import statistics
import subprocess
import time

from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import Browser, Machine
from toolchain.environment import node, npm_command

LOAD = """
const started = process.hrtime.bigint()
const told = () => console.log(JSON.stringify(Number(process.hrtime.bigint() - started) / 1e6))
import('PACKAGE').then(told)
"""
# package -> what its name in a row is, and the bar of later loads
LOADED = {
    'express': ("import('express')", 1.5),
    'eslint': ("import('eslint')", 1.3),
    'typescript@5': ("import('typescript')", 1.5),
    'vite@7': ("import('vite'), 7", None),
}
NOTE_PROMPT = """
const look = setInterval(() => {
    if (!window.terminalText || !window.terminalText().trimEnd().endsWith('$')) return
    window.promptAt = performance.timeOrigin + performance.now()
    clearInterval(look)
}, 5)
"""
ROUNDS = 9
# no worker is warm after the first two
IN_A_ROW = """
const { spawnSync } = require('child_process')
const started = process.hrtime.bigint()
for (let i = 0; i < 20; i++) spawnSync('node', ['-e', '0'])
console.log(String(Number(process.hrtime.bigint() - started) / 20e6))
"""


def native_start() -> float:
    """Milliseconds for `node -e 0`, spawned as by a shell."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([node(), '-e', '0'], check=True)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def inside_start(context: Context) -> float:
    """The same through the API of a machine whose pool is warm."""
    times = context.machine.api(
        """
        const times = []
        for (let i = 0; i < args[0]; i++) {
            const started = performance.now()
            await (await wc.spawn('node', ['-e', '0'])).exit
            times.push(performance.now() - started)
            await new Promise((yes) => setTimeout(yes, 500))
        }
        return times""",
        ROUNDS,
    )
    return statistics.median(times)


def in_a_row(context: Context) -> Row:
    """Milliseconds per process, for processes started one after the other."""
    return Row(
        'node -e 0, twenty in a row',
        float(context.inside(IN_A_ROW)),
        float(context.native(IN_A_ROW.replace("'node'", 'process.execPath'))),
        'ms',
    )


def boots(context: Context) -> list[Row]:
    """A fresh profile, then the same page again. The page records when its prompt appears: polling through the driver
    takes longer than a boot."""
    browser = Browser()
    try:
        browser.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': NOTE_PROMPT})
        machine = Machine(browser, context.server)
        started = time.time()
        machine.open()
        first = prompt_time(machine) - started
        machine.wait_until(
            lambda: 'Works offline' in machine.driver.find_element('id', 'statusbar').text, 'the page to be kept', 30
        )
        later = statistics.median([later_visit(machine) for _ in range(5)])
    finally:
        browser.close()
    return [Row('first visit to prompt', first, None, 's', 1.5), Row('later visit to prompt', later, None, 's', 0.5)]


def later_visit(machine: Machine) -> float:
    machine.reload()
    return prompt_time(machine) - machine.driver.execute_script('return performance.timeOrigin') / 1000


def prompt_time(machine: Machine) -> float:
    """The epoch time in seconds when the prompt appeared on the screen."""
    machine.wait_until(lambda: machine.driver.execute_script('return window.promptAt'), 'the prompt', 30)
    return machine.driver.execute_script('return window.promptAt') / 1000


def first_digest(context: Context) -> Row:
    """The wait of a program for its first digest, which loads crypto.js."""
    script = """const started = process.hrtime.bigint()
        require('crypto').createHash('sha256').update('a').digest('hex')
        console.log(String(Number(process.hrtime.bigint() - started) / 1e6))"""
    found = [statistics.median([float(run(script)) for _ in range(ROUNDS)]) for run in (context.inside, context.native)]
    return Row('first createHash', found[0], found[1], 'ms')


def npm_script(context: Context) -> Row:
    """`npm run`: npm, its shell and the program are processes that start one after the other."""
    package = '{"name": "bench", "version": "1.0.0", "scripts": {"nothing": "node -e 0"}}'
    (context.folder / 'package.json').write_text(package)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([*npm_command(), 'run', 'nothing'], cwd=context.folder, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - started) * 1000)
    inside = context.machine.api(
        """
        await wc.fs.mkdir('run', {recursive: true})
        await wc.fs.writeFile('run/package.json', args[1])
        const times = []
        for (let i = 0; i < args[0]; i++) {
            const started = performance.now()
            const process = await wc.spawn('npm', ['run', 'nothing'], {cwd: 'run'})
            process.output.pipeTo(new WritableStream())
            if (await process.exit !== 0) throw new Error('npm run failed')
            times.push(performance.now() - started)
            await new Promise((yes) => setTimeout(yes, 2000))
        }
        return times""",
        ROUNDS,
        package,
    )
    return Row('npm run of node -e 0', statistics.median(inside), statistics.median(times), 'ms')


def loads(context: Context) -> list[Row]:
    """Milliseconds to load each package, with its files in the cache of the disk or the machine."""
    rows = []
    for package, (name, bar) in LOADED.items():
        context.registry.cache.warm(package)
        npm = context.machine.run(f'npm install {package} >/dev/null 2>&1; echo', timeout=180)
        if context.machine.exit_code != 0:
            raise RuntimeError(npm)
        (context.folder / 'package.json').write_text('{"name": "bench", "version": "1.0.0"}')
        context.registry.cache.install(context.folder, package)
        script = LOAD.replace('PACKAGE', package.partition('@')[0])
        ours = [json.loads(context.inside(script)) for _ in range(ROUNDS)]
        theirs = [json.loads(context.native(script)) for _ in range(ROUNDS)]
        rows.append(Row(f'{name}, the first time', ours[0], theirs[0], 'ms'))
        rows.append(Row(name, statistics.median(ours[1:]), statistics.median(theirs[1:]), 'ms', bar))
    return rows


def run(context: Context) -> list[Row]:
    visits = boots(context)
    warm = Row('node -e 0, warm', inside_start(context), native_start(), 'ms', 2.0)
    return [*visits, warm, in_a_row(context), first_digest(context), npm_script(context), *loads(context)]
