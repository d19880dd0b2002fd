// module.enableCompileCache and NODE_COMPILE_CACHE: statuses, the folder, which entries are used again and which aren't.
const { spawnSync } = require('child_process');
const fs = require('fs');
fs.mkdirSync('m', { recursive: true });
fs.writeFileSync('m/a.js', 'console.log(require("./b.js")); import("./c.mjs").then(() => require("./t.ts"))');
fs.writeFileSync('m/b.js', 'module.exports = async () => await 1');
fs.writeFileSync('m/c.mjs', 'import fs from "fs"; export default 1');
fs.writeFileSync('m/t.ts', 'const x: number = 1; console.log(x)');
fs.writeFileSync('file', '');
function run(env, ...args) {
  const done = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_DEBUG_NATIVE: 'COMPILE_CACHE', ...env } });
  const clean = (text) => text.replaceAll(process.cwd(), 'CWD').replace(/v24[^ /]*-x64-[0-9a-f]{8}-\d+/g, 'VERSION').replace(/VERSION\/[0-9a-f]{8}(\.\w+)?/g, 'VERSION/KEY')
    .replace(/\[[\d ]+\]/g, '[header]').replace(/size=\d+/g, 'size').replace(/(expected|actual) \d+/g, '$1').replaceAll('V8 code cache', 'code cache').replace(/\n\s+at .*/g, '');
  console.log(clean(JSON.stringify(env)), args.join(' ').slice(0, 60), done.status, clean(done.stdout), clean(done.stderr).split('\n').filter((line) => /compile cache/.test(line)).sort().join('\n'));
}
run({ NODE_COMPILE_CACHE: 'd' }, 'm/a.js');
run({ NODE_COMPILE_CACHE: 'd' }, 'm/a.js');
fs.writeFileSync('m/b.js', 'module.exports = 2');
run({ NODE_COMPILE_CACHE: 'd' }, 'm/a.js');
console.log(fs.readdirSync('d').length, fs.readdirSync(`d/${fs.readdirSync('d')[0]}`).length);
run({ NODE_COMPILE_CACHE: 'd', NODE_DISABLE_COMPILE_CACHE: '1' }, 'm/a.js');
run({ NODE_COMPILE_CACHE: 'file' }, 'm/b.js');
const start = 'const m = require("module"); const console = { log: (...all) => globalThis.console.log(JSON.stringify(all)) }; ';
run({}, '-e', start + 'console.log(m.getCompileCacheDir(), m.enableCompileCache("e"), m.enableCompileCache("f"), m.getCompileCacheDir()); require("./m/b.js"); console.log(m.flushCompileCache(), fs.readdirSync(m.getCompileCacheDir()).length)');
run({}, '-e', start + 'console.log(m.enableCompileCache("file/x"), m.getCompileCacheDir())');
run({ NODE_DISABLE_COMPILE_CACHE: '1' }, '-e', start + 'console.log(m.enableCompileCache("x"), m.getCompileCacheDir(), m.flushCompileCache())');
run({}, '-e', start + 'try { m.enableCompileCache(1) } catch (e) { console.log(e.code, e.message) } console.log(m.constants.compileCacheStatus)');
run({}, '-e', start + 'console.log(m.enableCompileCache({ directory: "p", portable: true })); require("./m/b.js")');
run({ TMPDIR: process.cwd() + '/m' }, '-e', start + 'console.log(m.enableCompileCache())');
