'use strict'
// Modules that the engine must refuse before anything of them or of their imports runs, and their valid neighbours: the loader doesn't parse most modules itself.
const texts = [
  'export { missing }', 'export { a }; let a = 1', 'export { a, a }; let a', 'export let a; export { b as a }; let b', 'export default 1; export default 2',
  'export { a as "x y" }; let a', 'export { default as b } from "node:fs"; export { readFile as b } from "node:fs"', 'import { a, a } from "node:fs"',
  'import fs from "node:fs"; let fs', 'import fs from "node:fs"; var fs', 'import fs from "node:fs"; function fs() {}', 'import fs from "node:fs"; { let fs = 1 }',
  'import fs from "node:fs"; fs = 1', 'import fs from "node:fs"; fs++', 'import fs from "node:fs"; [fs] = [1]', 'import fs from "node:fs"; ({ fs } = {})', 'import fs from "node:fs"; for (fs of []);',
  'import fs from "node:fs"; (fs) => { fs = 1 }', 'import fs from "node:fs" fs', 'import { default } from "node:fs"', 'import { default as fs } from "node:fs"',
  'let await', 'var await = 1', 'function await() {}', 'class await {}', 'await: 1', '({ await })', '({ await: 1 })', 'import { readFile as await } from "node:fs"',
  'function f() { await 1 }', 'const f = () => await 1', 'class A { x = await 1 }', 'class A { static { await 1 } }', 'async (a = await 1) => a', '(a = await 1) => a', 'await 2 ** 2', '(await 2) ** 2',
  'new await x', 'await async () => 0', 'async function f() { await async () => 0 }', 'await x => 1', '-1 ** 2', 'async function f() { await 1 ** 2 }', 'await async function () {}', '[await 1] = []', 'await 1 = 2', 'class A extends await 1 {}', 'import( ...[])', 'let yield', 'yield 1', 'function f() { yield 1 }', 'function * f() { yield 1 }', 'return', 'return 1', 'if (1) return', 'new.target', 'function f() { new.target }', 'const f = () => new.target',
  'super.x', 'arguments = 1', '[arguments] = []', '({ arguments } = {})', 'arguments++', 'delete arguments', 'delete x', 'typeof arguments', 'function f() { arguments = 1 }', 'function f(arguments) {}',
  'import.meta = 1', 'import.meta++', '[import.meta] = []', 'import.meta.x = 1', 'new import.meta.constructor', 'import.other', 'import()', 'import("node:fs",)', 'import("a", {}, 1)', 'import(...[])', 'new import("x")',
  'new (import("node:fs"))', '1\n--> comment', '<!-- comment', 'f(<!-- comment\n)', '`${1}` <!-- x', '"<!--"', '/<!--/', '`<!--`', '/* <!-- */', '1 <! --x', 'let x = 1; x\n--> 0', '/* a */ --> b', 'let x = 1; x --> 0', 'with ({}) 1', 'var x = 010', '"\\01"', 'let a; let a', 'var a; let a', 'function a() {} function a() {}', 'function a() {} var a',
  '{ function a() {} function a() {} }', 'function f() { function a() {} function a() {} }', 'try {} catch (e) { let e }', 'if (1) import "node:fs"', '{ export let a }', 'function f() { export {} }', '}) ; (function* () {', '}',
  '#x in y', 'class A { #x; f() { return #x in this } }', 'class A { f() { this.#y } }', 'break', 'continue', 'a: while (1) break a', 'a: { break b }', '/(/', '/[/]/u', 'x = /a/gg', 'let let', 'let [a, a] = []',
  'a => { "use strict"; with (a) 1 }', '(a, a) => 1', 'function f(a, a) {}', 'function f(a = 1) { "use strict" }', 'async function f() { (await 1) = 2 }', 'for await (const x of []);', 'function f() { for await (x of y); }',
  'for (let x = 1 of []);', 'for (const x of [], []);', 'for (let of of []);', 'for (async of []);', 'for await (async of []);', '({ a: 1 } = 1)', '({ a = 1 })', '({ a = 1 } = {})', '[a, ...b, c] = []', '({ ...{ a } } = {})', '(a, b) = 1', '({ a }) = 1', '(a) = 1',
  '() => {} || 1', '() => {}()', '() => {}\n/x/', 'async () => {}\n(1)', 'a?.b = 1', 'a?.`x`', 'new a?.b', 'a ?? b || c', '`${', '"a', '/* a', 'export default function () {} ()', 'export default class {} (1)', 'export default (class {}).name',
  'import x from "node:fs" with { type: "json", type: "json" }', 'import "node:fs" with {}', 'import x, from "node:fs"', 'import * from "node:fs"', 'import * as x from "node:fs"; x.y', 'export * as default from "node:fs"', 'export * as "a b" from "node:fs"', 'export "a"', 'export { "a" }', 'export { if }',
  'export { if } from "node:fs"', 'export let if', 'export async () => 1', 'export async function f() {}', 'export default async () => 1', 'export default async function () {}', 'export const a', 'export const { a, b: [c] } = { b: [] }', 'const enum = 1', 'let static', 'let async = 1; async\n(1)', 'eval = 1', '\\u0061wait: 1', 'var \\u{61} = 1'
]

async function main() {
  for (const [k, text] of texts.entries()) {
    const url = `data:text/javascript,${encodeURIComponent(`globalThis.ran = true\n${text}`)}//${k}`
    globalThis.ran = false
    const error = await import(url).then(() => null, (error) => error)
    // what fails while it runs differs from what is refused
    console.log(JSON.stringify(text), globalThis.ran ? `ran ${error?.name ?? ''}` : error?.name)
  }
}

main()
