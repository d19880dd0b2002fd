// node --env-file: which arguments count, in which order the variables come, and what is no file.
const fs = require('fs');
const { spawnSync } = require('child_process');
fs.writeFileSync('first.env', 'ZZ=1\nAB=2\nMM=first\n');
fs.writeFileSync('second.env', 'MM=second\nAA=3\n');
fs.writeFileSync('show.js', 'console.log(Object.keys(process.env).filter((name) => name.length === 2).map((name) => `${name}=${process.env[name]}`).join(), process.argv.slice(2).join())');
for (const args of [['--env-file=first.env', '--env-file=second.env', 'show.js'], ['--env-file=second.env', '--env-file', 'first.env', 'show.js'], ['show.js', '--env-file=first.env'], ['--', 'show.js', '--env-file=first.env'], ['show.js', '--env-file', 'none.env'],
  ['--env-file', '-p', '1'], ['--env-file-if-exists', '-p', '1'], ['--env-file=.', 'show.js'], ['--env-file-if-exists=.', 'show.js'], ['--env-file'], ['--env-file=', 'show.js']]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: process.env.PATH, YY: 'own' } });
  console.log(args.join(' '), status, JSON.stringify(stdout), JSON.stringify(stderr.replaceAll(process.execPath, 'node').replace(/^\S*node:/, 'node:')));
}
for (const name of ['first.env', 'second.env', 'show.js']) fs.rmSync(name);
