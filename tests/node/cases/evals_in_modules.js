'use strict'
// as evals.js, in an ES module
const fs = require('fs')
fs.mkdirSync('sub', { recursive: true })
fs.writeFileSync('sub/other.mjs', 'export const other = "beside"')
fs.writeFileSync('sub/evals.mjs', `
import { AsyncLocalStorage } from 'node:async_hooks'
import * as path from 'node:path'
const store = new AsyncLocalStorage()
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
await store.run('inner', async () => {
  console.log(await eval('(async () => { await sleep(1); return store.getStore() })()'))
  console.log(await eval('(async function named() { await sleep(1); return typeof path.join })()'))
  const shown = (text) => eval(text)
  console.log(shown.toString(), shown('1 + 1'), (() => (0, eval)('typeof sleep'))())
  console.log((await eval("import('./other.mjs')")).other, (await (0, eval)("import('./other.mjs')")).other)
  try { eval('var kept = 1; kept2') } catch (error) { console.log(error.message, typeof kept) }
})
console.log(await eval("import('./other.mjs')").then((found) => found.other))
`)
// in a cycle the imports don't exist yet when the module is created
fs.writeFileSync('sub/cycle_a.mjs', `
import { b, late, count, later as renamed } from './cycle_b.mjs'
import * as ns from './cycle_b.mjs'
export const a = 'a'
export function early() { try { return eval('b') } catch (error) { return error.name + ': ' + error.message } }
export function all() {
  const attempt = (text) => { try { return eval(text) } catch (error) { return error.name + ': ' + error.message } }
  return ['b', 'late()', 'count', 'renamed', 'ns.b', 'typeof b', 'late', '({ b, renamed })', 'b()', 'b = 1', 'late.call(3)', '(() => late())()', 'count++', 'this', 'ns = 1', 'nope', '(function () { var b = 5; return b })()']
    .map(attempt)
}
export const direct = (text, b) => eval(text)
export const uses = () => [late(), [b].length, b.length, { b }, (() => { try { b() } catch (error) { return error.message } })(), eval('1')]
`)
fs.writeFileSync('sub/cycle_b.mjs', `
import { a, early, all, direct, uses } from './cycle_a.mjs'
console.log(early())
export const b = ['b']
export function late() { return this }
export let count = 1
count++
export class later { static own = typeof a }
console.log(all())
count = 7
console.log(direct('count'), direct('b', 'own b'), direct('late()'), uses(), uses.toString().length)
`)
const { pathToFileURL } = require('url')
import(pathToFileURL('sub/evals.mjs').href).then(() => import(pathToFileURL('sub/cycle_b.mjs').href))
