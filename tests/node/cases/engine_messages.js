// Errors of the engine that programs catch: their classes, names and texts.
const show = (name, f) => {
  try { console.log(name, 'gives', f()) } catch (error) { console.log(name, '|', error instanceof RangeError, error.constructor.name, error.name, '|', String(error)) }
}
const message = (name, f) => {
  try { f(); console.log(name, 'nothing') } catch (error) { console.log(name, '|', error.name, '|', error.message) }
}
const deep = () => deep() + 1
show('full stack', deep)
show('full stack in a catch', () => { try { deep() } catch (error) { return [error instanceof RangeError, error.name, `${error}`, Object.prototype.toString.call(error), error.stack.split('\n')[0], error.message] } })
try { deep() } catch (error) { require('assert').throws(() => { throw error }, RangeError); require('assert').throws(() => { throw error }, /^RangeError: Maximum call stack size exceeded/) }
show('string length', () => { let text = 'x'.repeat(1 << 20); for (;;) text += text })
show('array length', () => new Array(-1))
show('undefined', () => { const x = undefined; return x.y })
show('null', () => { const o = { x: null }; return o.x.y.z })
show('const', () => { const c = 1; c = 2 })
show('before', () => { early; let early = 1 })
show('not a function', () => { const o = {}; o.f() })
show('not a function 2', () => { const f = 1; f() })
show('not defined', () => nowhere)
show('not a constructor', () => { const C = {}; return new C() })
show('to object', () => Object.keys(undefined))
show('symbol', () => `${Symbol('x')}`)
show('symbol number', () => +Symbol('x'))
show('extensible', () => { 'use strict'; Object.freeze([]).push; const o = Object.preventExtensions({}); o.x = 1 })
show('in', () => 'a' in 'b')
show('reduce', () => [].reduce((a, b) => a))
show('date', () => new Date(NaN).toISOString())
show('radix', () => (1).toString(99))
show('uri', () => decodeURIComponent('%'))
show('eval', () => (0, eval)('a b'.slice(0, 1) + ' }'))
show('eval return', () => (0, eval)('return 1'))
for (const text of ['', '{', '{a:1}', '[1,]', '{"a":1,}', 'x', '<html>', '"a\nb"', '01', 'undefined', '{"a" 1}', 'nul', '1 2']) message(`JSON ${text}`, () => JSON.parse(text))
message('JSON undefined', () => JSON.parse(undefined))
message('JSON reviver', () => JSON.parse('{"a":1}', () => { throw new SyntaxError('mine') }))
const self = {}; self.self = self
message('circle', () => JSON.stringify(self))
const a = { b: { c: [0, {}] } }; a.b.c[1].back = a
message('circle 2', () => JSON.stringify({ first: 1, a }))
class Node { constructor() { this.children = [] } }
const root = new Node(); root.children.push(Object.assign(new Node(), { parent: root }))
message('circle 3', () => JSON.stringify(root))
const long = { n1: { n2: { n3: { n4: { n5: {} } } } } }; long.n1.n2.n3.n4.n5.end = long
message('circle 4', () => JSON.stringify(long))
for (let n = 1; n < 8; n++) {
  const start = {}
  let at = start
  for (let k = 1; k <= n; k++) at = at[`n${k}`] = k % 2 ? {} : [0]
  at.end = start
  message(`circle of ${n}`, () => JSON.stringify(start))
}
message('bigint', () => JSON.stringify({ a: 1n }))
console.log(JSON.stringify({ a: [1, { b: 'c' }] }, null, 1), JSON.parse('[1, {"a": null}]', (key, value) => key === '0' ? 2 : value), JSON.parse.name, JSON.parse.length)
const { inspect } = require('util')
try { null.x } catch (error) { console.log(inspect(error).split('\n')[0]) }

// of the library's own loops
require('node:stream/consumers').text(5).catch(error => console.log(error.message))
