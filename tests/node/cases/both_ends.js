// In which order the two ends of connections in one program are served: accepting, data, ends, closes, HTTP/2's settings.
const http = require('http')
const http2 = require('http2')
const net = require('net')
const log = console.log
const told = (name, emitter, events) => {
  for (const event of events) emitter.on(event, (value) => log(name, event, value?.message ?? ''))
}
const settings = ({ initialWindowSize, maxFrameSize, maxConcurrentStreams, enablePush }) =>
  [initialWindowSize, maxFrameSize, maxConcurrentStreams, enablePush].join(' ')

const sockets = () => new Promise((resolve) => {
  let count = 0
  const server = net.createServer((socket) => {
    const name = `server ${count++}`
    log(name)
    told(name, socket, ['end', 'finish', 'close'])
    socket.on('data', (data) => { log(name, `${data}`); socket.write(`r${data}`) })
    if (count === 4) server.close(resolve)
  }).listen(0, () => {
    for (let k = 0; k < 4; k++) {
      const client = net.connect(server.address().port, '127.0.0.1')
      told(`client ${k}`, client, ['connect', 'end', 'close', 'error'])
      client.on('data', (data) => {
        log(`client ${k}`, `${data}`)
        if (k % 2) client.end('bye')
        else if (`${data}`.length < 4) { client.write(`more${k}`); client.end() }
      })
      client.write(`x${k}`)
    }
  })
})

const requests = () => new Promise((resolve) => {
  const server = http.createServer((request, response) => {
    const path = request.url
    log('server', path)
    told(`server ${path}`, request, ['data', 'end', 'close'])
    told(`response ${path}`, response, ['finish', 'close'])
    request.on('end', () => { response.write('a'.repeat(100)); setImmediate(() => response.end('b')) })
  })
  server.on('connection', (socket) => told('connection', socket, ['close']))
  server.listen(0, () => {
    let left = 3
    for (let k = 0; k < 3; k++) {
      const request = http.request({ host: '127.0.0.1', port: server.address().port, path: `/${k}`, method: 'POST' }, (response) => {
        log('client', k, response.statusCode)
        told(`client ${k}`, response, ['data', 'end', 'close'])
      })
      told(`request ${k}`, request, ['finish', 'close'])
      request.on('close', () => { if (--left === 0) server.close(resolve) })
      request.write('abc')
      request.end('def')
    }
  })
})

const sessions = () => new Promise((resolve) => {
  const server = http2.createServer({ settings: { maxConcurrentStreams: 5 } })
  server.on('session', (session) => {
    log('server', settings(session.localSettings), session.pendingSettingsAck)
    for (const event of ['localSettings', 'remoteSettings']) session.on(event, (now) => log('server', event, settings(now)))
    told('server', session, ['goaway', 'close'])
  })
  server.on('stream', (stream) => {
    stream.respond()
    stream.write('abc')
    told('server stream', stream, ['end', 'finish', 'aborted', 'close'])
    stream.resume()
    setImmediate(() => { stream.session.goaway(2); stream.end('def') })
  })
  server.listen(0, () => {
    const client = http2.connect(`http://127.0.0.1:${server.address().port}`, { settings: { enablePush: false } })
    for (const event of ['localSettings', 'remoteSettings']) client.on(event, (now) => log('client', event, settings(now)))
    told('client', client, ['error', 'close'])
    client.on('goaway', (code, last) => log('client goaway', code, last))
    client.on('connect', () => {
      log('client', settings(client.localSettings), client.pendingSettingsAck)
      client.settings({ initialWindowSize: 100000 }, (error, now) => log('acknowledged', error, settings(now)))
      const request = client.request({ ':method': 'POST' })
      told('request', request, ['ready', 'response', 'data', 'end', 'finish', 'error', 'close'])
      request.end('hello')
    })
    client.on('close', () => server.close(resolve))
  })
})

const destroyed = () => new Promise((resolve) => {
  const server = http2.createServer()
  server.on('session', (session) => told('server', session, ['error', 'close']))
  server.on('stream', (stream) => {
    told('server stream', stream, ['aborted', 'error', 'close'])
    stream.respond()
    stream.write('a')
    stream.session.destroy(2)
  })
  server.listen(0, () => {
    const client = http2.connect(`http://127.0.0.1:${server.address().port}`)
    told('client', client, ['error', 'close'])
    const request = client.request({ ':method': 'POST' })
    told('request', request, ['response', 'data', 'end', 'error', 'close'])
    request.end('x')
    client.on('close', () => server.close(resolve))
  })
})

// the end is read although unread bytes reset the connection after it
const ended = () => new Promise((resolve) => {
  const server = net.createServer((socket) => {
    socket.write('never read')
    told('accepted', socket, ['end', 'error', 'close'])
    socket.resume()
    server.close(resolve)
  }).listen(0, () => {
    const client = net.connect(server.address().port, '127.0.0.1')
    client.on('finish', () => setTimeout(() => client.destroy(), 20))
    client.end()
  })
})

;(async () => {
  for (const part of [sockets, requests, sessions, destroyed, ended]) {
    log(`-- ${part.name}`)
    await part()
  }
})()
