// resumed sessions: tickets, ids that a server stores, and cases in which a session is not resumed
const tls = require('tls')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const identity = { key: keys.serverKey, cert: keys.serverCert }

function connect (port, options) {
  return new Promise((resolve) => {
    const found = { events: 0 }
    const socket = tls.connect({ port, host: 'localhost', ca, ...options }, () => {
      found.reused = socket.isSessionReused()
      found.authorized = socket.authorized
      found.peer = socket.getPeerCertificate().subject?.CN
      found.ticket = socket.getTLSTicket() !== undefined
    })
    socket.on('session', (session) => { found.events++; found.session = session })
    socket.on('error', (error) => { found.error = error.code })
    socket.on('close', () => resolve(found))
    socket.resume()
  })
}
const show = (what, { session, ...rest }) => console.log(what, JSON.stringify(rest), 'session', Buffer.isBuffer(session))

async function withServer (options, listeners, run) {
  const server = tls.createServer({ ...identity, ...options }, (socket) => { socket.on('error', () => {}); setTimeout(() => socket.end('bye'), 20) })
  for (const [event, listener] of Object.entries(listeners)) server.on(event, listener)
  await new Promise((resolve) => server.listen(0, resolve))
  await run(server.address().port, server)
  await new Promise((resolve) => server.close(resolve))
}

async function main () {
  for (const maxVersion of ['TLSv1.3', 'TLSv1.2']) {
    console.log(maxVersion)
    await withServer({ maxVersion }, {}, async (port, server) => {
      const first = await connect(port, {})
      show('first', first)
      show('again', await connect(port, { session: first.session }))
      show('for another name', await connect(port, { session: first.session, servername: 'other.example' }))
      server.setTicketKeys(Buffer.alloc(48, 7))
      show('other keys', await connect(port, { session: first.session }))
      show('garbage', await connect(port, { session: Buffer.from('nothing') }))
    })
    await withServer({ maxVersion, secureOptions: require('crypto').constants.SSL_OP_NO_TICKET }, {}, async (port) => {
      const first = await connect(port, {})
      show('no tickets', { ...first, events: 0 })
    })
  }
  const store = new Map()
  let asked = 0
  await withServer({ maxVersion: 'TLSv1.2', secureOptions: require('crypto').constants.SSL_OP_NO_TICKET }, {
    newSession: (id, data, callback) => { store.set(id.toString('hex'), data); setTimeout(callback, 10) },
    resumeSession: (id, callback) => { asked++; setTimeout(callback, 10, null, store.get(id.toString('hex')) || null) }
  }, async (port) => {
    const first = await connect(port, {})
    show('stored', first)
    show('looked up', await connect(port, { session: first.session }))
    store.clear()
    show('forgotten', await connect(port, { session: first.session }))
    console.log('asked', asked)
  })
  await withServer({ sessionTimeout: 1, maxVersion: 'TLSv1.3' }, {}, async (port) => {
    const first = await connect(port, {})
    await new Promise((resolve) => setTimeout(resolve, 2200))
    show('too late', { ...await connect(port, { session: first.session }), events: 0 })
  })
}
main()
