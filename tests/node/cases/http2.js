'use strict'
const fs = require('fs')
const http2 = require('http2')
const net = require('net')
const { once } = require('events')
const log = (...args) => console.log(...args)

async function serving(options, onStream) {
  const server = http2.createServer(options)
  server.on('stream', stream => stream.on('error', error => log('stream error', error.code)))
  server.on('stream', onStream)
  server.listen(0)
  await once(server, 'listening')
  const client = http2.connect(`http://localhost:${server.address().port}`, options)
  return { server, client, async end() { client.close(); await once(client, 'close'); server.close(); await once(server, 'close') } }
}

async function answer(request) {
  const parts = []
  request.on('data', part => parts.push(part))
  const [headers] = await once(request, 'response')
  await once(request, 'end')
  return [headers[':status'], Buffer.concat(parts).toString()]
}

async function bodies() {
  const { client, end } = await serving({}, (stream, headers) => {
    stream.respond({ ':status': 201, 'x-path': headers[':path'] })
    stream.pipe(stream)
  })
  const request = client.request({ ':method': 'POST', ':path': '/echo', accept: 'a, b' })
  request.end('x'.repeat(200000))
  const [status, body] = await answer(request)
  log(status, body.length, client.state.nextStreamID)
  const many = await Promise.all(Array.from({ length: 5 }, (_, k) => {
    const one = client.request({ ':method': 'POST', ':path': '/' + k })
    one.end('body ' + k)
    return answer(one)
  }))
  log(many)
  await end()
}

async function extras() {
  fs.writeFileSync('sent.txt', 'a file of text')
  const { client, end } = await serving({ paddingStrategy: http2.constants.PADDING_STRATEGY_ALIGNED }, (stream, headers) => {
    if (headers[':path'] === '/file') return stream.respondWithFile('sent.txt', { 'content-type': 'text/plain' }, { offset: 2 })
    if (headers[':path'] === '/reset') return stream.close(http2.constants.NGHTTP2_ENHANCE_YOUR_CALM)
    stream.additionalHeaders({ ':status': 103, link: '</x>' })
    stream.pushStream({ ':path': '/pushed' }, (error, pushed) => {
      pushed.respond({ ':status': 200 })
      pushed.end('pushed body')
    })
    stream.respond({ ':status': 200, cookie: ['a=1', 'b=2'], [http2.sensitiveHeaders]: ['cookie'] }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ checksum: 'abc' }))
    stream.end('done')
  })
  client.on('stream', (pushed, headers) => {
    log('push', headers[':path'])
    pushed.setEncoding('utf8').on('data', text => log('pushed', text))
  })
  log(await answer(client.request({ ':path': '/file' })))
  const request = client.request({ ':path': '/' })
  request.on('headers', headers => log('info', headers[':status'], headers.link))
  request.on('response', headers => log(headers.cookie, headers[http2.sensitiveHeaders]))
  request.on('trailers', headers => log('trailers', headers.checksum))
  log(await answer(request))
  const reset = client.request({ ':path': '/reset' })
  const [error] = await once(reset, 'error')
  log(error.code, error.message, reset.rstCode)
  await end()
}

async function sessions() {
  const { client, end, server } = await serving({ settings: { maxConcurrentStreams: 7, initialWindowSize: 1000 } }, stream => {
    stream.respond()
    stream.end('ok')
  })
  const [remote] = await once(client, 'remoteSettings')
  log(remote)
  await new Promise(resolve => client.ping(Buffer.from('12345678'), (error, took, payload) => resolve(log(error, took > 0, String(payload)))))
  client.settings({ enablePush: false }, error => log('settings', error))
  await once(client, 'localSettings')
  log(client.localSettings.enablePush, client.pendingSettingsAck)
  server.once('session', session => session.goaway(0, 0, Buffer.from('bye')))
  const other = http2.connect(`http://localhost:${server.address().port}`)
  const [code, last, data] = await once(other, 'goaway')
  log('goaway', code, last, String(data))
  other.destroy()
  log(http2.getPackedSettings({ maxFrameSize: 20000, enablePush: true }).toString('hex'))
  await end()
}

async function strangers() {
  const { end, server } = await serving({}, () => {})
  server.on('sessionError', error => log('session error', error.code, error.message))
  const socket = net.connect(server.address().port)
  socket.write('GET / HTTP/1.1\r\n\r\n')
  socket.resume()
  await once(socket, 'close')
  await end()
}

async function main() {
  await bodies()
  await extras()
  await sessions()
  await strangers()
}
main()
