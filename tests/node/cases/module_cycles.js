// Cycles of require() and import that Node forbids, and modules of vm that aren't linked.
const { spawnSync } = require('child_process');
const fs = require('fs');
function run(name, main, files, ...options) {
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(file, text);
  const done = spawnSync(process.execPath, ['--no-warnings', ...options, main], { encoding: 'utf8' });
  console.log(name, done.status, done.stdout, done.stderr.replaceAll(process.cwd(), 'CWD').split('\n').filter((line) => /Error|code:/.test(line)).join('\n'));
}
run('required by what it imports', 'c1.mjs', { 'c1.mjs': 'import "./c2.cjs"; console.log("c1")', 'c2.cjs': 'try { require("./c1.mjs") } catch (e) { console.log(e.code) }' });
run('imports what requires it', 'd1.cjs', { 'd1.cjs': 'exports.a = 1; console.log(require("./d2.mjs"))', 'd2.mjs': 'import d from "./d1.cjs"; export default d' });
run('deep', 'e1.mjs', { 'e1.mjs': 'import "./e2.mjs"; export const a = 1', 'e2.mjs': 'import "./e3.cjs"; export const b = 1', 'e3.cjs': 'require("./e2.mjs")' });
run('order of requests', 'o1.mjs', {
  'o1.mjs': 'console.log("o1"); export * from "./o2.mjs"; export { a } from "./o3.mjs"; export { b }; import { b } from "./o4.mjs"; import "./o2.mjs"; export * as c from "./o5.mjs"; import o6 from "./o6.cjs"',
  'o2.mjs': 'console.log("o2"); export const proc = 1', 'o3.mjs': 'console.log("o3"); export const a = 2',
  'o4.mjs': 'import { proc } from "./o1.mjs"; console.log("o4", proc); export const b = proc', 'o5.mjs': 'console.log("o5")', 'o6.cjs': 'console.log("o6")' });
run('no cycle', 'g1.cjs', { 'g1.cjs': 'console.log(require("./g2.mjs").b, require("./g2.mjs").c)', 'g2.mjs': 'import c from "./g3.cjs"; export const b = 1; export { c }', 'g3.cjs': 'module.exports = 5' });
run('vm', 'v.js', { 'v.js': `
  const vm = require('vm');
  const attempt = async (name, call) => { try { console.log(name, await call()); } catch (e) { console.log(name, e.code, e.message); } };
  (async () => {
    const module = new vm.SourceTextModule('import a from "b"; export default a');
    await attempt('instantiate', () => module.instantiate());
    await attempt('evaluate', () => module.evaluate());
    await attempt('status', () => module.status);
    const lone = new vm.SourceTextModule('export const x = 1');
    await attempt('lone', () => lone.instantiate());
    await attempt('lone', () => lone.evaluate());
    await lone.link(() => {});
    await attempt('linked', () => lone.evaluate());
    const script = (text) => new vm.Script(text).sourceMapURL;
    console.log(script('1\\n//# sourceMappingURL=a.map'), script('1\\n//@ sourceMappingURL=b.map\\nlet x'), script('\`//# sourceMappingURL=c\`'), script('1'));
    await attempt('define', () => vm.runInNewContext('Object.defineProperty(this, "x", { value: 1 }); Object.defineProperty(this, "x", { value: 2 })'));
    await attempt('reflect', () => vm.runInNewContext('Object.defineProperty(this, "x", { value: 1 }); Reflect.defineProperty(this, "x", { value: 2 })'));
    await attempt('assign', () => vm.runInNewContext('"use strict"; Object.defineProperty(this, "x", { value: 1 }); x = 2'));
  })();` }, '--experimental-vm-modules');
