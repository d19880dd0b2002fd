"""Memory of files in addition to their content, and of an idle process: resident memory of Chromium's renderer with and
without N waiting processes, compared with as many bare workers."""

import json
import time
from pathlib import Path

from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import TRUST_ALL

COUNT = 8
FILE_SIZES = [100, 700, 4096]
BAR = 30.0
FILE_BAR = 300
FILES = """
const fs = require('fs')
const COUNT = 20000, BYTES = SIZE
const free = () => { const { bfree, bsize } = fs.statfsSync('/tmp'); return bfree * bsize }
const content = Buffer.alloc(BYTES, 7)
const before = free()
for (let k = 0; k < COUNT; k++) {
  if (k % 100 === 0) fs.mkdirSync('/tmp/memory/package-' + k / 100, { recursive: true })
  fs.writeFileSync('/tmp/memory/package-' + Math.floor(k / 100) + '/component-' + k + '.js', content)
}
const taken = before - free()
fs.rmSync('/tmp/memory', { recursive: true })
console.log(JSON.stringify(taken / COUNT - BYTES))
"""
SETTLE_S = 4.0
WORKERS = """
const source = URL.createObjectURL(new Blob(['onmessage = () => {}'], {type: 'text/javascript'}))
window.bareWorkers = Array.from({length: args[0]}, () => new Worker(source))
await new Promise((yes) => setTimeout(yes, 1000))
"""
NO_WORKERS = 'for (const worker of window.bareWorkers) worker.terminate(); window.bareWorkers = null'
PROCESSES = """
window.idle = []
for (let k = 0; k < args[0]; k++) {
    const process = await wc.spawn('node', ['-e', 'setInterval(() => {}, 1e6); console.log("up")'])
    const reader = process.output.getReader()
    await reader.read()
    window.idle.push(process)
}
"""
NO_PROCESSES = 'for (const process of window.idle) process.kill(); window.idle = null'


def resident_mb(context: Context) -> float:
    """The sum over all renderers of the benchmark's browser, without memory shared with other processes."""
    driver = context.machine.driver
    driver.execute_cdp_cmd('HeapProfiler.collectGarbage', {})
    time.sleep(SETTLE_S)
    profile = driver.capabilities['chrome']['userDataDir']  # distinguishes this browser's processes from others
    total = 0
    for status in Path('/proc').glob('[0-9]*/status'):
        try:
            command = (status.parent / 'cmdline').read_bytes().decode(errors='replace')
            if '--type=renderer' in command and profile in command:
                total += sum(
                    int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith('RssAnon:')
                )
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile
    return total / 1024


def run(context: Context) -> list[Row]:
    machine = context.machine
    of_files = [json.loads(context.inside(FILES.replace('SIZE', str(size)))) for size in FILE_SIZES]
    # warm-up: what the engine and the kernel keep from then on doesn't belong to a process
    machine.api(PROCESSES, COUNT, timeout=120)
    machine.api(NO_PROCESSES)
    before = resident_mb(context)
    machine.api(TRUST_ALL + WORKERS, COUNT)
    workers = max((resident_mb(context) - before) / COUNT, 0.0)  # a garbage collection may free more than they take
    machine.api(NO_WORKERS)
    before = resident_mb(context)
    machine.api(PROCESSES, COUNT, timeout=120)
    processes = (resident_mb(context) - before) / COUNT
    machine.api(NO_PROCESSES)
    return [
        *[
            Row(f'a file of {size} bytes beyond its content', beyond, None, 'bytes', FILE_BAR)
            for size, beyond in zip(FILE_SIZES, of_files, strict=True)
        ],
        Row('a bare worker of the browser', workers, None, 'MB'),
        Row('an idle node process beyond it', processes - workers, None, 'MB', BAR),
    ]
