// imports in the source phase: WebAssembly modules have a source object, other modules don't
const fs = require('fs'), { pathToFileURL } = require('url')
const show = (error) => console.log(error.name, error.code, error.message.replaceAll(pathToFileURL('.').href, 'CWD'))
fs.writeFileSync('m.wasm', new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
fs.writeFileSync('other.cjs', 'exports.v = 1')
const files = {
  'a.mjs': 'import source x from "./m.wasm"; console.log(x, x instanceof WebAssembly.Module)',
  'b.mjs': 'import source x from "./other.cjs"',
  'c.mjs': 'import source x from "node:fs"',
  'd.mjs': 'import source from "node:fs"; console.log(typeof source.readFile)',
  'e.mjs': 'import source x from "./d.mjs"; console.log("no")',
  'f.js': 'import source x from "./m.wasm"; console.log(x)',
  'g.mjs': 'const x = await import . source ("./m.wasm"); console.log(x, (() => import.source("./m.wasm")).toString())',
  'h.cjs': 'const f = () => import.source("./m.wasm"); console.log(f.toString()); f().then(console.log, (error) => console.log(error.name, error.code))',
  'i.mjs': 'import.source("./other.cjs").catch((error) => console.log(error.name, error.code))',
  'j.mjs': 'import defer * as x from "node:fs"',
  'k.mjs': 'import source x from "./m.wasm"; import * as ns from "./m.wasm"; const text = "import source y from"; console.log(x, ns, text)',
}
;(async () => {
  for (const [name, text] of Object.entries(files)) {
    fs.writeFileSync(name, text)
    try { console.log(name, await import(pathToFileURL(name))) } catch (error) { console.log(name); show(error) }
  }
})()
