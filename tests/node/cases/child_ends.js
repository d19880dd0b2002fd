// In which order a parent hears of a child's end: the channel, then the output, then the exit; signals that come early.
const { fork, spawn } = require('child_process')
const fs = require('fs')
fs.writeFileSync('child.js', `process.on('message', (what) => { if (what === 'exit') process.exit(3); process.disconnect() })
process.send('up')`)
const order = (...names) => (heard) => names.every((name, k) => k === 0 || heard.indexOf(names[k - 1]) < heard.indexOf(name))
const heard = (child) => new Promise((resolve) => {
  const events = []
  for (const event of ['disconnect', 'exit', 'close']) child.on(event, (...args) => events.push([event, ...args].join(' ')))
  child.stdout?.on('end', () => events.push('output'))
  child.on('close', () => resolve(events))
})

;(async () => {
  for (const what of ['exit', 'disconnect']) {
    const child = fork('./child.js', { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    child.stdout.resume()
    child.on('message', () => child.send(what))
    const events = await heard(child)
    const status = what === 'exit' ? 'exit 3 ' : 'exit 0 '
    console.log(what, order('disconnect', 'output', status, status.replace('exit', 'close'))(events))
  }
  const killed = fork('./child.js', { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  killed.stdout.resume()
  killed.on('message', () => killed.kill('SIGKILL'))
  console.log('killed', order('disconnect', 'output', 'exit  SIGKILL', 'close  SIGKILL')(await heard(killed)))
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL']) {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 100)'], { stdio: 'ignore' })
    child.kill(signal)
    console.log(signal, (await heard(child)).join(', '))
  }
  for (const command of [['sleep', '5'], ['sh', '-c', 'sleep 5']]) {
    const child = spawn(command[0], command.slice(1), { stdio: 'ignore' })
    child.once('spawn', () => child.kill())
    console.log(command[0], (await heard(child)).join(', '))
  }
  const controller = new AbortController()
  const aborted = spawn('sleep', ['5'], { stdio: 'ignore', signal: controller.signal })
  aborted.on('error', (error) => console.log(error.name))
  controller.abort()
  console.log('aborted', (await heard(aborted)).join(', '))
  const timed = spawn(process.execPath, ['-e', 'setInterval(() => {}, 100)'], { stdio: 'ignore', timeout: 1 })
  console.log('timed', (await heard(timed)).join(', '))
})()
