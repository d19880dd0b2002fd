// The server of test_sandboxed.py: [type, body] of each path, and what it was asked.
const http = require('http'), crypto = require('crypto')
const page = `<!doctype html><meta charset=utf-8><title>app</title><link rel=icon href="data:,">
<link rel=stylesheet href="/css/main.css"><style>#inline { background: url(/dot.svg?inline) }</style>
<script>window.order = ['inline']; window.imported = import('./modules/late.js?' + 1).then((m) => m.name)</script>
<script src="/scripts/classic.js"></script><script defer src="scripts/deferred.js"></script>
<script type="importmap">{"imports": {"bare": "/modules/bare.js", "lib/": "/modules/lib/"}}</script>
<script type=module src="/modules/main.js"></script>
<script type=module>import {even} from './modules/circle-a.js'; window.circle = even(10); order.push('module')</script>
<p id=text>page</p><div id=inline>x</div><img id=image src="dot.svg"><img id=set srcset="/dot.svg?set 1x">
<form id=get action="/form"><input name=a value=1></form><form id=post method=post action="/form"><input name=b value="2 3"></form>
<a id=link href="/about?x=1">about</a><iframe id=inner src="/inner"></iframe>
<template id=template><img src="/dot.svg?template"></template>`
const files = {
  '/': ['text/html', page],
  '/inner': ['text/html', '<p id=at>inner</p><script>fetch("/api").then(r => r.json()).then(j => { window.asked = j.url; parent.postMessage({inner: j.url}, "*") })</script>'],
  '/css/main.css': ['text/css', '@import "more.css"; /* url(/never) */ #text { color: rgb(1, 2, 3); background-image: url("../dot.svg?sheet") }'],
  '/css/more.css': ['text/css', '@import url(main.css); #text { margin-left: 7px }'],
  '/dot.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="17" height="13"></svg>'],
  '/scripts/classic.js': ['text/javascript', 'order.push("classic"); window.current = document.currentScript !== null'],
  '/scripts/deferred.js': ['text/javascript', 'order.push("deferred " + (document.querySelector("#text") !== null))'],
  '/scripts/added.js': ['text/javascript', 'window.added = "added"'],
  '/modules/main.js': ['text/javascript', 'import {bare} from "bare"\nimport data from "./data.json" with {type: "json"}\nexport * from "lib/deep.js"\n'
    + 'window.main = {bare, data, url: import.meta.url, relative: new URL("x.png", import.meta.url).href}\nwindow.later = (name) => import(`./${name}.js`)'],
  '/modules/bare.js': ['text/javascript', 'export const bare = "it\'s bare </script>"'],
  '/modules/lib/deep.js': ['text/javascript', 'export const deep = 1'],
  '/modules/data.json': ['application/json', '{"n": 5}'],
  '/modules/circle-a.js': ['text/javascript', 'import {odd} from "./circle-b.js"; export const even = (n) => n === 0 || odd(n - 1)'],
  '/modules/circle-b.js': ['text/javascript', 'import {even} from "./circle-a.js"; export const odd = (n) => n !== 0 && even(n - 1)'],
  '/modules/late.js': ['text/javascript', 'import {two} from "./late-two.js"; export const name = "late " + two'],
  '/modules/late-two.js': ['text/javascript', 'import "./late.js?1"; export const two = 2'],
  '/latin': ['text/html; charset=iso-8859-1', Buffer.from('<p id=at>caf\xe9</p>', 'latin1')],
  '/strict': ['text/html', '<p id=at>strict</p><script>window.ran = true</script>', {'content-security-policy': "default-src 'self'", 'x-frame-options': 'DENY'}],
  '/plain': ['text/plain', 'plain text'],
  '/attack.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.setAttribute("origin", window.origin)</script></svg>'],
}
const serve = (port) => http.createServer((req, res) => {
  const url = new URL(req.url, 'http://x'), answer = (type, body, headers = {}) => res.writeHead(200, {'content-type': type, ...headers}).end(body)
  const body = []
  req.on('data', (part) => body.push(part)).on('end', () => {
    const asked = {url: req.url, method: req.method, headers: req.headers, body: Buffer.concat(body).toString(), port}
    if (url.pathname === '/api' || url.pathname === '/form') return answer(url.pathname === '/form' ? 'text/html' : 'application/json',
      url.pathname === '/form' ? `<p id=at>${req.method} ${req.url} ${asked.body}</p>` : JSON.stringify(asked))
    if (url.pathname === '/about') return answer('text/html', `<p id=at>${req.url}</p>`)
    if (url.pathname === '/login') return answer('text/plain', 'in', {'set-cookie': ['session=secret; HttpOnly', 'seen=1']})
    if (url.pathname === '/moved') return res.writeHead(302, {location: `http://localhost:${port}/api?moved`}).end()
    if (url.pathname === '/open') return answer('text/plain', 'open', {'access-control-allow-origin': '*'})
    if (url.pathname === '/missing') return res.writeHead(404, 'Gone Away', {'x-kind': 'none'}).end('nothing')
    const file = files[url.pathname]
    file ? answer(...file) : res.writeHead(404).end('nothing at ' + req.url)
  })
}).on('upgrade', (req, socket) => {
  const key = crypto.createHash('sha1').update(req.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64')
  socket.write(`HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`)
  const text = `${req.url} ${req.headers.origin}`
  socket.write(Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]))
}).listen(port, () => console.log(`serving ${port}`))
serve(3471); serve(3472)
