// HTTP/2 over TLS, and HTTP/1.1 on the same port
const http2 = require('http2')
const https = require('https')
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
