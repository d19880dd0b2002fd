// versions, cipher suites, groups, signature schemes: what is negotiated, and the errors of both sides if nothing is
const tls = require('tls')
const keys = require('./fixtures/tls_keys.js')
const ecdsa = { key: keys.serverKey, cert: keys.serverCert }
const rsa = { key: keys.rsaKey, cert: keys.rsaCert }
const V = (min, max) => ({ minVersion: 'TLSv1.' + min, maxVersion: 'TLSv1.' + max })
const CASES = [
  [rsa, {}, {}], [ecdsa, {}, {}], [rsa, V(2, 2), {}], [ecdsa, {}, V(2, 2)], [rsa, V(3, 3), V(2, 2)], [rsa, V(2, 2), V(3, 3)],
  [rsa, { ciphers: 'TLS_CHACHA20_POLY1305_SHA256' }, {}], [rsa, {}, { ciphers: 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384' }],
  [rsa, { honorCipherOrder: false }, { ciphers: 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384' }],
  [rsa, { ciphers: 'TLS_AES_128_GCM_SHA256' }, { ciphers: 'TLS_AES_256_GCM_SHA384' }],
  [rsa, { ...V(2, 2), ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' }, {}], [rsa, { ...V(2, 2), ciphers: 'AES256-GCM-SHA384' }, { ciphers: 'ALL' }],
  [rsa, { ...V(2, 2), ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' }, { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' }],
  [rsa, { ...V(2, 2), ciphers: 'DHE-RSA-AES128-GCM-SHA256', dhparam: 'auto' }, {}],
  [ecdsa, { ...V(2, 2), ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' }, {}], [[rsa, ecdsa], V(2, 2), { ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' }],
  [rsa, { ecdhCurve: 'P-384' }, {}], [rsa, { ecdhCurve: 'X25519' }, {}], [rsa, { ecdhCurve: 'P-521:X25519' }, { ecdhCurve: 'P-521' }], [rsa, { ecdhCurve: 'P-256' }, { ecdhCurve: 'X25519' }],
  [rsa, { ...V(2, 2), ecdhCurve: 'P-256' }, {}], [rsa, { ecdhCurve: 'X448' }, {}],
  [rsa, {}, { sigalgs: 'RSA-PSS+SHA512' }], [rsa, {}, { sigalgs: 'ECDSA+SHA256' }], [rsa, { sigalgs: 'RSA-PSS+SHA256' }, { sigalgs: 'RSA-PSS+SHA384' }],
  [ecdsa, V(2, 2), { sigalgs: 'ECDSA+SHA384:ECDSA+SHA256' }]
]

function run ([identity, serverOptions, clientOptions]) {
  return new Promise((resolve) => {
    const say = []
    const chosen = Array.isArray(identity) ? { key: identity.map((one) => one.key), cert: identity.map((one) => one.cert) } : identity
    const server = tls.createServer({ ...chosen, ...serverOptions }, (socket) => {
      say.push(['server', socket.getProtocol(), socket.getCipher().name, socket.getSharedSigalgs().slice(0, 3).join()])
      socket.on('error', () => {})
      socket.end('x')
    })
    server.on('tlsClientError', (error) => error.code !== 'ERR_SSL_HTTP_REQUEST' && say.push(['server', error.code, error.reason, error.library]))
    server.listen(0, () => {
      const socket = tls.connect({ port: server.address().port, rejectUnauthorized: false, ...clientOptions })
      socket.on('secureConnect', () => say.push(['client', socket.getProtocol(), JSON.stringify(socket.getCipher()), JSON.stringify(socket.getEphemeralKeyInfo())]))
      socket.on('error', (error) => say.push(['client', error.code, error.reason]))
      socket.on('close', () => setTimeout(() => server.close(() => {
        console.log(JSON.stringify(serverOptions), JSON.stringify(clientOptions))
        for (const one of say.sort((a, b) => (a[0] < b[0] ? -1 : 1))) console.log('   ', ...one)
        resolve()
      }), 20))
      socket.resume()
    })
  })
}

async function main () {
  for (const one of CASES) await run(one)
}
main()
