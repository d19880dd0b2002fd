// util: inspect of everything, types, formats, errors, promises, proxies, text, env, call sites.
const util = require('util');
const say = (name, work) => {
  try {
    const value = work();
    console.log(name, typeof value === 'string' ? value : util.inspect(value));
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
class A { #p = 1; constructor() { this.x = 1; } get y() { return 2; } static s = 3; }
class B extends A { [Symbol.toStringTag] = 'Tag'; }
const circular = { a: 1 }; circular.self = circular; circular.list = [circular];
const gen = function* () { yield 1; };
const map = new Map([[{ a: 1 }, 'b'], ['k', new Map()]]);
const set = new Set([1, 'two', { three: 3 }]);
const it = map.entries(); it.next();
const values = {
  prims: [1, -0, 1.5, NaN, 10n, 'a\'b', "it's \"q\" `b`", '\n\x01é', true, null, undefined, Symbol('s'), Symbol()],
  map, set, it, keys: map.keys(), setIt: set[Symbol.iterator](), setEntries: set.entries(), a: new A(), b: new B(), cls: A, sub: B, circular,
  fns: [function named() {}, () => {}, async () => {}, gen, async function* ag() {}, class {}, Math.max, function () {}],
  props: Object.assign(function f() {}, { x: 1 }), gen: gen(), date: new Date(0), bad: new Date(NaN), re: /a\/b/gi, boxed: [new Number(3), new String('abc'), new Boolean(false), Object(1n), Object(Symbol('q'))],
  err: (() => { const e = new TypeError('boom'); e.stack = 'TypeError: boom\n    at x (y.js:1:1)'; e.code = 'E'; return e; })(),
  cause: (() => { const e = new Error('outer', { cause: new Error('inner') }); e.stack = 'Error: outer\n    at q'; e.cause.stack = 'Error: inner\n    at r'; return e; })(),
  agg: (() => { const e = new AggregateError([new Error('one')], 'many'); e.stack = 'AggregateError: many'; e.errors[0].stack = 'Error: one'; return e; })(),
  buffers: [new ArrayBuffer(3), new SharedArrayBuffer(2), new DataView(new ArrayBuffer(2)), new Uint8Array(3), new Float64Array([1.5, NaN]), new BigInt64Array(1), Buffer.from('hi')],
  weak: [new WeakMap(), new WeakSet(), new WeakRef({ a: 1 })],
  promises: [new Promise(() => {})],
  proxy: new Proxy({ a: 1 }, {}), fnProxy: new Proxy(function g() {}, {}),
  nul: Object.create(null), nulWith: Object.assign(Object.create(null), { x: 1 }), anon: new (class {})(), nested: { a: { b: { c: { d: 1 } } } },
  sparse: [1, , 3, , ,], extra: Object.assign([1, 2], { x: 3, '-1': 4 }), long: Array.from({ length: 120 }, (_, i) => i), strings: Array.from({ length: 30 }, (_, i) => 'item' + i),
  getters: { get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} }, sym: { [Symbol('k')]: 1, 'a-b': 2, 3: 4 }, args: (function () { return arguments; })(1, 2),
  longText: 'x'.repeat(200), lines: 'line1\nline2\n'.repeat(5), url: new URL('http://u:p@h:8080/p?q#h'), params: new URLSearchParams('a=1&b=2'), global: typeof globalThis, mod: Object.keys(util).length > 30,
  intl: new Intl.NumberFormat('en'), json: JSON, math: Math, reflect: Reflect, atomics: Atomics, headers: new Headers({ a: 'b' }), abort: new AbortController().signal, event: new Event('x').type,
};
for (const [name, value] of Object.entries(values)) say(name, () => util.inspect(value));
say('hidden', () => util.inspect(values.getters, { getters: true, showHidden: true }));
say('hidden2', () => util.inspect(new Map([[1, 2]]), { showHidden: true }));
say('showProxy', () => util.inspect(new Proxy({ a: 1 }, { get() {} }), { showProxy: true }));
say('revoked', () => { const r = Proxy.revocable({}, {}); r.revoke(); return util.inspect(r.proxy) + util.inspect(r.proxy, { showProxy: 1 }); });
say('compact', () => util.inspect({ a: [1, 2, { b: 3 }], c: new Map([['x', { y: 1 }]]) }, { compact: false }));
say('depth', () => util.inspect(values.nested, { depth: 0 }) + util.inspect(values.nested, false, null));
say('colors', () => util.inspect({ a: 1, b: 'x', c: [null, undefined, true], d: /x/, e: new Date(0), f() {}, g: Symbol('a'), h: 1n }, { colors: true }));
say('sorted', () => util.inspect({ b: 1, a: 2 }, { sorted: true }));
say('max', () => util.inspect([1, 2, 3, 4], { maxArrayLength: 2 }) + util.inspect('abcdef', { maxStringLength: 3 }) + util.inspect(new Set([1, 2, 3]), { maxArrayLength: 1 }));
say('numeric', () => util.inspect([1234567.891, 123456789n], { numericSeparator: true }));
say('custom', () => util.inspect({ [util.inspect.custom](depth, options, inspect) { return 'C' + depth + typeof options.stylize + inspect({}); } }));
say('format', () => util.format('%s %d %i %f %j %o %O %c %%', 'str', 1.5, '2.7', '3.1', { a: 1 }, [1], { b: { c: {} } }, 'css', 'rest', { x: 1 }));
say('format2', () => util.format('%s %s %s %s', null, undefined, 5n, Symbol('a'), () => 1) + util.format('%s', new Error('e').message, -0) + util.format(1, 2, '3') + util.format('%s', class Q {}) + util.format('%s', { toString() { return 'own'; } }) + util.format('%x', 1));
say('isDeepStrictEqual', () => [[{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }], [new Set([{ a: 1 }]), new Set([{ a: 1 }])], [new Map([[{}, 1]]), new Map([[{}, 1]])], [0, -0], [NaN, NaN], [[1, , 2], [1, undefined, 2]], [new Date(0), new Date(0)], [/a/g, /a/i], [new Error('a'), new Error('a')]].map(([a, b]) => util.isDeepStrictEqual(a, b)));
const names = Object.keys(util.types).sort();
for (const [name, value] of Object.entries(values)) say('types ' + name, () => names.filter((type) => util.types[type](value)).join());
for (const list of ['fns', 'boxed', 'buffers', 'weak', 'promises']) values[list].forEach((value, k) => say(`types ${list} ${k}`, () => names.filter((type) => util.types[type](value)).join()));
say('fake types', () => names.filter((type) => util.types[type]({ [Symbol.toStringTag]: type.slice(2) }) || util.types[type](Object.create(Map.prototype)) || util.types[type](null) || util.types[type](5)).join());
say('parseEnv', () => util.parseEnv('A=1\nB="two\\nlines" # c\nexport C=\'x y\'\n#no\nD=a#b\nE=`q"q`\nF=\n G = spaced \nH="multi\nline"\nI=a=b\nbad\n'));
say('styleText', () => JSON.stringify(util.styleText(['red', 'bold'], 'x', { validateStream: false })));
say('stripVT', () => util.stripVTControlCharacters('\u001b[31mx\u001b[0m'));
say('toUSV', () => util.toUSVString('a\ud800'));
say('deprecate', () => typeof util.deprecate(() => 1, 'old', 'DEP0'));
say('inherits', () => { function P() {} function C() {} util.inherits(C, P); return new C() instanceof P && C.super_ === P; });
say('promisify', () => util.promisify(setTimeout).name + util.promisify((a, cb) => cb(null, a)).length);
say('callbackify', () => { util.callbackify(async () => 1)((error, value) => console.log('callbackified', error, value)); return 'ok'; });
say('callbackify null', () => { util.callbackify(() => Promise.reject(null))((error) => console.log('callbackified', error.code, error.message)); return 'ok'; });
say('mime', () => String(new util.MIMEType('text/html; charset=utf-8')));
say('parseArgs', () => util.parseArgs({ args: ['-f', '--bar', 'b', 'pos'], options: { foo: { type: 'boolean', short: 'f' }, bar: { type: 'string' } }, allowPositionals: true }).values);
say('parseArgs bad', () => util.parseArgs({ args: ['--nope'], options: {} }));
say('system', () => [util.getSystemErrorName(-2), util.getSystemErrorMap().get(-2), util.getSystemErrorMessage?.(-13)]);
say('diff', () => util.diff('abc', 'abd').length);
(function outer() { (function inner() { say('callSites', () => util.getCallSites(4).map((s) => [s.functionName, s.scriptName.split('/').pop(), s.lineNumber, s.column > 0])); })(); })();
say('transferable', () => typeof util.transferableAbortController().signal.aborted);
say('debuglog', () => util.debuglog('x').enabled);
say('aborted', () => util.aborted(AbortSignal.abort(), {}) instanceof Promise);
say('textwidth', () => util.inspect(['한글', '日本', '😀', 'é'].concat(Array(10).fill('中'))));
say('console.table', () => { console.table([{ a: 1, b: '한' }, { a: 2 }]); console.table(new Map([['x', 1]])); console.group('G'); console.log('in'); console.groupEnd(); console.dir({ a: { b: { c: {} } } }, { depth: 0 }); return 'done'; });
