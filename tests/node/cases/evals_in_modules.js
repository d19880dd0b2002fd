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
import(require('url').pathToFileURL('sub/evals.mjs').href)
