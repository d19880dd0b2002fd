// Where a module's mistakes are: names that aren't exported, and top-level awaits that wait forever, after lines of all kinds.
const fs = require('fs'), { execFile } = require('child_process')
fs.writeFileSync('from.mjs', 'export const there = 1\n')
const programs = [
  "import {there} from './from.mjs'\r\nimport {\r\n  there as again,\r\n  missing,\r\n} from './from.mjs'\r\n",
  "/* one\u2028two */ const a = 1\rexport {absent as b} from './from.mjs'\n",
  "import absent from './from.mjs'; import * as all from './from.mjs'\n",
  "const text = `\n\n`\nawait 1; await (async () => {\n  await new Promise(() => {})\n})()\n",
  "if (true) { for await (const x of [new Promise(() => {})]) x }\n",
  "const f = async function* () { yield await 1; return missing }\nfor await (const x of f()) x\n",
  "export const one = async () => { await undefinedName }\nawait one()\n",
  "// a\u2028/* b */ \rthrow new Error('of a script')\n",
]
const run = (number) => {
  if (number === programs.length) return
  const name = number === 7 ? 'program.cjs' : 'program.mjs'
  fs.writeFileSync(name, programs[number])
  execFile(process.execPath, [name], (error, stdout, stderr) => {
    const lines = stderr.split('\n').filter((line) => !/^\s+at |^Node\.js v/.test(line))
    console.log(number, error?.code, lines.join('\n').replaceAll(process.cwd(), '').replaceAll('file://', ''))
    run(number + 1)
  })
}
run(0)
