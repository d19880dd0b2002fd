// Modules that can't be linked, required after they were imported and the other way; odd arguments of import(); modules of vm that run too long
const { execFileSync } = require('child_process')
const { copyFileSync, mkdtempSync, writeFileSync } = require('fs')
const { join } = require('path')
const folder = mkdtempSync('/tmp/links-')
const place = (name) => join(folder, name)
const told = (error) => console.log(error.name, error.code, error.message.replaceAll(folder, '').replaceAll(__filename, 'HERE'))
writeFileSync(place('empty.mjs'), '')
writeFileSync(place('empty.cjs'), '')
for (const kind of ['mjs', 'cjs']) writeFileSync(place(`of-${kind}.mjs`), `import { nope } from './empty.${kind}'`)

async function main() {
  for (const kind of ['mjs', 'cjs']) {
    for (const order of ['iri', 'rri', 'irr']) {
      const name = place(`${order}-${kind}.mjs`)
      copyFileSync(place(`of-${kind}.mjs`), name)
      for (const how of order) {
        try { how === 'i' ? await import(name) : require(name); console.log('loaded') } catch (error) { told(error) }
      }
    }
  }
  for (const specifier of [undefined, null, 5, Object.create(null), { toString() { throw new RangeError('told') } }]) await import(specifier).catch(told)
  for (const options of [5, null, { with: 5 }, { with: { type: 5 } }]) await import('fs', options).catch(told)
  const script = `
    const vm = require('vm')
    async function main() {
      const endless = new vm.SourceTextModule('export function f() { for (;;); }')
      const user = new vm.SourceTextModule('import { f } from "x"; f()')
      await user.link(() => endless)
      await user.evaluate({ timeout: 20 }).catch((error) => console.log(error.code, error.message, user.status))
      const brief = new vm.SourceTextModule('export const text = function () { for (;;) break }.toString(); for (let i = 0; i < 3; i++); export const at = new Error().stack.split("\\\\n")[1]; await 1', { context: vm.createContext(), identifier: 'brief' })
      await brief.link(() => {})
      await brief.evaluate({ timeout: 10000, breakOnSigint: true })
      console.log(brief.namespace)
    }
    main()`
  console.log(execFileSync(process.execPath, ['--no-warnings', '--experimental-vm-modules', '-e', script], { encoding: 'utf8' }))
}
main()
