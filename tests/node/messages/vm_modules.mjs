import vm from 'node:vm'
const t = async (f) => { try { return await f() } catch (e) { console.log(e.name, e.message) } }
const ctx = vm.createContext({ console })
const dep = new vm.SyntheticModule(['a', 'default'], function () { this.setExport('a', 1); this.setExport('default', 'd') }, { context: ctx })
const m = new vm.SourceTextModule('import d, { a } from "dep"; export const get = () => [a, d]; export let late = 1; export function h() { return a } console.log(typeof arguments, typeof nope)', { context: ctx, identifier: 'm' })
await m.link(() => dep)
await t(() => m.namespace.h)
await m.evaluate()
console.log(m.namespace.get(), m.namespace.h(), m.namespace)
dep.setExport('a', 2); console.log(m.namespace.get())
const m3 = new vm.SourceTextModule('export function h() { return x } const x = 1; export default x')
await m3.link(() => {}); console.log(await t(() => m3.namespace.h())); await t(() => m3.namespace.default); await m3.evaluate(); console.log(m3.namespace.default)
await t(() => new vm.SourceTextModule('let a; let a'))
await t(() => new vm.SourceTextModule('a b'))
