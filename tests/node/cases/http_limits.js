// What a server's parser counts: headers, and the bytes of chunks' extensions.
const http = require('node:http')
const net = require('node:net')
const { once } = require('node:events')

const lines = (count, name = 'h') => Array.from({ length: count }, (_, k) => `${name}${k}: 1\r\n`).join('')
const START = 'Host: a\r\nConnection: close\r\n'
const CHUNKED = `POST / HTTP/1.1\r\n${START}Transfer-Encoding: chunked\r\n\r\n`

async function exchange(label, parts, { most, listens = true } = {}) {
  const server = http.createServer((request, response) => {
    request.resume()
    request.on('end', () => response.end(`${Object.keys(request.headers).length} ${Object.keys(request.trailers).length}`))
  })
  if (most !== undefined) server.maxHeadersCount = most
  let failure = ''
  if (listens) {
    server.on('clientError', (error, socket) => {
      failure = `${error.code} ${error.reason} ${error.bytesParsed}`
      socket.end()
    })
  }
  await once(server.listen(0), 'listening')
  const client = net.connect(server.address().port)
  const closed = once(client, 'close')
  let got = ''
  client.on('data', (data) => { got += data })
  client.on('error', () => {})
  for (const part of parts) {
    client.write(part)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  client.end()
  await closed
  console.log(label, got.split('\r\n')[0], got.split('\r\n\r\n')[1], failure)
  server.close()
}

async function answered(most, count) {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', () => socket.end(`HTTP/1.1 200 OK\r\n${lines(count)}\r\n`))
  })
  await once(server.listen(0), 'listening')
  const request = http.get({ port: server.address().port, agent: false })
  request.maxHeadersCount = most
  const [response] = await once(request, 'response')
  console.log('client', most, count, Object.keys(response.headers).length)
  response.resume()
  await once(response, 'end')
  server.close()
}

async function main() {
  for (const [most, count] of [[undefined, 998], [undefined, 999], [0, 1500], [-1, 1500], [2, 0], [2, 1], [5, 3], [5, 4], [2000, 1998], [2000, 1999]]) {
    await exchange(`headers ${most} ${count}`, [`GET / HTTP/1.1\r\n${START}${lines(count)}\r\n`], { most })
  }
  await exchange('refused', [`GET / HTTP/1.1\r\n${START}${lines(3)}\r\n`], { most: 3, listens: false })
  await exchange('trailers', [CHUNKED, `0\r\n${lines(3, 't')}\r\n`], { most: 3 })
  await exchange('more trailers', [CHUNKED, `0\r\n${lines(4, 't')}\r\n`], { most: 3 })
  for (const count of [16384, 16385, 40000]) {
    await exchange(`extension ${count}`, [`${CHUNKED}1;${'x'.repeat(count)}\r\na\r\n0\r\n\r\n`])
  }
  await exchange('extension refused', [`${CHUNKED}1;${'x'.repeat(16385)}\r\na\r\n0\r\n\r\n`], { listens: false })
  await exchange('extension in pieces', [CHUNKED, '1;' + 'x'.repeat(9000), 'x'.repeat(9000), '\r\na\r\n0\r\n\r\n'], { listens: false })
  await exchange('several', [CHUNKED + `1;a=${'x'.repeat(9000)}\r\na\r\n`.repeat(4) + '0\r\n\r\n'])
  for (const most of [null, 0, 2]) await answered(most, 1200)
}

main()
