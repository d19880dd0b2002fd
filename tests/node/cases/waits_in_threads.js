// What a thread sleeps, in Atomics.wait or in WebAssembly, is not CPU time of its process.
const { Worker, isMainThread, workerData } = require('node:worker_threads')

function signed(value) {
  const octets = []
  for (;;) {
    const low = Number(value & 127n)
    value >>= 7n
    if ((value === 0n && low < 64) || (value === -1n && low >= 64)) return [...octets, low]
    octets.push(low | 128)
  }
}

// (import "e" "m" (memory 1 1 shared)) (func (export "w") memory.atomic.wait32 at 0 for `ns`)
function sleeper(ns) {
  const body = [0, 0x41, 0, 0x41, 0, 0x42, ...signed(ns), 0xfe, 1, 2, 0, 0x1a, 0x0b]
  return Uint8Array.from([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, 9, 1, 1, 0x65, 1, 0x6d, 2, 3, 1, 1,
    3, 2, 1, 0, 7, 5, 1, 1, 0x77, 0, 0, 10, body.length + 2, 1, body.length, ...body
  ])
}

if (isMainThread) {
  const before = process.cpuUsage()
  for (const way of ['Atomics', 'instantiate', 'Instance']) new Worker(__filename, { workerData: way }).on('error', console.error)
  setTimeout(() => {
    const { user, system } = process.cpuUsage(before)
    console.log(user + system < 8e6 ? 'the threads slept' : `the threads took ${user + system} us`)
    process.exit()
  }, 6000)
} else if (workerData === 'Atomics') {
  try {
    Atomics.wait(new Int32Array(4), 0, 0)
  } catch (error) {
    console.log(error.name, Atomics.wait.name, Atomics.wait.length, String(Atomics.wait))
  }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
} else {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
  const module = new WebAssembly.Module(sleeper(-1n))
  if (workerData === 'Instance') new WebAssembly.Instance(module, { e: { m: memory } }).exports.w()
  else WebAssembly.instantiate(module, { e: { m: memory } }).then((instance) => instance.exports.w())
}
