"""Four processes that read concurrently, compared with one: their throughput as a multiple, in the machine and
natively.

Every reader reads its own file for a fixed time, since four processes can't be started at the same moment."""

import json
import os

from benchmarks.context import Context
from benchmarks.row import Row

READERS = 4
PROGRAM = """
const { fork } = require('child_process'), fs = require('fs')
const SPAN = 600, READERS = 4
const kinds = {
  'stat': (file) => { for (let k = 0; k < 100; k++) fs.statSync(file) ; return 100 },
  'read 4 KB': (file) => { for (let k = 0; k < 100; k++) fs.readFileSync(file, 'utf8'); return 100 },
  'read 64 KB into a buffer': (file, buffer, fd) => { for (let k = 0; k < 20; k++) fs.readSync(fd, buffer, 0, 65536, 0); return 20 },
}
if (process.argv[2]) {
  const file = process.argv[2], buffer = Buffer.alloc(65536)
  fs.writeFileSync(file, Buffer.alloc(4096, 65))
  fs.writeFileSync(file + '-large', Buffer.alloc(65536, 65))
  const fd = fs.openSync(file + '-large')
  process.on('message', ([kind, at]) => {
    while (Date.now() < at - SPAN) kinds[kind](file, buffer, fd)   // until all have begun: also warms up
    let done = 0
    while (Date.now() < at) done += kinds[kind](file, buffer, fd)
    process.send(done)
  })
  process.send('ready')
} else {
  const answer = (child) => new Promise((yes) => child.once('message', yes))
  const run = async () => {
    const children = [], found = {}
    for (let k = 0; k < READERS; k++) { const child = fork(__filename, ['parallel-' + k]); await answer(child); children.push(child) }
    for (const kind of Object.keys(kinds)) {
      const together = async (some) => {
        const at = Date.now() + 300 + SPAN
        const counts = await Promise.all(some.map((child) => { const got = answer(child); child.send([kind, at]); return got }))
        return counts.reduce((sum, one) => sum + one) / SPAN
      }
      await together(children.slice(0, 1))
      found[kind] = [await together(children.slice(0, 1)), await together(children)]
    }
    for (const child of children) child.kill()
    console.log(JSON.stringify(found))
  }
  run()
}
"""


def run(context: Context) -> list[Row]:
    native, inside = json.loads(context.native(PROGRAM)), json.loads(context.inside(PROGRAM))
    cores = min(READERS, os.cpu_count() or 1)
    rows = []
    for kind, (one, all_) in inside.items():
        rows.append(Row(f'{kind}, one process', one, native[kind][0], '1000/s'))
        rows.append(Row(f'{kind}, {READERS} at once on {cores} cores', all_, native[kind][1], '1000/s'))
        rows.append(Row('  as many times as one', all_ / one, native[kind][1] / native[kind][0], 'x/s'))
    return rows
