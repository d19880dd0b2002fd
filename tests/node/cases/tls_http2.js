// HTTP/2 over TLS, and HTTP/1.1 on the same port
const http2 = require('http2')
const https = require('https')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const identity = { key: keys.serverKey, cert: keys.serverCert }

const server = http2.createSecureServer({ ...identity, allowHTTP1: true }, (req, res) => {
  const chunks = []
  req.on('data', (chunk) => chunks.push(chunk))
  req.on('end', () => {
    res.setHeader('x-version', req.httpVersion)
    res.end(`${req.method} ${req.url} ${req.socket.encrypted} ${req.stream?.session?.alpnProtocol ?? req.socket.alpnProtocol} ${Buffer.concat(chunks).length}`)
  })
})

function get (session, headers, body) {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers)
    let status
    const chunks = []
    stream.on('response', (found) => { status = found[':status'] })
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('end', () => resolve([status, Buffer.concat(chunks).toString()]))
    stream.on('error', reject)
    stream.end(body)
  })
}

server.listen(0, async () => {
  const port = server.address().port
  const session = http2.connect(`https://localhost:${port}`, { ca })
  session.on('connect', () => console.log('connect', session.alpnProtocol, session.encrypted, session.originSet.length, session.socket.authorized))
  console.log(await get(session, { ':path': '/one' }))
  console.log(await Promise.all([get(session, { ':path': '/two' }), get(session, { ':path': '/three', ':method': 'POST' }, Buffer.alloc(100000, 'y'))]))
  await new Promise((resolve) => session.close(resolve))
  await new Promise((resolve) => https.get({ port, host: 'localhost', ca, agent: false }, (res) => {
    res.on('data', (data) => console.log(res.headers['x-version'], String(data))).on('end', resolve)
  }))
  const strict = http2.createSecureServer(identity, (req, res) => res.end('strict'))
  strict.on('unknownProtocol', (socket) => { console.log('unknownProtocol', socket.alpnProtocol); socket.destroy() })
  strict.listen(0, () => {
    const client = http2.connect(`https://localhost:${strict.address().port}`)
    client.on('error', (error) => {
      console.log(error.code)
      strict.close(() => server.close(() => console.log('closed')))
    })
  })
})
