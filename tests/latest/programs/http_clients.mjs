import http from 'node:http'
import zlib from 'node:zlib'
import got from 'got'
import axios from 'axios'
import nf, { FormData as NFD, File } from 'node-fetch'
import sa from 'superagent'
import ky from 'ky'
import * as undici from 'undici'
import { createRequire } from 'node:module'
let hits = 0
const s = http.createServer((q, r) => {
  const u = new URL(q.url, 'http://x')
  if (u.pathname === '/redir') { r.writeHead(302, { location: '/echo', 'set-cookie': 'a=b; Path=/' }); return r.end() }
  if (u.pathname === '/gz') { r.writeHead(200, { 'content-encoding': u.searchParams.get('e') }); const t = 'z'.repeat(5000); const f = { gzip: zlib.gzipSync, br: zlib.brotliCompressSync, deflate: zlib.deflateSync, zstd: zlib.zstdCompressSync }[u.searchParams.get('e')]; return r.end(f(t)) }
  if (u.pathname === '/flaky') { if (++hits < 3) { r.statusCode = 503; r.setHeader('retry-after', '0'); return r.end() } return r.end('ok' + hits) }
  if (u.pathname === '/slow') return setTimeout(() => r.end('late'), 2000)
  if (u.pathname === '/reset') return q.socket.destroy()
  if (u.pathname === '/404') { r.statusCode = 404; return r.end('{"e":1}') }
  const b = []; q.on('data', (d) => b.push(d)); q.on('end', () => { r.setHeader('content-type', 'application/json'); r.end(JSON.stringify({ m: q.method, u: q.url, h: Object.fromEntries(Object.entries(q.headers).filter(([k]) => !/host|boundary|user-agent/.test(k)).map(([k, v]) => [k, v.replace(/-{4,}[\w]+|-+formdata-\S+|X-\S+/gi, 'B')])), n: Buffer.concat(b).length })) })
})
await new Promise((r) => s.listen(0, '127.0.0.1', r))
const B = `http://127.0.0.1:${s.address().port}`
const cl = (e) => String(e?.message ?? e).replaceAll(B, 'B').replace(/:\d{4,5}/g, ':P')
const t = async (n, f) => { try { console.log(n, JSON.stringify(await f())) } catch (e) { console.log(n, 'ERR', e.name, e.code, cl(e), e.cause?.code) } }
await t('got', () => got(B + '/echo', { searchParams: { a: 1 } }).json())
await t('got post', () => got.post(B + '/echo', { json: { a: 'é' } }).json())
await t('got retry', () => got(B + '/flaky', { retry: { limit: 3, calculateDelay: ({ attemptCount }) => attemptCount < 4 ? 1 : 0 } }).text())
await t('got 404', () => got(B + '/404').json())
await t('got timeout', () => got(B + '/slow', { timeout: { request: 100 }, retry: { limit: 0 } }).text())
await t('got reset', () => got(B + '/reset', { retry: { limit: 0 } }).text())
await t('got redirect', () => got(B + '/redir').then((r) => [r.redirectUrls.length, r.statusCode]))
await t('got stream', async () => { let n = 0; for await (const c of got.stream(B + '/gz?e=gzip')) n += c.length; return n })
for (const e of ['gzip', 'br', 'deflate']) { await t('axios ' + e, () => axios.get(B + '/gz?e=' + e).then((r) => r.data.length)); await t('nf ' + e, () => nf(B + '/gz?e=' + e).then((r) => r.text()).then((x) => x.length)); await t('fetch', () => fetch(B + '/gz?e=' + e).then((r) => r.text()).then((x) => x.length)); await t('sa', () => sa.get(B + '/gz?e=' + e).buffer(true).then((r) => r.text.length)) }
await t('fetch zstd', () => fetch(B + '/gz?e=zstd').then((r) => r.text()).then((x) => x.length))
await t('axios post', () => axios.post(B + '/echo', { a: 1 }, { params: { q: [1, 2] } }).then((r) => r.data))
await t('axios form', () => axios.postForm(B + '/echo', { a: 1, f: Buffer.from('x') }).then((r) => r.data))
await t('axios 404', () => axios.get(B + '/404'))
await t('axios timeout', () => axios.get(B + '/slow', { timeout: 100 }))
await t('axios abort', () => axios.get(B + '/slow', { signal: AbortSignal.timeout(100) }))
await t('axios reset', () => axios.get(B + '/reset'))
await t('axios fetch', () => axios.get(B + '/echo', { adapter: 'fetch' }).then((r) => r.data))
await t('axios max', () => axios.get(B + '/gz?e=gzip', { maxContentLength: 100 }))
await t('axios progress', () => new Promise((y, n) => axios.post(B + '/echo', Buffer.alloc(300000), { onUploadProgress: (p) => p.progress === 1 && y(p.loaded) }).catch(n)))
await t('nf', async () => { const f = new NFD(); f.set('a', '1'); f.set('f', new File(['xyz'], 'q.txt')); return (await nf(B + '/echo', { method: 'POST', body: f })).json() })
await t('nf redirect', () => nf(B + '/redir', { redirect: 'error' }))
await t('nf refused', () => nf('http://127.0.0.1:1/'))
await t('sa', () => sa.post(B + '/echo').field('a', 'b').attach('f', Buffer.from('q'), 'q.txt').then((r) => r.body))
await t('sa agent', async () => { const a = sa.agent(); await a.get(B + '/redir'); return (await a.get(B + '/echo')).body.h.cookie })
await t('sa retry', () => sa.get(B + '/reset').retry(1))
await t('sa timeout', () => sa.get(B + '/slow').timeout({ response: 100 }))
await t('ky', () => ky.post(B + '/echo', { json: { x: 1 }, hooks: { beforeRequest: [(o) => { (o.request ?? o).headers.set('x-a', 'b') }] } }).json())
await t('ky 404', () => ky(B + '/404'))
await t('ky timeout', () => ky(B + '/slow', { timeout: 100, retry: 0 }))
await t('undici', async () => { const { statusCode, body } = await undici.request(B + '/echo', { method: 'PUT', body: 'abc' }); return [statusCode, await body.json()] })
await t('undici pipeline', async () => { const c = new undici.Client(B, { pipelining: 3 }); const r = await Promise.all([1, 2, 3].map((i) => c.request({ path: '/echo?' + i, method: 'GET' }).then((x) => x.body.json()))); await c.close(); return r.map((x) => x.u) })
await t('undici stream', () => undici.stream(B + '/echo', { opaque: 5 }, ({ opaque }) => new (createRequire(import.meta.url)('stream').Writable)({ write(a, b, c) { c() } })).then((x) => x.opaque))
await t('undici mock', async () => { const m = new undici.MockAgent(); m.disableNetConnect(); m.get('http://a.b').intercept({ path: '/x' }).reply(200, { y: 1 }); return (await undici.fetch('http://a.b/x', { dispatcher: m })).json() })
await t('undici retry', () => { hits = 0; return undici.request(B + '/flaky', { dispatcher: new undici.Agent().compose(undici.interceptors.retry({ minTimeout: 1, maxRetries: 4 })) }).then((r) => r.body.text()) })
await t('undici fetch reset', () => undici.fetch(B + '/reset'))
await t('fetch reset', () => fetch(B + '/reset'))
await t('fetch refused', () => fetch('http://127.0.0.1:1'))
await t('undici headersTimeout', () => undici.request(B + '/slow', { headersTimeout: 100 }))
await t('global agent undici', async () => { undici.setGlobalDispatcher(new undici.Agent({ connections: 1 })); return (await fetch(B + '/echo')).status })
s.close(); s.closeAllConnections()
console.log('clients done')
