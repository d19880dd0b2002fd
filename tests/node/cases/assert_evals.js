// Failed assertions in texts that were evaluated show their expressions; vm.measureMemory
const assert = require('assert')
const vm = require('vm')
const t = (name, run) => { try { run(); console.log(name, 'passed') } catch (error) { console.log(name, error.code, JSON.stringify(error.message)) } }
t('eval', () => eval('assert(false)'))
t('lines', () => eval('1;\nassert.ok(1 === 2)'))
t('indirect', () => { globalThis.assert = assert; (0, eval)('  assert.equal(1, 1); assert(0 > 1)') })
t('function', () => new Function('assert', 'assert(1 === 2);')(assert))
t('two parameters', () => Function('a', 'assert', 'if (a)\n  assert.ok(a > 5, undefined)')(1, assert))
t('later', () => { const f = eval('(() => { assert(typeof 1 === "string") })'); eval('assert(true)'); f() })
t('with a message', () => eval('assert(false, "told")'))
t('named', () => eval('assert(null)\n//# sourceURL=named.js'))

async function main() {
  const context = vm.createContext({})
  process.removeAllListeners('warning')
  for (const mode of ['summary', 'detailed']) {
    const found = await vm.measureMemory({ mode, execution: 'eager' })
    for (const key of ['total', 'current', 'other']) {
      const entries = found[key] === undefined ? [] : [found[key]].flat()
      console.log(mode, key, entries.map(({ jsMemoryEstimate, jsMemoryRange: [low, high], ...rest }) => [typeof jsMemoryEstimate, low <= jsMemoryEstimate && jsMemoryEstimate <= high, rest]))
    }
  }
  console.log(vm.measureMemory() instanceof Promise, vm.isContext(context))
  t('in vm', () => vm.runInNewContext('assert(1 > 2)', { assert }))
}
main()
