const t = async (f) => { try { await f() } catch (e) { console.log(e.message, '|', (/aw.\w+:(\d+:\d+)/.exec(e.stack)||[])[1]) } };
const f = async () => 1, o = { f, x: { y: 1 } }, p = Promise.resolve(1)
await t(async () => { const [a] = await f() })
await t(async () => { const [a] = await p })
await t(async () => { const [a] = await o.f() })
await t(async () => { (await f())() })
await t(async () => { (await p).x.y })
await t(async () => { (await p)() })
await t(async () => { (await p).foo() })
await t(async () => { new (await p) })
await t(async () => { for (const x of await p); })
await t(async () => { for (const x of await f()); })
await t(async () => { for await (const x of p); })
await t(async () => { for await (const x of o.x.y); })
await t(async () => { for await (const x of f()); })
await t(async () => { for await (const x of await f()); })
await t(async () => { for await (const x of o.f()); })
await t(async () => { for await (const x of undefined); })
await t(async () => { for await (const x of null); })
await t(async () => { for await (const x of 5); })
await t(async () => { for await (const x of o.zz); })
await t(async () => { for await (const x of o[`f`]); })
await t(async () => { for await (const x of new Map().get(1)); })
await t(async () => { for await (const x of {}); })
await t(async () => { for await (const x of (1, o)); })
await t(async () => { for await (const x of { [Symbol.asyncIterator]() { return {} } }); })
await t(async () => { for await (const x of { [Symbol.asyncIterator]() { return {next() { return 1 }} } }); })
await t(async () => { for await (const x of { [Symbol.iterator]() { return {next() { return 1 }} } }); })
await t(async () => { await f().x.y })
await t(async () => { await o.nope() })
await t(async () => { null[await f()] })
await t(async () => { (await f()) in (await f()) })
await t(async () => { ({}) instanceof (await f()) })
await t(async () => { const { a: { b } } = await f() })
await t(async () => { const { a } = await (async () => null)() })
await t(async () => { ({ a: 1 }).b[await f()]() })
await t(async () => { (await f()).a.b.c })
await t(async () => { [...await f()] })
await t(async () => { Math.max(...await f()) })
await t(async () => { await f(...await f()) })
await t(async () => { (await import('fs')).nope() })
await t(async () => { (await import('fs')).default.nope() })
async function* g() { yield 1; return o.nope() }
await t(async () => { for await (const x of g()); })
async function* h() { yield* 5 }
await t(async () => { for await (const x of h()); })
async function* h2() { yield* o.x }
await t(async () => { for await (const x of h2()); })
try { const [a] = await f() } catch (e) { console.log(e.message) }
try { const [a] = await p } catch (e) { console.log(e.message) }
try { (await p)() } catch (e) { console.log(e.message) }
try { (await f())() } catch (e) { console.log(e.message) }
try { (await p).foo() } catch (e) { console.log(e.message) }
try { new (await p) } catch (e) { console.log(e.message) }
try { for (const x of await p); } catch (e) { console.log(e.message) }
try { for await (const x of p); } catch (e) { console.log(e.message) }
try { for await (const x of f()); } catch (e) { console.log(e.message) }
try { await o.nope() } catch (e) { console.log(e.message) }
