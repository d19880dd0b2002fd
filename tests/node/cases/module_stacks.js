// Stacks of module bodies: with a top-level await, deep in a graph. The engine's limit of frames must not be used up by frames that nobody sees.
const fs = require('fs')
const os = require('os')
const path = require('path')
const { spawnSync } = require('child_process')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'module-stacks-'))

function run(files) {
  for (const name in files) fs.writeFileSync(path.join(folder, name), files[name])
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(folder, Object.keys(files)[0])])
  console.log(status, `${stdout}${stderr}`.replaceAll(folder, 'FOLDER'))
}
const shown = 'function f() { console.log(new Error("x").stack) }\nf()\n'
run({ 'awaits.mjs': `${shown}await 1\nf()\nawait new Promise((resolve) => setTimeout(resolve))\nf()` })
run({ 'throws.mjs': 'function f() { throw new Error("x") }\nf()\nawait 1' })
run({ 'dynamic.cjs': 'import("./awaits.mjs").then(() => console.log(new Error("z").stack))' })
const deep = {}
for (let n = 1; n < 9; n++) deep[`d${n}.mjs`] = `import "./d${n + 1}.mjs"\nconsole.log(${n})`
run({ ...deep, 'd9.mjs': shown })
// the order of a graph with cycles, waits and a failure
run({
  'a.mjs': 'import "./b.mjs"; import "./d.mjs"; console.log("never")',
  'b.mjs': 'import "./c.mjs"; import "./d.mjs"; console.log("never")',
  'c.mjs': `import "./b.mjs"; import "./e.mjs"; console.log("c"); await 1; ${shown}`,
  'd.mjs': 'console.log("d"); await 0; throw new Error("d")',
  'e.mjs': 'import fs from "node:fs"; import "./f.cjs"; console.log("e", typeof fs)',
  'f.cjs': 'console.log("f")',
})
run({
  'caller.cjs': `import('./callee.mjs').then(async (m) => {
    console.log(m.f()); console.log(await m.g()); console.log(m.default()); console.log(m.h()); console.log(new Proxy({ p() { return new Error('p').stack } }, {}).p())
  })`,
  'callee.mjs': `export function f() { return new Error('f').stack }
    export const g = async () => { await 1; return new Error('g').stack }
    export default function () { return new Error('d').stack }
    export * from './other.mjs'`,
  'other.mjs': 'export function h() { return new Error("h").stack }',
})
