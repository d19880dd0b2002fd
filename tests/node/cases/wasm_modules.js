// WebAssembly.Module, compile and instantiate as programs see them.
const util = require('util')
// An empty module, and one whose custom section makes it 400 KB large.
const small = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)
function large(length) {
  const size = []
  for (let left = length + 2; ; left >>>= 7) {
    size.push((left & 127) | (left > 127 ? 128 : 0))
    if (left <= 127) break
  }
  return Uint8Array.from([...small, 0, ...size, 1, 120, ...new Uint8Array(length)])
}
const binary = large(400000)
const say = (...values) => console.log(...values)
const told = (call) => { try { return call() } catch (error) { return `${error.constructor === WebAssembly.CompileError} ${error}` } }

say(WebAssembly.Module.name, WebAssembly.Module.length, String(WebAssembly.Module), util.inspect(WebAssembly.Module))
say(Object.getOwnPropertyNames(WebAssembly.Module).filter((name) => name !== 'arguments' && name !== 'caller'), util.types.isProxy(WebAssembly.Module))
say(Object.getOwnPropertyDescriptor(WebAssembly, 'Module').enumerable, Object.getOwnPropertyDescriptor(WebAssembly.Module.prototype, 'constructor').enumerable)
for (const bytes of [small, binary, binary.buffer, Buffer.from(binary)]) {
  const made = new WebAssembly.Module(bytes)
  say(made, made instanceof WebAssembly.Module, made.constructor === WebAssembly.Module, Object.getPrototypeOf(made) === WebAssembly.Module.prototype)
  say(WebAssembly.Module.customSections(made, 'x').map((each) => each.byteLength), WebAssembly.Module.exports(made))
  say(new WebAssembly.Instance(made), structuredClone(made))
}
class Mine extends WebAssembly.Module { kind() { return 'mine' } }
const mine = new Mine(binary)
say(mine.kind(), mine instanceof Mine, mine instanceof WebAssembly.Module, mine)
say(Reflect.construct(WebAssembly.Module, [binary], Array) instanceof Array)
say(told(() => WebAssembly.Module(binary)))
for (const wrong of [[], [null], [1], ['x'], [new Uint8Array(0)], [Uint8Array.of(1, 2, 3, 4)], [binary.slice(0, 300000)], [new DataView(binary.buffer)]]) {
  say(told(() => new WebAssembly.Module(...wrong)))
}
try { new WebAssembly.Module(Uint8Array.of(1, 2, 3, 4)) } catch (error) { say(error.stack.split('\n').slice(0, 2).map((line) => line.replace(/\(?\/.*\//, '')).join('|')) }
;(async () => {
  const compiled = await WebAssembly.compile(binary)
  const both = await WebAssembly.instantiate(binary)
  say(compiled, both, await WebAssembly.instantiate(compiled), compiled.constructor === WebAssembly.Module)
  for (const name of ['compile', 'instantiate']) {
    await WebAssembly[name](Uint8Array.of(1, 2, 3, 4)).then(() => say('no'), (error) => say(String(error)))
    await WebAssembly[name]().then(() => say('no'), (error) => say(String(error)))
  }
})()
