"""Boot with a large workspace: 30,000 files, 300 MB, in the browser's storage."""

import statistics

from benchmarks.bench_start import NOTE_PROMPT, later_visit
from benchmarks.context import Context
from benchmarks.row import Row
from tests.machine.browser import Browser, Machine

FILES = 30000
BYTES = 300 * 1048576
ROUNDS = 3

# Sizes as in a node_modules: most files are small, a few hold most of the bytes.
FILL = """
const fs = require('fs')
const [files, bytes] = [FILES, BYTES]
const random = require('crypto').randomBytes(1048576)
let left = bytes
for (let i = 0; i < files; i++) {
    if (i % 100 === 0) fs.mkdirSync('large/p' + i / 100, {recursive: true})
    const size = i % 100 === 0 ? 512 * 1024 : 5400
    const length = Math.min(size, left)
    left -= length
    fs.writeFileSync('large/p' + Math.floor(i / 100) + '/f' + i + '.js', random.subarray(i % 1024, i % 1024 + length))
}
process.stdout.write(String(bytes - left))
"""
FIRST_READ = """
const started = performance.now()
const data = await wc.fs.readFile('large/p150/f15000.js')
return [performance.now() - started, data.length]"""

TRAVEL = """
await wc.sync()
const before = (await wc.usage()).memory
let started = performance.now()
await wc.checkpoint('measured')
const made = performance.now() - started
const memory = ((await wc.usage()).memory - before) / 1048576
await wc.fs.writeFile('change.js', `const fs = require('fs'); for (let i = 0; i < 30000; i += 10) fs.appendFileSync('large/p' + Math.floor(i / 100) + '/f' + i + '.js', 'x')`)
await (await wc.spawn('node', ['change.js'])).exit
await wc.sync()
started = performance.now()
await wc.rollback('measured')
return [made, memory, performance.now() - started]"""


def fill(machine: Machine) -> int:
    script = FILL.replace('FILES, BYTES', f'{FILES}, {BYTES}')
    text = machine.api(
        """
        await wc.fs.writeFile('fill.js', args[0])
        const process = await wc.spawn('node', ['fill.js'])
        let text = ''
        await process.output.pipeTo(new WritableStream({write(chunk) { text += chunk }}))
        await process.exit
        await wc.sync()
        return text""",
        script,
        timeout=600,
    )
    return int(str(text))


def run(context: Context) -> list[Row]:
    browser = Browser()
    try:
        browser.driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': NOTE_PROMPT})
        machine = Machine(browser, context.server).open()
        held = fill(machine)
        prompts = []
        reads = []
        for _ in range(ROUNDS):
            prompts.append(later_visit(machine))
            reads.append(machine.api(FIRST_READ)[0])
        checkpoint, memory, rollback = machine.api(TRAVEL, timeout=300)
    finally:
        browser.close()
    return [
        Row(f'prompt, {FILES} files of {held // 1048576} MB', statistics.median(prompts), None, 's', 1.5),
        Row('first read of one of them', statistics.median(reads), None, 'ms'),
        Row('a checkpoint of them', checkpoint, None, 'ms'),
        Row('memory that it takes', memory, None, 'MB', 1),
        Row('back to it after 3,000 changed', rollback, None, 'ms'),
    ]
