// the authorities that a program trusts by default: NODE_EXTRA_CA_CERTS, setDefaultCACertificates, NODE_TLS_REJECT_UNAUTHORIZED
const tls = require('tls')
const https = require('https')
const fs = require('fs')
const { execFile } = require('child_process')
const keys = require('./fixtures/tls_keys.js')
const ca = keys.caCert
const identity = { key: keys.serverKey, cert: keys.serverCert }

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
