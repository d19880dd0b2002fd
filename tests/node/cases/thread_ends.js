// A thread that is ended before it has begun, and what its parent can learn of one: limits and the heap.
const { Worker } = require('worker_threads')
const run = (text, options) => new Worker(text, { eval: true, ...options })
const next = (worker, event) => new Promise((resolve) => worker.once(event, resolve))

;(async () => {
  const early = run('while (true);')
  early.on('exit', (code) => console.log('exit', code))
  console.log(await Promise.all([early.terminate(), early.terminate()]), await early.terminate())
  const busy = run('require("worker_threads").parentPort.postMessage(0); while (true);')
  await next(busy, 'message')
  console.log(await busy.terminate())

  const limited = run('setTimeout(() => {}, 10000)', { resourceLimits: { maxYoungGenerationSizeMb: 20, maxOldGenerationSizeMb: 50, stackSizeMb: 2 } })
  console.log(limited.resourceLimits)
  await next(limited, 'online')
  console.log(limited.resourceLimits)
  await limited.terminate()
  console.log(limited.resourceLimits)

  const worker = run('setTimeout(() => {}, 10000)')
  await worker.getHeapStatistics().catch((error) => console.log(error.code))
  await next(worker, 'online')
  const heap = await worker.getHeapStatistics()
  console.log(Object.getPrototypeOf(heap), Object.entries(heap).map(([name, value]) => `${name}: ${typeof value}`))
  console.log(heap.used_heap_size > 0, heap.total_heap_size >= heap.used_heap_size, heap.heap_size_limit > heap.used_heap_size)
  await worker.terminate()
  await worker.getHeapStatistics().catch((error) => console.log(error.code, error.message))
})()
