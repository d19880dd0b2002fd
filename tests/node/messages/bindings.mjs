import { count, inc, list, set, K, setK, def2, forSet, destr, anon } from './bindings_source.mjs'
import d, * as ns from './bindings_source.mjs'
import def from './bindings_source.mjs'
import * as dep2 from './bindings_again.mjs'
import { again, count as c2, default as dd } from './bindings_again.mjs'
import fsd, { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
console.log(count, inc(), count, ns.count, c2, dep2.count)
console.log(set([7]), list, ns.list, again())
console.log(K.name, setK(), K, ns.K)
console.log(def(), d(), dd(), def2(), def(), d(), dd())
forSet(); console.log(count, ns.count); destr(); console.log(count, list); 
console.log(Object.keys(ns), ns, Object.getOwnPropertyDescriptor(ns, 'count'))
console.log(anon.name, anon.toString(), ns.default.toString(), inc.toString(), destr.toString(), forSet.toString(), set.toString())
const old = fsd.readFileSync; fsd.readFileSync = () => 'mine'; syncBuiltinESMExports(); console.log(readFileSync()); fsd.readFileSync = old; syncBuiltinESMExports(); console.log(readFileSync === old)
console.log(eval('count + list.length'), typeof eval('ns'), eval('ns') === ns)
try { ns.count = 5 } catch (e) { console.log(e.message) }
try { ns.zzz = 5 } catch (e) { console.log(e.message) }
try { ns[Symbol.iterator] = 5 } catch (e) { console.log(e.message) }
try { delete ns.count } catch (e) { console.log(e.message) }
try { Object.defineProperty(ns, 'count', { value: 9 }) } catch (e) { console.log(e.message) }
try { ({ count: ns.count } = { count: 1 }) } catch (e) { console.log(e.message) }
try { ns.count++ } catch (e) { console.log(e.message) }
try { for (ns.count of [1]); } catch (e) { console.log(e.message) }
try { Object.assign(ns, { count: 1 }) } catch (e) { console.log(e.message) }
console.log(Reflect.set(ns, 'count', 1), Reflect.deleteProperty(ns, 'count'), Reflect.set(ns, 'nope', 1))
try { ns() } catch (e) { console.log(e.message) }
try { new ns() } catch (e) { console.log(e.message) }
try { ns`` } catch (e) { console.log(e.message) }
try { [...ns] } catch (e) { console.log(e.message) }
try { ns.x.y } catch (e) { console.log(e.message) }
try { ns.toString() } catch (e) { console.log(e.message) }
try { arguments } catch (e) { console.log(e.message) }
try { (() => arguments.length)() } catch (e) { console.log(e.message) }
console.log(typeof arguments, (() => typeof arguments)(), (function () { return typeof arguments })(), (() => arguments) + '', (() => typeof arguments) + '', (() => import.meta.url) + '', (() => import('x')) + '')
console.log({ count, K: typeof K, ns: typeof ns }, this, typeof this)
console.log((() => ({ ns })) + '', (() => [ns, ns.count, ns()]) + '', (function () { return count + list }) + '')
let count2 = count; { const count = 4; console.log(count) } function sh(count, { list }) { return [count, list] } console.log(sh(1, { list: 2 }))
class X { static count = count; [count] = 5; get list() { return list } } console.log(X.count, new X())
label: for (const list of [1]) { continue label }
export { count, ns as space, dep2 as 'a string' }
export * from './bindings_again.mjs'
export default class { }
import * as self from './bindings.mjs'
console.log(Object.keys(self), self.default.name, self.space === ns, self.count)
