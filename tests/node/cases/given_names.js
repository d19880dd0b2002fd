'use strict'
// What CommonJS gives a file (require, module, ...) may be declared by a module only; what is said of modules that are loaded as CommonJS, and of rejections with things that are no errors.
const fs = require('node:fs')
const path = require('node:path')
const { spawnSync } = require('node:child_process')

const folder = fs.mkdtempSync('/tmp/given-')
const run = (name, text) => {
  fs.writeFileSync(path.join(folder, name), text)
  const { status, stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' })
  const told = stderr.replace(/\(node:\d+\)/g, '(node)').split('\n').filter((line) => !line.startsWith('    at '))
  console.log(name, status, stdout, told.join('\n').replaceAll(folder, 'FOLDER'))
}

run('1.js', 'const require = 1; console.log("ran", typeof module, require)')
run('2.js', 'let a, exports; console.log("ran", typeof module)')
run('3.js', 'const {\n  x, module: __filename } = {};\nconsole.log(__filename, this)')
run('4.js', 'with ({}) {}; const module = 1')
run('5.js', 'const fs = require("fs"); const fs = 1')
run('6.cjs', '\n\n  let module = 3;')
run('7.cjs', 'import fs from "fs"')
run('8.cjs', 'console.log(import.meta.url)')
run('9.cjs', 'await 1')
run('10.cjs', 'let a = ;')
fs.writeFileSync(path.join(folder, 'package.json'), '{"type": "commonjs"}')
run('11.js', 'export {}')
try {
  require(path.join(folder, '10.cjs'))
} catch (error) {
  console.log(error.stack.replaceAll(folder, 'FOLDER').replace(/.*given_names.*/g, '    at this file'))
}
fs.rmSync(folder, { recursive: true })

const rejections = `class Own {}
for (const value of [{ a: 1 }, new Own(), [1], new Date(0), () => 1, Object.create(null), { toString: () => 'called' }, { get constructor() { throw new Error('called') } },
  1n, Symbol('s'), null, undefined, 'text', { [Symbol.toStringTag]: 'Tag' }, new Map(), { constructor: { name: 'Z' } }, class A {}]) Promise.reject(value)`
const said = spawnSync(process.execPath, ['--unhandled-rejections=warn', '-e', rejections], { encoding: 'utf8' })
console.log(said.stderr.replace(/\(node:\d+\)/g, '(node)'))

// the text of --eval and of a thread has no parameters, so it may declare these names
for (const text of ['const __filename = "q"; console.log(typeof require, __filename)', 'const module = 1; console.log(typeof require, module)', 'let require = 5; console.log(require)']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', text], { encoding: 'utf8' })
  console.log(status, stdout, stderr)
}
const { Worker } = require('node:worker_threads')
const thread = new Worker('const exports = require("fs"); require("worker_threads").parentPort.postMessage(typeof exports.stat)', { eval: true })
thread.on('message', (message) => console.log('thread', message))
