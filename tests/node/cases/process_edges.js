// Options that disable language features, the rules of process.env, unknown users, promises that are settled twice, source maps
const { spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'process-'))

function node(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, env: { ...process.env, FORCE_COLOR: '0' } })
  const lines = stderr.toString().replaceAll(folder, 'FOLDER').replaceAll(process.execPath, 'NODE').replace(/node:\d+/g, 'node:PID').split('\n').filter((line) => !/^ +at .*node:/.test(line))
  console.log(args.join(' ').replaceAll(folder, 'FOLDER'), status, stdout.toString(), lines.join('|'))
}
node('--disable-proto=delete', '-p', '[{}.__proto__, Object.hasOwn(Object.prototype, "__proto__"), require("vm").runInNewContext("({}).__proto__")]')
node('--disable-proto=throw', '-p', 'try { ({}).__proto__ } catch (error) { error.code + error.message }')
node('--disallow-code-generation-from-strings', '-p', '[() => eval("1"), () => new Function("1"), () => (async () => {}).constructor("1")].map((f) => { try { return f() } catch (e) { return e.name } })')
node('--disallow-code-generation-from-strings', '-p', 'eval(7)')
node('--no-max-http-header-size', '-p', '1')
node('--no-i-dont-exist', '-p', '1')
node('--pending-deprecation', '-e', 'process.env.A = undefined; process.env.B = null; console.log(process.env.A, process.env.B)')
node('-e', 'process.on("multipleResolves", (kind, promise, value) => console.log(kind, value)); new Promise((yes, no) => { yes(1); yes(2); no(3) })')
for (const program of ['require("fs").statSync("/")', 'setImmediate(() => require("fs").statSync("/"))'])
  console.log(spawnSync(process.execPath, ['--trace-sync-io', '-e', program]).stderr.toString().includes('WARNING: Detected use of sync API'))
fs.writeFileSync(path.join(folder, 'early.js'), 'return 1')
fs.writeFileSync(path.join(folder, 'wrapper.js'), "require('module').wrapper = ['', '']")
node('-r', './wrapper.js', '-c', './early.js')

for (const descriptor of [{ value: 'x' }, { value: 1, writable: true, enumerable: true, configurable: true }, { get() { return 1 } }, {}])
  try { Object.defineProperty(process.env, 'DEFINED', descriptor); console.log(process.env.DEFINED) } catch (error) { console.log(error.name, error.code, error.message) }
for (const call of [() => process.setuid('nobody-here'), () => process.setgid('nobody-here'), () => process.setgroups(['nobody-here']), () => process.initgroups('nobody-here', 'nobody-here')])
  try { call() } catch (error) { console.log(error.code, error.message) }

const map = JSON.stringify({ version: 3, sources: ['first.ts'], names: [], mappings: 'AAAA;AAAA,MAAM,IAAI,KAAK,CAAC,OAAO,CAAC' , sourcesContent: ['throw new Error("there");'] })
const comment = '//# source' + 'MappingURL=data:application/json;base64,' + Buffer.from(map).toString('base64')
fs.writeFileSync(path.join(folder, 'mapped.js'), '"use strict";\nthrow new Error("there");\n' + comment)
fs.writeFileSync(path.join(folder, 'quoted.js'), `throw new Error("there"); const text = \`\n${comment}\n\``)
node('--enable-source-maps', './mapped.js')
node('--enable-source-maps', './quoted.js')

const { openAsBlob } = fs
const file = path.join(folder, 'blob')
fs.writeFileSync(file, '')
openAsBlob(file).then(async (blob) => {
  console.log(blob.size, await blob.text())
  fs.writeFileSync(file, 'abc')
  await blob.text().catch((error) => console.log(error.name))
})
const { performance } = require('perf_hooks')
const { nodeStart, v8Start, environment, bootstrapComplete, loopStart, loopExit } = performance.nodeTiming
console.log(0 < nodeStart && nodeStart < v8Start && v8Start < environment && environment < bootstrapComplete, loopStart, loopExit)
console.log(Math.abs(performance.now() - process.uptime() * 1000) < 10000, Math.abs(Date.now() - performance.timeOrigin - performance.now()) < 10000)
for (const args of [[], [module]]) try { process.dlopen(...args) } catch (error) { console.log(error.name, error.code, error.message) }
const attemptTo = (name, call) => { try { console.log(name, call()) } catch (error) { console.log(name, error.name, error.code, error.message) } }
attemptTo('env', () => { process.env[''] = 'x'; process.env['a=b'] = 'x'; process.env['=x'] = 1; return ['' in process.env, 'a=b' in process.env, '=x' in process.env] })
attemptTo('env values', () => { process.env.NUL = 'a\0b'; process.env.LONE = '\ud800x'; return JSON.stringify([process.env.NUL, process.env.LONE]) })
attemptTo('frozen env', () => Object.freeze(process.env))
attemptTo('env stays extensible', () => { process.env.LATER = '1'; return [process.env.LATER, Object.isExtensible(process.env)] })
for (const port of [70000, 1, 0, 1024, 65535, 65536, -1, 1.5, '2000', 'x', null, undefined, NaN, {}, 4294968320]) attemptTo(`port ${port}`, () => { process.debugPort = port; return process.debugPort })
attemptTo('no .env', () => process.loadEnvFile())
require('fs').writeFileSync('.env', 'FROM_FILE=1')
attemptTo('.env', () => [process.loadEnvFile(), process.env.FROM_FILE])
require('fs').unlinkSync('.env')
// a text that the engine took for a module is one, whatever else is wrong with it
for (const text of ['import fs from "fs"; const x: number = 1', 'import fs from "fs"; let y = ;', 'export const a = 1; let let = 5', 'import.meta.url; let y = ;', 'let y = ; import fs from "fs"', 'await 1; x y', 'with (a) {} import fs from "fs"']) {
  fs.writeFileSync(path.join(folder, 'wrong.js'), text)
  node('wrong.js')
  node('--check', 'wrong.js')
}
// an uncaught error in a listener of a server: the parser's frames aren't the program's
node('-e', 'http.createServer((q, r) => { process.on("uncaughtException", (e) => { console.log(e.stack.replace(/:[0-9]+/g, "")); process.exit() }); r.writeHead(200, "\\n") }).listen(0, function () { http.get({ port: this.address().port }) })')
// watch mode: the program reads the file of variables again
fs.writeFileSync(path.join(folder, 'v.env'), 'V=1\n')
fs.writeFileSync(path.join(folder, 'v.js'), 'console.log("V=" + process.env.V)')
const watching = require('child_process').spawn(process.execPath, ['--watch', '--env-file=v.env', 'v.js'], { cwd: folder })
let seen = ''
watching.stdout.on('data', (data) => {
  seen += data
  if (!seen.includes('Completed')) return
  if (seen.includes('V=1')) setTimeout(() => fs.writeFileSync(path.join(folder, 'v.env'), 'V=2\n'), 300)
  else watching.kill()
  console.log(seen.match(/V=./g))
  seen = ''
})
