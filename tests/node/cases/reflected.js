// What reflection shows of properties that native code backs, and of private symbols.
const describe = (holder, name) => {
  const found = Object.getOwnPropertyDescriptor(holder, name)
  const flags = ['configurable', 'enumerable', 'writable'].map((flag) => (found[flag] ? 'T' : 'F')).join('')
  return `${flags} ${'value' in found ? typeof found.value : `${found.get?.name}, ${found.set?.name}`}`
}
const lazy = ['AbortController', 'Blob', 'DOMException', 'Headers', 'Performance', 'ReadableStream', 'TextDecoder', 'atob', 'structuredClone', 'crypto', 'fetch', 'navigator', 'WebSocket']
for (let round = 0; round < 2; round++) {
  for (const name of lazy) console.log(name, describe(globalThis, name))
  for (const name of lazy) void globalThis[name]
}
for (const name of ['title', 'debugPort', 'version', 'execPath', 'exitCode', 'env']) console.log(name, describe(process, name), process.propertyIsEnumerable(name))
process.title = 'a title'
console.log(Object.getOwnPropertyDescriptors(process).title, Reflect.getOwnPropertyDescriptor(process, 'title'))
console.log(process.__lookupGetter__('title'), process.__lookupSetter__('debugPort'), typeof globalThis.__lookupGetter__('Buffer'))
console.log({ get a() { return 1 }, set b(x) {} }.__lookupGetter__('a').name, { set b(x) {} }.__lookupSetter__('b').name, Object.create({ get c() { return 2 } }).__lookupGetter__('c').name, ({}).__lookupGetter__('toString'))
console.log(require('util').inspect(process, { depth: 0 }).match(/title: .*/)[0], Object.entries(require('fs')).filter(([, value]) => value === undefined).length)
console.log(Reflect.ownKeys(Object.prototype), Object.getOwnPropertySymbols(Object.prototype), Reflect.ownKeys(Object.getOwnPropertyDescriptors(Object.prototype)).length)
for (const [holder, name] of [[Object, 'getOwnPropertyDescriptor'], [Object, 'getOwnPropertyDescriptors'], [Object, 'getOwnPropertySymbols'], [Reflect, 'getOwnPropertyDescriptor'], [Reflect, 'ownKeys'], [Object.prototype, '__lookupGetter__']]) {
  const target = holder[name]
  console.log(name, target.name, target.length, 'prototype' in target, String(target), describe(holder, name))
  for (const given of [undefined, null, 5]) try { console.log(target(given, 'x')) } catch (error) { console.log(error.name, error.message) }
}
