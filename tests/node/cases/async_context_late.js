// A store that is first set within an async function, and in scripts above a megabyte: code that awaits the function, or runs concurrently, doesn't see it.
const { AsyncLocalStorage, AsyncResource } = require('async_hooks')
const fs = require('fs')
const path = require('path')
const als = new AsyncLocalStorage()
const other = new AsyncLocalStorage()
async function main () {
  await (async () => { await 0; als.enterWith('inner') })()
  console.log('after an inner enterWith', als.getStore())
  await Promise.all([
    (async () => { await null; als.enterWith(1); await null; console.log('first', als.getStore()) })(),
    (async () => { await null; await null; console.log('second', als.getStore()) })(),
    (async () => { other.enterWith(3); await null; console.log('third', als.getStore(), other.getStore()) })(),
  ])
  console.log('after all', als.getStore(), other.getStore())
  als.run('run', () => setTimeout(async () => { await 1; console.log('timer', als.getStore()) }, 1))
  await new Promise((resolve) => setTimeout(resolve, 5))
  console.log('later', als.getStore())
  for await (const x of (async function * () { als.enterWith('generator'); yield 1; yield 2 })()) console.log('generator', x, als.getStore())
  console.log('behind', als.getStore())
  als.enterWith(undefined)
  const filler = `/*${'x'.repeat(1100000)}*/`
  fs.writeFileSync('large.cjs', `${filler}module.exports=async()=>{await 0;await[1];return require("./small.cjs")()}`)
  fs.writeFileSync('small.cjs', 'module.exports=()=>globalThis.store.getStore()')
  fs.writeFileSync('own.cjs', `${filler}const{AsyncLocalStorage:A}=require("node:async_hooks"),a=new A;module.exports=()=>a.run(7,async()=>{await 0;await[1];return a.getStore()})`)
  globalThis.store = als
  console.log('large', await als.run('in large', () => require(path.resolve('large.cjs'))()))
  console.log('own', await require(path.resolve('own.cjs'))())
  console.log('resource', new AsyncResource('X').runInAsyncScope(() => als.getStore()))
  const depth = () => { try { return new AsyncResource('Y').runInAsyncScope(depth) } catch (error) { return error.constructor.name } }
  console.log('overflow', depth(), als.run('z', () => als.getStore()), als.getStore())
}
main()
