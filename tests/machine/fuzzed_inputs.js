// 10,000 mutated inputs for each reader of what comes from a page, an embedder or a preview: it is accepted, or refused with the one error that its callers know; run by test_fuzzed_inputs.py in native Node.
import * as messages from 'BUILT/runtime_py/kernel/messages.js'
import {entries_of_snapshot, entries_of_tree} from 'BUILT/runtime_py/api/tree.js'
import {check_workspace} from 'BUILT/runtime_py/api/workspaces.js'
import {environment_of} from 'BUILT/runtime_py/api/spawning.js'
import {encode} from 'BUILT/runtime_py/api/msgpack.js'
import {is_link} from 'BUILT/runtime_py/ide/links.js'
import {HttpError, request_head} from 'BUILT/runtime_py/sys/http1.js'

const INPUTS = 10000
let seed = 20261129
const random = (below) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor((seed / 4294967296) * below) }
const one = (list) => list[random(list.length)]
let problems = 0
const show = (value) => { try { return JSON.stringify(value, (key, each) => ['bigint', 'function', 'symbol'].includes(typeof each) ? String(each) : each)?.slice(0, 300) } catch { return String(value) } }
const fail = (what, input, error) => { if (++problems < 20) console.log(`${what}: ${show(input)}: ${error?.stack ?? error}`) }

const PIECES = ['', ' ', '\0', '\r\n', '\n', '\t', ':', '/', '..', '.', '%', '%2e', '%0d%0a', '\u00e9', '\ud800', '\u212a', '\u0130', '\ufeff', '__proto__', 'constructor', 'a', 'Z', '0', '-', '"', '<', 'HTTP/1.1', 'Host: x', 'temporary-', 'javascript:', 'http://', 'https://', 'mailto:', 'data:', '\\', '@', '#', '?']
const text = (most = 6) => Array.from({length: random(most)}, () => one(PIECES)).join('')
const VALUES = [undefined, null, 0, -1, 1.5, NaN, Infinity, 1e300, 2 ** 53, true, false, 12n, [], {}, new Map(), new Set(), new Date(0), /x/, new Uint8Array(3), new ArrayBuffer(2), new Float64Array(1), new Error('x')]
const value = (depth = 3) => {
  switch (random(depth > 0 ? 5 : 2)) {
    case 0: return one(VALUES)
    case 1: return text()
    case 2: return Array.from({length: random(5)}, () => value(depth - 1))
    case 3: return Object.fromEntries(Array.from({length: random(4)}, () => [text(3), value(depth - 1)]))
    default: return random(100)
  }
}
const kinds = {}
const count = (kind, accepted) => { kinds[kind] ??= [0, 0]; kinds[kind][0]++; if (accepted) kinds[kind][1]++ }

// requests of the page: a check gives a text, and the same one again
const operations = Object.entries(messages.REQUESTS)
const right = {workspace: 'x', cols: 80, rows: 24, cmd: 'sh', args: ['a'], cwd: '/', seconds: 5, unanswered: 'deny', kind: 'x', isRequired: true, why: ''}
for (let k = 0; k < INPUTS; k++) {
  const [op, checks] = one(operations)
  const args = random(4) === 0 ? value() : checks.map(() => one([() => value(), () => text(), () => random(9), () => ({...right, [one(Object.keys(right))]: value()}), () => new Uint8Array(2), () => [text(), text()]])())
  if (Array.isArray(args) && random(5) === 0) args.push(value())
  try {
    const found = messages.problem_of_arguments(checks, args)
    if (typeof found !== 'string' || found !== messages.problem_of_arguments(checks, args)) fail(`request ${op}`, args, 'no text, or another')
    if (found === '' && !Array.isArray(args)) fail(`request ${op}`, args, 'arguments that are no list')
    count('requests', found === '')
  } catch (error) { fail(`request ${op}`, args, error) }
}

// trees to mount, and snapshots: entries in the folder, or EINVAL
const node = (depth) => one([
  () => ({directory: depth > 0 ? tree(depth - 1) : {}}), () => ({file: {contents: one([text(), new Uint8Array(2)])}}), () => ({file: {symlink: text() || 'x'}}), () => value(2), () => ({directory: value(1)}), () => ({file: value(1)}),
  () => ({file: {contents: value(1)}}), () => ({file: {symlink: value(1)}})])()
const tree = (depth) => Object.fromEntries(Array.from({length: random(4)}, () => [random(6) === 0 ? text(3) : one(['a', 'b.js', '.env', '__proto__', 'src']), random(3) ? {file: {contents: 'x'}} : node(depth)]))
const snapshotNode = (depth) => one([() => ({d: depth > 0 ? snapshot(depth - 1) : {}}), () => ({f: {c: text(), b: one([true, false, 1, undefined])}}), () => ({f: {l: one(['x', text(), 5, null])}}), () => value(2), () => ({d: value(1)}), () => ({f: value(1)})])()
const snapshot = (depth) => Object.fromEntries(Array.from({length: random(4)}, () => [random(6) === 0 ? text(3) : one(['a', 'b.js']), random(3) ? {f: {c: 'x'}} : snapshotNode(depth)]))
const cyclic = {}
cyclic.a = {directory: cyclic}
const entriesAreRight = (found) => found.every(([path, kind, data]) => path.startsWith('/base/') && !path.split('/').slice(2).some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')) &&
  (kind === 'dir' ? data == null : kind === 'file' ? data instanceof Uint8Array : kind === 'symlink' && typeof data === 'string' && data !== '' && !data.includes('\0')))
const taken = (what, read, input) => {
  try {
    const found = read(input)
    if (!entriesAreRight(found)) fail(what, input, show(found))
    count(what, true)
  } catch (error) { count(what, false); if (error.code !== 'EINVAL') fail(what, input, error) }
}
for (let k = 0; k < INPUTS; k++) {
  taken('trees', (input) => entries_of_tree(input, '/base'), random(20) ? tree(3) : one([value(), cyclic]))
  let bytes
  try { bytes = random(2) ? new TextEncoder().encode(JSON.stringify({d: snapshot(3)})) : encode({d: snapshot(2)}) } catch { bytes = new Uint8Array([random(256), random(256), random(256)]) }
  bytes = new Uint8Array(bytes)
  for (let n = random(3); n > 0 && bytes.length > 0; n--) bytes[random(bytes.length)] = random(256)
  taken('snapshots', (input) => entries_of_snapshot(input, '/base'), random(5) ? bytes : bytes.slice(0, random(bytes.length + 1)))
}

// what a preview asks of a server: one request with these headers reaches it, or none
const token = () => one(['accept', 'x-a', 'X-B', text(3), 'transfer-encoding', 'content-length'])
for (let k = 0; k < INPUTS; k++) {
  const request = {type: 'request', id: 1, port: random(70000), method: one(['GET', 'POST', text(2), value(1)]), path: one(['/', '/a?b=c', '/' + text(), text(), value(1)]), document: one([null, text()]),
    headers: random(8) ? Array.from({length: random(4)}, () => random(8) ? [token(), one(['x', text(), '\u00ff'])] : value(1)) : value(2), body: one([null, true, new Uint8Array(1), value(1)]), credit: one([1, null, value(0)])}
  let wasTaken = false
  try {
    if (messages.problem_of_typed(messages.GATEWAY_MESSAGES, request) === '') {
      const head = request_head(request.method, request.path, request.headers)
      wasTaken = true
      const lines = Buffer.from(head).toString('latin1')
      const expected = `${request.method} ${request.path} HTTP/1.1\r\n${request.headers.map(([name, it]) => `${name}: ${it}\r\n`).join('')}\r\n`
      if (lines !== expected || lines.split('\r\n').length !== request.headers.length + 3 || /[\0\n]/.test(lines.replaceAll('\r\n', ''))) fail('gateway', request, lines)
    }
  } catch (error) { if (!(error instanceof HttpError)) fail('gateway', request, error) }
  count('gateway headers', wasTaken)
}

// names of workspaces, and of what goes into the environment
for (let k = 0; k < INPUTS; k++) {
  const name = one([() => text(9), () => value(1), () => 'shop-' + random(99), () => 'x'.repeat(random(400))])()
  let accepted = false
  try { check_workspace(name); accepted = true } catch (error) { if (error.code !== 'ERR_INVALID_ARG_VALUE') fail('workspace', name, error) }
  if (accepted && name != null && (typeof name !== 'string' || name.startsWith('temporary-') || name.includes('\0') || !name.isWellFormed() || name.length > 200)) fail('workspace', name, 'accepted')
  count('workspace names', accepted)
  const given = random(5) ? Object.fromEntries(Array.from({length: random(3)}, () => [text(3) || 'A', one([text(), 5, null, undefined])])) : value(1)
  accepted = false
  try {
    const found = environment_of(given)
    accepted = true
    for (const [key, it] of Object.entries(found)) if (key === '' || /[=\0]/.test(key) || typeof it !== 'string' || it.includes('\0')) fail('environment', given, show(found))
  } catch (error) { if (error.code !== 'ERR_INVALID_ARG_VALUE' && !(error instanceof TypeError && /convert/.test(error.message))) fail('environment', given, error) }
  count('environments', accepted)
}

// links that the page opens: what a browser makes of one that is accepted has one of these schemes
for (let k = 0; k < INPUTS; k++) {
  const link = one([() => text(8), () => one(['http://', 'HTTPS://', 'mailto:', 'javascript:', ' http://', 'ht\ntp://']) + text(6)])()
  const accepted = is_link(link)
  count('links', accepted)
  if (accepted && URL.canParse(link) && !['http:', 'https:', 'mailto:'].includes(new URL(link).protocol)) fail('link', link, new URL(link).href)
}

for (const [kind, [all, accepted]] of Object.entries(kinds)) {
  if (all < INPUTS || accepted === 0 || accepted === all) fail(kind, [all, accepted], 'a reader that accepts all, or nothing')
}
console.log(`${Object.entries(kinds).map(([kind, [all, accepted]]) => `${kind} ${accepted}/${all}`).join(', ')}, ${problems} problems`)
process.exit(problems === 0 ? 0 : 1)
