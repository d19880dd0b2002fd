import { b, useA, K2 } from './cycle_other.mjs'
import path from 'path'
import { x } from './plain.mjs'
console.log('a runs', b)
export const a = 'a value'
export let later = 1
export function hoisted() { return [typeof x, path.sep, typeof b2()] }
const b2 = () => b
export class KA { }
export default function () { return 'default fn' }
console.log(useA(), new K2() instanceof KA)
later = 2
console.log(useA())
export var v = 5
setTimeout(() => { later = 9; console.log(useA()) })
