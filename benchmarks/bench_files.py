"""fs calls of a process: the same program in the machine and in native Node."""

import json

from benchmarks.context import Context
from benchmarks.row import Row

PROGRAM = """
const fs = require('fs')
const data = Buffer.alloc(4096, 7)
fs.writeFileSync('bench-4k.bin', data)
const into = Buffer.alloc(1 << 20)
const fd = fs.openSync('bench-4k.bin')
const calls = {
  statSync: () => fs.statSync('bench-4k.bin'),
  existsSync: () => fs.existsSync('bench-4k.bin'),
  'readSync 4 KB, into a buffer': () => fs.readSync(fd, into, 0, 4096, 0),
  'readFileSync 4 KB': () => fs.readFileSync('bench-4k.bin'),
  'readFileSync 4 KB, utf8': () => fs.readFileSync('bench-4k.bin', 'utf8'),
  'writeFileSync 4 KB': () => fs.writeFileSync('bench-4k-out.bin', data),
  'openSync and closeSync': () => fs.closeSync(fs.openSync('bench-4k.bin')),
}
const large = Buffer.alloc(1 << 20, 7)
fs.writeFileSync('bench-1m.bin', large)
const largeFd = fs.openSync('bench-1m.bin')
const largeCalls = {
  'readSync 1 MB, into a buffer': () => fs.readSync(largeFd, into, 0, 1 << 20, 0),
  'readFileSync 1 MB, utf8': () => fs.readFileSync('bench-1m.bin', 'utf8'),
  'readFileSync 1 MB': () => fs.readFileSync('bench-1m.bin'),
  'writeFileSync 1 MB': () => fs.writeFileSync('bench-1m-out.bin', large),
}
const found = {}
for (const [name, call] of Object.entries(calls)) {
  for (let i = 0; i < 20000; i++) call()
  const rounds = []
  for (let round = 0; round < 7; round++) {
    const started = process.hrtime.bigint()
    for (let i = 0; i < 2000; i++) call()
    rounds.push(Number(process.hrtime.bigint() - started) / 2000)
  }
  found[name] = rounds.sort((a, b) => a - b)[3]
}
for (const [name, call] of Object.entries(largeCalls)) {
  for (let i = 0; i < 100; i++) call()
  const rounds = []
  for (let round = 0; round < 7; round++) {
    const started = process.hrtime.bigint()
    for (let i = 0; i < 30; i++) call()
    rounds.push(Number(process.hrtime.bigint() - started) / 30)
  }
  found[name] = rounds.sort((a, b) => a - b)[3]
}
console.log(JSON.stringify(found))
"""
BAR = 1.0


def run(context: Context) -> list[Row]:
    native = json.loads(context.native(PROGRAM))
    inside = json.loads(context.inside(PROGRAM))
    return [Row(f'fs.{name}', inside[name] / 1000, native[name] / 1000, 'us', BAR) for name in native]
