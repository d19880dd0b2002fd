// whom a program trusts that names nobody: NODE_EXTRA_CA_CERTS, setDefaultCACertificates, NODE_TLS_REJECT_UNAUTHORIZED
const tls = require('tls')
const https = require('https')
const fs = require('fs')
const { execFile } = require('child_process')
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

if (process.argv[2] === 'child') {
  https.get({ port: process.argv[3], host: 'localhost' }, (res) => { console.log(res.statusCode, res.socket.authorized, res.socket.authorizationError); res.resume() })
    .on('error', (error) => console.log(error.code))
  console.log(tls.getCACertificates('extra').length, tls.getCACertificates('default').length - tls.rootCertificates.length)
} else {
  fs.writeFileSync('extra.pem', 'some text\n' + ca)
  fs.writeFileSync('bad.pem', 'no certificate')
  const server = https.createServer(identity, (req, res) => res.end('x'))
  const child = (env) => new Promise((resolve) => execFile(process.execPath, [__filename, 'child', String(server.address().port)], { env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env } }, (error, stdout, stderr) => {
    console.log(JSON.stringify(env), stdout.trim().split('\n').join(' / '), stderr.includes('Ignoring extra certs'), stderr.includes('NODE_TLS_REJECT_UNAUTHORIZED'))
    resolve()
  }))
  const here = (what) => new Promise((resolve) => https.get({ port: server.address().port, host: 'localhost', agent: false }, (res) => { console.log(what, res.statusCode, res.socket.authorized); res.resume().on('end', resolve) })
    .on('error', (error) => { console.log(what, error.code); resolve() }))
  server.listen(0, async () => {
    await child({})
    await child({ NODE_EXTRA_CA_CERTS: 'extra.pem' })
    await child({ NODE_EXTRA_CA_CERTS: 'missing.pem' })
    await child({ NODE_EXTRA_CA_CERTS: 'bad.pem' })
    await child({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    await here('before')
    tls.setDefaultCACertificates([ca])
    console.log(tls.getCACertificates('default').length, tls.getCACertificates('default')[0].trim() === ca.trim(), tls.rootCertificates.length > 100)
    await here('after')
    tls.setDefaultCACertificates([])
    console.log(tls.getCACertificates('default').length)
    await here('none')
    for (const wrong of [['x'], 'x', [1]]) {
      try { tls.setDefaultCACertificates(wrong); console.log('taken') } catch (error) { console.log(error.name, error.code, error.message) }
    }
    server.close()
  })
}
