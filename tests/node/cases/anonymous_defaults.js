// Modules of vm in a context whose default export has no name: `typeof` of unknown names, `this` of the context's functions
const { execFileSync } = require('child_process')
const script = `
  const vm = require('vm')
  const run = async (code) => {
    const module = new vm.SourceTextModule(code, { context: vm.createContext({ f() { return this === undefined } }) })
    try { await module.link(() => {}); await module.evaluate(); console.log(module.namespace) } catch (error) { console.log(error.name, error.message) }
  }
  async function main() {
    await run('export default function () { return typeof nope } export const t = typeof nope2, c = f(), d = typeof f')
    await run('export default async function () {} export const t = typeof nope2')
    await run('export default function* () {} export const t = typeof nope2')
    await run('export default class { static x = typeof nope } export const t = typeof nope2, c = f()')
    await run('export default async () => typeof nope; export const t = typeof nope2')
    await run('export default (function named() {}); export const t = typeof nope2, c = f()')
    await run('export default class extends Object {} export { t as other }; const t = typeof nope2')
  }
  main()`
console.log(execFileSync(process.execPath, ['--no-warnings', '--experimental-vm-modules', '-e', script], { encoding: 'utf8' }))
