// what both sides of a connection know of each other: names, protocols, certificates, keys
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
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjX+YtOexjz6L5+ng
rv5VpcKVHJoUerOWoUWgPpCruq+hRANCAAS1SJFCJslKC3679HKwDIuJWhkaM00d
Q05apJ8CDqePEPbFOjF3P7plvqP34s7PgK/pn7SVMYnFjhAwf2AVkEMq
-----END PRIVATE KEY-----
`
const cert = `-----BEGIN CERTIFICATE-----
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
`
const own = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzaQRIQ72vgmmZmSu
mbrAtXKExgg7U8bmBeLumufcqa6hRANCAARQWlw2DdB1o9HQIY7nneWZYOK0Qr9m
5eQm202mqXRKzg+vJpuYOKjO/VC9J2LEdSDJpjpDiAXwtmfngUzFgUdP
-----END PRIVATE KEY-----
`, cert: `-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bUwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzBa
GA8yMTI2MTEwNDIzMDEzMFowEzERMA8GA1UEAwwIYSBjbGllbnQwWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAARQWlw2DdB1o9HQIY7nneWZYOK0Qr9m5eQm202mqXRK
zg+vJpuYOKjO/VC9J2LEdSDJpjpDiAXwtmfngUzFgUdPo1cwVTATBgNVHSUEDDAK
BggrBgEFBQcDAjAdBgNVHQ4EFgQUTFDcEKOgp/X/c/Y5qO+AwSsPkQIwHwYDVR0j
BBgwFoAULTsex4lPJwBHQbH/U17RWEFS1VgwCgYIKoZIzj0EAwIDSAAwRQIgfH+k
65N+uGWJfvc78V4k/TcAZU/0JBYYhAwB0qppluACIQDb5n9aC1Sh+9sSxjiRnfi/
jiu07/sFatQdbG3bdurh3A==
-----END CERTIFICATE-----
` }
const other = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZOUWPY3VHBUjI66F
KDRfQRmog8jGTG6aVdbM/1vIxGahRANCAAQ1eGE6OhUjhdQfJoUVyDgPTuPRCbvE
0uUwM7Nq5SDui3dK0S0FG0lV7T5MdQrNYl69lnx6l8gJFPbFWWE5BIfv
-----END PRIVATE KEY-----
`, cert: `-----BEGIN CERTIFICATE-----
MIIBpjCCAUygAwIBAgIUOW90k5U0at84ivxapC+pKJPQ+bYwCgYIKoZIzj0EAwIw
HjEcMBoGA1UEAwwTVGVycmFyaXVtIFRlc3QgUm9vdDAgFw0yNjExMjgyMzAxMzFa
GA8yMTI2MTEwNDIzMDEzMVowGDEWMBQGA1UEAwwNb3RoZXIuZXhhbXBsZTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABDV4YTo6FSOF1B8mhRXIOA9O49EJu8TS5TAz
s2rlIO6Ld0rRLQUbSVXtPkx1Cs1iXr2WfHqXyAkU9sVZYTkEh++jbDBqMCgGA1Ud
EQQhMB+CDW90aGVyLmV4YW1wbGWCDioud2lsZC5leGFtcGxlMB0GA1UdDgQWBBQe
cNkrr167skqUd7L/g78pKdnNVTAfBgNVHSMEGDAWgBQtOx7HiU8nAEdBsf9TXtFY
QVLVWDAKBggqhkjOPQQDAgNIADBFAiEA8EvyWpMAC+zajUSoWNT9HkqisjF5jorY
7SnVsSK9NkcCIAKvzw4y159RFWRtKBpykiMkdMNtxlxhXrE1QgrEZdLl
-----END CERTIFICATE-----
` }

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
