'use strict'
const sqlite = require('node:sqlite')
const { DatabaseSync } = sqlite
const t = (name, call) => { try { console.log(name, call()) } catch (e) { console.log(name, 'THROWS', e.name, e.code, e.message, e.errcode, e.errstr) } }
const fs = require('fs')
const { spawn, spawnSync } = require('child_process')
const { Worker } = require('worker_threads')
const open = (...args) => new DatabaseSync(...args)
// runs `body` on a database in another process, which prints its result as JSON
const elsewhere = (body) => spawnSync(process.execPath, ['-e', `const { DatabaseSync } = require('node:sqlite')
  const attempt = (f) => { try { return f() } catch (e) { return [e.message, e.errcode] } }
  console.log(JSON.stringify((() => { ${body} })()))`], { encoding: 'utf8' }).stdout.trim()
const count = (database) => database.prepare('select count(*) n, coalesce(sum(a), 0) s from t').get()

// two connections, in one process and in two
const one = open('a.db')
one.exec('create table t(a)')
one.exec('begin immediate; insert into t values(1)')
const two = open('a.db')
t('a reader meanwhile', () => count(two))
t('a second writer', () => two.exec('begin immediate'))
t('a reader elsewhere', () => elsewhere("return new DatabaseSync('a.db').prepare('select count(*) n from t').get()"))
t('a writer elsewhere', () => elsewhere("return attempt(() => new DatabaseSync('a.db').exec('begin immediate'))"))
t('a writer that waits', () => elsewhere("const d = new DatabaseSync('a.db', { timeout: 60 }), n = Date.now(); return [attempt(() => d.exec('begin immediate')), Date.now() - n >= 50]"))
one.exec('commit')
t('after the commit', () => [count(two), elsewhere("return new DatabaseSync('a.db').prepare('select count(*) n from t').get()")])
{
  const rows = two.prepare('select a from t').iterate(); rows.next()
  t('commit below a reader', () => { one.exec('begin; insert into t values(2)'); one.exec('commit') })
  t('a new reader below a waiting writer', () => elsewhere("return attempt(() => new DatabaseSync('a.db').prepare('select count(*) n from t').get())"))
  rows.return()
  t('commit after it', () => { one.exec('commit'); return count(two) })
}
t('exclusive', () => { one.exec('begin exclusive'); return elsewhere("return attempt(() => new DatabaseSync('a.db').prepare('select * from t').all())") })
one.exec('rollback')
t('a transaction', () => { one.exec('begin'); const during = one.isTransaction; one.exec('rollback'); return [during, one.isTransaction] })
one.close(); two.close()
t('files', () => fs.readdirSync('.').filter((name) => name.startsWith('a.db')))

// a process is killed in the middle of a transaction that has reached the file
async function killed (how) {
  const made = open('k.db'); made.exec('create table if not exists t(a, b)'); const before = count(made); made.close()
  const child = spawn(process.execPath, ['-e', `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync('k.db'); d.exec('pragma cache_size=5; pragma cache_spill=1; begin')
    const q = d.prepare('insert into t values(?, zeroblob(3000))'); for (let k = 0; k < 500; k++) q.run(k); d.exec('update t set a = a + 1'); process.stdout.write('ready'); ${how}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const hot = fs.existsSync('k.db-journal'), grown = fs.statSync('k.db').size > 100000
  child.kill('SIGKILL')
  await new Promise((resolve) => child.on('exit', resolve))
  const after = open('k.db')
  console.log('killed', hot, grown, JSON.stringify(count(after)) === JSON.stringify(before), after.prepare('pragma integrity_check').get(), fs.existsSync('k.db-journal'))
  after.exec('insert into t values(7, 8)'); after.close()
}

// many processes add to one counter
async function race () {
  const made = open('r.db'); made.exec('create table t(a); insert into t values(0)'); made.close()
  const run = () => new Promise((resolve) => spawn(process.execPath, ['-e', `const d = new (require('node:sqlite').DatabaseSync)('r.db', { timeout: 20000 })
    for (let k = 0; k < 20; k++) { d.exec('begin immediate'); const { a } = d.prepare('select a from t').get(); d.prepare('update t set a = ?').run(a + 1); d.exec('commit') }`], { stdio: 'inherit' }).on('exit', resolve))
  console.log('race', await Promise.all([run(), run(), run()]), open('r.db').prepare('select a from t').get())
}

// threads of one process exclude each other as well
async function threads () {
  const made = open('w.db'); made.exec('create table t(a); begin immediate')
  const thread = new Worker(`const { parentPort } = require('worker_threads'); const d = new (require('node:sqlite').DatabaseSync)('w.db')
    try { d.exec('begin immediate'); parentPort.postMessage('locked') } catch (e) { parentPort.postMessage(e.message) }`, { eval: true })
  console.log('thread', await new Promise((resolve) => thread.on('message', resolve)))
  await thread.terminate(); made.exec('commit'); made.close()
}

// damaged files, unusual paths, other ways to open a database
fs.writeFileSync('text.db', 'not a database at all '.repeat(400))
t('a text', () => open('text.db').prepare('select * from sqlite_schema').all())
fs.writeFileSync('empty.db', ''); t('an empty file', () => open('empty.db').prepare('select * from sqlite_schema').all())
{
  const d = open('damaged.db'); d.exec('create table t(a, b); create index i on t(a)')
  d.exec('with recursive n(x) as (select 1 union all select x + 1 from n where x < 2000) insert into t select x, hex(zeroblob(50)) from n'); d.close()
  const octets = fs.readFileSync('damaged.db'); octets.fill(0xa5, 4096 * 3, 4096 * 6); fs.writeFileSync('damaged.db', octets)
  const e = open('damaged.db'); t('damaged', () => e.prepare('select count(*), sum(length(b)) from t').get()); t('check', () => e.prepare('pragma quick_check(3)').all().length > 0)
  fs.truncateSync('damaged.db', 5000); t('cut off', () => open('damaged.db').prepare('select count(*), sum(length(b)) from t').get())
}
t('a folder', () => open('.')); t('in a file', () => open('text.db/x')); t('no folder', () => open('nowhere/x.db'))
fs.symlinkSync('a.db', 'link.db'); t('a link', () => { const d = open('link.db'); d.exec('begin immediate; insert into t values(9)'); const found = fs.readdirSync('.').filter((name) => name.endsWith('-journal')); d.exec('rollback'); return [found, require('path').basename(d.location())] })
fs.chmodSync('a.db', 0o640); t('mode of a journal', () => { const d = open('a.db'); d.exec('begin immediate; insert into t values(9)'); const { mode } = fs.statSync('a.db-journal'); d.exec('rollback'); return (mode & 0o777).toString(8) })
t('mode of a database', () => { open('m.db').exec('create table t(a)'); return (fs.statSync('m.db').mode & 0o777).toString(8) })
t('read only', () => open('file:a.db?mode=ro').exec('insert into t values(1)')); t('immutable', () => count(open('file:a.db?immutable=1')))
t('rw of nothing', () => open('file:none.db?mode=rw')); t('no such vfs', () => open('file:a.db?vfs=nope'))
t('encoded', () => { open('file:an%20odd%3Fname.db').exec('create table t(a)'); return fs.existsSync('an odd?name.db') })
t('attach', () => { const d = open('a.db'); d.exec("attach 'b.db' as b; create table b.t(x); insert into b.t values(1); begin; insert into t values(3); insert into b.t values(4); commit"); return [d.prepare('select count(*) n from b.t').get(), require('path').basename(d.location('b')), fs.readdirSync('.').filter((name) => /^[ab].db-/.test(name))] })
t('vacuum into', () => { open('a.db').exec("vacuum into 'v.db'"); return count(open('v.db')) })
t('vacuum', () => { const d = open('a.db'); d.exec('vacuum'); return count(d) })
for (const mode of ['truncate', 'persist', 'memory', 'off', 'delete']) t(mode, () => { const d = open('j.db'); d.exec('create table if not exists t(a)'); const set = d.prepare('pragma journal_mode=' + mode).get(); d.exec('insert into t values(1)'); const left = fs.existsSync('j.db-journal'); d.close(); return [set, left] })
t('temporary tables on disk', () => { const d = open('a.db'); d.exec('pragma temp_store=1; pragma cache_size=5; create temp table big(a); insert into big select zeroblob(5000) from t, t, t, t; create index temp.bi on big(a)'); return d.prepare('select count(*) > 10 n, sum(length(a)) > 100000 s from big').get() })
t('a file that was moved', () => { const d = open('moved.db'); d.exec('create table t(a)'); fs.renameSync('moved.db', 'moved2.db'); d.exec('insert into t values(1)') })
t('page size', () => open(':memory:').prepare('pragma page_size').get())
t('larger than the cache', () => { const d = open('large.db'); d.exec('create table t(a integer primary key, b); begin'); const q = d.prepare('insert into t values(?, ?)'); for (let k = 0; k < 20000; k++) q.run(k, 'x'.repeat(k % 300)); d.exec('commit'); d.close(); return open('large.db').prepare('select count(*) n, sum(length(b)) s, (select length(b) from t where a = 12345) l from t').get() })
t('local time', () => { const f = "datetime(1700000000, 'unixepoch', 'localtime')"; const d = new Date(1700000000000), two = (n) => String(n).padStart(2, '0')
  return open(':memory:').prepare('select ' + f + ' x').get().x === `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}` })
t('now', () => Math.abs(open(':memory:').prepare("select unixepoch('subsec') x").get().x - Date.now() / 1000) < 2)
t('random', () => new Set(open(':memory:').prepare('select hex(randomblob(8)) x union all select hex(randomblob(8))').all().map((row) => row.x)).size)
t('rtree', () => { const d = open(':memory:'); d.exec('create virtual table r using rtree(id, x0, x1); insert into r values(1, 2, 3)'); return d.prepare('select * from r where x0 < 2.5').get() })
t('json and window', () => open(':memory:').prepare("select value, sum(value) over (order by value) s from json_each('[3,1,2]')").all())
killed('setTimeout(() => {}, 60000)').then(() => killed('for (;;);')).then(race).then(threads)
