// A script of a context replaces methods of built-ins by its own, which look up names of the context, as Sugar does in Postman's sandbox.
const vm = require('vm')
const methods = { Array: ['at', 'map', 'some', 'filter', 'indexOf', 'includes', 'find', 'push'], String: ['startsWith', 'endsWith', 'includes', 'slice'], Function: ['call'], Map: ['has', 'get', 'set'], Set: ['has', 'add'], RegExp: ['test', 'exec'] }
for (const [name, keys] of Object.entries(methods)) {
  for (const key of keys) {
    const before = Object.getOwnPropertyDescriptor(globalThis[name].prototype, key)
    const context = vm.createContext({ outer: 1 })
    const patch = `
      const apply = Reflect.apply
      let active = false
      const own = ${name}.prototype.${key}
      ${name}.prototype.${key} = function () { if (!active) { active = true; typeof parseInt; counted = isNaN(outer); active = false } return apply(own, this, arguments) }
      var counted
      function f(x) { later = x; return parseInt('4') + outer }
      f(2)`
    let told
    try {
      told = [vm.runInContext(patch, context), vm.runInContext('f(later)', context), context.later]
    } catch (error) {
      told = error.name
    }
    Object.defineProperty(globalThis[name].prototype, key, before)
    console.log(name, key, told)
  }
}
