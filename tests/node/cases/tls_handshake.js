// what each side of a connection learns about the other: names, protocols, certificates, keys
const tls = require('tls')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const key = keys.serverKey
const cert = keys.serverCert
const own = { key: keys.clientKey, cert: keys.clientCert }
const other = { key: keys.otherKey, cert: keys.otherCert }

function pair (serverOptions, clientOptions, look) {
  return new Promise((resolve) => {
    let pending = 2
    const done = (socket) => { if (--pending === 0) { for (const one of both) one.end(); server.close(resolve) } }
    const both = []
    const server = tls.createServer({ key, cert, ...serverOptions }, (socket) => {
      both.push(socket)
      socket.on('error', (error) => console.log('server socket', error.code))
      look('server', socket)
      done()
    })
    server.on('tlsClientError', (error, socket) => { if (error.code === 'ERR_SSL_HTTP_REQUEST') return; console.log('tlsClientError', error.code, error.library, error.reason); server.close(resolve) })
    for (const [name, context] of serverOptions.contexts || []) server.addContext(name, context)
    server.listen(0, () => {
      const socket = tls.connect({ port: server.address().port, host: 'localhost', ca, ...clientOptions }, () => { look('client', socket); done() })
      both.push(socket)
      socket.on('error', (error) => { console.log('client error', error.code, error.library, error.reason); server.close() })
      socket.resume()
    })
  })
}

const sorted = []
const later = (side, ...what) => sorted.push([side, ...what])
const flush = () => { sorted.sort((a, b) => (a[0] < b[0] ? -1 : 1)); for (const one of sorted.splice(0)) console.log(...one) }

async function main () {
  await pair({}, {}, (side, s) => later(side, s.getProtocol(), s.getCipher(), s.getEphemeralKeyInfo(), s.alpnProtocol, s.servername, s.authorized, s.encrypted,
    s.isSessionReused(), s.getFinished().length, s.getPeerFinished().length, s.getSharedSigalgs().length, s.getPeerCertificate().subject, s.getCertificate()?.subject))
  flush()
  console.log('- ALPN')
  await pair({ ALPNProtocols: ['h2', 'http/1.1'] }, { ALPNProtocols: ['http/1.1', 'h2'] }, (side, s) => later(side, s.alpnProtocol)); flush()
  await pair({ ALPNProtocols: ['a'] }, {}, (side, s) => later(side, s.alpnProtocol)); flush()
  await pair({}, { ALPNProtocols: ['a'] }, (side, s) => later(side, s.alpnProtocol)); flush()
  await pair({ ALPNProtocols: ['a'] }, { ALPNProtocols: ['b'] }, (side, s) => later(side, s.alpnProtocol)); flush()
  await pair({ ALPNCallback: ({ servername, protocols }) => { console.log('callback', servername, protocols); return protocols[1] } }, { ALPNProtocols: ['x', 'y'] }, (side, s) => later(side, s.alpnProtocol)); flush()
  await pair({ ALPNCallback: () => undefined }, { ALPNProtocols: ['x', 'y'] }, (side, s) => later(side, s.alpnProtocol)); flush()
  console.log('- SNI')
  const subject = (side, s) => later(side, s.servername, s.getPeerCertificate().subject?.CN, s.getCertificate()?.subject?.CN)
  await pair({ contexts: [['other.example', other]] }, { servername: 'other.example' }, subject); flush()
  await pair({ contexts: [['*.wild.example', other]] }, { servername: 'a.wild.example' }, subject); flush()
  await pair({ contexts: [['*.wild.example', other]] }, { servername: 'localhost' }, subject); flush()
  await pair({ SNICallback: (name, callback) => setTimeout(callback, 5, null, tls.createSecureContext(other)) }, { servername: 'other.example' }, subject); flush()
  await pair({ SNICallback: (name, callback) => callback(new Error('no such name')) }, { servername: 'other.example' }, subject); flush()
  console.log('- client certificates')
  const trust = (side, s) => later(side, s.authorized, s.authorizationError, s.getPeerCertificate().subject?.CN, s.getCertificate()?.subject?.CN)
  await pair({ requestCert: true, ca }, own, trust); flush()
  await pair({ requestCert: true, rejectUnauthorized: false }, own, trust); flush()
  await pair({ requestCert: true, rejectUnauthorized: false, ca }, {}, trust); flush()
  await pair({ requestCert: true, ca, maxVersion: 'TLSv1.2' }, {}, trust); flush()
  await pair({ requestCert: true, ca }, { key, cert }, trust); flush()
  console.log('- keys')
  const keys = []
  await pair({}, {}, (side, s) => keys.push(s.exportKeyingMaterial(32, 'EXPORTER-test', Buffer.from('context')).toString('hex'), s.exportKeyingMaterial(32, 'EXPORTER-test', Buffer.from('context')).toString('hex')))
  console.log(new Set(keys).size, keys[0].length)
  const lines = []
  await pair({}, {}, (side, s) => {})
  const server = tls.createServer({ key, cert }, (socket) => socket.end())
  server.on('keylog', (line) => lines.push('server ' + line.toString().split(' ')[0]))
  await new Promise((resolve) => server.listen(0, () => {
    const socket = tls.connect({ port: server.address().port, ca })
    socket.on('keylog', (line) => lines.push('client ' + line.toString().split(' ')[0] + line.toString().endsWith('\n')))
    socket.on('close', () => server.close(resolve)).resume()
  }))
  console.log(lines.sort())
}
main()
