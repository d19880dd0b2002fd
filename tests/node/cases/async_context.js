// AsyncLocalStorage in every kind of deferred callback; async_hooks' ids in callbacks; functions show their original text.
const { AsyncLocalStorage, AsyncResource, executionAsyncId, triggerAsyncId } = require('async_hooks')
const fs = require('fs')
const store = new AsyncLocalStorage()
const lines = []
const note = (what) => lines.push(`${what}: ${store.getStore()}`)

async function * numbers () {
  yield 1
  note('in generator')
  try { yield Promise.reject(new Error('x')) } catch { note('generator caught') }
  return Promise.resolve(3)
}

async function work () {
  note('start')
  await null
  note('after null')
  await new Promise((resolve) => setTimeout(resolve, 2))
  note('after a timer')
  try { await Promise.reject(new Error('x')) } catch { note('caught') } finally { note('finally') }
  for await (const value of [1, Promise.resolve(2)]) note(`loop ${value}`)
  for await (const value of numbers()) note(`numbers ${value}`)
  await { then (resolve) { note('thenable'); resolve() } }
  note('after thenable')
  await (1, 2)
  note('after a sequence')
  const other = await store.run('inner', async () => { await 1; note('inner'); return 4 })
  note(`after inner ${other}`)
  await Promise.all([1, 2].map(async (n) => { await n; note(`all ${n}`) }))
  store.enterWith('entered')
  await 0
  note('after enterWith')
}

async function main () {
  await Promise.all(['A', 'B'].map((name) => store.run(name, work)))
  note('outside')
  for (const name of ['A', 'B']) console.log(lines.filter((line) => line.endsWith(name)).join('\n'))
  console.log(lines.filter((line) => !/[AB]$/.test(line)).join('\n'))
  lines.length = 0
  await store.run('C', async () => {
    await new Promise((resolve) => process.nextTick(() => { note('tick'); resolve() }))
    await new Promise((resolve) => queueMicrotask(() => { note('microtask'); resolve() }))
    await new Promise((resolve) => setImmediate(() => { note('immediate'); resolve() }))
    await new Promise((resolve) => fs.readFile(__filename, () => { note('readFile'); resolve() }))
    await fs.promises.readFile(__filename)
    note('promises.readFile')
    await import('node:path')
    note('import')
    await Promise.resolve(1).then(() => note('then')).catch(() => {}).finally(() => note('finally'))
    const bound = AsyncLocalStorage.bind(() => note('bound'))
    store.run('D', bound)
    await require('events').once(process.nextTick(() => emitter.emit('x')) ?? emitter, 'x')
    note('once')
  })
  note('outside')
  console.log(lines.join('\n'))
}
const emitter = new (require('events'))()

console.log(executionAsyncId(), triggerAsyncId())
const resource = new AsyncResource('THING')
resource.runInAsyncScope(() => console.log(executionAsyncId() === resource.asyncId(), triggerAsyncId() === resource.triggerAsyncId()))
console.log(work.toString().includes('terrarium'), numbers.toString().length, (async () => await (1, import('os'))).toString())
main().then(() => setTimeout(() => console.log(executionAsyncId() > 1, triggerAsyncId() > 0), 1))

// successive timers, each set after an await, keep the process alive
setTimeout(async () => {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => setTimeout(resolve, 20))
  console.log('after six timers')
}, 300)
