// What a thread knows of itself, also where its worker booted before it was asked for.
const { Worker, isMainThread, parentPort, threadId, threadName, resourceLimits, workerData, SHARE_ENV } = require('node:worker_threads')

if (isMainThread) {
  const options = [
    { workerData: 'first', name: 'one' },
    { workerData: 'second', resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 2 } },
    { workerData: 'third', env: SHARE_ENV, argv: ['x'], execArgv: ['--no-warnings'] },
    { workerData: 'fourth', env: { A: '1' } },
    { workerData: 'fifth' },
    { workerData: 'sixth' }
  ]
  const said = []
  let left = options.length
  for (const each of options) {
    const worker = new Worker(__filename, each)
    worker.on('message', (text) => said.push(text))
    worker.on('exit', (code) => {
      said.push(`${each.workerData} ended with ${code}`)
      if (--left === 0) console.log(said.sort().join('\n'))
    })
  }
} else {
  const facts = {
    threadId, threadName, argv: process.argv.slice(2), execArgv: process.execArgv, a: process.env.A,
    origin: performance.timeOrigin > Date.now() - 60000, now: performance.now() > 0, uptime: process.uptime() < 60,
    loop: performance.nodeTiming.loopStart > 0, umask: process.umask()
  }
  if (resourceLimits.maxOldGenerationSizeMb === 64) facts.limits = resourceLimits // the default depends on the computer
  parentPort.postMessage(`${workerData} ${JSON.stringify(facts)}`)
}
