// http: pipelining, Expect, HTTP/1.0, bodies that end with the connection, bad chunks, limits, aborts, timeouts, a large upload.
const http = require('http');
const net = require('net');

const server = http.createServer({ maxHeaderSize: 2000, headersTimeout: 300, requestTimeout: 400, connectionsCheckingInterval: 50 }, (request, response) => {
  if (request.url === '/upload') {
    let size = 0;
    request.on('data', (part) => { size += part.length; });
    request.on('end', () => response.end(String(size)));
    return;
  }
  if (request.url === '/abort') {
    request.on('aborted', () => console.log('server saw the abort'));
    request.on('error', (error) => console.log('request error', error.code));
    response.write('x');
    return;
  }
  if (request.url === '/slow') {
    response.write('x');
    return;
  }
  if (request.url === '/204') {
    response.writeHead(204, 'Nothing', { 'X-One': '1', 'x-two': ['a', 'b'] });
    response.end();
    return;
  }
  request.resume();
  request.on('end', () => response.end(request.httpVersion + ' ' + request.method + ' ' + request.url));
});
server.on('clientError', (error, socket) => {
  console.log('clientError', error.code, error.reason);
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.on('checkContinue', (request, response) => {
  console.log('continue asked');
  response.writeContinue();
  request.resume();
  request.on('end', () => response.end('continued'));
});

const clean = (text) => text.replace(/Date: .*\r\n/g, '');
const raw = (port, text, half = false) => new Promise((resolve) => {
  const socket = net.connect(port);
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (part) => { answer += part; });
  socket.on('error', (error) => { answer += error.code; });
  socket.on('close', () => resolve(clean(answer)));
  if (half) socket.end(text); else socket.write(text);
});
const request = (options, body) => new Promise((resolve) => {
  const outgoing = http.request(options, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; });
    response.on('end', () => resolve([response.statusCode, response.statusMessage, text, response.rawHeaders.filter((h) => /^x-/i.test(h)).join()]));
    response.on('error', (error) => resolve([error.code, text]));
  });
  outgoing.on('error', (error) => resolve([error.code, error.message.replace(/\d{5}/, 'PORT'), error.bytesParsed, error.reason]));
  outgoing.end(body);
});

server.listen(0, async () => {
  const { port } = server.address();
  console.log(await raw(port, 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nPOST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi'));
  console.log(await raw(port, 'GET /old HTTP/1.0\r\n\r\n'));
  console.log(await raw(port, 'GET /nohost HTTP/1.1\r\n\r\n', true));
  console.log(await raw(port, 'POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n'));
  console.log(await raw(port, 'POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'));
  console.log(await raw(port, 'POST /e HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \r\nContent-Length: 2\r\n\r\nhi'));
  console.log(await raw(port, 'GET /e HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n'));
  console.log(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'));
  console.log(await raw(port, 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'));
  console.log(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nX: ' + 'y'.repeat(3000) + '\r\n\r\n'));
  console.log(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '));
  console.log(await raw(port, 'POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\nhello'));
  console.log(await request({ port, path: '/204' }));
  console.log(await request({ port, path: '/upload', method: 'PUT' }, Buffer.alloc(3000000)));
  await new Promise((resolve) => {
    const outgoing = http.get({ port, path: '/abort' }, (response) => {
      response.on('data', () => outgoing.destroy());
      response.on('error', (error) => console.log('response error', error.code));
      response.on('close', () => setTimeout(resolve, 20));
    });
  });
  const plain = net.createServer((socket) => {
    socket.once('data', (head) => {
      const path = String(head).split(' ')[1];
      if (path === '/eof') socket.end('HTTP/1.1 200 Fine\r\nX-A:  b \r\n\r\nuntil the end');
      if (path === '/cut') socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort');
      if (path === '/bad') socket.end('nonsense\r\n\r\n');
      if (path === '/hang') socket.destroy();
    });
  }).listen(0, async () => {
    const other = plain.address().port;
    for (const path of ['/eof', '/cut', '/bad', '/hang']) console.log(path, await request({ port: other, path, agent: false }));
    const slow = http.get({ port, path: '/slow', timeout: 30 }, () => {});
    slow.on('timeout', () => { console.log('timeout'); slow.destroy(); });
    slow.on('close', () => {
      plain.close();
      server.close(() => console.log('closed'));
      server.closeAllConnections();
    });
  });
});
