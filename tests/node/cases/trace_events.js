// Trace events: the categories, the file, and what is recorded of the console, files, http, promises, sockets and scripts.
'use strict'
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { spawnSync } = require('node:child_process')

const CATEGORIES = `const { createTracing, getEnabledCategories } = require('node:trace_events')
const show = () => console.log(getEnabledCategories())
show()
const one = createTracing({ categories: ['z', 'b', 'b'] }), two = createTracing({ categories: ['a', 'z'] })
one.enable(), one.enable(), show(), two.enable(), show(), one.disable(), one.disable(), show()
console.log(one, one.categories, two.enabled)
two.disable(), show()
for (const bad of [undefined, 'x', {}, { categories: [] }, { categories: [1] }]) try { createTracing(bad) } catch (error) { console.log(error.code) }`
const RAW = `const { trace, isTraceCategoryEnabled } = require('internal/test/binding').internalBinding('trace_events')
const phase = (letter) => letter.charCodeAt(0)
trace(phase('b'), 'foo', 'n1'); trace(phase('b'), 'foo', 'n2', 0); trace(phase('e'), 'foo', 'n3', 5, { a: 1 }); trace(phase('n'), 'foo,bar', 'n4', -1, 'é')
trace(phase('C'), 'foo', 'n5', 7, null); trace(phase('I'), 'other', 'n6')
console.log(isTraceCategoryEnabled('bar,foo'), isTraceCategoryEnabled('bar'))
for (const bad of [['b', 'foo', 'n'], [98, 5, 'n'], [98, 'foo'], [98, 'foo', 'n', 1, 1n]]) try { trace(...bad) } catch (error) { console.log(error.name, error.message) }`
const WORK = `const fs = require('node:fs'), http = require('node:http'), net = require('node:net')
console.time('t'); console.timeLog('t'); console.timeEnd('t'); console.count('c')
fs.mkdirSync('d'); fs.rmdirSync('d'); fs.mkdir('e', () => fs.promises.rmdir('e').then(() => fs.rmdir('none', () => {})))
const late = Promise.reject(new Error('late')); setImmediate(() => late.catch(() => {}))
process.on('unhandledRejection', () => {})
net.connect('/none').on('error', () => {})
new (require('node:vm').Script)('1').runInThisContext()
const server = http.createServer((request, response) => { response.end('ok'); server.close() }).listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', path: '/p', agent: false }, (response) => response.resume())
})`
const SHOWN = /^(time::|count::|fs.sync.(mkdir|rmdir)|rmdir|rejections|http\.|n\d|connect|bootstrapComplete|loopExit|BeforeExit|Environment|process_name|version)/

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'traced-'))
function run(options, code) {
  const { stdout, stderr, status, pid } = spawnSync(process.execPath, ['--no-warnings', ...options, '-e', code], { cwd: folder, encoding: 'utf8' })
  console.log(stdout.replaceAll(/\d+(\.\d+)?m?s\b/g, 'TIME'), stderr, status)
  for (const name of fs.readdirSync(folder)) {
    console.log(name.replaceAll(String(pid), 'PID'))
    const events = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')).traceEvents.filter((event) => SHOWN.test(event.name))
    const shown = new Set()
    for (const event of events) {
      const { ts, tts, dur, tdur, id, args, ...rest } = event
      const numbers = [ts, tts, dur, tdur].every((value) => Number.isInteger(value))
      const fixed = event.cat.includes('foo') ? id : typeof id
      if (rest.pid !== pid || rest.tid !== pid) throw new Error('another process')
      const given = event.name === 'Environment' || event.name === 'process_name' ? [] : Object.entries(args).filter(([name]) => name !== 'port')
      shown.add(JSON.stringify([rest.ph, rest.cat, rest.name, fixed, numbers, given]))
    }
    console.log([...shown].sort().join('\n'))
    fs.rmSync(path.join(folder, name), { recursive: true })
  }
}

run([], CATEGORIES)
run(['--trace-event-categories=y,x'], CATEGORIES)
run(['--expose-internals', '--trace-event-categories', 'foo'], RAW)
run(['--trace-event-categories', 'node'], WORK)
run(['--trace-event-categories', 'foo', '--trace-event-file-pattern', '${pid}-${rotation}.log'], 'process.exit(3)')
run(['--trace-event-categories', ''], '1')
fs.rmdirSync(folder)
