// Threads do the same few operations on the same few names concurrently. Each call gets timestamps before and after it from one shared counter. Prints the histories.
const { Worker, isMainThread, workerData, parentPort } = require('worker_threads')
const fs = require('fs')

const THREADS = 3
const CALLS = 4
const NAMES = ['a', 'b', 'c']
const OPS = {
  create: (name) => fs.closeSync(fs.openSync(name, 'wx')),
  mkdir: (name) => fs.mkdirSync(name),
  unlink: (name) => fs.unlinkSync(name),
  rmdir: (name) => fs.rmdirSync(name),
  stat: (name) => fs.statSync(name).isDirectory() ? 'folder' : 'file',
  rename: (name, other) => fs.renameSync(name, other)
}

function plan (seed) {
  const pick = (list) => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return list[(seed >> 8) % list.length] }
  return Array.from({ length: CALLS }, () => [pick(Object.keys(OPS)), pick(NAMES), pick(NAMES)])
}

function run (folder, index, seed, counter) {
  const done = []
  Atomics.add(counter, 1, 1)
  while (Atomics.load(counter, 1) < THREADS) {}         // all begin at once
  for (const [op, name, other] of plan(seed + index * 7919)) {
    const began = Atomics.add(counter, 0, 1)
    let result
    try { result = OPS[op](`${folder}/${name}`, `${folder}/${other}`) ?? 'ok' } catch (error) { result = error.code }
    done.push({ op, name, other, result, began, ended: Atomics.add(counter, 0, 1) })
  }
  return done
}

if (!isMainThread) {
  parentPort.on('message', ({ folder, seed, counter }) => parentPort.postMessage(run(folder, workerData, seed, counter)))
} else {
  const rounds = Number(process.argv[2])
  const workers = Array.from({ length: THREADS }, (_, index) => new Worker(__filename, { workerData: index }))
  const answer = (worker) => new Promise((resolve) => worker.once('message', resolve))
  const main = async () => {
    const histories = []
    for (let round = 0; round < rounds; round++) {
      const folder = `round${round}`
      fs.mkdirSync(folder)
      const counter = new Int32Array(new SharedArrayBuffer(8))
      const answers = Promise.all(workers.map(answer))
      for (const worker of workers) worker.postMessage({ folder, seed: round * 31 + 1, counter })
      histories.push({ calls: (await answers).flat(), left: fs.readdirSync(folder).sort() })
      fs.rmSync(folder, { recursive: true })
    }
    fs.writeFileSync('histories.json', JSON.stringify(histories))
    for (const worker of workers) worker.terminate()
  }
  main()
}
