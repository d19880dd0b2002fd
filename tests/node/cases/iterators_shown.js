const util = require('util')
const m = new Map([[1, 2], [3, 4], [5, 6]])
const e = m.entries(); e.next(); console.log(e); 
for (const x of e) { console.log(x, util.inspect(e)) }
console.log(e)
const k = m.keys(); k.next(); k.next(); console.log(k, m.values(), m[Symbol.iterator]())
const s = new Set([1, 'a', {}]); const v = s.values(); for (const y of v) console.log(y, v); console.log(v, s.entries(), s.keys())
const w = m.values(); w.next(); m.set(7, 8); console.log(w); m.delete(3); console.log(m.values()); console.log(util.inspect(w, { showHidden: true }))
console.log(Map.prototype.entries === Map.prototype[Symbol.iterator], Set.prototype.keys === Set.prototype.values, Map.prototype.entries.name, Map.prototype.values + '', Object.getPrototypeOf(e).next + '', Object.getPrototypeOf(e).next.length)
console.log(Reflect.ownKeys(e), Object.getOwnPropertyDescriptor(Map.prototype, 'entries'))
try { Object.getPrototypeOf(e).next.call(1) } catch (x) { console.log(x.message) }
try { Map.prototype.entries.call(1) } catch (x) { console.log(x.message) }
try { new Map.prototype.entries() } catch (x) { console.log(x.message) }
console.log([...new Map([[1, 2]]).entries().map((x) => x)], Array.from(s.keys()).length)
class M2 extends Map { entries() { return super.entries() } } const m2 = new M2([[1, 2]]); console.log(m2.entries(), m2.values())
console.log(Object.freeze(m.values()), Object.preventExtensions(m.values()))
