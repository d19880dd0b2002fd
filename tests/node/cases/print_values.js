// The values that `node -p` and vm.runInThisContext return for scripts with top-level let, const and class, and for statements.
const { spawnSync } = require('child_process')
const vm = require('vm')
const scripts = ['require("crypto").createHash("md5").update("a").digest("hex")', 'crypto.randomUUID().length', 'const a=1; {2}', 'const a=1; for (const x of [1,2,3]) x',
  'let r=0; try { 5 } finally { r=6 }', 'let r=0; try { throw 5 } catch (e) { e + 1 } finally { r=6 }', 'const a=1;', 'const a=1; 2; let b=3', 'const a=1; if (a) 3; else 4',
  'const a=1; 7; if (!a) 3', 'const a=1; 7; switch (a) { case 1: 8; case 2: 9; break; default: 10 }', 'let i=0; while (i<3) { i++; i*2 }', 'let i=0; do i++; while (i<3)',
  'let i=0; a: for (;;) { if (i++ > 3) break a; i }', 'const a=1; (a, 5)', 'class A{}; typeof A', 'const f=()=>1; f\n()', 'let a=1; for (const x of [1,2,3]) if (x<3) x',
  'let a=1; if (a) for (const x of [4]) x; else 2', 'let a; ({a} = {a: 8})', 'const a=1; {}', '"use strict"; 5', 'let a=1; `t${a}`']
for (const script of scripts) {
  const done = spawnSync(process.execPath, ['-p', script])
  console.log(JSON.stringify(script), done.status, done.stdout.toString().trim(), done.stderr.toString().split('\n').slice(0, 2).join('|'))
}
let n = 0
for (const script of scripts.slice(2)) {
  const own = script.replace(/\b(let|const|class) ([airfA])\b/g, (all, kind, name) => `${kind} ${name}`)
  console.log(vm.runInNewContext(own), `${n++}`)
}
