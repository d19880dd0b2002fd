const domain = require('domain')
const d = domain.create(); let n = 0
d.on('error', (e) => console.log('heard', ++n, e.code || e.message || e))
d.run(() => {
  (async () => { throw new Error('sync part') })();
  (async () => { await 0; throw new Error('after await') })();
  (async function named() { await new Promise((r) => setTimeout(r, 5)); null.x })();
  Promise.reject(new Error('static'));
  new Promise((a, b) => setTimeout(() => b(new Error('later')), 10));
  Promise.resolve(1).then(() => { throw 'primitive' });
  const o = { async m() { await null; throw new Error('method') } }; o.m();
  class A { static async #p() { await 1; throw new Error('private') } static q() { return A.#p() } } A.q();
  (async () => Promise.reject(new Error('expression')))();
  setTimeout(async () => { await 2; throw new Error('in timeout') }, 15)
  import('/none.mjs')
})
const d2 = domain.create(); d2.on('error', (e) => console.log('second', e.message))
d2.run(async () => { await 1; throw new Error('two') })
d.run(async () => { await 1; throw new Error('one') })
process.on('unhandledRejection', (e) => console.log('unhandled', e.message))
;(async () => { throw new Error('outside') })()
