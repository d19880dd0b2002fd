"""The program that loads a package and writes what it saw as JSON: `node -e PROBE NAME FOLDER RESULT`.

It wraps the functions of Node that lead outside, and compares globals before and after. A package can recognise that; what
it must not do is refused by its policy, not by this. Knows nothing of npm."""

from __future__ import annotations

PROBE = r"""// npm-report-probe
const [name, folder, result] = process.argv.slice(-3)
const fs = require('fs'), module_of = require('module'), { pathToFileURL } = require('url')
const write = fs.writeFileSync.bind(fs), seen = { read: [], environment: [], globals: [], native: [], errors: [] }
const note = (topic, text) => { if (seen[topic].length < 200 && !seen[topic].includes(text)) seen[topic].push(text) }
const outside = (path) => {
  const text = path instanceof URL ? path.pathname : String(path)
  if (text.startsWith('/') && !text.startsWith(folder + '/') && !/^\/(proc\/self|dev)\//.test(text)) note('read', text)
}
const reads = ['readFileSync', 'readFile', 'openSync', 'open', 'createReadStream', 'readdirSync', 'readdir']
for (const owner of [fs, fs.promises])
  for (const each of reads) {
    const inner = owner[each]
    if (inner) owner[each] = function (path, ...rest) { outside(path); return inner.call(this, path, ...rest) }
  }
const dlopen = process.dlopen
process.dlopen = function (target, path, ...rest) { note('native', 'it loads ' + path); return dlopen.call(this, target, path, ...rest) }
const owners = new Map([['globalThis', globalThis]])
for (const each of Object.getOwnPropertyNames(globalThis)) {
  const value = Object.getOwnPropertyDescriptor(globalThis, each).value
  if (typeof value === 'function') { owners.set(each, value); if (value.prototype) owners.set(each + '.prototype', value.prototype) }
  else if (value && typeof value === 'object' && ['JSON', 'Math', 'Reflect', 'console', 'Intl', 'Atomics'].includes(each)) owners.set(each, value)
}
const shot = () => {
  const found = new Map()
  for (const [path, owner] of owners)
    for (const key of Reflect.ownKeys(owner)) found.set(path + '.' + String(key), Object.getOwnPropertyDescriptor(owner, key))
  return found
}
const before = shot()
const differs = (one, other) => !Object.is(one.value, other.value) || one.get !== other.get || one.set !== other.set
const env = process.env
const watched = new Proxy(env, { get: (all, key) => { if (typeof key === 'string' && key !== 'WATCH_REPORT_DEPENDENCIES') note('environment', key); return all[key] } })
Object.defineProperty(process, 'env', { configurable: true, value: watched })
let over = false
const finish = () => {
  if (over) return
  over = true
  Object.defineProperty(process, 'env', { configurable: true, value: env })
  for (const [path, found] of shot()) {
    if (/\.(prototype|name|length|stackTraceLimit|caller|arguments|env)$|^globalThis\.(module|exports|require|__\w+)$/.test(path)) continue
    if (!before.has(path)) note('globals', 'added ' + path.replace('globalThis.', ''))
    else if (differs(before.get(path), found)) note('globals', 'changed ' + path.replace('globalThis.', ''))
  }
  write(result, JSON.stringify(seen))
  process.exit(0)
}
const failed = (error) => note('errors', 'it can not be loaded: ' + String((error && (error.code || error.message)) || error).split('\n')[0])
process.on('uncaughtException', (error) => { note('errors', 'it threw: ' + String((error && error.message) || error).split('\n')[0]); finish() })
process.on('beforeExit', finish)
process.on('exit', finish)
setTimeout(finish, 2000).unref()
const load = module_of.createRequire(folder + '/x.js')
const esm = (error) => ['ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE', 'ERR_PACKAGE_PATH_NOT_EXPORTED'].includes(error.code)
try { load(name) } catch (error) {
  if (!esm(error)) failed(error)
  else { write(folder + '/load.mjs', 'import ' + JSON.stringify(name)); import(pathToFileURL(folder + '/load.mjs').href).catch(failed) }
}
"""
