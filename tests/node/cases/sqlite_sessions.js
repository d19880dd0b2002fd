'use strict'
const sqlite = require('node:sqlite')
const { DatabaseSync } = sqlite
const t = (name, call) => { try { console.log(name, call()) } catch (e) { console.log(name, 'THROWS', e.name, e.code, e.message, e.errcode, e.errstr) } }
const { constants } = sqlite
const d = new DatabaseSync(':memory:')
t('ses', ()=>d.createSession(undefined)); t('ses', ()=>d.createSession({table:undefined})); t('ses', ()=>d.createSession({table:3}));
t('apply', ()=>d.applyChangeset()); t('apply', ()=>d.applyChangeset(new Uint8Array(0), null)); t('apply', ()=>d.applyChangeset(new Uint8Array(0), undefined)); t('apply', ()=>d.applyChangeset(new Uint8Array([1,2,3])));
t('apply', ()=>d.applyChangeset(new Uint8Array(0), {filter:undefined}));t('apply', ()=>d.applyChangeset(new Uint8Array(0), {onConflict:null}));
const ss=d.createSession(); t('close', ()=>ss.close()); t('close', ()=>ss.close()); t('close', ()=>ss[Symbol.dispose]()); t('cs', ()=>ss.changeset());
t('auth close', ()=>{ const g=new DatabaseSync(':memory:'); g.setAuthorizer(()=>0); g.close(); g.open(); g.exec('select 1'); });
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const make = (rows) => { const made = new DatabaseSync(':memory:'); made.exec('create table data(key integer primary key, value text unique); create table other(a primary key, b)')
  for (const row of rows) made.prepare('insert into data values(?, ?)').run(...row); return made }
const rows = (database) => database.prepare('select * from data order by key').all().map((row) => Object.values(row).join('='))
{
  const from = make([[1, 'one'], [2, 'two']]), to = make([[1, 'one'], [2, 'two']])
  const session = from.createSession()
  from.exec("insert into data values(3, 'three'); update data set value = 'zwei' where key = 2; delete from data where key = 1; insert into other values('x', x'0102')")
  console.log(hex(session.changeset()), hex(session.patchset()))
  t('apply', () => [to.applyChangeset(session.changeset()), rows(to)])
  t('again', () => [to.applyChangeset(session.changeset()), rows(to)])
  for (const name of ['OMIT', 'REPLACE', 'ABORT']) t(name, () => { const target = make([[2, 'other']]); const seen = []
    return [target.applyChangeset(session.changeset(), { onConflict (kind) { seen.push(kind); return kind === constants.SQLITE_CHANGESET_DATA || kind === constants.SQLITE_CHANGESET_CONFLICT ? constants['SQLITE_CHANGESET_' + name] : 0 } }), seen, rows(target)] })
  t('filter', () => { const target = make([[1, 'one'], [2, 'two']]); const seen = []; return [target.applyChangeset(session.changeset(), { filter (table) { seen.push(table); return table === 'other' } }), seen, rows(target)] })
  t('filter throws', () => make([]).applyChangeset(session.changeset(), { filter () { throw new RangeError('no') } }))
  t('conflict throws', () => make([]).applyChangeset(session.changeset(), { onConflict () { throw new RangeError('no') } }))
  for (const value of [-1, 7, {}, null, undefined, 1.5]) t('bad ' + value, () => make([]).applyChangeset(session.changeset(), { onConflict: () => value }))
  t('patchset', () => { const target = make([[1, 'one'], [2, 'two']]); return [target.applyChangeset(session.patchset()), rows(target)] })
  from.close(); t('closed', () => session.changeset()); from.open()
}
{
  const from = make([]); const only = from.createSession({ table: 'other' }); const all = from.createSession(); const another = from.createSession({ db: 'temp' })
  from.exec("insert into data values(1, 'a'); insert into other values(1, 2)")
  console.log(hex(only.changeset()), hex(all.changeset()), another.changeset().length)
  all.close(); from.exec("insert into other values(3, 4)"); console.log(hex(only.changeset()))
  t('no such table', () => from.createSession({ table: 'nope' }).changeset().length)
}
{
  const f = make([[1, 'a']]); f.exec('create table child(a references data(key)); insert into child values(1)')
  const g = make([[1, 'a']]); const session = g.createSession(); g.exec('delete from data')
  t('foreign key', () => { const seen = []; return [f.applyChangeset(session.changeset(), { onConflict (kind) { seen.push(kind); return kind === 5 ? 0 : 2 } }), seen] })
}
