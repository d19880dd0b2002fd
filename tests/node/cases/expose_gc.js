// gc() of --expose-gc and of V8's flag at run time: its shape, and that an object goes.
'use strict'
const { spawnSync } = require('node:child_process')
const SHAPE = `
const vm = require('node:vm')
console.log(gc, gc.length, gc(), gc(true), gc({ type: 'minor' }), gc({ execution: 'async' }) instanceof Promise, String(gc))
console.log(Object.getOwnPropertyDescriptor(globalThis, 'gc'))
console.log(vm.runInNewContext('typeof gc'), vm.runInNewContext('gc', { gc: 1 }))
const weak = new WeakRef({})
let turns = 0
const look = () => {
  gc()
  if (weak.deref() === undefined || ++turns > 1000) gc({ execution: 'async' }).then((value) => console.log(turns <= 1000, value))
  else setTimeout(look, 5)
}
setTimeout(look, 5)`
const LATER = `require('node:v8').setFlagsFromString('--expose_gc')
console.log(typeof gc, require('node:vm').runInNewContext('typeof gc'))`
for (const [options, code] of [[['--expose-gc'], SHAPE], [['--expose_gc'], 'console.log(typeof gc)'], [[], 'console.log(typeof gc)'], [[], LATER]]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...options, '-e', code], { encoding: 'utf8' })
  console.log(stdout, stderr, status)
}
