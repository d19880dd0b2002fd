'use strict'
// code run by eval keeps the async context, and its import() is Node's
const { AsyncLocalStorage } = require('async_hooks')
const assert = require('assert')
const store = new AsyncLocalStorage()
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
globalThis.store = store
globalThis.sleep = sleep
const same = (text) => text

store.run('inner', async () => {
  console.log(await eval('(async () => { await sleep(1); return store.getStore() })()'))
  console.log(await (0, eval)('(async () => { await sleep(1); return store.getStore() })()'))
  console.log(await globalThis.eval('(async () => { await sleep(1); return store.getStore() })()'))
  console.log(await eval?.('(async () => { await sleep(1); return store.getStore() })()'))
  const named = eval(same('(async function named() { for await (const x of [sleep(1)]) { void x } return store.getStore() })'))
  console.log(await named(), named.toString())
  console.log(await eval("eval('(async () => { await sleep(1); return store.getStore() })()')"))
  console.log(eval('1;2'), eval({ a: 1 }.a), eval(), eval(('a', 'typeof same')), eval(...['3']), eval('4', '5'))
  console.log(typeof (await eval("import('fs')")).readFileSync, typeof (await (0, eval)("import('node:path')")).join)
  await assert.rejects(eval("import('./none.mjs')"), { code: 'ERR_MODULE_NOT_FOUND' })
  const local = () => { const secret = 5; return eval('secret + 1') }
  console.log(local(), local.toString())
  try { eval('await 1') } catch (error) { console.log(error.name, error.message) }
  try {
    eval('(async () => {})(), async () => { await 0 }; missing()\n//# sourceURL=made-up.js')
  } catch (error) {
    console.log(error.stack.split('\n').slice(0, 2).join(' '))
  }
  const parser = { eval: (text) => text.length }
  console.log(parser.eval('await 1'), ((eval_) => eval_('import(1)'))((text) => text))
})
