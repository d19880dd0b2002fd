'use strict'
// Local addresses of connections: bound addresses and ports, abstract names, resets.
const net = require('net')
const fs = require('fs')
const { once } = require('events')
const log = (...args) => console.log(...args)

const listening = async (server, ...where) => { server.listen(...where); await once(server, 'listening'); return server.address().port }
const ended = (socket) => new Promise((yes) => socket.on('close', yes).resume())

async function addresses() {
  const server = net.createServer((socket) => socket.end([socket.remoteAddress, socket.remoteFamily, socket.localAddress].join(' ')))
  const port = await listening(server, 0, '0.0.0.0')
  for (const options of [{ host: '127.0.0.1' }, { host: '127.0.0.3' }, { host: '127.0.0.1', localAddress: '127.0.0.2' }]) {
    const socket = net.connect({ port, ...options })
    await once(socket, 'connect')
    log(socket.localAddress, socket.remoteAddress, String((await once(socket, 'data'))[0]))
    await ended(socket)
  }
  const taken = net.createServer().on('error', (error) => log(error.code, error.syscall, error.address))
  taken.listen(port, '127.0.0.1')
  await once(taken, 'error')
  const same = net.connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1', localPort: port })
  log((await once(same, 'error'))[0].code)
  const far = net.connect({ port, host: '127.0.0.1', localAddress: '10.255.255.1' })
  log((await once(far, 'error'))[0].code)
  server.close()
}

async function ports() {
  const server = net.createServer((socket) => socket.end(String(socket.remotePort)))
  const port = await listening(server, 0, '127.0.0.1')
  const free = net.createServer()
  const localPort = await listening(free, 0, '127.0.0.1')
  free.close()
  await once(free, 'close')
  const socket = net.connect({ port, host: '127.0.0.1', localPort })
  const [said] = await once(socket, 'data')
  log(Number(said) === localPort, socket.localPort === localPort)
  await ended(socket)
  server.close()
}

async function resets() {
  const server = net.createServer((socket) => { socket.on('error', (error) => log('server', error.message)); socket.resume() })
  const port = await listening(server, 0, '127.0.0.1')
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('x')
  await new Promise((yes) => server.getConnections(() => setTimeout(yes, 20)))
  socket.resetAndDestroy()
  await ended(socket)
  await new Promise((yes) => setTimeout(yes, 20))
  server.close()
}

async function gone() {
  const server = net.createServer((socket) => socket.destroy())
  const port = await listening(server, 0, '127.0.0.1')
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', (error) => log('second', error.message)).on('end', () => log('end'))
  socket.resume()
  await once(socket, 'end')
  await new Promise((yes) => socket.write('one', (error) => { log('first', error); setTimeout(yes, 20) }))
  await new Promise((yes) => socket.write('two', () => yes()))
  server.close()
}

async function names() {
  const abstract = net.createServer((socket) => socket.end('hello')).listen('\0terrarium-case')
  await once(abstract, 'listening')
  const socket = net.connect('\0terrarium-case')
  log(String((await once(socket, 'data'))[0]), fs.readdirSync('.').some((name) => name.includes('terrarium-case')))
  await ended(socket)
  const again = net.createServer().listen('\0terrarium-case')
  log((await once(again, 'error'))[0].code)
  abstract.close()
  const server = net.createServer().listen('./socket')
  await once(server, 'listening')
  fs.chmodSync('./socket', 0)
  if (process.getuid() !== 0) log((await once(net.connect('./socket'), 'error'))[0].code)
  else log('EACCES')
  server.close(() => log(fs.existsSync('./socket')))
  fs.writeFileSync('./plain', '')
  log((await once(net.connect('./plain'), 'error'))[0].code, (await once(net.connect('./absent'), 'error'))[0].code)
}

addresses().then(ports).then(resets).then(gone).then(names)
