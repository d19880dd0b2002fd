// Built-ins that can't be cloned, what is said of them, and functions that stand in for built-in ones.
const v8 = require('node:v8')
const log = console.log
const told = (name, call) => {
  try {
    log(name, call())
  } catch (error) {
    log(name, error.name, error.message.split('\n')[0])
  }
}
const kinds = {
  generator: (function* () {})(), asyncGenerator: (async function* () {})(), array: [][Symbol.iterator](), map: new Map().entries(), set: new Set().values(), string: ''[Symbol.iterator](),
  regexp: 'a'.matchAll(/a/g), helper: [].values().map(x => x), wrapped: Iterator.from({ next() {} }), weak: new WeakRef({}), registry: new FinalizationRegistry(() => {}), weakMap: new WeakMap(),
  promise: Promise.resolve(), proxy: new Proxy({}, {}), proxyOfArray: new Proxy([], {}), memory: new WebAssembly.Memory({ initial: 1 }), table: new WebAssembly.Table({ initial: 1, element: 'anyfunc' }),
  global: new WebAssembly.Global({ value: 'i32' }, 1), instance: new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))), collator: new Intl.Collator(),
  locale: new Intl.Locale('en'), segmenter: new Intl.Segmenter(), symbol: Object(Symbol('q')), stack: new DisposableStack(), long: function () { return 'a text that is longer than what the engine shows of functions in its messages, so that it is cut in the middle' },
  own: { [Symbol.toStringTag]: 'Generator', a: 1 }, made: Object.create({ a: 1 }), math: Math, url: new URLSearchParams('a=1'),
}
for (const [name, value] of Object.entries(kinds)) {
  told(name, () => structuredClone(value))
  told(name, () => v8.serialize({ value }).length)
}
told('port', () => v8.serialize(new MessageChannel().port1))
told('key', () => v8.serialize(require('node:crypto').createSecretKey(Buffer.from('a'))))
for (const made of [Function, Proxy, Function.prototype.toString, WebAssembly.compile, WebAssembly.instantiate, WebAssembly.compileStreaming]) log(String(made))
process.exit()
