const t = async (f) => { try { await f() } catch (e) { console.log(e.message, e.stack.split('\n')[1].trim()) } }
const fs = require('fs')
const f = async (a, b = await_) => { for await (const x of a) console.log(await x, await (1, x)); return await b[await a] }
const await_ = 1
console.log(f + '', (async function* () { yield 1; return await f }) + '', (() => import('fs').then((m) => m.nope())) + '')
t(() => f([1])); t(() => f(1)); t(() => import('fs').then((m) => m.nope())); t(async () => { const { readFileSync } = await import('fs'); readFileSync.x.y })
console.log(new Function('a', 'return import(a)') + '', eval('(async () => { await 1; for await (const x of y); })') + '')
t(async () => { await (async () => { await null; await undefined.foo })() })
class Q { async #p() { await this.#p2() } #p2() { this.nope() } async run() { await this.#p() } }
t(() => new Q().run())
t(async () => { for await (const x of (async function* () { yield* [1]; throw new Error('gen') })()) console.log(x) })
