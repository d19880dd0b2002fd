"""TLS over the loopback: full handshakes, resumed sessions, bytes through each kind of cipher, https requests."""

import json

from benchmarks.context import Context
from benchmarks.row import Row
from toolchain.environment import ROOT

# those of the tests
_KEYS = (
    (ROOT / 'tests' / 'node' / 'cases' / 'fixtures' / 'tls_keys.js')
    .read_text()
    .replace('module.exports = ', 'const keys = ')
)
IDENTITY = (
    _KEYS
    + """
const ec = { key: keys.serverKey, cert: keys.serverCert }
const rsa = { key: keys.rsaKey, cert: keys.rsaCert }
"""
)
HANDSHAKES = (
    IDENTITY
    + """
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
)
BULK = (
    IDENTITY
    + """
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
)
REQUESTS = (
    IDENTITY
    + """
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
)


def run(context: Context) -> list[Row]:
    rows = []
    for program, title, unit in (
        (HANDSHAKES, 'TLS handshake, both sides', 'ms'),
        (BULK, 'TLS bytes, both sides', 'MB/s'),
    ):
        ours, theirs = json.loads(context.inside(program)), json.loads(context.native(program))
        rows += [Row(f'{title}, {name}', ours[name], theirs[name], unit) for name in theirs]
    return [
        *rows,
        Row(
            'https, requests over one agent, 10 at once',
            json.loads(context.inside(REQUESTS)),
            json.loads(context.native(REQUESTS)),
            '1/s',
        ),
    ]
