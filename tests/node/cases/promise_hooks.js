const ah = require('async_hooks'), fs = require('fs')
const log = []
let base
ah.createHook({
  init(id, type, trigger) { if (type === 'PROMISE') { base ??= id; log.push(`init ${id - base}`) } },
  before(id) { if (id >= base) log.push(`before ${id - base}`) }, after(id) { if (id >= base) log.push(`after ${id - base}`) },
  promiseResolve(id) { log.push(`resolve ${id - base}`) },
}).enable()
const e = () => ah.executionAsyncId() - base
async function f() { log.push('in f'); await 1; log.push('after await ' + (e() < 0 ? 'none' : e())); return 2 }
async function g() { try { await f() } catch {} log.push('g at ' + (e() < 0 ? 'none' : e())) }
async function h() { throw new Error('x') }
const k = async () => 5, m = async (x) => ({ x })
g().then(() => { log.push('then'); h().catch(() => { log.push('caught'); k(); m(1) }) })
setTimeout(() => { console.log(log.join('\n')); console.log(log.filter((x) => /^init/.test(x)).length) }, 20)
// a body that must not become a block, texts, nested arrows, values of all kinds
async function twice() { var a; function a() { return 1 } 'use strict'; return [typeof a, await a(), this === globalThis] }
async function strict() { 'use strict'; return this }
const nested = async (x = async () => 1) => async () => await x(), object = async () => ({ a: 1 }), sequence = async () => (1, await 2)
const methods = { async m() { return super.toString === Object.prototype.toString }, async *g() { yield async () => 1 } }
setTimeout(async () => {
  console.log(await twice.call(globalThis), await strict(), await (await nested())(), await object(), await sequence(), await methods.m(), await (await methods.g().next()).value())
  console.log(`${twice}`, `${nested}`, `${object}`, `${methods.m}`, `${sequence}`)
  try { await (async () => { null.x })() } catch (error) { console.log(error.stack.split('\n')[1].replace(/.*:(?=\d+:)/, '')) }
}, 30)
// a hook that is stopped in a continuation hears nothing more, and leaves no id on the stack of contexts
const { promiseHooks } = require('v8')
setTimeout(() => {
  const heard = []
  const stop = promiseHooks.createHook({ before: () => heard.push('before'), after: () => heard.push('after'), settled: () => heard.push('settled') })
  Promise.resolve(1).then(() => {}).then(() => stop()).then(() => setTimeout(() => console.log(heard.join(' '), ah.executionAsyncId() > 0), 1))
}, 60)
// the Promise that tells hooks looks like the native one, also to subclasses
setTimeout(() => {
  class Mine extends Promise {}
  const mine = Mine.resolve(1)
  console.log(`${Promise}`, [Promise.resolve, Promise.reject].map((f) => `${f} ${f.name} ${f.length}`), Promise.resolve === Promise.resolve)
  console.log(mine instanceof Mine, Mine.reject(2).catch(() => {}) instanceof Mine, Mine.resolve(mine) === mine, Promise.resolve(mine) === mine)
  try { Promise.resolve.call(1, 2) } catch (error) { console.log(error.message) }
}, 80)
