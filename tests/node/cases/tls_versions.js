// versions, cipher suites, groups, signature schemes: what is agreed, and the errors of both sides where nothing is
const tls = require('tls')
const ecdsa = { key: `-----BEGIN PRIVATE KEY-----
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
const rsa = { key: `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQCpzWzQivKruONA
6bJ8fJGZFHUpVASI9S7LWYGxgW+kGIkfhvlpy04OGQ1e/EgxvzxGT2jZ0grNDOW0
ULEM9411sl/sldP9gocKgiLiH5fUy0Buf8a4hk9m4FUn3bItEVwTER2SSoqEoAxm
YoBOqxrJtV35C4rkRjPj4gAYVddkQDe7Zwnu+PpMJ26ht2KuEwKvMPqlNCay5Ad9
dpb4dOFGmo++5zCKkZnpQv9KwFkYOo6OgHPTyosmMTRu0tbKoCrha9a5UvYcUZ5a
2o7P5mTr9fkOPlfiM50+OZZ1lwqM4osw5k8Z6UmV3z4tMAJ4qUjV5oL+3MgCc6me
fjNriX9VAgMBAAECggEACKOZTVmUaSTkowaA0eaV6HTq/7705XGb/4qT7PpfOg5p
g5TJbGwvPMu3gMVTIvzOI0GiXbAFuVMA/is7fCO9gGcijECUjYmuNzGnIVwRdyke
zmsVKt7ie/hz51hXMAXPFRqXfObqpJQZWBLbi6UW8tDrHA2jSQ6X+0MiABr19Mqz
m6sD7EkKZ1ZJHmY7XHzJCycDgSoK6Mpc6rrDO7f8guirAmJLcooBGLBYJ3lJ/984
7WaV5Rmju18O4a//g6rH7WTS+ZJZ8xaeHIQ2AOYBt4x0JrMOzoH9WNxSgjtw+FIi
RBaOVoeF+Qf0D8pUydGHzRhjKq9evycvFMBBUOQyTQKBgQDpkIlLGcPyx8LvzgsR
ZJygpVSGYZalom7qbuEPR28VDmVs1NLDX9XYiko3kfWtjg7Ypfdy1NjxvxfX8KeO
p7vlWKKg8tFcEwPGiCsNJ0dh/wrWOzNMT1mtWPN3xLBXzZpt+9QOKNxcvvvzd5yJ
gG3QYZV2CYKbq4Abmec+xdoj4wKBgQC6HPKBsf6x9WgRpgppzOSyP+hhhFJikjCM
bXq83GkNfO9NHLQirjEs4d5HUEOiXYVMkt0ngseqkwgXuGAQMQwSvuhANlhiNhko
ohy4Xd18eNGRFwahS+ZCFYPloPYDM76PvdMiyYvtSHjlvd0IGJUFjEg6C+i3AocT
ltl9lJnlZwKBgQCtsusX6hJ65KsJsp8ykTOWmT4SLlNd3T5FpK5Fsadf7nPpiyEv
YX9k6ful9ivSpbpOzqcHRFoO90GhO30xL3cialeQAOVIZ2/AXxY9Uv/YVldV2XMe
Bkk4DNYMNT+8HNEDiGw9F5BCfVpcx5CoBdYlSd1gilQSt2mvnTaHzZacZwKBgQCf
2+VhCWZfrQ7qudgP8HIvuTz9Jg8to6wXsqHOPvPtJfbWIWWItF6A0rF+R68Qc4vf
rfZPzcF6/jfhR/kbb0WThG8xWHyqPxV1FWnd4qIwHAbFvSVwviTVdm2Ie61UKsnv
5XjJVJzf/3P4whBst9Cop0oSsc/+AinL5bKCb3WQ2QKBgQC5xuJcI3orltwGPQ1/
siX5ikNDw4t1P6XBPXPNe41wYclc4SOiUiQUnmJQV8HJpzeF+0WKnIb33DsEzF82
hPTplwcy0BlIx2mW9tgb5hI9gBCx3TMYW2xJLE4SiSL8ZYya4v3ANiMvahQUBW9/
FnUSnRnLbmQLLipOGQ5a9TJObA==
-----END PRIVATE KEY-----
`, cert: `-----BEGIN CERTIFICATE-----
MIIDPzCCAiegAwIBAgIUHDRnQZEjMpHeD1bXU/wonfnEU/gwDQYJKoZIhvcNAQEL
BQAwIzESMBAGA1UEAwwJbG9jYWxob3N0MQ0wCwYDVQQKDARzZWxmMCAXDTI2MTEy
ODIzMDEzMloYDzIxMjYxMTA0MjMwMTMyWjAjMRIwEAYDVQQDDAlsb2NhbGhvc3Qx
DTALBgNVBAoMBHNlbGYwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCp
zWzQivKruONA6bJ8fJGZFHUpVASI9S7LWYGxgW+kGIkfhvlpy04OGQ1e/EgxvzxG
T2jZ0grNDOW0ULEM9411sl/sldP9gocKgiLiH5fUy0Buf8a4hk9m4FUn3bItEVwT
ER2SSoqEoAxmYoBOqxrJtV35C4rkRjPj4gAYVddkQDe7Zwnu+PpMJ26ht2KuEwKv
MPqlNCay5Ad9dpb4dOFGmo++5zCKkZnpQv9KwFkYOo6OgHPTyosmMTRu0tbKoCrh
a9a5UvYcUZ5a2o7P5mTr9fkOPlfiM50+OZZ1lwqM4osw5k8Z6UmV3z4tMAJ4qUjV
5oL+3MgCc6mefjNriX9VAgMBAAGjaTBnMB0GA1UdDgQWBBSizjqxsV8OLSWmk+AU
+dfv4gOduDAfBgNVHSMEGDAWgBSizjqxsV8OLSWmk+AU+dfv4gOduDAPBgNVHRMB
Af8EBTADAQH/MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDANBgkqhkiG9w0BAQsFAAOC
AQEAaIOKZkjoi6hIyi+pFGEI3oDRcK+BTwY5dztp/6ZLh+QtwGoAWIZiChzKzDj4
uMA9l1JbGDr+nKM46CPQzIMQtsDs3uatK1h3Nq3Arag7xq1sV8EpWTE1N1cL8rgz
MBiTS28UNPinOBXmTHKwdeyQfrSH0Q11vyLG2KLVZ4RzFMe9w5+KmeOU3fDk1Utv
MKcnDmmnt9BBClPRx83V7DxE3MUA+9bLSmJC77jf4CynPMqtRO+nLeX52G3Z6zNx
u7Fouk8ism3I3A9+1JYXkIo0aPxvejMNrnGR/XCUi+/y3e5UfCKvkbmlbfeKlxm3
wXOJ2liWkogANLNN8ogoUy/7qQ==
-----END CERTIFICATE-----
` }
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
