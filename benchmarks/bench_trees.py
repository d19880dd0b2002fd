"""Trees of files: walking, copying, removing and creating many files; the same program in the machine and in native
Node on this computer's disk."""

import json
import shutil

from benchmarks.context import Context
from benchmarks.row import Row

BAR = 1.0
# without a target: GNU's tools are machine code, ours run cold in a new worker
UTILITIES = ['find', 'du', 'grep', 'tar']
PROGRAM = """
const fs = require('fs')
const path = require('path')
const now = () => Number(process.hrtime.bigint()) / 1e6
const found = {}
const timed = (name, call) => { const started = now(); call(); found[name] = now() - started }
const best = (name, rounds, call) => {
  const all = []
  for (let i = 0; i < rounds; i++) { const started = now(); call(); all.push(now() - started) }
  found[name] = Math.min(...all)
}
fs.rmSync('bench-tree', { recursive: true, force: true })
fs.mkdirSync('bench-tree')

const text = 'x'.repeat(700)
timed('create 10,000 files', () => { for (let i = 0; i < 10000; i++) fs.writeFileSync(`bench-tree/f${i}`, text) })
fs.mkdirSync('bench-tree/thousand')
for (let i = 0; i < 1000; i++) fs.writeFileSync(`bench-tree/thousand/f${i}`, '')
best('readdir of 1,000', 30, () => fs.readdirSync('bench-tree/thousand'))
best('readdir of 1,000 with types', 30, () => fs.readdirSync('bench-tree/thousand', { withFileTypes: true }))

const make = (folder, folders, files) => {
  for (let i = 0; i < folders; i++) {
    fs.mkdirSync(`${folder}/d${i}`, { recursive: true })
    for (let j = 0; j < files; j++) fs.writeFileSync(`${folder}/d${i}/f${j}.js`, text)
  }
}
make('bench-tree/many', 1000, 50)
const walk = (folder) => {
  let count = 0
  for (const one of fs.readdirSync(folder, { withFileTypes: true })) {
    if (one.isDirectory()) count += walk(path.join(folder, one.name))
    else { fs.statSync(path.join(folder, one.name)); count++ }
  }
  return count
}
best('walk of 50,000 files', 3, () => { if (walk('bench-tree/many') !== 50000) throw new Error('lost some') })
make('bench-tree/tree', 600, 50)
timed('fs.cpSync of 30,000 files', () => fs.cpSync('bench-tree/tree', 'bench-tree/copy', { recursive: true }))
timed('fs.rmSync of 30,000 files', () => fs.rmSync('bench-tree/copy', { recursive: true }))
const { execSync } = require('child_process')
timed('cp -r of 30,000 files', () => execSync('cp -r bench-tree/tree bench-tree/copy'))
timed('rm -rf of 30,000 files', () => execSync('rm -rf bench-tree/copy'))
timed('find over 80,000 files', () => execSync('find bench-tree -type f | wc -l'))
timed('du -s', () => execSync('du -s bench-tree'))
timed('grep -r over 80,000 files', () => execSync('grep -rl nothing bench-tree || true'))
timed('tar cf of 30,000 files', () => execSync('tar cf bench-tree/t.tar bench-tree/tree'))
timed('tar xf of 30,000 files', () => execSync('mkdir bench-tree/x && tar xf bench-tree/t.tar -C bench-tree/x'))
fs.rmSync('bench-tree', { recursive: true })
console.log(JSON.stringify(found))
"""


def run(context: Context) -> list[Row]:
    shutil.rmtree(context.folder / 'bench-tree', ignore_errors=True)
    native = json.loads(context.native(PROGRAM))
    inside = json.loads(context.inside(PROGRAM))
    return [
        Row(name, inside[name], native[name], 'ms', None if name.split(' ')[0] in UTILITIES else BAR) for name in native
    ]
