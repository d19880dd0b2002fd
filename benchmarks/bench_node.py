"""Node's own hot paths: requests of HTTP over the loopback, Buffer's conversions and searches, bytes through
streams."""

import json

from benchmarks.context import Context
from benchmarks.row import Row

HTTP = """
const http = require('http')
const agent = new http.Agent({ keepAlive: true, maxSockets: 10 })
const server = http.createServer((request, response) => response.end('hello world'))
const TOTAL = 4000
server.listen(0, () => {
  const { port } = server.address()
  let started = 0, sent = 0, done = 0
  const next = () => {
    if (sent++ >= TOTAL + 500) return
    http.get({ port, agent }, response => {
      response.resume()
      response.on('end', () => {
        done++
        if (done === 500) started = process.hrtime.bigint()
        if (done === TOTAL + 500) {
          console.log(JSON.stringify(TOTAL / (Number(process.hrtime.bigint() - started) / 1e9)))
          process.exit()
        }
        next()
      })
    })
  }
  for (let k = 0; k < 10; k++) next()
})
"""
BUFFER = """
const data = Buffer.alloc(1 << 20)
for (let k = 0; k < data.length; k++) data[k] = 32 + k % 90
const text = data.toString('latin1'), hex = data.toString('hex'), base64 = data.toString('base64')
const cases = {
  'to utf8': () => data.toString(), 'from utf8': () => Buffer.from(text), 'to hex': () => data.toString('hex'), 'from hex': () => Buffer.from(hex, 'hex'),
  'to base64': () => data.toString('base64'), 'from base64': () => Buffer.from(base64, 'base64'), 'to latin1': () => data.toString('latin1'),
  'indexOf': () => data.indexOf('no such text'), 'compare': () => data.compare(data), 'copy': () => data.copy(Buffer.allocUnsafe(data.length)),
  'concat': () => Buffer.concat([data, data]), 'fill': () => Buffer.allocUnsafe(1 << 20).fill('abc'),
}
const found = {}
for (const [name, call] of Object.entries(cases)) {
  for (let k = 0; k < 20; k++) call()
  const times = []
  for (let k = 0; k < 60; k++) { const started = process.hrtime.bigint(); call(); times.push(Number(process.hrtime.bigint() - started) / 1e6) }
  found[name] = times.sort((a, b) => a - b)[30]
}
console.log(JSON.stringify(found))
"""
STREAMS = """
const { Readable, Transform, Writable, pipeline } = require('stream')
const chunk = Buffer.alloc(65536)
let left = 8000, bytes = 0
const started = process.hrtime.bigint()
pipeline(new Readable({ read() { this.push(left-- > 0 ? chunk : null) } }), new Transform({ transform(part, encoding, done) { done(null, part) } }),
  new Writable({ write(part, encoding, done) { bytes += part.length; done() } }),
  () => console.log(JSON.stringify(bytes / 1e6 / (Number(process.hrtime.bigint() - started) / 1e9))))
"""


def run(context: Context) -> list[Row]:
    rows = [
        Row(
            'http, requests over the loopback, 10 at once',
            json.loads(context.inside(HTTP)),
            json.loads(context.native(HTTP)),
            '1/s',
        ),
        Row(
            'streams, Readable through Transform',
            json.loads(context.inside(STREAMS)),
            json.loads(context.native(STREAMS)),
            'MB/s',
        ),
    ]
    ours, theirs = json.loads(context.inside(BUFFER)), json.loads(context.native(BUFFER))
    return rows + [Row(f'Buffer, 1 MB, {name}', ours[name], theirs[name], 'ms') for name in theirs]
