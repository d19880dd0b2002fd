// Rejections that are handled before the ticks and microtasks of their turn have ended are not reported.
const { Duplex } = require('node:stream')
const log = console.log
process.on('unhandledRejection', error => log('unhandled', error.message))
process.on('warning', () => {})
const handle = (promise, name) => promise.catch(() => log('handled', name))
const later = task => new Promise(resolve => setTimeout(() => (task(), setTimeout(resolve, 20)), 1))

async function main() {
  await later(() => {
    const promise = Promise.reject(new Error('in a tick'))
    process.nextTick(() => handle(promise, 1))
  })
  await later(() => Promise.resolve().then(() => {
    const promise = Promise.reject(new Error('in the tick of a microtask of a tick'))
    process.nextTick(() => Promise.resolve().then(() => process.nextTick(() => handle(promise, 2))))
  }))
  await later(() => Promise.resolve().then(() => {
    const promise = Promise.reject(new Error('three deep'))
    const step = left => process.nextTick(() => Promise.resolve().then(() => (left === 0 ? handle(promise, 3) : step(left - 1))))
    step(3)
  }))
  const duplex = Duplex.from(async source => {
    for await (const chunk of source) log(String(chunk))
    return 5
  })
  duplex.end('x')
  await duplex.toArray().catch(error => log(error.message))
}
main()
