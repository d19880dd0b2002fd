// https over the loopback: what a client sees of a server and its certificate, and of an invalid certificate
const https = require('https')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const key = keys.serverKey
const cert = keys.serverCert
const agentless = { agent: false, host: 'localhost' }

const server = https.createServer({ key, cert }, (req, res) => {
  let n = 0
  req.on('data', (data) => { n += data.length })
  req.on('end', () => {
    res.setHeader('x-received', n)
    res.end(`${req.method} ${req.url} ${req.socket.encrypted} ${req.socket.authorized} ${req.socket.servername}`)
  })
})

function ask (options, body) {
  return new Promise((resolve) => {
    const req = https.request({ port: server.address().port, ...agentless, ...options }, (res) => {
      const { authorized, authorizationError } = res.socket
      const chunks = []
      res.on('data', (chunk) => chunks.push(chunk))
      res.on('end', () => resolve([res.statusCode, res.headers['x-received'], Buffer.concat(chunks).toString(), authorized, authorizationError]))
    })
    req.on('error', (error) => resolve([error.name, error.code, error.message, error.reason, error.host]))
    req.end(body)
  })
}

async function main () {
  console.log(await ask({ ca, path: '/good' }))
  console.log(await ask({ path: '/unknown authority'.replace(' ', '-') }))
  console.log(await ask({ path: '/careless', rejectUnauthorized: false }))
  console.log(await ask({ ca, path: '/large', method: 'POST' }, Buffer.alloc(3e5, 'x')))
  console.log(await ask({ ca, path: '/wrong', servername: 'wrong.example' }))
  console.log(await ask({ ca, path: '/own', checkServerIdentity: (host, peer) => console.log('asked', host, peer.subject.CN, peer.issuerCertificate.subject.CN) }))
  console.log(await ask({ ca, path: '/pinned', checkServerIdentity: () => { const error = new Error('not pinned'); error.code = 'PIN'; return error } }))
  console.log(await ask({ ca, path: '/address', host: '127.0.0.1' }))
  console.log((await fetchWith({ ca })).join(' '))
  server.close(() => console.log('closed'))
  server.closeAllConnections()
}

// keep-alive: two requests over one connection
async function fetchWith (options) {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, ...options })
  const ports = []
  for (let i = 0; i < 2; i++) {
    await new Promise((resolve, reject) => https.get({ port: server.address().port, host: 'localhost', agent }, (res) => {
      ports.push(res.socket.localPort)
      res.resume().on('end', resolve)
    }).on('error', reject))
    await new Promise(setImmediate)
  }
  agent.destroy()
  return ['one connection:', ports[0] === ports[1]]
}

server.listen(0, main)
