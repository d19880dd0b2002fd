// Replaces each method of each built-in by one that looks at what passes through it, then works with the system; prints which methods saw an object
// of the runtime as their receiver, an argument, or an item of either.
'use strict'
const fs = require('fs'), net = require('net'), {spawnSync, spawn} = require('child_process'), {once} = require('events'), {Worker} = require('worker_threads')
const {kindOf} = require('./walk.js')
const apply = Reflect.apply, construct = Reflect.construct, isArray = Array.isArray, define = Reflect.defineProperty, keys = Reflect.ownKeys, describe = Reflect.getOwnPropertyDescriptor
const seen = Object.create(null)
const KERNEL = ['answer', 'object_arrived', 'scripts', 'start', 'thread', 'prepare', 'prepare_further', 'ask', 'launch', 'put_object']
let watching = false, busy = false

function look(way, value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return
  let kind = kindOf(value), at = value
  if (!kind && typeof value === 'object') for (let depth = 0; !kind && depth < 4; depth++) { at = Reflect.getPrototypeOf(at); if (at === null) break; kind = kindOf(at) }
  if (!kind && ArrayBuffer.isView(value)) kind = kindOf(buffer(value))
  if (!kind && KERNEL.includes(describe(value, 'type')?.value)) kind = 'a message of the kernel'
  if (kind) seen[`${way}: ${kind}`] ??= new Error().stack.split('\n').slice(3, 8).join(' < ')
}
const typedBuffer = describe(Reflect.getPrototypeOf(Uint8Array.prototype), 'buffer').get, dataBuffer = describe(DataView.prototype, 'buffer').get
function buffer(view) { try { return apply(typedBuffer, view, []) ?? apply(dataBuffer, view, []) } catch { return apply(dataBuffer, view, []) } }
function lookInto(way, value) {
  look(way, value)
  if (isArray(value)) for (let i = 0; i < value.length && i < 8; i++) { const item = describe(value, i)?.value; look(`${way} item`, item); if (isArray(item)) for (let j = 0; j < item.length && j < 8; j++) look(`${way} item`, describe(item, j)?.value) }
}
function spy(way, original) {
  const hooked = function (...args) {
    if (watching && !busy) {
      busy = true
      lookInto(`${way} this`, this)
      for (let i = 0; i < args.length; i++) lookInto(`${way} argument`, args[i])
      busy = false
    }
    const answer = new.target ? construct(original, args, new.target === hooked ? original : new.target) : apply(original, this, args)
    if (watching && !busy) { busy = true; lookInto(`${way} answer`, answer); busy = false }
    return answer
  }
  return hooked
}
function hook(name, target) {
  for (const key of keys(target)) {
    if (key === 'constructor') continue
    const what = describe(target, key)
    if (!what?.configurable && !what?.writable) continue
    if (typeof what.value === 'function' && what.value.prototype?.constructor !== what.value) define(target, key, {...what, value: spy(`${name}.${String(key)}`, what.value)})
    else if (what.get && key !== '__proto__') define(target, key, {...what, get: spy(`get ${name}.${String(key)}`, what.get)})
  }
}

const iterators = {ArrayIterator: [][Symbol.iterator](), MapIterator: new Map().entries(), SetIterator: new Set().values(), StringIterator: ''[Symbol.iterator](), Generator: (function * () {})(),
  AsyncGenerator: (async function * () {})(), RegExpStringIterator: ''.matchAll(/a/g), TypedArray: Uint8Array.prototype}
const NAMES = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Promise', 'RegExp', 'Error',
  'Date', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Uint8Array', 'Int32Array', 'Float64Array', 'BigInt64Array', 'Atomics', 'Reflect', 'JSON', 'Math', 'Proxy', 'WebAssembly', 'TextDecoder', 'TextEncoder',
  'EventTarget', 'Event', 'MessageEvent', 'MessagePort', 'MessageChannel', 'AbortController', 'AbortSignal', 'URL', 'Blob', 'ReadableStream', 'WritableStream', 'TransformStream', 'WebAssembly.Memory', 'WebAssembly.Module', 'WebAssembly.Instance']

async function work() {
  fs.writeFileSync('work.txt', 'some text'.repeat(1000)); fs.readFileSync('work.txt', 'utf8'); fs.readdirSync('.', {withFileTypes: true}); fs.statSync('work.txt'); fs.mkdirSync('a/b', {recursive: true})
  fs.renameSync('work.txt', 'a/b/c'); fs.copyFileSync('a/b/c', 'd'); fs.rmSync('a', {recursive: true}); fs.unlinkSync('d'); try { fs.openSync('/none') } catch {}
  const fd = fs.openSync('work2', 'w+'); fs.writeSync(fd, Buffer.alloc(70000)); fs.readSync(fd, Buffer.alloc(100), 0, 100, 0); fs.ftruncateSync(fd, 10); fs.closeSync(fd)
  await fs.promises.writeFile('work3', 'x'); await fs.promises.readFile('work3'); const watcher = fs.watch('.'), changed = once(watcher, 'change'); await fs.promises.rm('work3'); await changed; watcher.close()
  spawnSync('sh', ['-c', 'echo x']); const child = spawn('cat'); child.stdin.end('hello'); child.stdout.resume(); await once(child, 'close')
  const server = net.createServer((socket) => socket.pipe(socket)).listen(0); await once(server, 'listening')
  const socket = net.connect(server.address().port); socket.end(Buffer.alloc(200000)); socket.resume(); await once(socket, 'close'); server.close()
  const worker = new Worker(`require('worker_threads').parentPort.postMessage(1)`, {eval: true}); await Promise.all([once(worker, 'message'), once(worker, 'exit')])
  process.once('SIGUSR2', () => {}); process.kill(process.pid, 'SIGUSR2'); await new Promise((yes) => setTimeout(yes, 5))
  process.memoryUsage(); process.cpuUsage(); require('os').freemem(); process.chdir('.'); process.cwd(); process.umask()
  require('zlib').gunzipSync(require('zlib').gzipSync('x')); require('crypto').randomBytes(8); require('crypto').createHash('sha256').update('x').digest()
  console.log('to the terminal')
}

for (const name of NAMES) {
  const found = name.split('.').reduce((at, part) => at?.[part], globalThis)
  if (found) { hook(name, found); if (found.prototype) hook(`${name}.prototype`, found.prototype) }
}
for (const [name, one] of Object.entries(iterators)) { let at = Reflect.getPrototypeOf(one); hook(name, at); at = Reflect.getPrototypeOf(at); if (at && at !== Object.prototype) hook(`${name} parent`, at) }
for (const key of keys(globalThis)) { const what = describe(globalThis, key); if (typeof what?.value === 'function' && what.configurable && !/^[A-Z]/.test(String(key)) && key !== 'require') define(globalThis, key, {...what, value: spy(`globalThis.${String(key)}`, what.value)}) }
const heard = []
for (let at = Reflect.getPrototypeOf(globalThis); at; at = Reflect.getPrototypeOf(at)) for (const key of ['addEventListener']) if (typeof at[key] === 'function' && Object.hasOwn(at, key))
  for (const type of ['message', 'messageerror', 'error']) try { apply(at[key], globalThis, [type, ({data, error}) => { if (type === 'message') heard.push(String(data?.type ?? data)) }]) } catch {}

watching = true
work().then(() => { watching = false; fs.writeFileSync('found.json', JSON.stringify({seen, heard})); process.exit() },
  (error) => { watching = false; fs.writeFileSync('found.json', JSON.stringify({error: String(error?.stack)})); process.exit() })
