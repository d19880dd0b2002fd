// Feeds a supervisor, a gateway and the page's link with messages that are wrong in each field; run by test_malformed_messages.py in native Node.
import * as messages from 'BUILT/runtime_py/kernel/messages.js'
import {Supervisor} from 'BUILT/runtime_py/kernel/supervisor.js'
import * as layout from 'BUILT/runtime_py/sys/layout.js'
import {Gateway} from 'BUILT/runtime_py/kernel/gateway.js'
import {ObjectTransfer} from 'BUILT/runtime_py/kernel/object_transfer.js'

console.error = () => {}
const junk = [undefined, null, 0, -1, 1.5, NaN, 1e300, '', 'x', true, [], [1], ['a', null], {}, {length: 3}, new Map(), new Uint8Array(3), Symbol('s'), () => 1, 12n]
let tried = 0
let problems = 0
const fail = (text) => { problems++; console.log(text) }

// a machine in which a malformed message must change nothing
const touched = []
const forbidden = (name) => new Proxy(function () {}, {get: (t, key) => key === Symbol.toPrimitive ? () => name : forbidden(`${name}.${String(key)}`), apply: () => { touched.push(name); return 0 }})
const processes = {get: () => 0, set: () => touched.push('processes.set'), doom: () => touched.push('doom')}
const machine = {processes, lock() {}, unlock() {}, fs: {lending: {}}}
const supervisor = new Supervisor({machine}, {take: forbidden('take'), take_thread: forbidden('take_thread'), make_network: forbidden('network')}, () => {})
const asked = []
supervisor.on_ask = async (op, args) => { asked.push([op, args]); return 1 }
const answers = []
const child = {post: (message) => answers.push(message)}

function send(message) {
  tried++
  try { supervisor._on_message(5, child, message) } catch (error) { fail(`supervisor: ${String(error)} of ${describe(message)}`) }
}
const describe = (value) => { try { return JSON.stringify(value, (k, v) => typeof v === 'bigint' || typeof v === 'symbol' || typeof v === 'function' ? String(v) : v) } catch { return String(value) } }

const good = {
  launch: {slot: 7, pid: 3, applet: 'x', path: '/x', argv: ['x'], env: [], cwd: '/', umask: 18, policy: ''}, ask: {id: 1, op: 'usage', args: []},
  thread: {slot: 7, number: 1, process: 5, start: null}, put_object: {number: 1, value: 1}, fetch: {number: 1}, fetched: {numbers: [1]},
  refused: {action: 'read', thing: '/a', effect: 'deny', why: 'w'},
  compiled: {key: 'k', size: 1, module: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))},
}
for (const each of junk) {
  send(each)
  send({type: each})
  for (const [type, fields] of Object.entries(good)) {
    for (const name of Object.keys(fields)) send({type, ...fields, [name]: each})
    send({type, ...Object.fromEntries(Object.keys(fields).map((name) => [name, each]))})
  }
  for (const op of [...Object.keys(messages.QUESTIONS), 'constructor', '__proto__', each]) {
    send({type: 'ask', id: 1, op, args: [each, each]})
    send({type: 'ask', id: 1, op, args: each})
  }
}
send({type: 'launch', ...good.launch})       // of an entry that isn't this process's child
// its own child, but the network worker, which is the kernel's to start
processes.get = (slot, field) => slot === 7 ? {[layout.STATE]: layout.STARTING, [layout.PID]: 3, [layout.PPID]: 2}[field] : 2
send({type: 'launch', ...good.launch, applet: 'network'})
if (touched.length > 0) fail(`a program started the network worker: ${touched.slice(0, 5)}`)
supervisor.launch = () => touched.push('launched')
send({type: 'launch', ...good.launch})
if (touched.length === 0) fail('a process that may be launched was not')
touched.length = 0
processes.get = () => 0
await new Promise((done) => setTimeout(done, 50))
if (touched.length > 0) fail(`a malformed message did something: ${touched.slice(0, 5)}`)
for (const [op, args] of asked) {
  if (messages.problem_of_arguments(messages.QUESTIONS[op], args) !== '') fail(`${op} was asked with ${describe(args)}`)
}

const gateway = new Gateway({socket_connect: () => -111}, () => {})
const channel = {postMessage: (message) => answers.push(message), close() {}}
gateway.attach(channel, 1)
const requests = {
  request: {id: 1, port: 80, method: 'GET', path: '/', document: '/', headers: [], body: null, credit: 1000}, body: {id: 1, data: new Uint8Array(1)}, body_end: {id: 1},
  credit: {id: 1, bytes: 5}, cancel: {id: 1}, cookie: {port: 1, path: '/', text: 'a=b'}, websocket: {port: 1, asker: 1, path: '/', protocols: [], key: 'k'},
}
for (const each of junk) {
  for (const [type, fields] of Object.entries(requests)) {
    for (const name of Object.keys(fields)) {
      tried++
      try { channel.onmessage({data: {type, ...fields, [name]: each}, ports: []}) } catch (error) { fail(`gateway: ${String(error)} of ${type}.${name} ${describe(each)}`) }
    }
  }
  try { channel.onmessage({data: each, ports: []}) } catch (error) { fail(`gateway: ${String(error)}`) }
}

for (const [op, checks] of Object.entries(messages.REQUESTS)) {
  for (const each of junk) {
    for (const given of [each, [each], [each, each], [each, each, each], [each, each, each, each]]) {
      tried++
      try { messages.problem_of_arguments(checks, given) } catch (error) { fail(`check of ${op}: ${String(error)}`) }
    }
  }
}
process.on('unhandledRejection', (error) => fail(`unhandled: ${String(error)}`))
await new Promise((done) => setTimeout(done, 50))
console.log(`${tried} messages, ${problems} problems`)
process.exit(problems === 0 ? 0 : 1)
