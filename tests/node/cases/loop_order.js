// What comes first in the loop: due timers, then results of requests and immediates by turns.
const fs = require('fs')
const spend = (ms) => { for (const end = Date.now() + ms; Date.now() < end;); }
const log = []
setTimeout(() => log.push('timeout'), 0)
setImmediate(() => {
  log.push('immediate')
  setTimeout(() => log.push('inner timeout'), 0)
  setImmediate(() => log.push('inner immediate'))
  spend(5)
})
spend(5)
const turnsDuring = async (work) => {
  let turns = 0
  let over = false
  const turn = () => { if (!over) { turns++; setImmediate(turn) } }
  setImmediate(turn)
  await work()
  over = true
  return turns > 0
}
setTimeout(async () => {
  console.log(log.join(', '))
  // a file is read in several requests: immediates run between them
  console.log(await turnsDuring(() => fs.promises.readFile(__filename)))
  console.log(await turnsDuring(async () => { for (let k = 0; k < 5; k++) await fs.promises.stat('.') }))
  console.log(await turnsDuring(() => new Promise((resolve) => process.nextTick(resolve))))
  const controller = new AbortController()
  const handle = await fs.promises.open(__filename)
  setImmediate(() => controller.abort())
  await handle.readFile({ signal: controller.signal }).catch((error) => console.log(error.name))
  await handle.close()
}, 50)
// unreferenced timers run only while something else keeps the loop alive
for (const rest of ['', 'setImmediate(() => console.log("immediate"))', 'fs.stat(".", () => console.log("stat"))', 'process.nextTick(() => console.log("tick")); setImmediate(() => console.log("no")).unref()']) {
  const code = `const fs = require('fs'); setTimeout(() => console.log('timer'), 0).unref(); ${rest}; for (const end = Date.now() + 5; Date.now() < end;);`
  console.log(require('child_process').spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout)
}
