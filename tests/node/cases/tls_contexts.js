// contexts: which options are refused, and how; lists; pre-shared keys; pfx
const tls = require('tls')
const fs = require('fs')
const keys = require('./fixtures/tls_keys.js')
const identity = { key: keys.serverKey, cert: keys.serverCert }
const locked = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh0qV8QQr8EbgICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEL3k1kTUJd/YKHzifHqVODsEgZAH
Gef3LDXoXAryg92eKRiIOq74MQ5lWMlXftb1X77cQXj2r+6x+BfTeJdfQFQdXbph
MBWN53yEj9054ai3N7Fo9WTVN93k7/7CZPtkbCwiDnMNEt44Dq32VC44g5WknDRM
B4uh8vLrf3VxFg/TAWQQYdZqK9jsyfC6N9NIZeIGSxGG3L4x9r8RNzf1AuNyrtw=
-----END ENCRYPTED PRIVATE KEY-----
`
const pfx = Buffer.from(`MIIGHAIBAzCCBdIGCSqGSIb3DQEHAaCCBcMEggW/MIIFuzCCBHIGCSqGSIb3DQEHBqCCBGMwggRfAgEAMIIEWAYJKoZIhvcNAQcBMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjyBzKHuDFTjwICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAG6lc+1kQgRgUlhGoatSTqAggPwnuzt5debvMUV198ZDynerGTowQ4QKgixNYXmBqKAj7Ww7i2GmID/oB8tV7vBK9xU1ib9xHL/dFdk5+HdgR7OTxNoU5y1e4a3wuVsb1XBsUC53Rz95N+Mmc8smcoaIS1LFIYSNzlNBGfWtzXJzhKV9EQg17bT+lk5uzC0v2ooevz3j/FcWOjJRgkZsB318mVszATBMHQmfP+tYK7y96xBKShzM37ylVRnJhv4ojs5E66X46WgFIdez99kbC3zFI+xvTY1xqEMqKoggKeradJr6aCwm5yI29AmNyeGYMv3ElvUKt6ZaOseEsAyxPVIfD5QwX1ulS2PAwuB5SQQz5D9wZvQ/mvEYJDIMURLwuer5jDFocWOdziyPO7ThnR4zBDgly4PUOf81eqHakAEsJLjiJuNoR7/uot2D0jEPWprBQpBfYl7qz1lu4cgVMXdKkj6n892Xt8S4PqfMxniZL4EGK3EaYjLsOBCBwqn4IlhNNrK/C2E97uefQaAB7MbznxsuZuUh3BY9O0Cd0DX+PXvu3q1bW3CWoALViV/juzuN49h0SMgXunx+dByhGTXfWMpJgkGxgbx1BkXDDC9fdPFzrh4dyDvOz9aMPNNEXVLuxHzFilaI6JVcaoOLke2YvhcFHo2JZsqiUBI04m9Yqmy1V3Qw98Tt/Ad4BpBoYZdPo7/1qwqlqQ+Son/N1WpYAjC/XNFcM68/FCsa0i5Ip7zwADDOsCEicMCuyYgyFjxW3eGuY+4gpAn0dmjebh+Rzp9yh1k9Xg+q1kOusMh/wgs6wG5diplymsKA792tQFIeGnoJiD1T/FpOezOBvMwbpY6F5yhop/uu4dHec+tP74QRuPmZtofFcKrtoWKRhGeB9gk4ue3wvFiXyo3iPeKXSnr+Wfbg/PUJJz8ErzCd3yU6QRYAZ4o0V+0u4KA8N4JfIko/6885IgbtanhV6jYxQuFsKR8mqLrsgWzJ17Q0icRJyQ+FKonku7nBPycDX6IZas9LYkX2hJlDwSzQd8ywnOztaITaF2NI3HA7AhiieX94C7qSWQe+vm/bMZfyYnQ11xdNgGcNConKBrkphqboSm4M6KLacbV86wUmPCmRB0PWykaNfiRt3Ce/0h8EgfswcQtFzotTRlel3SvUD+vMqtvA2sA3ZCktejas1ESxXDyftk17zFAyjEDyWnVbOnXC5kCYSev2C5Pxj/W5FXdOqJ7u5sJOrpI+RO7upP6ciwyXB0Vq2oHmdtiuc62po4WhqZnUxO84CYGSicltuAjzEay9FbPPCkTl9HW8pHdAzEaFMbuNQHG04qodJkb7ewCEkc/AD/M8Lh0xpK9QWYMnm+KMIIBQQYJKoZIhvcNAQcBoIIBMgSCAS4wggEqMIIBJgYLKoZIhvcNAQwKAQKgge8wgewwVwYJKoZIhvcNAQUNMEowKQYJKoZIhvcNAQUMMBwECFeKyWGCJb/JAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQgLYvO8e1MJxz/z6sv7yVqgSBkKlQ70zdY1HFpbsYS4HYB+bXqT2865Li2vX5NUAm0CXKclYAcPP9gKG1lqXAztKU4aWoubu5Xh2fLx/vpZ0CQ587jG7Fw6HePwKgDv8lQ4LAdBq4quOvrc/fOA/2KWV9RuekU1Hp+cf0zAv7fo9hu//AZo7ZySEffsVJdcgmOeL4DwR2EC+M6AhJ7aeqPMJVTjElMCMGCSqGSIb3DQEJFTEWBBSeXe+yuqjPooz7Dqe0htRPrWL+7jBBMDEwDQYJYIZIAWUDBAIBBQAEINYpkoVcycm4ypUK5I+wz3yOpmt2lF5azqn4YqKOaxQhBAhyiXLYyAM2cQICCAA=
`, 'base64')
const other = { key: keys.otherKey }
const tries = [
  { ciphers: 'blah' }, { ciphers: 'TLS_BLAH' }, { key: 'x' }, { cert: 'x' }, { ca: 'x' }, { ecdhCurve: 'zzz' }, { sigalgs: 'foo' }, { sigalgs: '' }, { pfx: Buffer.from('x') },
  { pfx, passphrase: 'bad' }, { pfx, passphrase: 'secret' }, { minVersion: 'x' }, { secureProtocol: 'blah' }, { secureProtocol: 'SSLv2_method' }, { crl: 'x' }, { ...identity, ...other },
  { key: locked }, { key: locked, passphrase: 'wrong' }, { key: locked, passphrase: 'secret', cert: identity.cert }, { key: [{ pem: locked, passphrase: 'secret' }], cert: identity.cert },
  { minVersion: 'TLSv1.3', secureProtocol: 'TLSv1_2_method' }, { ciphers: 1 }, { ca: 1 }, { ticketKeys: Buffer.alloc(3) }, { sessionTimeout: -1 }, { ...identity }, identity, {},
  { pfx: 1 }, { pfx: true }, { pfx: [{}] }, { ecdhCurve: '' }
]
for (const one of tries) {
  try {
    const context = tls.createSecureContext(one)
    console.log(Object.keys(one).join(), 'is taken', context.context.getCertificate()?.length)
  } catch (error) {
    console.log(Object.keys(one).join(), error.name, error.code, error.message, error.library, error.reason)
  }
}
console.log(tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, tls.DEFAULT_ECDH_CURVE, tls.DEFAULT_CIPHERS.length)
console.log(tls.rootCertificates.length, Object.isFrozen(tls.rootCertificates), tls.rootCertificates[0].slice(0, 64), tls.getCACertificates('bundled').length, tls.getCACertificates('system').length >= 0)
console.log(tls.getCiphers().filter((name) => name.includes('gcm') && !/psk|srp/.test(name)).sort().join())

const secret = Buffer.from('d731ef57be09e5204f0b205b60627028', 'hex')

function psk (version, answer, sent = secret) {
  return new Promise((resolve) => {
    const ciphers = 'PSK+HIGH:TLS_AES_128_GCM_SHA256'
    const server = tls.createServer({ ciphers, maxVersion: version, pskIdentityHint: 'who', pskCallback: (socket, identity) => { console.log('server is asked', identity); return identity === 'me' ? secret : null } }, (socket) => {
      console.log('server', socket.getProtocol(), socket.getCipher().name, socket.authorized)
      socket.end('x')
    })
    server.on('tlsClientError', (error) => error.code !== 'ERR_SSL_HTTP_REQUEST' && console.log('server', error.code, error.reason))
    server.listen(0, () => {
      const client = tls.connect({ port: server.address().port, ciphers, checkServerIdentity: () => {}, pskCallback: (hint) => { console.log('client is asked', hint); return answer && { psk: sent, identity: answer } } }, () => console.log('client', client.authorized, client.getPeerCertificate()))
      client.on('error', (error) => console.log('client', error.code, error.reason))
      client.on('close', () => server.close(resolve))
      client.resume()
    })
  })
}

async function main () {
  await psk('TLSv1.2', 'me')
  await psk('TLSv1.3', 'me')
  await psk('TLSv1.2', 'you')
  await psk('TLSv1.3', 'me', secret.map((octet) => octet ^ 1))
  await psk('TLSv1.3', 'me', Buffer.alloc(300))
  await psk('TLSv1.3', 'me', Buffer.alloc(513))
  await psk('TLSv1.2', 'm'.repeat(256))
  await psk('TLSv1.2', 'm'.repeat(257))
  for (const session of [1, {}, true, 'x']) {
    try { tls.connect({ port: 1, session }).on('error', () => {}).destroy() } catch (error) { console.log(error.code, error.message) }
  }
  const socket = new tls.TLSSocket(new (require('net').Socket)())
  for (const call of [() => socket.setServername(1), () => socket.exportKeyingMaterial(10, 'x'), () => socket.setMaxSendFragment(511), () => socket.setMaxSendFragment(512), () => socket.getPeerCertificate(), () => socket.getSession(), () => socket.getCipher()]) {
    try { console.log(call()) } catch (error) { console.log(error.code, error.message) }
  }
}
main()
