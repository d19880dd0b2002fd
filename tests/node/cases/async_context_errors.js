// handlers of uncaught exceptions run in the context of the code that threw
const { AsyncLocalStorage } = require('async_hooks'), fs = require('fs')
const als = new AsyncLocalStorage()
let seen = () => {}
process.on('uncaughtException', (error) => { console.log(error.message, als.getStore()); setTimeout(seen, 1) })
const step = (store, f) => new Promise((resolve) => { seen = resolve; als.run(store, f) })
;(async () => {
  await step(1, () => setTimeout(() => { throw new Error('timer') }, 1))
  await step(2, () => setImmediate(() => { throw new Error('immediate') }))
  await step(3, () => process.nextTick(() => { throw new Error('tick') }))
  await step(4, () => queueMicrotask(() => { throw new Error('microtask') }))
  await step(5, () => fs.stat('.', () => { throw new Error('request') }))
  await step(6, () => require('stream').Readable.from(['a']).on('data', () => { throw new Error('stream') }))
  await step(7, () => { const target = new EventTarget(); target.addEventListener('a', () => { throw new Error('event') }); target.dispatchEvent(new Event('a')) })
  await step(8, () => setTimeout(() => als.run('inner', () => { throw new Error('nested') }), 1))
  console.log(als.getStore())
  als.run(9, () => { throw new Error('last') })
})().catch((error) => console.log('caught', error.message, als.getStore()))
