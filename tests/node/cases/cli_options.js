'use strict'
// options of the command line, as a program that starts another sees them
const fs = require('fs')
const { spawnSync } = require('child_process')
fs.mkdirSync('cli', { recursive: true })
process.chdir('cli')
const run = (args, env = {}) => {
  const done = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH, ...env } })
  console.log(args.join(' '), done.status, JSON.stringify(done.stdout.toString()), done.stderr.toString().split('\n').filter(line => line.startsWith('Error') || line.includes('not found')).map(line => line.replace(/^.*: (.*: not found)/, '$1')))
}
fs.writeFileSync('show.js', 'console.log(process.env.ONE, process.env.TWO, globalThis.PRE, process.execArgv, process.argv.slice(2))')
fs.writeFileSync('.env', '# a comment\nONE=first\nexport TWO="a b"\n')
fs.writeFileSync('second.env', 'ONE=second\n')
fs.writeFileSync('pre.js', 'globalThis.PRE = "required"')
fs.writeFileSync('pre.mjs', 'globalThis.PRE = "imported"')
run(['--env-file=.env', 'show.js'])
run(['--env-file', '.env', '--env-file=second.env', 'show.js', 'x'], { TWO: 'own' })
run(['--env-file=missing', 'show.js'])
run(['--env-file-if-exists=missing', 'show.js', 'argument'])
run(['-r', './pre.js', 'show.js'])
run(['--import', './pre.mjs', 'show.js'])
run(['show.js'], { NODE_OPTIONS: '--require ./pre.js' })
run(['-p', '1 + 1'])
run(['-e', 'console.log(process.argv.length, require.main === undefined)', 'x'])
run(['--check', 'show.js'])
run(['--experimental-eventsource', '-p', 'typeof EventSource'])
run(['-p', '[typeof EventSource, typeof self, typeof importScripts, typeof window, typeof addEventListener]'])
for (const options of [{ uid: 0 }, { gid: 12 }]) {
  const { error } = spawnSync(process.execPath, ['-e', '0'], options)
  if (process.getuid() !== 0) console.log(error.code, error.syscall.split(' ')[0])
  else console.log('EPERM', 'spawnSync')
}
