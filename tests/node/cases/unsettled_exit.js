// What an exit listener sees, and the exit code, when a top-level await is never settled.
'use strict'
const { spawnSync } = require('node:child_process')

const BEFORE = ['', 'process.exitCode = 5;', 'process.exitCode = 0;']
const IN_LISTENER = ['', 'process.exitCode = 42', 'process.exitCode = undefined', 'process.exit(7)']
for (const before of BEFORE) {
  for (const inside of IN_LISTENER) {
    const code = `${before} process.on('exit', (code) => { console.log(code, process.exitCode); ${inside} }); await new Promise(() => {})`
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
    console.log(before, inside, status, stdout, stderr.slice(0, 43))
  }
}
