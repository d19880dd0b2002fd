"""TLS over the loopback: whole handshakes, sessions taken up again, bytes through each kind of cipher, requests of https."""
import json

from benchmarks.context import Context
from benchmarks.row import Row

IDENTITY = """
const ec = { key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjX+YtOexjz6L5+ng
rv5VpcKVHJoUerOWoUWgPpCruq+hRANCAAS1SJFCJslKC3679HKwDIuJWhkaM00d
Q05apJ8CDqePEPbFOjF3P7plvqP34s7PgK/pn7SVMYnFjhAwf2AVkEMq
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
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
-----END CERTIFICATE-----` }
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
-----END PRIVATE KEY-----`, cert: `-----BEGIN CERTIFICATE-----
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
-----END CERTIFICATE-----` }
const tls = require('tls'), https = require('https')
const now = () => Number(process.hrtime.bigint()) / 1e6
"""
HANDSHAKES = IDENTITY + """
async function handshakes (identity, count, again) {
  const server = tls.createServer(identity, (socket) => socket.end('x'))
  await new Promise((resolve) => server.listen(0, resolve))
  let session
  const one = (given) => new Promise((resolve, reject) => {
    const socket = tls.connect({ port: server.address().port, host: 'localhost', rejectUnauthorized: false, session: given })
    socket.on('session', (found) => { session = session || found }).on('error', reject).on('close', resolve).resume()
  })
  for (let k = 0; k < 5; k++) await one()
  const started = now()
  for (let k = 0; k < count; k++) await one(again ? session : undefined)
  const took = (now() - started) / count
  server.close()
  return took
}
async function main () {
  console.log(JSON.stringify({ 'RSA 2048': await handshakes(rsa, 40), 'P-256': await handshakes(ec, 40), 'resumed': await handshakes(ec, 40, true) }))
}
main()
"""
BULK = IDENTITY + """
async function bulk (ciphers) {
  const chunk = Buffer.alloc(65536), total = 16 << 20
  const server = tls.createServer({ ...ec, ciphers }, (socket) => { let left = total
    const more = () => { while (left > 0) { left -= chunk.length; if (!socket.write(chunk)) return } socket.end() }
    socket.on('drain', more)
    more()
  })
  await new Promise((resolve) => server.listen(0, resolve))
  let started = 0, bytes = 0
  await new Promise((resolve, reject) => {
    const socket = tls.connect({ port: server.address().port, rejectUnauthorized: false })
    socket.on('data', (data) => { if (bytes === 0) started = now(); bytes += data.length }).on('end', resolve).on('error', reject)
  })
  const speed = bytes / 1000 / (now() - started)
  server.close()
  return speed
}
async function main () {
  const found = {}
  for (const name of ['TLS_AES_256_GCM_SHA384', 'TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256']) found[name] = await bulk(name)
  console.log(JSON.stringify(found))
}
main()
"""
REQUESTS = IDENTITY + """
const agent = new https.Agent({ keepAlive: true, maxSockets: 10, rejectUnauthorized: false })
const server = https.createServer(ec, (request, response) => response.end('hello world'))
const TOTAL = 1500
server.listen(0, () => {
  const { port } = server.address()
  let started = 0, sent = 0, done = 0
  const next = () => {
    if (sent++ >= TOTAL + 200) return
    https.get({ port, agent }, (response) => {
      response.resume()
      response.on('end', () => {
        done++
        if (done === 200) started = now()
        if (done === TOTAL + 200) { console.log(JSON.stringify(TOTAL / (now() - started) * 1000)); process.exit() }
        next()
      })
    })
  }
  for (let k = 0; k < 10; k++) next()
})
"""


def run(context: Context) -> list[Row]:
    rows = []
    for program, title, unit in ((HANDSHAKES, 'TLS handshake, both sides', 'ms'), (BULK, 'TLS bytes, both sides', 'MB/s')):
        ours, theirs = json.loads(context.inside(program)), json.loads(context.native(program))
        rows += [Row(f'{title}, {name}', ours[name], theirs[name], unit) for name in theirs]
    return [*rows, Row('https, requests over one agent, 10 at once', json.loads(context.inside(REQUESTS)), json.loads(context.native(REQUESTS)), '1/s')]
