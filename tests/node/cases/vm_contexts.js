const vm=require('vm'), assert=require('assert');
const c=vm.createContext({x:2,console});
assert.strictEqual(vm.runInContext('x+1',c),3);
vm.runInContext('var y=5; function f(){return x+y} let z=7; const w=8; class A{} ',c);
assert.strictEqual(vm.runInContext('z+w+f()',c),22); assert.strictEqual(c.y,5); assert.strictEqual(typeof c.f,'function'); assert.strictEqual(c.z,undefined);
assert.strictEqual(vm.runInContext('typeof A+typeof process+typeof nope',c),'functionundefinedundefined');
assert.throws(()=>vm.runInContext('nope',c),/nope is not defined/);
assert.throws(()=>vm.runInContext('w=1',c),{name:'TypeError'});
vm.runInContext('q=1; "use strict"',c); assert.strictEqual(c.q,1); assert.strictEqual(globalThis.q,undefined);
vm.runInContext('"use strict"; var s1=1, s2; for (var i=0;i<3;i++) s1+=i; function sf(){return this}',c); assert.strictEqual(c.s1,4); assert.strictEqual(c.i,3);
assert.strictEqual(vm.runInContext('this.x===globalThis.x && globalThis===this',c),true);
assert.strictEqual(vm.runInNewContext('a+b',{a:1,b:2}),3);
assert.strictEqual(vm.isContext(c),true);
assert.throws(()=>vm.runInNewContext('while(true){}',{}, {timeout:50}),/timed out after 50ms/);
assert.throws(()=>vm.runInThisContext('while(true){}', {timeout:50}),/timed out after 50ms/);
vm.runInThisContext('let tt=5'); assert.strictEqual(vm.runInThisContext('tt+1'),6);
assert.strictEqual(vm.compileFunction('return a+x',['a'],{parsingContext:c})(3),5);
assert.strictEqual(new vm.Script('1;2').runInThisContext(),2);
assert.strictEqual(vm.runInContext('eval("x+1")',c),3);
assert.deepStrictEqual(Object.keys(vm.runInNewContext('var a=1;this',{})),['a']);
console.log('ok');

// functions created from strings belong to the context; contexts without code generation from strings still run scripts
const strict = vm.createContext({ seen: 1 }, { codeGeneration: { strings: false, wasm: false } })
console.log(vm.runInContext('(function () { return { seen } })()', strict))
for (const text of ['eval("1")', 'new Function("return 1")', 'Function("1")']) {
  try { console.log(vm.runInContext(text, strict)) } catch (error) { console.log(error.name, error.message) }
}
const open = vm.createContext({ seen: 2 })
console.log(vm.runInContext('[Function("return this")() === globalThis, new Function("a", "b = 3", "return [a, b, seen]")(1), (() => {}) instanceof Function]', open))
console.log(vm.runInContext('try { new Function("a b", "") } catch (error) { error.name }', open))
console.log(vm.runInContext('eval("var made = seen + 1; typeof made")', open), open.made)

// names that can't be set: strict code gets an error, sloppy code doesn't
for (const code of ['"use strict"; x = 1', 'x = 1; x', 'this.z = 1; z', '"use strict"; z = 1', '"use strict"; u = 1']) {
  const context = vm.createContext(Object.defineProperties({}, { x: { value: 2 }, z: { get() { return 4 } } }))
  try { console.log(vm.runInContext(code, context), context) } catch (error) { console.log(error.name, error.message) }
}
const filled = vm.createContext({})
vm.runInContext('Object.defineProperty(this, "g", { get() { return 4 }, configurable: true })', filled)
for (const code of ['"use strict"; g = 1', '"use strict"; this.g = 1', 'var vv = 1; [delete vv, typeof vv]', 'function fd() {} delete fd', 'Object.keys(this)', '"use strict"; delete this.g',
  'Object.getOwnPropertyDescriptor(this, "vv").configurable', 'Proxy === Object.getPrototypeOf(this).constructor.Proxy']) console.log(code, vm.runInContext(code, filled))

// without an object: built-ins are the global object's own
const vanilla = vm.createContext(vm.constants.DONT_CONTEXTIFY)
console.log(Object.keys(vanilla), vm.runInContext('globalThis', vanilla) === vanilla, typeof vanilla.Array, Object.getOwnPropertyDescriptor(vanilla, 'undefined').writable)
vm.runInContext('var made = 1; Object.freeze(globalThis); made = 2; other = 3', vanilla)
console.log(vanilla.made, vanilla.other)

// functions of the object are called without a receiver; texts, lines and columns are the script's
const calling = vm.createContext({ receiver() { 'use strict'; return this }, fails() { throw new Error('it') } })
console.log(vm.runInContext('receiver()', calling), vm.runInContext('(function h() { return receiver(typeof nope) }).toString()', calling))
for (const code of ['fails()', 'receiver(); receiver() || fails()', 'let a = 1; receiver(receiver());\n  receiver(fails())', 'function q() { return fails(receiver(1)) } q()'])
  try { vm.runInContext(code, calling, { filename: 'in.js', lineOffset: 4, columnOffset: 10 }) } catch (error) { console.log(error.stack.split('\n').filter((line) => line.includes('in.js')).join()) }
for (const options of [{}, { lineOffset: 3 }, { columnOffset: 3 }, { filename: 'a.js', lineOffset: -5, columnOffset: 4 }]) {
  try { vm.runInThisContext(' throw new Error("S")', options) } catch (error) { console.log(error.stack.split('\n').slice(0, 6).join('\n')) }
  try { vm.compileFunction('throw new Error("S")', [], options)() } catch (error) { console.log(error.stack.split('\n').slice(0, 2).join('\n')) }
}
try { vm.runInContext('throw new Error("D")', calling, { displayErrors: false }) } catch (error) { console.log(error.stack.split('\n')[0]) }
console.log(vm.compileFunction('return a + b', ['b'], { contextExtensions: [{ a: 5 }] })(3), vm.compileFunction('return a', ['b', 'c']).toString())
console.log(vm.compileFunction('return a + x', [], { parsingContext: vm.createContext({ x: 1 }), contextExtensions: [{ a: 6 }] })())

// code generation
const empty = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
const noWasm = vm.createContext({ empty, ready: new WebAssembly.Module(empty) }, { codeGeneration: { wasm: false } })
for (const code of ['new WebAssembly.Module(empty)', 'WebAssembly.validate(empty)', 'new WebAssembly.Instance(ready) instanceof WebAssembly.Instance'])
  try { console.log(vm.runInContext(code, noWasm)) } catch (error) { console.log(error.name, error.message) }
vm.runInContext('WebAssembly.compile(empty)', noWasm).catch((error) => console.log(error.name, error.message))

// names whose script ended before it initialised them; a `return` that comes first
{
  const context = vm.createContext({})
  for (const code of ['let q = nope()', 'q', 'q = 4', 'q', 'let q = 3', 'typeof q', 'const k = nope()', 'k', 'k = 1', 'class C extends nope {}', 'C', 'let a = 1, b = nope(), c = 2', 'a', 'b', 'c = 1', '(() => { q = 1 })()', 'let z; throw 5', 'z', 'z = 1', 'return await 1', 'return 1; await 2', 'await 1; return 2', 'return ;)', 'function f() { return 1 }; return 2'])
    try { console.log(code, vm.runInContext(code, context)) } catch (error) { console.log(code, error.name ?? error, error.message) }
}
for (const code of ['const z', 'const z\nclass A {}', 'const z\n\n  ;', 'let a = 1\nconst q, b = 1', 'for (const x\n;;) ;']) try { new vm.Script(code, { filename: 'given.js' }) } catch (error) { console.log(error.stack.split('\n').slice(0, 5).join('|')) }
// no handler keeps a script from ending
for (const code of ['try { for (;;); } catch (e) { 1 } finally { 2 }', 'function f() { try { for (;;); } catch { return f() } finally { log(1) } } f()', 'for (;;) try { for (;;); } catch ({ message }) { log(message) }', '(() => { for (;;) try { (() => { for (;;); })() } finally { continue } })()'])
  try { console.log(vm.runInNewContext(code, { log: console.log }, { timeout: 10 })) } catch (error) { console.log(error.code, error.message) }
console.log(vm.runInNewContext('try { throw { x: 1 } } catch ({ x }) { x } finally { }', {}, { timeout: 1000 }))
// an outer timeout ends inner scripts
const nested = { runInVM(timeout) { vm.runInNewContext('while (true) {}', nested, { timeout }) } }
for (const [outer, inner] of [[20, 10000], [10000, 20]]) try { vm.runInNewContext(`runInVM(${inner})`, nested, { timeout: outer }) } catch (error) { console.log(error.code, error.message) }

// lines without semicolons
const lines = ['const out = []', 'const add = (x) => { out.push(x); return add }', 'add(1)', 'add(2)(3)', 'typeof add', 'typeof out', 'function f () {', '  add(4)', '  add(5); add(6)',
  '  if (out) add(7)', '  else add(8)', '  switch (1) { case 1: add(9)', '    add(10) }', '  for (const k of [1]) add(11)', '  do add(12)', '  while (0)', '}', 'f()', 'out.concat(String(f), typeof f)']
console.log(vm.runInNewContext(lines.join('\n')))

{
  // a function that is compiled into a context sees its names
  const context = vm.createContext({ known: () => 'yes' })
  const compiled = vm.compileFunction(`
    function local() {}
    let missing
    try { nowhere } catch (error) { missing = error.message }
    return [typeof nowhere, typeof known, typeof local, known(), typeof argument, missing]`, ['argument'], { parsingContext: context })
  console.log(compiled(1))
  console.log(vm.compileFunction('if (typeof Window !== "undefined") return Window', [], { parsingContext: context })())
  try {
    vm.compileFunction('typeof a;\n  typeof b, missing()', [], { parsingContext: context, filename: 'compiled.js' })()
  } catch (error) {
    console.log(error.stack.split('\n').slice(0, 2).join(' '))
  }
}

// functions show their original text
for (const code of ['async function f() { await 1 }; f', '(async () => { for await (const x of y) await (1, 2) })', '(() => import("x"))', '(function () { eval("1"); return typeof a + f() })']) {
  console.log(String(vm.runInNewContext(code)), String(vm.runInThisContext(code)))
}
console.log(require('util').inspect(new vm.Script('1')))

// names that scripts declare, and names that can't be set
{
const t = (n, f) => { try { console.log(n, f()) } catch (e) { console.log(n, e.name, JSON.stringify(e.stack.split('\n').slice(0, 4))) } }
t(1, () => { const c = vm.createContext({}); vm.runInContext('var r; function f() {} var z = 1', c); return [Object.getOwnPropertyDescriptors(c), 'r' in c, c.r, vm.runInContext('[r, typeof r, "r" in globalThis, Object.hasOwn(globalThis, "r"), Object.keys(globalThis), delete globalThis.r, typeof r]', c)] });
t(2, () => { const c = vm.createContext({r: 5}); vm.runInContext('var r', c); return [c, vm.runInContext('r', c)] });
t(3, () => { const c = vm.createContext({}); vm.runInContext('var r', c); vm.runInContext('r = 7', c); return [c, Object.getOwnPropertyDescriptor(c, 'r')] });
t(4, () => { const c = vm.createContext({}); vm.runInContext('"use strict"; var r; r = 1', c); return [c, vm.runInContext('"use strict"; r = 4; r', c)] });
t(5, () => vm.runInNewContext('undefined = 5; NaN = 1; [undefined, NaN, Infinity]')); t(6, () => vm.runInNewContext('"use strict"; undefined = 5')); t(7, () => { const c = vm.createContext({}); vm.runInContext('undefined = 3; globalThis.NaN = 4', c); return c });
t(8, () => { const c = vm.createContext({}); vm.runInContext('let d = 3', c); return vm.runInContext('1;\n  let d = 4', c, 'a.vm') }); t(9, () => { const c = vm.createContext({}); vm.runInContext('let d = 3', c); return vm.runInContext('var d', c) }); t(10, () => { const c = vm.createContext({}); vm.runInContext('var d = 3', c); return vm.runInContext('let d', c) }); t(11, () => { const c = vm.createContext({d: 1}); return vm.runInContext('let d = 2; d', c) });
t(13, () => { const c = vm.createContext({}); vm.runInContext('if (0) var x; for (var i = 0; i < 2; i++);', c); return [c, vm.runInContext('[typeof x, x]', c)] }); t(14, () => { const c = vm.createContext({}); vm.runInContext('function g() { return typeof h }; var h', c); return [Object.keys(c), c.g()] });
try { vm.runInNewContext('for (;;) ;', {}, { timeout: 15 }) } catch (e) { console.log(e.stack.split('\n')[0]) }
console.log(vm.runInNewContext('Object.getOwnPropertyNames(globalThis).filter((name) => /Dispos|Suppressed|globalThis/.test(name)).sort().join()'))
}
// sandboxes on which a script can't set names; names of a script and of its functions
for (const [sandbox, code] of [[Object.freeze({ x: 1 }), 'x = 2; y = 3; var z = 4; [x, typeof y, typeof z]'], [Object.preventExtensions({ x: 1 }), 'function f() {} x = 2; var z = 4; [x, typeof z, typeof f]'],
  [{ a: 1 }, '(() => { const a = 5; try { a() } catch (e) { return e.message } })()'], [{ a: 1 }, '(function a() { try { a.b() } catch (e) { return [typeof a, e.message] } })()']]) console.log(vm.runInContext(code, vm.createContext(sandbox)), sandbox)
console.log(require('util').inspect(require('crypto').createHash('md5')).includes(': Hash {'))
const server = require('net').createServer().listen(0, () => { console.log(require('util').inspect(server).includes('_handle: TCP {')); server.close() })

// `in` sees only the sandbox's own properties; a proxy's `get` trap answers for every name, and is asked for `globalThis` too
const heir = vm.createContext(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }))
console.log(vm.runInContext('["inherited" in globalThis, "own" in this, "toString" in this, "none" in this, inherited, typeof inherited, this.inherited]', heir))
for (const handler of [{}, { get: (target, key) => (key === 'given' ? 42 : target[key]) }, { has: (target, key) => key === 'given' || key in target, get: (target, key) => (key === 'given' ? 7 : target[key]) }]) {
  const sandbox = vm.createContext(new Proxy({ x: 1 }, handler))
  for (const code of ['given', 'typeof given', 'this.given', '"given" in this', '"x" in this', 'none', 'typeof none', 'x = 5; x', 'var z = 3; z', 'Object', 'function f() { return 1 } f()', '(() => { "use strict"; later = 1; return later })()', 'globalThis.x']) {
    try {
      console.log(code, vm.runInContext(code, sandbox))
    } catch (error) {
      console.log(code, error.name, error.message)
    }
  }
  console.log(Object.keys(sandbox))
}

// a sandbox that names itself, as a window does, names the global object
const windowed = vm.createContext({ get self() { return this } })
windowed.globalThis = windowed.window = windowed
console.log(vm.runInContext('[globalThis === this, window === this, self === this, typeof globalThis.Array, typeof window.Map, (this.own = globalThis.Array) === Array]', windowed))
console.log(windowed.own === undefined, windowed.window === windowed, windowed.globalThis === windowed)
