// sessions that are taken up again: tickets, ids that a server stores, and when they are not
const tls = require('tls')
const ca = `-----BEGIN CERTIFICATE-----
MIIBpDCCAUmgAwIBAgIULzTm3pG/LLTT9GBb28J5GS5Fjv4wCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowHjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9v
dDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFBuAQKycH+sahiizLEmhuFAYOpJ
Df7zMG9JXzYRH8SiGNFVGqURCRYgY//vAsoH0pyI5cxEsT6yw/mqe5h9SNCjYzBh
MB0GA1UdDgQWBBQtOx7HiU8nAEdBsf9TXtFYQVLVWDAfBgNVHSMEGDAWgBQtOx7H
iU8nAEdBsf9TXtFYQVLVWDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIB
BjAKBggqhkjOPQQDAgNJADBGAiEA3/QL9XJoYX397mKSzGDwS35ZxI2GmYngiODU
93mfphwCIQDC+Z8IiGnsvmw1NM7IBP+pSsG0/6jkS+mIk5DvGVhwqQ==
-----END CERTIFICATE-----
`
const identity = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjX+YtOexjz6L5+ng
rv5VpcKVHJoUerOWoUWgPpCruq+hRANCAAS1SJFCJslKC3679HKwDIuJWhkaM00d
Q05apJ8CDqePEPbFOjF3P7plvqP34s7PgK/pn7SVMYnFjhAwf2AVkEMq
-----END PRIVATE KEY-----
`, cert: `-----BEGIN CERTIFICATE-----
MIIBtTCCAVqgAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bQwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEtUiRQibJSgt+u/RysAyLiVoZGjNNHUNOWqSfAg6n
jxD2xToxdz+6Zb6j9+LOz4Cv6Z+0lTGJxY4QMH9gFZBDKqN+MHwwGgYDVR0RBBMw
EYIJbG9jYWxob3N0hwR/AAABMBMGA1UdJQQMMAoGCCsGAQUFBwMBMAkGA1UdEwQC
MAAwHQYDVR0OBBYEFNrfJyRiqwGIvWAyp8ybVNVpfwP+MB8GA1UdIwQYMBaAFC07
HseJTycAR0Gx/1Ne0VhBUtVYMAoGCCqGSM49BAMCA0kAMEYCIQDUAofwBv0+KeWe
Ep0RdY5q6V9YPGHtyy+AImiB3DGvngIhAO+DKjekLtIzLoN/yKTRzkXOtHguPDmW
VWZ9Yd1Y2ok4
-----END CERTIFICATE-----
` }

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
