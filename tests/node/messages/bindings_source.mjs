export let count = 0, list = [1]
export function inc() { return ++count }
export const set = (v) => list = v
export class K { }
export function setK() { K = 5; return typeof K }
export default function def() { return 'first' }
export function def2() { def = () => 'second'; return 'x' }
export function forSet() { for (count of [10, 11]); for (count in { 12: 1 }) { if (count) continue } }
export const destr = () => { [count, { list }] = [20, { list: [1, 2, 3] }]; count += 2; count ||= await_(3), [list[0]] = [5] }
function await_(x) { return x }
export const anon = function () {}
export { anon as other }
