// Frames of Node's own library show their positions in Node's files, although the loaded code is minified.
const show = (error) => console.log(error.stack.replaceAll(__dirname, ''))
const t = async (f) => { try { await f() } catch (e) { show(e) } }
const f = async () => { await 1; throw new Error('a') }
async function g() { await f() }
class A { async m() { await g() } static async s() { await new A().m() } async #p() { await A.s() } q() { return this.#p() } }
const o = { async k() { await new A().q() }, l: async () => { await o.k() } }
;(async () => {
  await t(async () => { await o.l() })
  await t(async () => { await Promise.all([1, g()]) })
  await t(async function () { await Promise.any([g()]).catch((e) => { throw e.errors[0] }) })
  await t(async () => { await Promise.allSettled([g()]).then(([x]) => { throw x.reason }) })
  await t(() => require('fs').promises.readFile('/none'))
  await t(() => import('./none.mjs'))
  await t(() => require('./none.cjs'))
  await t(() => require('fs').readFileSync('/none'))
  await t(() => new (require('events'))().emit('error', new Error('ev')))
  await t(() => JSON.parse('{'))
  await t(() => Buffer.alloc(-1))
  await t(() => require('util').promisify(1))
  await t(() => new URL('x'))
  await t(() => require('assert').strictEqual(1, 2))
  await t(() => require('child_process').execFileSync('/none'))
  setTimeout(() => { show(new Error('timer')); process.nextTick(() => { show(new Error('tick')); setImmediate(() => show(new Error('imm'))) }) })
})()
