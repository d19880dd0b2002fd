// What a peer still gets of a stream or a session that ends in the request's own event, and bodies of a wrong length.
const http2 = require('http2')
const log = console.log
const said = error => `${error.code} ${error.message}`

function exchange(name, handler, headers = {}, body) {
  return new Promise(resolve => {
    const server = http2.createServer(handler)
    const lines = []
    server.on('sessionError', () => {})
    server.listen(0, () => {
      const client = http2.connect(`http://localhost:${server.address().port}`)
      client.on('error', error => lines.push(`session: ${said(error)}`))
      const request = client.request(headers)
      let text = ''
      request.setEncoding('utf8')
      request.on('headers', fields => lines.push(`informed: ${fields[':status']}`))
      request.on('response', fields => lines.push(`response: ${fields[':status']}`))
      request.on('data', chunk => (text += chunk))
      request.on('error', error => lines.push(`stream: ${said(error)}`))
      request.on('close', () => setTimeout(() => {
        client.destroy()
        server.close(() => resolve(log(name, lines, text, request.rstCode)))
      }, 20))
      request.end(body)
    })
  })
}

const quiet = stream => stream.on('error', () => {})
const post = length => ({ ':method': 'POST', 'content-length': length })

async function main() {
  await exchange('close', (request, response) => (response.writeContinue(), response.stream.close()))
  await exchange('destroy', (request, response) => (response.writeContinue(), response.stream.destroy()))
  await exchange('destroy with an error', (request, response) => {
    response.writeContinue()
    quiet(response.stream).destroy(new Error('x'))
  })
  await exchange('a write after the end', (request, response) => {
    response.on('error', () => {})
    response.end()
    response.write('more')
  })
  await exchange('the session', (request, response) => (response.end('abc'), response.stream.session.destroy()))
  await exchange('too short', (request, response) => (response.setHeader('content-length', 5), response.end('abc')))
  await exchange('no body', (request, response) => (response.setHeader('content-length', 5), response.end()))
  await exchange('too short, with trailers', (request, response) => {
    response.setHeader('content-length', 5)
    response.setTrailer('a', 'b')
    response.write('abc')
    response.end()
  })
  await exchange('too long', (request, response) => (response.setHeader('content-length', 5), response.end('abcdef')))
  await exchange('a request that is too short', (request, response) => (quiet(request.stream), response.end()), post(3), 'ab')
  await exchange('a request that is too long', request => quiet(request.stream), post(3), 'abcd')
}
main()
