// What called a module's body is in the stacks of errors that are made before its first top-level await, as in those of a module
// without one.
const fs = require('fs'), { spawnSync } = require('child_process');
const texts = [
  "console.log(new Error('made').stack)\nawait 1\nconsole.log(new Error('later').stack)",
  "function f() { console.log(new Error('called').stack) }\nf()\nawait 1",
  "import './stack_0.mjs'\nconsole.log(new Error('waited').stack)\nawait 1",
  "const error = new Error('thrown')\nawait 1\nthrow error",
];
texts.forEach((text, k) => fs.writeFileSync(`stack_${k}.mjs`, text));
texts.forEach((_, k) => {
  const done = spawnSync(process.execPath, [`stack_${k}.mjs`], { encoding: 'utf8' });
  console.log((done.stdout + done.stderr).replace(/file:\/\/.*\//g, ''));
});
texts.forEach((_, k) => fs.rmSync(`stack_${k}.mjs`));
