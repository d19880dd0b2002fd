"""What an attacker in a confined program has who runs before the runtime does: all memory that anything in his worker
touches, and the port to the kernel."""

from pathlib import Path

from runtime_py.sys.messages.mailbox import MAILBOX_BYTES
from tests.machine.altered import altered_dist
from tests.machine.walls import RAW

LINE_BYTES = 16 + 512 * 1024  # scripts come to the worker through it
WORDS_BYTES = 16

# every shared memory that passes Atomics or a message, and the port that the first message brings
SPY = """let seenMemory = new Set(), hostPort = null;
{ const isShared = (value) => Object.prototype.toString.call(value) === '[object SharedArrayBuffer]'
  const look = (value, depth) => { if (value === null || typeof value !== 'object' || depth > 6) return
    if (isShared(value)) seenMemory.add(value); else if (ArrayBuffer.isView(value)) look(value.buffer, depth)
    else if (value instanceof WebAssembly.Memory) look(value.buffer, depth)
    else for (const name of Object.keys(value)) look(value[name], depth + 1) }
  for (const name of ['load', 'store', 'wait', 'notify', 'add', 'exchange', 'compareExchange', 'waitAsync']) {
    const inner = Atomics[name]
    Atomics[name] = function (array, ...rest) { look(array, 0); return inner.call(Atomics, array, ...rest) } }
  const set = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage').set
  Object.defineProperty(MessagePort.prototype, 'onmessage', {configurable: true, set(call) {
    hostPort ??= this; set.call(this, typeof call === 'function' ? (event) => { look(event.data, 0); call(event) } : call) }})
  for (const kind of ['Int32Array', 'Uint8Array', 'Float64Array']) globalThis[kind] = new Proxy(globalThis[kind], {
    construct(target, given, self) { look(given[0], 0); return Reflect.construct(target, given, self) }})
}
"""
SIZES = 'const sizes = [...seenMemory].map((memory) => memory.byteLength).sort((a, b) => a - b)\n'
# what a program can walk to from its globals and from a handle of each kind
WALK = (
    SIZES
    + """
const fs = require('fs'), net = require('net'), found = new Set(), seen = new Set()
const server = net.createServer().listen('/tmp/walk.sock')
const roots = [globalThis, process, module, require.cache, server, process.stdout, process.stdin, fs, fs.watch('/tmp'),
  new MessageChannel(), setTimeout(() => {}, 1), require('child_process').spawn('true'), require('async_hooks'), require('v8'), require('worker_threads')]
for (let at = 0; at < roots.length && at < 400000; at++) {
  const each = roots[at]
  if (each === null || (typeof each !== 'object' && typeof each !== 'function') || seen.has(each)) continue
  seen.add(each)
  const kind = Object.prototype.toString.call(each)
  if (kind === '[object SharedArrayBuffer]') try { found.add(each.byteLength) } catch {}
  if (ArrayBuffer.isView(each)) { roots.push(each.buffer); continue }
  try {
    if (each instanceof Map) for (const [key, value] of each) roots.push(key, value)
    if (each instanceof Set) for (const value of each) roots.push(value)
  } catch {}    // a prototype
  try { roots.push(Object.getPrototypeOf(each)) } catch {}
  try { for (const name of Reflect.ownKeys(each)) { const {value, get, set} = Object.getOwnPropertyDescriptor(each, name) ?? {}
    roots.push(value, get, set); if (get) try { roots.push(each[name]) } catch {} } } catch {}
}
server.close()
fs.writeFileSync(process.argv[2], JSON.stringify({walked: [...found], touched: sizes, objects: seen.size}))
process.exit()
"""
)
# the kernel's port in an attacker's hands: messages of every kind that an ordinary program may send, and nonsense
FORGE = """
const port = hostPort, fs = require('fs')
const one = {slot: 1, pid: 2, applet: 'sh', path: '/bin/sh', argv: ['sh', '-c', 'touch /tmp/forged'], env: [], cwd: '/', umask: 0, policy: ''}
for (const slot of [1, 2, 3, 4, 5, 6]) port.postMessage({type: 'launch', ...one, slot})
for (const message of [null, 1, 'x', [], {}, {type: 'start'}, {type: 'thread', slot: 2, number: 1, process: 2, start: {}}, {type: 'fetch', number: 1},
  {type: 'put_object', number: 1, value: {}}, {type: 'refused', action: 'read', thing: '/made-up', effect: 'deny', why: 'made up'},
  {type: 'ask', id: 1, op: 'rollback', args: [null]}, {type: 'ask', id: 2, op: 'mount', args: ['/', '/mnt', 'x', false]}, {type: 'ask', id: 3, op: '__proto__', args: []},
  {type: 'call', id: 4, data: new Uint8Array(9)}, {type: 'call', id: 5, data: new Uint8Array(0)}, {type: 'call', id: -1, data: 'x'}, {type: 'terrarium:open', why: 1},
  {type: 'terrarium:script', name: '../index.html', at: 0}, {type: 'terrarium:script', name: 5, at: 'x'}]) port.postMessage(message)
let heard = []
for (let at = 0; at < 300; at++) {
  const data = new Uint8Array(at % 40); for (let k = 0; k < data.length; k++) data[k] = Math.random() * (k % 2 ? 256 : 9)
  port.postMessage({type: 'call', id: 100 + at, data})
}
// the mailbox itself: lengths that lie, while an honest call is on its way
const words = new Int32Array([...seenMemory].find((memory) => memory.byteLength === MAILBOX_BYTES))
for (const length of [-1, 2147483647, 0, 77]) { words[2] = length; words[3] = -5; words[1] = 9; words[0] = 1; Atomics.notify(words, 0)
  while (Atomics.load(words, 0) === 1) Atomics.wait(words, 0, 1, 100) }
setTimeout(() => { console.log('still here', fs.existsSync('/tmp/forged')); process.exit() }, 300)
""".replace('MAILBOX_BYTES', str(MAILBOX_BYTES))


def others(sizes: list[int]) -> list[int]:
    """Sizes of memory that isn't the worker's: it makes words of its own to sleep on."""
    return [size for size in sizes if size > WORDS_BYTES and size not in (LINE_BYTES, MAILBOX_BYTES)]


def spying_dist(folder: Path) -> Path:
    return altered_dist(folder, SPY + RAW, ('process.js',))
