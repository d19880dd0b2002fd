// Hosts outside of the machine, for tests: one http and one https server, run by native Node. Prints both ports as JSON.
//   node outside_server.js KEY.pem CERT.pem
const crypto = require('node:crypto'), fs = require('node:fs'), http = require('node:http'), https = require('node:https'), zlib = require('node:zlib')

const seen = []         // what happened to requests that were not answered in the usual way
const later = (ms) => new Promise((done) => setTimeout(done, ms))

async function body(request) {
  const digest = crypto.createHash('sha256')
  let length = 0
  for await (const part of request) { length += part.length; digest.update(part) }
  return { length, sha256: digest.digest('hex') }
}

const routes = {
  '/text': (request, response) => response.end('hello from outside\n'),
  '/echo': async (request, response) => {
    const chunks = []
    for await (const part of request) chunks.push(part)
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() }))
  },
  '/status': (request, response, query) => { response.statusCode = Number(query.get('code')); response.end(`status ${query.get('code')}\n`) },
  '/headers': (request, response) => {
    response.setHeader('x-shown', 'yes'); response.setHeader('x-hidden', 'yes'); response.setHeader('access-control-expose-headers', 'x-shown')
    response.setHeader('set-cookie', ['a=1; Path=/', 'b=2']); response.end('headers\n')
  },
  '/gzip': (request, response) => { response.setHeader('content-encoding', 'gzip'); response.end(zlib.gzipSync('compressed on the way\n'.repeat(100))) },
  '/redirect': (request, response) => { response.statusCode = 302; response.setHeader('location', '/text'); response.end() },
  '/away': (request, response, query) => { response.statusCode = 307; response.setHeader('location', query.get('to')); response.end() },
  '/target': (request, response) => { seen.push(`target: ${request.method} ${request.headers.host.split(':')[0]}`); response.end('reached\n') },
  '/big': async (request, response, query) => {
    const part = Buffer.alloc(65536, 'x')
    for (let left = Number(query.get('bytes')); left > 0; left -= part.length) {
      if (!response.write(left < part.length ? part.subarray(0, left) : part)) await new Promise((done) => response.once('drain', done))
    }
    response.end()
  },
  '/upload': async (request, response) => response.end(JSON.stringify(await body(request))),
  '/lines': async (request, response, query) => {
    for (let i = 0; i < Number(query.get('count')); i++) { response.write(`line ${i}\n`); await later(20) }
    response.end()
  },
  '/endless': async (request, response) => {
    response.on('close', () => seen.push('endless: closed'))
    while (!response.destroyed) { response.write('more\n'); await later(20) }
  },
  '/silent': (request, response) => { seen.push('silent: received'); response.on('close', () => seen.push('silent: closed')) },
  '/cut': (request, response) => { response.writeHead(200, { 'content-length': 1000 }); response.write('half'); setTimeout(() => response.socket.destroy(), 50) },
  '/seen': (request, response) => response.end(JSON.stringify(seen.splice(0))),
  '/private': (request, response) => { response.removeHeader('access-control-allow-origin'); response.end('for no page\n') },
  '/auth': (request, response) => { response.statusCode = request.headers.authorization ? 200 : 401; response.end(request.headers.authorization || 'who is it?') },
}

function answer(request, response) {
  const url = new URL(request.url, 'http://outside.test')
  response.setHeader('access-control-allow-origin', '*')
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-headers', '*, authorization'); response.setHeader('access-control-allow-methods', '*')
    return response.end()
  }
  const route = routes[url.pathname]
  if (route) return route(request, response, url.searchParams)
  response.statusCode = 404
  response.end('nothing here\n')
}

// WebSockets: echoes every message; `close CODE REASON` closes, `drop` drops the connection; selects the last protocol that was offered
function upgrade(request, socket) {
  if (request.url === '/refused') return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
  const accept = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  const protocol = request.headers['sec-websocket-protocol']?.split(',').at(-1).trim()
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${protocol ? `Sec-WebSocket-Protocol: ${protocol}\r\n` : ''}\r\n`)
  const frame = (opcode, payload) => {
    const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length]) : Buffer.alloc(10)
    if (payload.length >= 126) { head[0] = 0x80 | opcode; head[1] = 127; head.writeBigUInt64BE(BigInt(payload.length), 2) }
    socket.write(Buffer.concat([head, payload]))
  }
  let pending = Buffer.alloc(0)
  const parts = []
  let opcode = 0, closing = false
  socket.on('error', () => {}).on('data', (data) => {
    pending = Buffer.concat([pending, data])
    while (pending.length >= 6) {
      let length = pending[1] & 127, at = 2
      if (length === 126) { length = pending.readUInt16BE(2); at = 4 } else if (length === 127) { if (pending.length < 10) return; length = Number(pending.readBigUInt64BE(2)); at = 10 }
      if (pending.length < at + 4 + length) return
      const first = pending[0], mask = pending.subarray(at, at + 4), payload = pending.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4])
      pending = pending.subarray(at + 4 + length)
      if ((first & 15) === 8) { seen.push(`websocket: closed ${payload.length ? Buffer.from(payload).readUInt16BE(0) : 'without a code'}`); if (!closing) frame(8, payload); return socket.end() }
      if ((first & 15) >= 8) continue
      if (first & 15) opcode = first & 15
      parts.push(payload)
      if (!(first & 0x80)) continue
      const message = Buffer.concat(parts.splice(0)), text = message.toString()
      if (text === 'drop') return socket.destroy()
      if (text.startsWith('close ')) { const [, code, reason] = text.split(' '); const body = Buffer.from('xx' + reason); body.writeUInt16BE(Number(code)); closing = true; frame(8, body) } else frame(opcode, message)
    }
  })
}

const servers = [http.createServer(answer), https.createServer({ key: fs.readFileSync(process.argv[2]), cert: fs.readFileSync(process.argv[3]) }, answer)]
let open = servers.length
for (const server of servers) server.on('upgrade', upgrade)
for (const server of servers) server.listen(0, '127.0.0.1', () => { if (--open === 0) console.log(JSON.stringify(servers.map((each) => each.address().port))) })
