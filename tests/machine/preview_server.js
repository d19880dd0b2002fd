// The server for the tests of previews: two ports, WebSockets, content codings, CORS, events, a popup.
const http = require('http'), zlib = require('zlib'), crypto = require('crypto')
const big = Buffer.alloc(3 << 20, 'terrarium ')
const ended = [], kept = {}
let sse = 0, answer
const early = {begin: null, gone: false, came: () => {}}
function ws(server, port) {
  server.on('upgrade', (req, socket) => {
    const accept = crypto.createHash('sha1').update(req.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
    const p = req.headers['sec-websocket-protocol']
    let answer = p ? p.split(',')[0].trim() : ''
    if (req.url === '/ws/other') answer = 'other'
    if (req.url === '/ws/none') answer = ''
    const text = (t) => { const b = Buffer.from(t); socket.write(Buffer.concat([Buffer.from([0x81, b.length]), b])) }
    const begin = () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ' + accept + '\r\n' + (answer ? 'Sec-WebSocket-Protocol: ' + answer + '\r\n' : '') + '\r\n')
      text(JSON.stringify({origin: req.headers.origin, url: req.url}))
    }
    // opens only after a request for /early
    if (req.url === '/ws/early') { early.begin = () => setTimeout(begin, 50); early.gone = false; early.came(); return socket.on('end', () => { socket.end(); early.begin = null; early.gone = true }).on('error', () => {}).resume() }
    begin()
    if (req.url === '/ws/cut') return setTimeout(() => socket.end(), 100)
    if (req.url === '/ws/1005') return setTimeout(() => socket.end(Buffer.from([0x88, 0])), 100)
    if (req.url === '/ws/bad') return setTimeout(() => socket.write(Buffer.from([0xff, 0])), 100)
    socket.on('data', (d) => { if ((d[0] & 15) === 8) { if (d.length >= 8) ended.push(`${req.url} ${(d[6] ^ d[2]) * 256 + (d[7] ^ d[3])}`); socket.end(Buffer.from([0x88, d.length - 6 , ...d.subarray(6)])) } else text('got ' + d.length) })
    socket.on('error', () => {})
  })
}
const handler = (req, res) => {
  const h = req.headers
  const json = (o, more = {}) => res.writeHead(200, {'content-type': 'application/json', ...more}).end(JSON.stringify(o))
  const url = req.url.split('?')[0]
  if (url === '/') return res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><title>p</title><p id=t>page ' + req.socket.localPort)
  if (url === '/ended') return json(ended)
  if (req.url === '/early?gone') return res.end(String(early.gone))
  if (url === '/early') { const go = () => { early.begin(); res.end() }; return early.begin ? go() : void (early.came = go) }
  if (url === '/headers') return json(h)
  if (url === '/br') return res.writeHead(200, {'content-type': 'text/plain', 'content-encoding': 'br'}).end(zlib.brotliCompressSync(big))
  if (url === '/zstd') return res.writeHead(200, {'content-type': 'text/plain', 'content-encoding': 'zstd'}).end(zlib.zstdCompressSync(big))
  if (url === '/gzip') return res.writeHead(200, {'content-type': 'text/plain', 'content-encoding': 'gzip'}).end(zlib.gzipSync(big))
  if (url === '/both') return res.writeHead(200, {'content-type': 'text/plain', 'content-encoding': 'gzip, br'}).end(zlib.brotliCompressSync(zlib.gzipSync(big)))
  if (url === '/broken') { const b = zlib.brotliCompressSync(big); return res.writeHead(200, {'content-type': 'text/plain', 'content-encoding': 'br'}).end(b.subarray(0, b.length - 5)) }
  if (url === '/html.br') return res.writeHead(200, {'content-type': 'text/html', 'content-encoding': 'br'}).end(zlib.brotliCompressSync('<!doctype html><title>brotli</title><p id=t>brotli page'))
  if (url === '/sse') { res.writeHead(200, {'content-type': 'text/event-stream'}); const n = ++sse; res.write('retry: 100\nid: ' + n + '\ndata: ' + JSON.stringify({n, last: h['last-event-id'] ?? null, accept: h.accept, cache: h['cache-control'] ?? null}) + '\n\n'); return setTimeout(() => res.end(), 50) }
  if (url === '/cookies') return json({}, {'set-cookie': JSON.parse(new URL(req.url, 'http://x').searchParams.get('set'))})
  if (url === '/event') return res.writeHead(200, {'content-type': 'text/event-stream'}).write('data: ' + JSON.stringify({accept: h.accept}) + '\n\n')
  if (url === '/cors') return json({method: req.method, origin: h.origin ?? null, ref: h.referer ?? null, site: h['sec-fetch-site']}, {'access-control-allow-origin': '*', 'x-secret': '1', 'x-shown': '2', 'access-control-expose-headers': 'X-Shown'})
  if (url === '/pre') { if (req.method === 'OPTIONS') return res.writeHead(204, {'access-control-allow-origin': h.origin, 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'content-type,x-a'}).end(); return json({method: req.method}, {'access-control-allow-origin': h.origin}) }
  if (url === '/taken') { let bytes = 0; return req.on('data', (d) => { bytes += d.length }).on('end', () => json({bytes, names: Object.keys(h).filter((n) => n.startsWith('x-'))})) }
  if (url === '/chunks') { res.writeHead(200, {'content-type': 'text/plain'}); let n = 0; const go = () => { while (n < 9000) if (!res.write(String(n++).padStart(5, '0').repeat(1 + n % 90))) return res.once('drain', go); res.end() }; return go() }
  if (url === '/sum') { const hash = crypto.createHash('sha256'); return req.on('data', (d) => hash.update(d)).on('end', () => res.end(hash.digest('hex'))) }
  if (url === '/kept') { const q = new URL(req.url, 'http://x').searchParams, n = kept[req.url] = (kept[req.url] ?? 0) + 1
    const more = {}; for (const name of ['cache-control', 'etag', 'vary', 'expires']) if (q.has(name)) more[name] = q.get(name)
    if (q.has('etag') && h['if-none-match'] === q.get('etag')) return res.writeHead(304, more).end()
    if (q.has('page')) return res.writeHead(200, {'content-type': 'text/html', ...more}).end('<!doctype html><script>asked = ' + n + '</script>')
    return json({n, control: h['cache-control'] ?? null, pragma: h.pragma ?? null}, more) }
  if (url === '/moved') return res.writeHead(302, {location: new URL(req.url, 'http://x').searchParams.get('to')}).end()
  if (url === '/asked') return json(kept[new URL(req.url, 'http://x').searchParams.get('url')] ?? 0)
  if (url === '/held') { const asked = new Promise((yes) => { answer = yes }); return req.resume().on('end', () => asked.then(() => res.end())) }
  if (url === '/answer') { answer(); return res.end() }
  if (url === '/nocors') return json({})
  if (url.endsWith('.js')) return res.writeHead(200, {'content-type': 'text/javascript'}).end(`
    const log = []; const ws = new WebSocket(location.origin.replace('http', 'ws') + '/ws/worker'); ws.onmessage = (e) => postMessage(['message', e.data, ws instanceof WebSocket, self.location.pathname]); ws.onerror = () => postMessage(['error'])`)
  if (url === '/place') return res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><script>at = [location.pathname, document.referrer.replace(origin, "")]</script>')
  if (url === '/outer') return res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><iframe src="/place?outer"></iframe>')
  if (url === '/dep') return res.writeHead(200, {'content-type': 'text/javascript'}).end('self.dep = 1')
  if (url === '/module') return res.writeHead(200, {'content-type': 'text/javascript'}).end('export const path = new URL(import.meta.url).pathname')
  if (url === '/reset') return req.socket.resetAndDestroy()
  if (url === '/half') { res.writeHead(200, {'content-length': 100}).write('abc'); return setTimeout(() => req.socket.destroy(), 20) }
  if (url === '/garbage') return req.socket.end('hello\r\n\r\n')
  if (url === '/saved') return res.writeHead(200, {'content-type': 'text/csv', 'content-disposition': 'attachment'}).end('a,b')
  if (url === '/report') return res.writeHead(200, {'content-type': 'text/html'}).end('<p>as its server sent it')
  if (url === '/none') return res.writeHead(204).end()
  if (url === '/popup') return res.writeHead(200, {'content-type': 'text/html'}).end(`<!doctype html><title>popup</title><script>
    window.seen = {opener: !!window.opener, name: window.name, top: top === window}
    if (window.opener) window.opener.postMessage({from: 'popup', code: new URLSearchParams(location.search).get('code'), name: window.name}, location.origin)
    window.addEventListener('message', (e) => { if (e.data === 'close') window.close(); else if (e.data && e.data.ask) e.source.postMessage({answer: e.data.ask, origin: e.origin}, e.origin) })
  </script>popup`)
  res.writeHead(404).end()
}
for (const port of [3201, 3202]) { const s = http.createServer(handler); ws(s, port); s.listen(port, () => console.log('up ' + port)) }
