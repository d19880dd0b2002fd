'use strict'
// What users see of source texts that the loaders edit: messages, positions and the text of functions, for every kind of edit and every way to run a text.
const fs = require('fs')
const vm = require('vm')
const path = require('path')
const { pathToFileURL } = require('url')

// each is the body of an async function; `value` is 1, `nothing` undefined, `ns` a namespace, `later` an export that isn't set yet in a cycle
const BODIES = [
  'await value()', '(await value)()', 'await (await value)()', 'await value.x.y', 'await nothing.x', '(await nothing).x', '(await value).x()', '[...await value]',
  'for await (const x of value) ;', 'for await (const x of nothing) ;', 'for (const x of await value) ;', 'const {x} = await nothing',
  'new (await value)', '(await value)`a`', 'await value`a`', 'yieldless()', 'await Promise.reject(new Error("at"))', 'await 1, await 2, value()', 'throw await value, new Error("x")',
  'eval(value)()', 'await eval("value")()', 'await value?.x()', 'await value?.()', 'value?.x.y', 'await nothing?.x', 'value.a(await value)',
  'value(await value)', 'Object.defineProperty(value, "x", {})', 'await null.x', 'const c = 1; c = await 2', 'await (async () => { await value(); })()', 'await (function named() { return value() })()',
  'later()', 'await later()', 'new later', 'later.x', 'later`a`', '[...later]', 'const [x] = later', 'const {x} = later', 'for (const x of later) ;', 'later = 1', 'later++', 'later?.()', 'later.x()', 'value(later)', 'typeof later.x',
  'value = 1', 'value++', '[value] = [1]', 'ns()', 'new ns', 'ns.nope()', 'ns.nope.x', 'ns["nope"]()', 'ns[`no${1}`]()', '[...ns]', 'const [x] = ns', 'for (const x of ns) ;', 'ns.value = 1', 'ns.value()', 'ns.other = 1',
  'ns = 1', 'ns`a`', 'ns.nope`a`', 'new ns.nope', 'new ns.value()', 'ns.value.x.y', 'value instanceof ns', '"x" in value', 'ns.nope?.x.y()', 'Math.max(...ns)', 'value(...ns)', 'shared()', 'shared.x.y', 'shared = value; shared()',
  'for (shared of value) ;', '[shared] = value', 'shared = nothing.x', 'class A extends value {}', 'class A extends nothing.x {}', 'class A extends (await value) {}', 'class A { static x = value() }', 'new (class { x = value() })',
  'await using x = value', 'using x = value', 'value\n()', 'await value\n.x()', 'arguments.x()', 'this.x.y', 'super_()', 'null()', 'await null()', '({}).x()', 'value()()', 'undefined_', 'await undefined_', 'typeof undefined_.x', 'undefined_ = await 1',
  'await value;value()', 'let f = async () => await value(); await f()', 'let f = async function () { for await (const a of [1]) value() }; await f()', 'let f = async function* () { yield value() }; for await (const x of f()) ;',
  'let f = async function* () { yield* value }; for await (const x of f()) ;', 'let f = function* () { yield* value }; for (const x of f()) ;',
  'switch (await value) { case 1: value() }', 'if (await value) value()', 'while (await value) value()', 'do value(); while (await value)', 'for (let i = await 0; i < 1; i++) value()', 'for (const i in await ns) value()', 'label: for await (const i of [1]) value()',
  'return value()', 'return await value()', 'try { await value() } finally { }', 'try { await value() } catch (e) { throw e }', 'try { await nothing.x } catch { value() }', 'await Promise.all([value()])', 'await new value()', '`${await value()}`', '`${await value}${value()}`', 'await [1].map(value)', '!await value()', '-(await value)()',
  'structuredClone(() => {})', 'JSON.parse(await "{")', 'new Array(-await 1)', 'a: { await value; break a }; value()', 'import.meta.nope()', 'import.meta.nope.x', 
]
const TEXTS = ['async (a = 1) => { await a; return import("fs") }', 'async function f(a) { for await (const b of a) await b; return eval("a") }', '() => [value, ns, ns.value, { value }, { ns }, value(), later, { later }, later(), new later, typeof later, `${later}`]',
  'async () => { await using a = value; shared = 1; shared++; [shared] = [2]; for (shared of []) ; for (shared in {}) shared }', 'async function* f() { yield await value; yield* ns; return await 1 }', 'class A { static async m() { await value } async *[value]() { await 1 } x = async () => await 1 }', '() => ns[value] + ns.value(later)',
  'async () => { await (1, 2); await[1]; await{}; await`x`; await/x/; await-1 }', '() => { later\n;[1]; (later)(); later() }']
const folder = fs.mkdtempSync(path.join(process.cwd(), 'edits-'))
const shown = (error) => {
  if (!(error instanceof Error)) return String(error)
  const lines = String(error.stack).split('\n').filter((line) => /^    at .*(?:\.[cm]?js|named)\b/.test(line) && !/node:|edits\.js:/.test(line)).map((line) => line.replace(/\(.*\//, '(').replace(/at (?:async )?(?:file:)?\/.*\//, 'at '))
  return `${error.name}: ${error.message} | ${lines.slice(0, 2).join(' | ')}`
}
async function attempt(name, run) {
  try { console.log(name, String(await run())) } catch (error) { console.log(name, shown(error)) }
}
const write = (name, text) => { fs.writeFileSync(path.join(folder, name), text); return path.join(folder, name) }
write('values.mjs', 'export const value = 1; export let nothing; export const ns = 1')
const IMPORTS = 'import { value, nothing } from "./values.mjs"; import * as ns from "./values.mjs"; '

process.on('unhandledRejection', () => {})
async function main() {
  const common = BODIES.filter((body) => !/import\.meta/.test(body))
  const valid = (body) => { try { new Function(`return async function () { ${body} }`); return true } catch { return false } }
  const list = common.filter((body) => valid(body))
  const cjs = `let value = 1, nothing, ns = {value: 1}, shared, later; exports.list = [${list.map((body, k) => `async function f${k}() { ${body} }`).join(',\n')}];\nexports.texts = [${TEXTS.join(',\n')}]`
  const found = require(write('list.cjs', cjs))
  for (let k = 0; k < list.length; k++) await attempt('cjs ' + list[k], found.list[k])
  for (let k = 0; k < TEXTS.length; k++) if (found.texts[k].toString() !== TEXTS[k]) console.log('TEXT', TEXTS[k], found.texts[k].toString())
// modules, which access their imports in different ways: when all imports exist already, and in a cycle, with and without eval in the text
  const modules = BODIES.filter((body) => !/\bvalue = 1|value\+\+|^\[value\]|later = |later\+\+|ns = 1/.test(body))
  write('later.mjs', 'export let later')
  for (const [kind, from, isKept] of [['esm', 'later', () => true], ['cycle', 'cycle_end', () => true], ['plain', 'plain_end', (text) => !/\beval\(|const \[x\] = later/.test(text)]]) {
    const bodies = modules.filter(isKept)
    const texts = TEXTS.filter(isKept)
    write(`${from}.mjs`, `${kind === 'esm' ? '' : `export { list, texts } from "./${kind}.mjs"; `}export let later = undefined`)
    const file = write(`${kind}.mjs`, `import { later } from "./${from}.mjs"; ${IMPORTS}export let shared = 5; export const list = [${bodies.map((body, k) => `async function f${k}() {  ${body} }`).join(',\n')}];
      export const texts = [${texts.join(',\n')}]; export const f_ = () => shared`)
    const loaded = await import(pathToFileURL(kind === 'esm' ? file : path.join(folder, `${from}.mjs`)).href)
    for (let k = 0; k < bodies.length; k++) await attempt(`${kind} ${bodies[k]}`, loaded.list[k])
    for (let k = 0; k < texts.length; k++) if (loaded.texts[k].toString() !== texts[k]) console.log('TEXT', kind, texts[k], loaded.texts[k].toString())
  }
  // at the top of modules
  for (const [k, body] of modules.entries()) {
    if (/return|arguments/.test(body)) continue
    const file = write(`top${k}.mjs`, `import { later } from "./later.mjs"; ${IMPORTS}export let shared = 5;\n  ${body}`)
    await attempt('top ' + body, async () => { await import(pathToFileURL(file).href) })
  }
  // evaluated
  globalThis.value = 1; globalThis.nothing = undefined; globalThis.ns = {value: 1}; globalThis.shared = 5; globalThis.later = undefined
  for (const body of list) await attempt('eval ' + body, () => (0, eval)(`(async () => {  ${body} })\n//# sourceURL=named.js`)())
  for (const body of list) await attempt('script ' + body, () => vm.runInThisContext(`(async () => {  ${body} })`, { filename: 'named.js' })())
  // a context shares its built-ins with the program here, so only the text of functions is compared
  const context = vm.createContext({ value: 1, ns: { value: 1 } })
  for (const text of TEXTS) {
    for (const run of [(code) => (0, eval)(code), (code) => vm.runInThisContext(code), (code) => vm.runInContext(code, context), (code) => vm.runInContext(code, context, { timeout: 9999 })]) {
      const shown = run(`(${text})`).toString()
      if (shown !== text) console.log('TEXT', text, shown)
    }
  }
}
main().catch((e) => console.log('FAILED', e)).finally(() => fs.rmSync(folder, { recursive: true }))
