// The events of a recursive fs.promises.watch: each event is handled before the next one arrives.
const fs = require('fs'), os = require('os'), path = require('path')
process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'watch-')))
fs.mkdirSync('w/a/b', { recursive: true })
fs.writeFileSync('w/a/old.txt', '1')
const controller = new AbortController()
const expected = [
  [() => fs.writeFileSync('w/a/old.txt', '2'), 'change a/old.txt'],
  [() => fs.renameSync('w/a/old.txt', 'w/a/b/moved.txt'), 'rename a/b/moved.txt', 'rename a/old.txt'],
  [() => fs.mkdirSync('w/later'), 'rename later'],
  [() => fs.writeFileSync('w/later/file', '1'), 'rename later/file'],
  [() => fs.rmSync('w/later', { recursive: true }), 'rename later/file', 'rename later'],
]
async function main() {
  let waiting = []
  const next = () => {
    const step = expected.shift()
    if (step === undefined) return controller.abort()
    waiting = step.slice(1)
    setTimeout(step[0], 50)
  }
  setTimeout(next, 50)
  for await (const { eventType, filename } of fs.promises.watch('w', { recursive: true, signal: controller.signal })) {
    const at = waiting.indexOf(`${eventType} ${filename}`)
    if (at < 0) continue
    console.log(...waiting.splice(at, 1))
    if (waiting.length === 0) next()
  }
}
main().catch((error) => console.log(error.name))
