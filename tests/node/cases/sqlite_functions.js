'use strict'
const sqlite = require('node:sqlite')
const { DatabaseSync } = sqlite
const t = (name, call) => { try { console.log(name, call()) } catch (e) { console.log(name, 'THROWS', e.name, e.code, e.message, e.errcode, e.errstr) } }
const d=new DatabaseSync(':memory:');
d.exec('create table t(id integer primary key, a text unique, b); insert into t values(1,1,1),(2,2,2),(5,5,5)');
t('fnc', ()=>{ d.function('plus', (a,b)=>a+b); return d.prepare("select plus(1,2) x, plus('a','b') y, plus(null,1) z").get() });
t('fnc', ()=>d.prepare("select plus(1) x").get());
t('fnc', ()=>{ d.function('thrower', ()=>{ throw new RangeError('bang') }); return d.prepare("select thrower()").get() });
t('fnc exec', ()=>d.exec("select thrower()"));
t('fnc run', ()=>d.prepare("select thrower()").run());
t('fnc it', ()=>[...d.prepare("select thrower()").iterate()]);
t('after', ()=>d.prepare('select 1').all());
t('fnc', ()=>{ d.function('prom', async ()=>1); return d.prepare("select prom()").get() });
t('fnc', ()=>{ d.function('objr', ()=>({})); return d.prepare("select objr()").get() });
t('fnc', ()=>{ d.function('boolr', ()=>true); return d.prepare("select boolr()").get() });
t('fnc', ()=>{ d.function('bigr', ()=>2n**64n); return d.prepare("select bigr()").get() });
t('fnc', ()=>{ d.function('und', ()=>{}); return d.prepare("select und() x").get() });
t('fnc', ()=>{ d.function('blobr', (x)=>{ console.log(x); return new Uint8Array([1,2]); }); return d.prepare("select blobr(x'0102') x").get() });
t('fnc', ()=>{ d.function('va', {varargs:true}, (...a)=>a.length); return d.prepare("select va() x, va(1,2,3) y").get() });
t('fnc big', ()=>{ d.function('bi', {useBigIntArguments:true}, (a)=>typeof a); return d.prepare("select bi(1) x, bi(1.5) y").get() });
t('fnc big', ()=>{ d.function('nb', (a)=>typeof a); return d.prepare("select nb(9007199254740993) x").get() });
t('fnc this', ()=>{ d.function('th', function(){ 'use strict'; return String(this) }); return d.prepare("select th() x").get() });
t('det', ()=>{ d.function('dt', {deterministic:true}, (a)=>a*2); d.exec('create table dd(a, b generated always as (dt(a)) stored)'); return d.prepare('insert into dd(a) values(4)').run() });
t('nondet', ()=>{ d.exec('create table de(a, b generated always as (plus(a,1)) stored)'); });
t('donly', ()=>{ d.function('dol', {directOnly:true}, (a)=>a); d.exec('create view v as select dol(1) x'); return d.prepare('select * from v').all() });
t('agg', ()=>{ d.aggregate('sumint', {start:0, step:(a,v)=>a+v}); return d.prepare('select sumint(id) x from t').get() });
t('agg', ()=>{ d.aggregate('col', {start:()=>[], step:(a,v)=>{a.push(v); return a}, result:(a)=>a.join('-')}); return d.prepare('select col(id) x from t').get() });
t('agg none', ()=>d.prepare('select col(id) x, sumint(id) y from t where 0').get());
t('agg win', ()=>{ d.aggregate('sw', {start:0, step:(a,v)=>a+v, inverse:(a,v)=>a-v}); return d.prepare('select sw(id) over (order by id rows between 1 preceding and current row) x from t').all() });
t('agg throw', ()=>{ d.aggregate('st', {start:0, step:()=>{throw new Error('stp')}}); return d.prepare('select st(id) over (order by id) x from t').all() });
t('agg throw', ()=>d.prepare('select st(id) x from t').all());
t('agg throw', ()=>{ d.aggregate('sr', {start:0, step:()=>1, result(){throw new Error('res')}}); return d.prepare('select sr(id) x from t').all() });
t('agg throw', ()=>{ d.aggregate('ss', {start(){throw new Error('sta')}, step:()=>1}); return d.prepare('select ss(id) x from t').all() });
t('agg two', () => { d.aggregate('st2', { start: 0, step: (a, v) => { throw new Error('stp') } }); return d.prepare('select st2(id) x from t').all() })
t('agg result', () => { d.aggregate('sr2', { start: 0, step: (a, v) => a + v, result () { throw new Error('res') } }); return d.prepare('select sr2(id) x from t').all() })
t('agg start', () => { d.aggregate('ss2', { start () { throw new Error('sta') }, step: (a, v) => 1 }); return d.prepare('select ss2(id) x from t').all() })
t('agg window throws', () => { d.aggregate('w2', { start: 0, step: (a, v) => { if (v === 5) throw new Error('five'); return a + v }, inverse: (a, v) => a - v })
  return d.prepare('select w2(id) over (order by id rows between 1 preceding and current row) x from t').all() })
t('agg window result', () => { d.aggregate('w3', { start: () => [], step: (a, v) => [...a, v], inverse: (a, v) => a.slice(1), result: (a) => a.join('+') })
  return d.prepare('select w3(id) over (order by id rows between 1 preceding and 1 following) x from t').all() })
t('agg big', () => { d.aggregate('bg', { start: 0n, useBigIntArguments: true, step: (a, v) => a + v }); return d.prepare('select bg(id) x from t').get() })
t('agg varargs', () => { d.aggregate('va2', { start: 0, varargs: true, step: (a, ...v) => a + v.length }); return d.prepare('select va2(id, a, b) x from t').get() })
t('agg group', () => { d.aggregate('gs', { start: 0, step: (a, v) => a + v }); return d.prepare('select id % 2 g, gs(id) x from t group by 1').all() })
t('function in a function', () => { const inner = d.prepare('select max(id) m from t'); d.function('inner', () => inner.get().m); return d.prepare('select id, inner() m from t').all() })
t('throws null', () => { d.function('tn', () => { throw null }); try { d.exec('select tn()') } catch (e) { return e } })
t('replaced', () => { d.function('re', () => 1); d.function('re', () => 2); return d.prepare('select re() x').get() })
t('in a check', () => { d.function('small', { deterministic: true }, (x) => x < 3 ? 1 : 0); d.exec('create table ck(a check(small(a)))'); d.exec('insert into ck values(2)'); d.exec('insert into ck values(9)') })
t('in a trigger', () => { const seen = []; d.function('note', (x) => { seen.push(x) }); d.exec('create table tr(a); create trigger trt after insert on tr begin select note(new.a); end; insert into tr values(4),(5)'); return seen })
t('insert or ignore', () => { d.function('bad', (x) => { if (x === 2) throw new Error('two'); return x }); d.exec('create table oi(a)'); d.exec('insert or ignore into oi select bad(id) from t') })
t('what is left', () => d.prepare('select count(*) n from oi').get())
t('generated names', () => { d.function('größe', (x) => `${x}ß`); return d.prepare('select größe(?) x').get('ü') })
t('text with NUL', () => { d.function('nul', (x) => JSON.stringify(x)); return d.prepare('select nul(?) x').get('a\0b') })
t('long text', () => { d.function('long', (x) => x + x); return d.prepare('select length(long(?)) x').get('é'.repeat(100000)) })
t('long blob', () => d.prepare('select length(?) x, ? y').get(new Uint8Array(1 << 20), 'z'.repeat(70000)).y.length)
