import * as ns from './cycle.mjs'
import { a, hoisted, later, KA, v } from './cycle.mjs'
import def from './cycle.mjs'
import * as self from './cycle_other.mjs'
const t = (f) => { try { return f() } catch (e) { return e.constructor.name + ': ' + e.message } }
console.log('b runs', t(() => a), t(() => ns.a), t(() => ns.later), t(() => hoisted()), t(() => def()), t(() => v), t(() => typeof KA), t(() => new KA), t(() => self.b), t(() => { a = 1 }), t(() => { hoisted = 1 }))
console.log(t(() => Object.keys(ns)), t(() => class extends KA { }))
export let b = 'b value'
export const useA = () => [a, later, ns.later, typeof KA, v, self.b, hoisted.name, def.name]
export class K2 { constructor() { return new KA } }
export const text = (() => [a, KA, hoisted]) + ''
console.log(text)
