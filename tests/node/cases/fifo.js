// FIFOs of the file system, sync, with callbacks, as promises and as streams, between processes
const fs = require('fs')
const { execSync, spawn } = require('child_process')

execSync('rm -f fifo; mkfifo fifo')
console.log(fs.statSync('fifo').isFIFO(), fs.readdirSync('.', { withFileTypes: true }).find((one) => one.name === 'fifo').isFIFO())
try { fs.openSync('fifo', fs.constants.O_WRONLY | fs.constants.O_NONBLOCK) } catch (error) { console.log(error.code) }
console.log(execSync('echo through the shell > fifo & cat fifo').toString().trim())

// a promise for its end, created at once, because it may end before we wait for it
const child = (code) => new Promise((resolve) => spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'inherit', 'inherit'] }).on('exit', resolve))

async function main () {
  let other = child("require('fs').writeFileSync('fifo', 'from a child')")
  console.log(fs.readFileSync('fifo', 'utf8'))
  await other

  other = child("const fs = require('fs'); fs.createReadStream('fifo').on('data', (d) => console.log('child got', String(d)))")
  const handle = await fs.promises.open('fifo', 'w')
  await handle.write('by a promise')
  await handle.close()
  await other

  other = child("const fs = require('fs'); fs.open('fifo', 'w', (error, fd) => fs.write(fd, 'x'.repeat(200000), () => fs.closeSync(fd)))")
  let size = 0
  for await (const part of fs.createReadStream('fifo')) size += part.length
  console.log(size)
  await other

// a thread of the pool waits for the file, the loop doesn't
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  const opening = fs.promises.open('fifo', 'r')
  await new Promise((resolve) => setTimeout(resolve, 60))
  other = child("require('fs').writeFileSync('fifo', '')")
  await (await opening).close()
  clearInterval(timer)
  console.log(turns > 3)
  await other
  fs.unlinkSync('fifo')
}
main()
