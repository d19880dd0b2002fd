// TLS over other streams: a Duplex, a socket that was used without TLS before, TLS inside TLS; ends, half-closes and large data
const tls = require('tls')
const net = require('net')
const crypto = require('crypto')
const { Duplex, pipeline } = require('stream')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const identity = { key: keys.serverKey, cert: keys.serverCert }
const sha = (data) => crypto.createHash('sha256').update(data).digest('hex').slice(0, 16)

function duplexes () {
  const make = () => new Duplex({ read () {}, write (chunk, encoding, done) { this.peer.push(chunk); setImmediate(done) }, final (done) { this.peer.push(null); done() } })
  const a = make()
  const b = make()
  a.peer = b
  b.peer = a
  return [a, b]
}
const whole = (stream) => new Promise((resolve) => { const parts = []; stream.on('data', (d) => parts.push(d)); stream.on('end', () => resolve(Buffer.concat(parts))) })

async function overDuplex () {
  const [a, b] = duplexes()
  const server = new tls.TLSSocket(a, { isServer: true, secureContext: tls.createSecureContext(identity) })
  const client = tls.connect({ socket: b, ca, servername: 'localhost' }, () => console.log('duplex', client.authorized))
  const got = whole(server)
  client.end(Buffer.alloc(200000, 'z'))
  console.log('server got', sha(await got))
  const answer = whole(client)
  server.end('thanks')
  console.log('client got', String(await answer))
}

function startTls () {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => {
      socket.once('data', (line) => {
        console.log('plain', String(line))
        socket.write('GO')
        const secure = new tls.TLSSocket(socket, { isServer: true, ...identity })
        secure.on('data', (data) => { console.log('secure', String(data)); secure.end('done') })
      })
    })
    server.listen(0, () => {
      const socket = net.connect(server.address().port, () => socket.write('STARTTLS'))
      socket.once('data', () => {
        const secure = tls.connect({ socket, ca, servername: 'localhost' }, () => secure.write('hello'))
        secure.on('data', (data) => console.log('answer', String(data)))
        secure.on('end', () => console.log('end'))
        secure.on('close', () => server.close(resolve))
      })
    })
  })
}

function inside () {
  return new Promise((resolve) => {
    const inner = tls.createServer(identity, (socket) => socket.end('inner'))
    const outer = tls.createServer(identity, (socket) => inner.emit('connection', socket))
    outer.listen(0, () => {
      const tunnel = tls.connect({ port: outer.address().port, ca, host: 'localhost' }, () => {
        const socket = tls.connect({ socket: tunnel, ca, servername: 'localhost' }, () => console.log('twice', socket.authorized))
        socket.on('data', (data) => console.log(String(data)))
        socket.on('close', () => { tunnel.destroy(); outer.close(resolve) })
      })
    })
  })
}

function large () {
  return new Promise((resolve) => {
    const data = crypto.createHash('sha512').update('x').digest()
    const body = Buffer.concat(Array.from({ length: 40000 }, () => data))
    const server = tls.createServer(identity, (socket) => pipeline(socket, socket, (error) => console.log('echo', error?.code)))
    server.listen(0, () => {
      const socket = tls.connect({ port: server.address().port, ca, host: 'localhost' })
      whole(socket).then((got) => { console.log(got.length, sha(got) === sha(body), socket.bytesWritten === body.length, socket.bytesRead === body.length); server.close(resolve) })
      socket.end(body)
    })
  })
}

function early () {
  return new Promise((resolve) => {
    const server = tls.createServer(identity, (socket) => { socket.on('data', (data) => console.log('early', String(data))); socket.on('end', () => { console.log('half-closed'); socket.end('rest') }) })
    server.listen(0, () => {
      const socket = tls.connect({ port: server.address().port, ca, host: 'localhost', allowHalfOpen: true })
      socket.write('before the handshake', () => console.log('written', socket.secureConnecting))
      socket.end()
      socket.on('data', (data) => console.log('after', String(data)))
      socket.on('close', (failed) => { console.log('close', failed); server.close(resolve) })
    })
  })
}

function noTls () {
  return new Promise((resolve) => {
    const server = tls.createServer(identity)
    server.on('tlsClientError', (error) => console.log('server', error.code, error.reason))
    server.listen(0, () => {
      const socket = net.connect(server.address().port, () => socket.write('GET / HTTP/1.1\r\n\r\n'))
      socket.on('error', () => {})
      socket.resume().on('close', () => {
        const plain = net.createServer((one) => { one.write('220 plain text\r\n'); one.on('error', () => {}); one.resume() })
        plain.listen(0, () => {
          const client = tls.connect(plain.address().port)
          client.on('error', (error) => { console.log('client', error.code, error.library, error.reason, error.message.includes('wrong version number')); server.close(); plain.close(resolve) })
        })
      })
    })
  })
}

function gone () {
  return new Promise((resolve) => {
    const server = net.createServer((socket) => socket.destroy())
    server.listen(0, () => {
      tls.connect(server.address().port).on('error', (error) => { console.log('gone', error.code, error.message.split(' (')[0]); server.close(resolve) })
    })
  })
}

async function main () {
  await overDuplex()
  await startTls()
  await inside()
  await large()
  await early()
  await noTls()
  await gone()
}
main()
