// Texts on the wire: heads longer than what the parser decodes at once, white space, latin1, corked writes in several encodings.
const http = require('http'), net = require('net')
const server = http.createServer((q, s) => {
  s.setHeader('X-Long', 'v'.repeat(700)); s.setHeader('X-Latin', 'caf\xe9 \x85')
  s.write('gr\xfc\xdfe '); s.write('€uro', 'utf8'); s.write(Buffer.from('!')); s.end('x'.repeat(3000) + JSON.stringify(q.rawHeaders))
}).listen(0, () => {
  const c = net.connect(server.address().port)
  c.write(Buffer.from('GET /caf\xe9 HTTP/1.1\r\nHost: a \t \r\nX-A:   b  \t\r\nX-B: caf\xe9\x85\xff\r\nX-Long: ' + 'w'.repeat(900) + '\r\n' + Array.from({length: 60}, (_, i) => `k${i}: v${i}  \r\n`).join('') + 'Connection: close\r\n\r\n', 'latin1'))
  const all = []; c.on('data', d => all.push(d)); c.on('end', () => { const t = Buffer.concat(all).toString('latin1').replace(/Date: .*/, ''); console.log(t, t.length); server.close(); second() })
})
function second() {
  const s = net.createServer(c => { const got = []; c.on('data', d => got.push(d)); c.on('end', () => { console.log(Buffer.concat(got).toString('hex').slice(0, 400), Buffer.concat(got).length); s.close() }) }).listen(0, () => {
    const c = net.connect(s.address().port)
    c.cork(); c.write('head\xe9', 'latin1'); c.write('b\u20ac'); c.write('plain'); c.write('\ud800 lone'); c.write('ff00', 'hex'); c.uncork()
    c.cork(); c.write('a', 'latin1'); c.write('b', 'ascii'); c.write('\xe9', 'ascii'); c.uncork(); c.write('q'.repeat(50)); c.write('é'.repeat(50)); c.write('é'.repeat(5)); c.end()
  })
}
