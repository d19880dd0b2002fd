// What a program sees of V8's frames: a prototype with V8's methods, and no data of ours.
const own = Error.prepareStackTrace
Error.prepareStackTrace = (error, sites) => sites
function f() { return new Error('x').stack }
class A {
  m() { return new Error('y').stack }
  static s() { return f() }
  get g() { return f() }
  constructor(asks) { this.sites = asks && f() }
}
const facts = (site) => [
  'getTypeName', 'getFunctionName', 'getMethodName', 'getLineNumber', 'getColumnNumber', 'isNative', 'isEval', 'isToplevel',
  'isConstructor', 'isAsync', 'isPromiseAll', 'getPromiseIndex', 'getEnclosingLineNumber', 'getEnclosingColumnNumber',
].map((name) => String(site[name]())).join(' ')
const shown = [...f().slice(0, 2), ...new A().m().slice(0, 2), ...A.s().slice(0, 2), ...new A().g.slice(0, 2),
  ...new A(true).sites.slice(0, 2), ...[1].map(() => f())[0].slice(0, 3), ...eval('f()').slice(0, 2)].map(facts)
const site = f()[0]
const prototype = Object.getPrototypeOf(site)
const lines = [
  Object.getOwnPropertyNames(prototype).join(), Reflect.ownKeys(site).join(), prototype.constructor.name,
  JSON.stringify(Object.getOwnPropertyDescriptor(prototype, 'getThis')), prototype.getTypeName.name, prototype.getTypeName.length,
]
for (const receiver of [{}, prototype, Object.create(site)]) {
  try { prototype.getTypeName.call(receiver) } catch (error) { lines.push(error.message) }
}
prototype.getThis = () => 'changed'
lines.push(f()[0].getThis() === 'changed')
// a sandbox hands out frames of its own, which call the real methods
const real = Object.fromEntries(Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor').map((name) => [name, prototype[name]]))
class Frame { constructor(site) { for (const name in real) this[name] = () => Reflect.apply(real[name], site, []) } }
Error.prepareStackTrace = (error, sites) => `${error} at ${new Frame(sites[0]).getFunctionName()}:${new Frame(sites[0]).getLineNumber()}`
lines.push(f())
Error.prepareStackTrace = own
console.log(shown.join('\n'))
console.log(lines.join('\n'))
console.log(site, require('util').getCallSites(1)[0].lineNumber)
