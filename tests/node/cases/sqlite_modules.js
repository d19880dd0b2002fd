// ways to load the module; and an object to which the program has no reference stays alive as long as an object that depends on it
'use strict'
const { spawnSync } = require('child_process')
const node = (...args) => { const done = spawnSync(process.execPath, args, { encoding: 'utf8' }); return [done.status, done.stdout, done.stderr.split('\n').filter((line) => /Error|Warning/.test(line)).join('|')] }
console.log(node('--input-type=module', '-e', "import sqlite, { DatabaseSync, backup } from 'node:sqlite'; console.log(new DatabaseSync(':memory:').prepare('select 1 a').get(), typeof backup, Object.keys(sqlite))"))
console.log(node('-e', "require('sqlite')"))
console.log(node('-p', "process.getBuiltinModule('node:sqlite') === require('node:sqlite'), require('module').builtinModules.filter((name) => /sqlite/.test(name))"))
console.log(node('--no-experimental-sqlite', '-e', "require('node:sqlite')"))
console.log(node('-p', "require('module').isBuiltin('sqlite') + ' ' + require('module').isBuiltin('node:sqlite')"))
console.log(node('-e', "class Base extends require('node:sqlite').DatabaseSync { all (sql) { return this.prepare(sql).all() } }; const b = new Base(':memory:'); console.log(b, b.all('select 2 b'), b instanceof Base)"))
const { DatabaseSync, backup } = require('node:sqlite')
async function main () {
  const pressure = async () => { for (let k = 0; k < 20; k++) { Array.from({ length: 1e5 }, (_, n) => ({ n })); await new Promise((resolve) => setTimeout(resolve, 1)) } }
  const rows = new DatabaseSync(':memory:').prepare("select value from json_each('[1,2,3,4]')").iterate()
  const statement = new DatabaseSync(':memory:').prepare('select 5 five')
  const seen = [rows.next().value.value]
  await pressure()
  for (const row of rows) { seen.push(row.value); await pressure() }
  console.log(seen, statement.get())
  const pages = (() => { const d = new DatabaseSync(':memory:'); d.exec('create table t(a); insert into t values(zeroblob(100000))'); return backup(d, 'pages.db', { rate: 1 }) })()
  await pressure()
  console.log(await pages)
  const d = new DatabaseSync('many.db'); d.exec('create table t(a)')
  for (let k = 0; k < 20000; k++) d.prepare('select ' + k).get()
  for (let k = 0; k < 300; k++) new DatabaseSync('many.db').prepare('select * from t').all()
  await pressure()
  d.exec('insert into t values(1)')
  console.log(d.prepare('select count(*) n from t').get())
  using scoped = new DatabaseSync(':memory:'); scoped.exec('select 1')
}
main()
