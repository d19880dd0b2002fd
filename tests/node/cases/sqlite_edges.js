'use strict'
const sqlite = require('node:sqlite')
const fs = require('fs')
const { DatabaseSync, backup } = sqlite
const t = (name, call) => { try { console.log(name, call()) } catch (e) { console.log(name, 'THROWS', e && e.name, e && e.code, e && e.message, e && e.errcode, e && e.errstr) } }
const memory = (options) => options === undefined ? new DatabaseSync(':memory:') : new DatabaseSync(':memory:', options)

console.log(backup.length, backup.name)
for (const name of ['open', 'readOnly', 'enableForeignKeyConstraints', 'enableDoubleQuotedStringLiterals', 'allowExtension', 'readBigInts', 'returnArrays', 'allowBareNamedParameters', 'allowUnknownNamedParameters', 'defensive', 'timeout', 'limits', 'unknown']) {
  for (const value of [5, null, 'x', 0.99, undefined]) t(`${name} ${value}`, () => memory({ [name]: value }).isOpen)
}
for (const name of ['readBigInts', 'returnArrays', 'allowBareNamedParameters', 'allowUnknownNamedParameters']) for (const value of [5, null, undefined]) t(`prepare ${name} ${value}`, () => memory().prepare('select 1 a', { [name]: value }).get())
t('options of the database', () => { const d = memory({ readBigInts: true, returnArrays: true, allowUnknownNamedParameters: true, allowBareNamedParameters: false })
  t('bare', () => d.prepare('select $a').get({ a: 1 })); return [d.prepare('select 1').get(), d.prepare('select 1', { readBigInts: false }).get(), d.prepare('select $a x', { allowBareNamedParameters: true }).get({ a: 1, b: 2 }), d.createTagStore().get`select 1`] })
t('not defensive', () => { const d = memory({ defensive: false }); d.exec('create table t(a); pragma writable_schema=on'); d.exec("update sqlite_schema set sql = 'create table t(b)'"); d.enableDefensive(true); d.exec("update sqlite_schema set sql = 'create table t(c)'") })
t('a read-only file', () => { new DatabaseSync('ro.db').exec('create table t(a)'); fs.chmodSync('ro.db', 0o444); const d = new DatabaseSync('ro.db', { readOnly: true }); return d.prepare('select * from t').all() })

// named and numbered parameters
for (const [sql, ...args] of [['select ?2 a, ?1 b', 1, 2], ['select ?, ?3, ?', 1, 2, 3, 4], ['select :a, ?', { a: 1 }, 2], ['select :a, ?', 1, 2], ['select @a, $b, :c', { '@a': 1, $b: 2, ':c': 3 }], ['select ?', { a: 1 }], ['select $a', Object.create({ a: 1 })],
  ['select $a', { get a () { return 5 } }], ['select $a', new Map([['a', 1]])], ['select $é', { é: 1 }], ['select ?', null], ['select ?, ?', null, 'x'], ['select ?1', { '?1': 4 }], ['select ?1', { 1: 4 }], ['select $a', { [Symbol('a')]: 1 }], ['select ?', Buffer.from('abc')],
  ['select ?', new String('x')], ['select ?', 1n, 2], ['select $a::b', { 'a::b': 1 }], ['select $a(x)', { '$a(x)': 1 }]]) t(sql, () => memory().prepare(sql).get(...args))

// tag stores
{
  const d = memory(); const sql = d.createTagStore(2)
  t('no such table', () => sql.all`select * from nowhere`); t('size', () => sql.size)
  t('four statements', () => [sql.get`select 1 a`, sql.get`select 2 a`, sql.get`select 3 a`, sql.get`select 1 a`, sql.size])
  t('raw', () => sql.get`select '\n' a`); t('many', () => sql.get`select ${1} a, ${'b'} b, ${null} c, ${new Uint8Array(2)} d, ${5n} e`)
  t('too many', () => sql.get(['select 1'], 2)); t('too few', () => sql.get(['select ', ' a', ''], 2)); t('empty', () => sql.get([''])); t('no parts', () => sql.get([]))
  t('iterate', () => { const rows = sql.iterate`select value from json_each('[1,2]')`; return [rows.next(), sql.all`select value from json_each('[1,2]')`.length] })
  t('many rows', () => { const it = sql.iterate`select value v from json_each('[1,2,3]')`; return [it.next().value.v, sql.get`select 5`, sql.get`select 6`, sql.get`select 7`, it.next().value.v, [...it].length] })
  t('run', () => { d.exec('create table t(a)'); return [sql.run`insert into t values(${1})`, sql.run`insert into t values(${2})`, sql.all`select * from t`] })
  d.close(); t('closed', () => sql.get`select 1`); t('closed size', () => [sql.size, sql.capacity, sql.db === d]); t('clear', () => sql.clear())
}

// limits
{
  const d = memory(); const { limits } = d
  for (const [name, value, sql] of [['length', 100, 'select zeroblob(200)'], ['sqlLength', 20, 'select 1234567890 + 1234567890'], ['column', 2, 'select 1, 2, 3'], ['exprDepth', 3, 'select 1+(2+(3+(4+5)))'], ['compoundSelect', 1, 'select 1 union select 2'], ['functionArg', 2, 'select max(1, 2, 3)'], ['attach', 0, "attach ':memory:' as x"], ['variableNumber', 2, 'select ?3']]) {
    const before = limits[name]; limits[name] = value; t(name, () => [limits[name], d.prepare(sql).get()]); limits[name] = before
  }
  t('in', () => ['attach' in limits, 'nothing' in limits, Object.keys(limits).length, JSON.stringify(limits) === JSON.stringify(d.limits)])
  d.close(); t('closed', () => limits.attach); t('closed set', () => { limits.attach = 1 })
}

// closed databases
{
  const d = memory(); const s = d.prepare('select 1'); const rows = s.iterate(); d.close()
  for (const name of ['close', 'exec', 'prepare', 'function', 'aggregate', 'createSession', 'applyChangeset', 'location', 'serialize', 'deserialize', 'enableDefensive', 'loadExtension', 'createTagStore']) t(name, () => d[name]())
  for (const name of ['get', 'all', 'run', 'iterate', 'columns', 'setReadBigInts']) t('statement ' + name, () => s[name]())
  t('next', () => rows.next()); t('return', () => rows.return()); t('backup', () => backup(d, 'x'))
  for (const name of ['Session', 'StatementSync']) t(name, () => new sqlite[name]())
  t('borrowed', () => s.get.call({})); t('getter', () => Object.create(d).isOpen); t('of another class', () => s.get.call(d))
}

// errors: numbers, texts, positions
for (const sql of ['insert into t values(1)', 'insert into n values(null)', "insert into s values('x')", 'insert into c values(5)', 'select raise(abort, 1)', 'select * from t where', 'select abs(-9223372036854775808)', 'select 1/0', 'commit', "select json('{')", "select date('now', 'nonsense')", 'create table t(a)', 'drop table nothing', 'select nothing()', "select x'1'", "select '", 'vacuum into 1']) {
  const d = memory(); d.exec('create table t(a primary key); insert into t values(1); create table n(a not null); create table s(a integer) strict; create table c(a check(a < 3))')
  t(sql, () => d.exec(sql)); t(sql, () => d.prepare(sql).run())
}
t('abort by a trigger', () => { const d = memory(); d.exec("create table t(a); create trigger x before insert on t begin select raise(abort, 'none of that'); end"); d.prepare('insert into t values(1)').run() })
t('a failed statement works again', () => { const d = memory(); d.exec('create table t(a unique)'); const q = d.prepare('insert into t values(?)'); q.run(1); t('dup', () => q.run(1)); return q.run(2) })
t('nested transactions', () => { const d = memory(); d.exec('create table t(a); begin; insert into t values(1); savepoint x; insert into t values(2); rollback to x; release x; commit'); return d.prepare('select * from t').all() })
t('returning', () => { const d = memory(); d.exec('create table t(a integer primary key, b)'); const q = d.prepare('insert into t(b) values(?) returning *'); return [q.get('x'), q.all('y'), q.run('z'), [...q.iterate('w')], d.prepare('select count(*) n from t').get()] })
t('upsert', () => { const d = memory(); d.exec('create table t(a primary key, n)'); const q = d.prepare('insert into t values(?, 1) on conflict do update set n = n + 1'); return [q.run('x'), q.run('x'), d.prepare('select * from t').all()] })
t('recursive', () => memory().prepare('with recursive f(a, b) as (select 0, 1 union all select b, a + b from f limit 80) select max(a) m from f').get())

// whole databases
t('serialize and back', () => { const a = memory(); a.exec("create table t(a); insert into t values('é')"); const b = memory(); b.deserialize(a.serialize()); b.exec('insert into t values(2)'); return [b.prepare('select * from t').all(), b.serialize().length, a.prepare('select count(*) n from t').get()] })
t('of a file', () => { const a = new DatabaseSync('ser.db'); a.exec('create table t(a)'); return Buffer.from(a.serialize()).equals(fs.readFileSync('ser.db')) })
t('another name', () => { const a = memory(); a.exec("attach ':memory:' as x; create table x.t(a); insert into x.t values(1)"); const b = memory(); b.exec("attach ':memory:' as y"); b.deserialize(a.serialize('x'), { dbName: 'y' }); return b.prepare('select * from y.t').all() })

async function backups () {
  const d = memory(); d.exec('create table t(a); insert into t values(zeroblob(50000))')
  for (const options of [{ rate: -1 }, { rate: 1.5 }, { source: 5 }, { target: 5 }, { progress: 5 }, { rate: 3, target: 'temp' }, { source: 'temp' }]) {
    try { console.log(options, await backup(d, 'bk.db', options)) } catch (e) { console.log(options, 'REJECTS', e.name, e.code, e.message, e.errcode, e.errstr) }
  }
  fs.writeFileSync('locked.db', '', { mode: 0o444 })
  console.log(await backup(d, new URL('file://' + process.cwd() + '/by%20url.db')), fs.existsSync('by url.db'))
  let steps = 0; const big = backup(d, 'changed.db', { rate: 2, progress () { if (++steps === 2) d.exec('insert into t values(1)') } })
  console.log(await big > 10, new DatabaseSync('changed.db').prepare('select count(*) n from t').get())
  const busy = new DatabaseSync('busy.db'); busy.exec('create table t(a); begin exclusive')
  console.log(await backup(d, 'busy.db').catch((e) => [e.message, e.errcode]))
}
backups()
// the least integer, and the order of the classes' members
{
  const { DatabaseSync, StatementSync } = require('node:sqlite')
  const database = new DatabaseSync(':memory:')
  database.function('same', (value) => value)
  for (const value of ['-9223372036854775808', '-9223372036854775807', '9223372036854775807', '-9007199254740991', '-9007199254740992']) {
    for (const query of [`SELECT ${value} AS v`, `SELECT same(${value}) AS v`]) try { console.log(query, database.prepare(query).get().v) } catch (error) { console.log(query, error.code, error.message) }
  }
  for (const given of [DatabaseSync, StatementSync, database.createSession().constructor]) console.log(Object.getOwnPropertyNames(given.prototype).join())
}
