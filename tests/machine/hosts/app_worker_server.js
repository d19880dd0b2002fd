// The server for tests of an app's own service worker: a page, workers that misbehave, a normal one, and one that has a newer version at every request.
const http = require('http'), fs = require('fs')
let version = 1, asked = []
const files = {
  '/lib.js': 'const fromLib = 6; function double(x) { return 2 * x } self.inLib = typeof mainConstant; importScripts("/deep/more.js")',
  '/deep/more.js': 'var fromMore = double(fromLib)',
  '/sw.js': `const mainConstant = 1
    importScripts('lib.js')
    const state = {installed: 0, activated: 0, fetches: []}
    self.addEventListener('install', (e) => { e.waitUntil(caches.open('files').then((c) => c.addAll(['/cached', 'also'])).then(() => { state.installed++; return self.skipWaiting() })) })
    addEventListener('activate', (e) => e.waitUntil((async () => { state.activated++; await clients.claim() })()))
    onmessage = (e) => {
      const seen = {state, imports: [fromLib, fromMore, self.inLib, typeof double], data: e.data, source: [e.source.type, new URL(e.source.url).pathname], global: [self === globalThis, self instanceof ServiceWorkerGlobalScope,
        location.pathname, registration.scope.replace(location.origin, ''), typeof window, registration.active?.state]}
      if (e.ports.length) e.ports[0].postMessage(seen); else e.source.postMessage(seen) }
    self.addEventListener('fetch', (e) => {
      const url = new URL(e.request.url); state.fetches.push(url.pathname)
      if (url.pathname === '/made') e.respondWith(new Response('made for ' + (e.clientId !== ''), {status: 201, headers: {'x-made': 'yes'}}))
      else if (url.host === 'api.test') e.respondWith(Response.json({host: url.host, method: e.request.method}))
      else if (url.pathname === '/refused') e.respondWith(Promise.reject(new Error('no')))
      else if (url.pathname === '/cached' || url.pathname === '/also') e.respondWith(caches.match(e.request))
      else if (url.pathname === '/kept') e.respondWith((async () => { const c = await caches.open('pages'); const r = await fetch(e.request); await c.put(e.request, r.clone()); return (await c.match(e.request)) })())
      else if (url.pathname === '/changed') e.respondWith(fetch('/count').then(async (r) => new Response('<p id=at>' + await r.text() + '</p><script>seen = [navigator.serviceWorker.controller.scriptURL, document.cookie]</script>', {headers: {'content-type': 'text/html'}})))
      else if (url.pathname === '/through') e.respondWith(fetch('/moved').then(async (r) => Response.json([r.redirected, new URL(r.url).pathname, await r.text()])))
    })`,
  '/broken.js': 'throw new Error("at its top")', '/syntax.js': 'const = 1', '/module.js': 'import {a} from "./lib.js"; a()', '/unloadable.js': 'importScripts("/none.js")',
  '/loader.js': `new Promise((yes) => { importScripts('part.js'); yes() }).then(() => addEventListener('fetch', (e) => {
    if (e.request.url.endsWith('/late')) e.respondWith(new Response('late ' + self.part)) }))`, '/part.js': 'self.part = 1',
  '/deep/worker.js': 'onmessage = (e) => e.source.postMessage(registration.scope)',
}
http.createServer((req, res) => {
  const path = req.url.split('?')[0]
  asked.push(path)
  const js = (text) => res.writeHead(200, {'content-type': 'text/javascript'}).end(text)
  if (files[path]) return js(files[path])
  if (path === '/versions.js') return js(`const version = ${version}; addEventListener('message', (e) => { if (e.data === 'skip') skipWaiting(); else e.ports[0].postMessage(version) })
    addEventListener('activate', (e) => e.waitUntil(clients.claim())); addEventListener('fetch', (e) => { if (e.request.url.endsWith('/version')) e.respondWith(new Response('v' + version)) })`)
  if (path === '/bump') { version++; return res.end(String(version)) }
  if (path === '/asked') { const all = asked; asked = []; return res.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(all)) }
  if (path === '/page.js') return res.writeHead(200, {'content-type': 'text/html'}).end('<p>no script')
  if (['/msw.js', '/mockServiceWorker.js'].includes(path)) return js(fs.readFileSync('msw' + path, 'utf8'))
  if (path === '/moved') return res.writeHead(302, {location: '/count'}).end()
  if (path === '/count') return res.end('counted')
  if (path === '/user') return res.writeHead(200, {'content-type': 'application/json', 'set-cookie': 'seen=1; Path=/'}).end(JSON.stringify({real: true, method: req.method}))
  if (path === '/cached' || path === '/also') return res.end('from the server: ' + path)
  if (path === '/none.js' || path === '/none') return res.writeHead(404).end()
  res.writeHead(200, {'content-type': 'text/html'}).end('<!doctype html><p id=at>' + req.url + '</p>' + (path === '/msw' ? '<script src="/msw.js"></script>' : ''))
}).listen(3431, () => console.log('serving 3431'))
