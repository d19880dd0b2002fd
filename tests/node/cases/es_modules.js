// ES modules: live bindings, cycles, default exports and their names, namespaces, star exports, top-level await, errors.
const { mkdtempSync, writeFileSync } = require('fs')
const { join } = require('path')
const { pathToFileURL } = require('url')
const { inspect } = require('util')

const folder = mkdtempSync('/tmp/esm-')
const file = (name, text) => writeFileSync(join(folder, name), text)
const load = (name) => import(pathToFileURL(join(folder, name)))

file('counter.mjs', 'export let count = 1\nexport function inc() { count++ }\nexport { count as total }\nexport default () => count\n')
file('uses.mjs', `import value, { count, inc } from './counter.mjs'
import * as all from './counter.mjs'
const before = count
inc()
;[1].forEach(inc)
export const seen = [before, count, all.count, all.total, value(), value.name, typeof inc, { count }]
export const shadow = ((count) => count)(7)
`)
file('a.mjs', "import { b } from './b.mjs'\nexport function early() { return 'early' }\nexport const a = 'a' + b\n")
file('b.mjs', "import { early, a } from './a.mjs'\nexport const b = early()\nexport const late = () => a\n")
file('stars.mjs', "export * from './x.mjs'\nexport * from './y.mjs'\nexport * as y from './y.mjs'\nexport const own = 1\n")
file('x.mjs', 'export const one = 1, both = 1\nexport default class {}\n')
file('y.mjs', 'export const two = 2, both = 2\nexport default function () {}\n')
file('tla.mjs', "export const order = ['start']\norder.push(await Promise.resolve('awaited'))\nfor await (const x of [1, 2]) order.push(x)\n")
file('waits.mjs', "import { order } from './tla.mjs'\norder.push('after')\nexport { order }\n")
file('below.mjs', "import { order } from './slow.mjs'\nexport const seen = order.length\n")
file('slow.mjs', "export const order = [await 'slow']\n")
file('top.mjs', "import './below.mjs'\n")
file('wrong.mjs', "import { nothing } from './x.mjs'\n")
file('throws.mjs', "export const x = 1\nthrow new RangeError('on purpose')\n")
file('cjs.cjs', 'exports.named = 1\nmodule.exports.other = 2\n')
file('fromcjs.mjs', "import cjs, { named } from './cjs.cjs'\nexport default [named, cjs]\n")
file('meta.mjs', 'export default [import.meta.filename.split("/").pop(), typeof import.meta.dirname, import.meta.resolve("./x.mjs").split("/").pop()]\n')
file('data.json', '{"json": true}')

async function main() {
  console.log((await load('uses.mjs')).seen, (await load('uses.mjs')).shadow)
  const { a } = await load('a.mjs')
  console.log(a, (await load('b.mjs')).late())
  const stars = await load('stars.mjs')
  console.log(Object.keys(stars), 'both' in stars, stars.y.default.name, inspect(stars))
  console.log((await load('x.mjs')).default.name)
  console.log((await load('waits.mjs')).order)
  await load('top.mjs') // what was evaluated as a part of it has ended
  console.log((await load('below.mjs')).seen, (await load('slow.mjs')).order, await Promise.all(['slow', 'below', 'top'].map((name) => load(`${name}.mjs`))))
  for (const name of ['wrong.mjs', 'throws.mjs', 'throws.mjs', 'missing.mjs']) {
    await load(name).catch((error) => console.log(error.name, error.code, error.message.replaceAll(folder, '').split(' imported from')[0]))
  }
  console.log((await load('fromcjs.mjs')).default, (await load('meta.mjs')).default)
  console.log((await import(pathToFileURL(join(folder, 'data.json')), { with: { type: 'json' } })).default)
  console.log(require(join(folder, 'counter.mjs')).count, Object.getOwnPropertyDescriptor(stars, 'own'))
  try { stars.own = 2 } catch (error) { console.log(error.name) }
  console.log(Reflect.set(stars, 'own', 2), Reflect.deleteProperty(stars, 'own'), Object.isExtensible(stars))
  console.log(await new Function('x', 'return import(x)')('node:path').then((m) => typeof m.join))
}
main()
