"""node:sqlite: 100,000 inserts in one transaction, 10,000 selects by key, a scan, and transactions of one statement; in
memory and in a file."""

import json

from benchmarks.context import Context
from benchmarks.row import Row

PROGRAM = """
const { DatabaseSync } = require('node:sqlite')
const { rmSync } = require('fs')
function measure (file) {
  rmSync(file, { force: true })
  const found = {}
  const time = (name, work) => { const started = performance.now(); work(); found[name] = performance.now() - started }
  const database = new DatabaseSync(file)
  database.exec('create table t(id integer primary key, name text, n real)')
  const insert = database.prepare('insert into t values(?, ?, ?)'), select = database.prepare('select * from t where id = ?')
  time('100,000 inserts', () => { database.exec('begin'); for (let k = 0; k < 100000; k++) insert.run(k, 'name of ' + k, k / 3); database.exec('commit') })
  time('10,000 selects', () => { for (let k = 0; k < 10000; k++) select.get((k * 7919) % 100000) })
  time('100,000 rows at once', () => database.prepare('select * from t').all())
  time('50 transactions', () => { for (let k = 0; k < 50; k++) database.exec('update t set n = n + 1 where id = ' + k) })
  database.close()
  rmSync(file, { force: true })
  return found
}
function best (file) {
  const runs = [measure(file), measure(file), measure(file)]
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, Math.min(...runs.map((run) => run[name]))]))
}
console.log(JSON.stringify({ memory: best(':memory:'), file: best('bench.db') }))
"""
PLACES = {'memory': 'in memory', 'file': 'in a file'}


def run(context: Context) -> list[Row]:
    ours, theirs = json.loads(context.inside(PROGRAM)), json.loads(context.native(PROGRAM))
    return [
        Row(f'node:sqlite {PLACES[place]}, {name}', ours[place][name], theirs[place][name], 'ms')
        for place in PLACES
        for name in theirs[place]
    ]
