// localStorage and sessionStorage (--experimental-webstorage): every method, properties as entries, what is kept.
const { spawnSync } = require('child_process');
function inner() {
const T=(n,f)=>{try{console.log(n,f())}catch(e){console.log(n,'THROWS',e.name,e.code,e.message)}};
for (const s of [localStorage, sessionStorage]) {
T('tag',()=>[Object.prototype.toString.call(s), s.constructor.name, s instanceof Storage, typeof s, Object.getPrototypeOf(s)===Storage.prototype, s.length]);
s.setItem('a',1); s.b='two'; s['c']=null; s[5]=undefined; s[Symbol.for('q')]=1;
T('get',()=>[s.a,s.getItem('a'),s.b,s.getItem('nope'),s.nope,s.c,s[5],s.length, s[Symbol.for('q')]]);
T('keys',()=>[Object.keys(s).sort(), 'a' in s, 'zz' in s, 'getItem' in s, Object.hasOwn(s,'a'), Object.hasOwn(s,'getItem'), JSON.stringify(Object.getOwnPropertyDescriptor(s,'a')), Object.getOwnPropertyNames(s).sort(), Reflect.ownKeys(s).length]);
T('key',()=>[s.key(0)!==null,s.key(99),s.key(-1),s.key('0')!==null]);
T('del',()=>[delete s.a, delete s.zzz, s.removeItem('b'), s.removeItem('nope'), s.length]);
T('noargs',()=>s.getItem()); T('noargs',()=>s.setItem('x')); T('noargs',()=>s.key()); T('noargs',()=>s.removeItem());
T('this',()=>Storage.prototype.getItem.call({}, 'a')); T('this',()=>Storage.prototype.length);
T('sym',()=>s.setItem(Symbol('x'),1)); T('sym',()=>s.setItem('x',Symbol('x')));
T('ctor',()=>new Storage()); T('call',()=>Storage());
T('define',()=>{Object.defineProperty(s,'d',{value:'v',configurable:true,enumerable:true,writable:true}); return [s.d,s.getItem('d')]});
T('define2',()=>{Object.defineProperty(s,'e',{get(){return 1}}); return s.e});
T('method',()=>{s.getItem='x'; return [typeof s.getItem, Storage.prototype.getItem.call(s,'getItem')]});
T('length',()=>{s.length=77; return [typeof s.length, s.length]});
T('proto',()=>{s.setItem('__proto__','p'); return [s.getItem('__proto__'), Object.getPrototypeOf(s)===Storage.prototype]});
T('ctorkey',()=>{s.setItem('constructor','p'); return [s.getItem('constructor'), typeof s.constructor]});
T('unicode',()=>{s.setItem('é😀\ud800','v\ud800'); return s.getItem('é😀\ud800')});
T('spread',()=>Object.entries({...s}).sort()); T('json',()=>JSON.stringify(s).length>5); T('forin',()=>{const r=[];for(const k in s)r.push(k);return r.sort()});
T('inspect',()=>require('util').inspect(s).length>0); T('str',()=>String(s));
T('quota',()=>s.setItem('big','x'.repeat(11*1024*1024))); T('quota',()=>{s.big='x'.repeat(11*1024*1024)}); T('ok',()=>{s.setItem('m','x'.repeat(1024*1024)); return s.m.length});
T('clear',()=>[s.clear(), s.length]);
T('desc',()=>Object.getOwnPropertyNames(Storage.prototype).sort().map(k=>{const d=Object.getOwnPropertyDescriptor(Storage.prototype,k); return [k,d.enumerable,d.configurable,!!d.get,typeof d.value,d.value&&d.value.length, d.value&&d.value.name]}));
T('stat',()=>[Storage.length,Storage.name, Object.prototype.propertyIsEnumerable.call(s,'zz'), Object.isExtensible(s)]); 
}
T('same',()=>[localStorage===localStorage, localStorage!==sessionStorage, Object.getOwnPropertyDescriptor(globalThis,'localStorage')]); localStorage.setItem('keep','1'); sessionStorage.setItem('keep','1');
}
require('fs').writeFileSync('inner.js', `(${inner})()`);
const R = (...args) => {
  const done = spawnSync(process.execPath, ['--no-warnings', '--experimental-webstorage', ...args], { encoding: 'utf8' });
  console.log(args.join(' ').slice(0, 80), done.status, done.stdout, done.stderr.split('\n').filter((line) => /Error/.test(line)).join());
};
R('--localstorage-file=ls', 'inner.js');
R('--localstorage-file=ls', '-p', '[localStorage.keep, sessionStorage.keep, localStorage.length]');
R('--localstorage-file=none/ls', '-p', 'localStorage.length');
R('--localstorage-file=.', '-p', 'localStorage.length');
R('-p', 'localStorage');
R('-p', 'sessionStorage.x = 1; sessionStorage.length');
R('--localstorage-file=ls', '-e', 'localStorage.w = sessionStorage.w = 1; new worker_threads.Worker("console.log(localStorage.w, sessionStorage.w)", { eval: true })');
