// Walks over everything that a program can reach from each kind of handle by properties, accessors, prototypes, symbols and the entries of
// collections, and prints the way to each object of the runtime. `runtime.json` has the runtime's classes: lists of methods.
'use strict'
const RUNTIME = new Map(require('./runtime.json').map(({name, methods}) => [methods.join(), name]))
const LARGEST = 1 << 20        // no program of these tests has shared memory of its own of this size
const MOST_MADE = 7           // objects on one way that accessors gave: some make a new one at each call
const ACCESSORS_TO_LEAVE = new Set(['caller', 'callee', 'arguments'])

const typedBuffer = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'buffer').get
const sharedLength = Object.getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength').get
const attempt = (call) => { try { return call() } catch { return undefined } }

const kindOf = exports.kindOf = function kindOf(object) {
  if ((attempt(() => sharedLength.call(object)) ?? 0) >= LARGEST) return 'the machine\'s memory'
  if (attempt(() => Object.prototype.toString.call(object)) === '[object WebAssembly.Memory]' && object !== WebAssembly.Memory.prototype
      && attempt(() => object.buffer.byteLength) >= LARGEST) return 'the machine\'s memory'
  if (ArrayBuffer.isView(object)) {
    const buffer = attempt(() => typedBuffer.call(object) ?? object.buffer)
    return buffer === undefined ? '' : kindOf(buffer)
  }
  if (!Object.hasOwn(object, 'constructor')) return ''
  const own = Object.getOwnPropertyNames(object).filter((name) => name !== 'constructor' && !name.startsWith('__')).sort()
  return own.length ? RUNTIME.get(own.join()) ?? '' : ''
}

// without the indices of a view, which may be many millions
function keysOf(object) {
  if (!ArrayBuffer.isView(object)) return attempt(() => Reflect.ownKeys(object)) ?? []
  if (object.length > 1000) return []
  return Reflect.ownKeys(object).filter((key) => typeof key !== 'string' || !/^\d+$/.test(key))
}

function parts(object) {
  const found = []
  const add = (name, value) => { if (value !== null && (typeof value === 'object' || typeof value === 'function')) found.push([name, value]) }
  add('[[Prototype]]', attempt(() => Object.getPrototypeOf(object)))
  for (const key of keysOf(object)) {
    const what = attempt(() => Object.getOwnPropertyDescriptor(object, key))
    if (what === undefined) continue
    if ('value' in what) { add(String(key), what.value); continue }
    add(`get ${String(key)}`, what.get)
    add(`set ${String(key)}`, what.set)
  }
  // accessors, called on this object: its own, and those of its prototypes
  const seen = new Set()
  for (let at = object; at; at = attempt(() => Object.getPrototypeOf(at)))
    for (const key of keysOf(at)) {
      if (seen.has(key) || ACCESSORS_TO_LEAVE.has(key)) continue
      seen.add(key)
      const what = attempt(() => Object.getOwnPropertyDescriptor(at, key))
      if (what?.get) add(`${String(key)}()`, attempt(() => Reflect.apply(what.get, object, [])))
    }
  if (ArrayBuffer.isView(object)) add('buffer', attempt(() => typedBuffer.call(object) ?? object.buffer))
  if (attempt(() => Map.prototype.has.call(object, 0)) !== undefined) { let i = 0; Map.prototype.forEach.call(object, (value, key) => { add(`key ${i}`, key); add(`value ${i++}`, value) }) }
  if (attempt(() => Set.prototype.has.call(object, 0)) !== undefined) { let i = 0; Set.prototype.forEach.call(object, (value) => add(`item ${i++}`, value)) }
  if (typeof object === 'object' && attempt(() => WeakRef.prototype.deref.call(object))) add('deref', WeakRef.prototype.deref.call(object))
  return found
}

exports.walk = function walk(roots) {
  const seen = new Set(), queue = [], ways = []
  let longest = ''
  const visit = (value, way) => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return
    seen.add(value)
    if (way.split('()').length > MOST_MADE) { longest = way; return }
    const kind = kindOf(value)
    if (kind) ways.push(`${kind}: ${way}`)
    else queue.push([value, way])
  }
  for (const [name, value] of Object.entries(roots)) visit(value, name)
  for (let i = 0; i < queue.length; i++) for (const [name, value] of parts(queue[i][0])) visit(value, `${queue[i][1]} . ${name}`)
  return {ways, objects: seen.size, longest}
}
