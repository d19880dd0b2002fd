// NODE_V8_COVERAGE: functions, ranges and counts of CommonJS, ES modules and TypeScript; v8.takeCoverage; threads; the test runner's reports
const { execFileSync, spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const folder = fs.mkdtempSync('/tmp/coverage-')
const place = (name) => path.join(folder, name)
fs.copyFileSync(require.resolve('./fixtures/covered_branches.js'), place('branches.js'))
fs.copyFileSync(require.resolve('./fixtures/covered_odd.js'), place('odd.js'))
fs.writeFileSync(place('module.mjs'), `import fs from 'fs'
export const f = async (x) => { if (x) return await Promise.resolve(1); try { await Promise.reject(5); f(1); } catch { return 2 } finally { fs.existsSync('x') } };
await f(0); await f(1);
export default function () { return 1 }
export class Q extends Object { #p = 1; static #s = 2; x = 3; y = () => 4; static z; constructor() { super(); this.y(); } get p() { return this.#p } static async *[Symbol.asyncIterator]() { yield 1; } #priv() { return 2 } callPriv() { return this.#priv() } }
new Q().callPriv();
for await (const k of Q) { if (k) continue; f(2); }
function* g() { const a = yield 1; if (a) { yield 2 } else yield 3; return (yield 4) ?? 5; }
for (const v of g()) { if (v === 3) break; }
const big = (a, b = a ? 1 : 2, ...c) => { switch (a) { case 'x': return 1; case 'y': { f(0); break; } default: if (b) throw new Error('z'); } return c.length && c[0]?.q ? \`t\${a ? 'q' : 'w'}\` : null; };
try { big('z') } catch (e) { if (e instanceof TypeError) { f(9) } else if (e.message === 'z') f(0); else { throw e } }
big('y', 1, { q: 1 }); big('x');
outer: for (let i = 0; i < 3; i++) { for (const j of [1, 2, 3]) { if (j === 2) continue outer; if (i === 2) break outer; f(0) } f(1) }
`)
fs.writeFileSync(place('typed.ts'), 'interface A {\n  x: number\n}\nexport function used(a: A): number {\n  if (a.x) {\n    return 1\n  }\n  return 2\n}\nused({ x: 1 })\n')
fs.writeFileSync(place('takes.js'), 'const v8 = require("v8"); const pause = () => { const end = Date.now() + 3; while (Date.now() < end); }; function a() {} a(); v8.takeCoverage(); pause(); a(); a(); v8.takeCoverage(); pause(); a()')
fs.writeFileSync(place('starts.js'), 'require("child_process").execFileSync(process.execPath, ["branches.js"]); new (require("worker_threads").Worker)("./takes.js")')
fs.writeFileSync(place('throws.js'), 'throw new Error("x")')
fs.writeFileSync(place('a.test.mjs'), 'import { test } from "node:test"\nimport "./branches.js"\nimport { f } from "./module.mjs"\nimport "./typed.ts"\ntest("t", () => f(1))\n')
const run = (args, env) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } })

for (const name of ['branches.js', 'odd.js', 'module.mjs', 'typed.ts', 'takes.js', 'starts.js', 'throws.js']) {
  const out = place(`out-${name}`)
  const { status, stdout } = run([name], { NODE_V8_COVERAGE: out })
  console.log(name, status, stdout.replaceAll(folder, ''))
  for (const file of name === 'starts.js' ? [] : fs.readdirSync(out).sort()) {
    const report = JSON.parse(fs.readFileSync(path.join(out, file)))
    const script = report.result.find((found) => found.url.endsWith(`/${name}`))
    console.log(/^coverage-\d+-\d{13}-\d\.json$/.test(file), Object.keys(report), script.url.replace(folder, ''))
    for (const { functionName, ranges, isBlockCoverage } of script.functions) {
      if (functionName === 'pause') continue
      // a function in parentheses is compiled before it is called
      console.log(functionName, ranges[0].count > 0 === isBlockCoverage || isBlockCoverage, ranges.map(({ startOffset, endOffset, count }) => `${startOffset}-${endOffset}:${count}`).join(' '))
    }
  }
  console.log(fs.readdirSync(out).length)
}
for (const args of [['--test', 'a.test.mjs'], ['--test', '--test-reporter=lcov', 'a.test.mjs'], ['a.test.mjs'], ['--test', '--test-coverage-lines=99', '--test-reporter=tap', 'a.test.mjs'], ['--test', '--test-isolation=none', '--test-coverage-include=module.mjs', 'a.test.mjs']]) {
  const { status, stdout } = run(['--experimental-test-coverage', '--test-reporter=spec', ...args].filter((arg, k, all) => !(k === 1 && all.some((other) => other.startsWith('--test-reporter=') && other !== arg))), { NODE_V8_COVERAGE: '' })
  console.log(args.join(' '), status, stdout.replace(/duration_ms.*|\([\d.]+ms\)/g, ''))
}
fs.rmSync(folder, { recursive: true })
