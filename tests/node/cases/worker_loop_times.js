// A thread's eventLoopUtilization: zero before its loop runs and after it ended, idle while it waits, active while it computes.
const { Worker, isMainThread, parentPort } = require('worker_threads')

if (isMainThread) {
  const worker = new Worker(__filename)
  const measure = (...given) => worker.performance.eventLoopUtilization(...given)
  const next = () => new Promise((resolve) => worker.once('message', resolve))
  const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = async (what) => { while (!what()) await later(10) }
  console.log('before', measure())
  next().then(async () => {
    await until(() => measure().idle > 0)
    const first = measure()
    console.log('started', first.active > 0, first.utilization > 0 && first.utilization < 1)
    await until(() => measure(first).idle > 100)
    console.log('waits', measure(first).utilization < 0.9)
    const before = measure()
    worker.postMessage('compute')
    await next()
    const after = measure()
    const span = measure(after, before)
    console.log('computes', span.active >= 150, span.active < 60000, Object.keys(span))
    worker.postMessage('block')
    await next()
    console.log('a blocking wait is no rest', measure(after).active >= 150)
    worker.postMessage('own')
    const own = await next()
    console.log('own', own.active >= 300, own.idle > 0)
    await worker.terminate()
    console.log('ended', measure())
  })
} else {
  parentPort.on('message', (what) => {
    const end = Date.now() + 200
    if (what === 'compute') while (Date.now() < end);
    if (what === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    parentPort.postMessage(what === 'own' ? require('perf_hooks').performance.eventLoopUtilization() : what)
  })
  parentPort.postMessage('up')
}
