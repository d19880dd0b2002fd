"""Boot to the prompt, `node -e 0` from a warm shell, and loading a real package."""
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
require('express')
console.log(JSON.stringify(Number(process.hrtime.bigint() - started) / 1e6))
"""
ROUNDS = 9


def native_start() -> float:
    """Milliseconds of `node -e 0`, spawned as a shell does it."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([node(), '-e', '0'], check=True)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def inside_start(context: Context) -> float:
    """The same through the API of a machine that has booted its pool."""
    times = context.machine.api('''
        const times = []
        for (let i = 0; i < args[0]; i++) {
            const started = performance.now()
            await (await wc.spawn('node', ['-e', '0'])).exit
            times.push(performance.now() - started)
            await new Promise((yes) => setTimeout(yes, 500))
        }
        return times''', ROUNDS)
    return statistics.median(times)


def boots(context: Context) -> list[Row]:
    """A fresh profile, then the same page again."""
    browser = Browser()
    try:
        machine = Machine(browser, context.server)
        started = time.perf_counter()
        machine.open()
        first = time.perf_counter() - started
        started = time.perf_counter()
        machine.reload()
        later = time.perf_counter() - started
    finally:
        browser.close()
    return [Row('first visit to prompt', first, None, 's', 1.5), Row('later visit to prompt', later, None, 's', 0.5)]


def express(context: Context) -> Row:
    """require('express') with its files in the disk's or the machine's cache."""
    context.registry.cache.warm('express')
    npm = context.machine.run('npm install express >/dev/null 2>&1; echo', timeout=180)
    if context.machine.exit_code != 0:
        raise RuntimeError(npm)
    cache = context.registry.cache.folder
    (context.folder / 'package.json').write_text('{"name": "bench", "version": "1.0.0"}')
    subprocess.run([*npm_command(), 'install', 'express', '--prefer-offline', '--cache', str(cache), '--no-audit', '--no-fund', '--loglevel=error'],
                   cwd=context.folder, check=True, stdout=subprocess.DEVNULL)
    context.native(LOAD)
    context.inside(LOAD)
    return Row("require('express')", json.loads(context.inside(LOAD)), json.loads(context.native(LOAD)), 'ms')


def run(context: Context) -> list[Row]:
    return [*boots(context), Row('node -e 0, warm', inside_start(context), native_start(), 'ms', 2.0), express(context)]
