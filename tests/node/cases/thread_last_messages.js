// What a thread posts just before it ends comes before its exit, also when only the engine can carry a part of it.
const { Worker } = require('node:worker_threads')

const LAST = {
  shared: 'parentPort.postMessage(new SharedArrayBuffer(3))',
  exits: 'parentPort.postMessage([new SharedArrayBuffer(1), 2]); process.exit(4)',
  module: 'parentPort.postMessage(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])))',
  several: 'for (let k = 0; k < 5; k++) parentPort.postMessage({ k, memory: new SharedArrayBuffer(k) })'
}

function run(name) {
  return new Promise((resolve) => {
    const events = []
    const worker = new Worker(`const { parentPort } = require('node:worker_threads'); ${LAST[name]}`, { eval: true })
    worker.on('message', (value) => events.push(Object.prototype.toString.call(value)))
    worker.on('exit', (code) => { events.push(code); resolve(events.join()) })
  })
}

async function main() {
  for (const name in LAST) {
    const seen = new Set()
    for (let k = 0; k < 5; k++) seen.add(await run(name))
    console.log(name, ...seen)
  }
}

main()
