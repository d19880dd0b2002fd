import Fastify from 'fastify'
const app = Fastify({ logger: { level: 'warn' } })
await app.register(import('@fastify/cors'))
await app.register(import('@fastify/cookie'), { secret: 'x' })
await app.register(import('@fastify/jwt'), { secret: 'supersecret' })
await app.register(import('@fastify/multipart'), { attachFieldsToBody: 'keyValues' })
await app.register(import('@fastify/static'), { root: process.cwd(), prefix: '/s/' })
await app.register(import('@fastify/websocket'))
await app.register(import('@fastify/swagger'), { openapi: { info: { title: 't', version: '1' } } })
await app.register(import('@fastify/compress'), { threshold: 0 })
app.get('/ws', { websocket: true }, (socket) => socket.on('message', (m) => socket.send('echo ' + m)))
app.post('/up', async (q) => ({ ...q.body, f: q.body.f?.toString() }))
app.get('/tok', async () => ({ t: app.jwt.sign({ a: 1 }, { noTimestamp: true }) }))
app.get(
    '/who',
    {
        onRequest: async (q, r) => {
            try {
                await q.jwtVerify()
            } catch (e) {
                r.code(e.statusCode).send(e)
            }
        },
    },
    async (q) => q.user,
)
app.get('/big', async () => 'x'.repeat(5000))
app.get(
    '/typed/:n',
    {
        schema: {
            params: { type: 'object', properties: { n: { type: 'integer' } } },
            response: { 200: { type: 'object', properties: { n: { type: 'number' } } } },
        },
    },
    async (q) => ({ n: q.params.n, hidden: 1 }),
)
app.addHook('onSend', async (q, r, p) => {
    r.header('x-hook', '1')
    return p
})
console.log(app.printRoutes())
await app.ready()
console.log(Object.keys(app.swagger().paths))
await app.listen({ port: 5003 })
const u = 'http://localhost:5003',
    f = async (p, o) => {
        const r = await fetch(u + p, o)
        return [r.status, r.headers.get('content-encoding'), r.headers.get('x-hook'), (await r.text()).slice(0, 150)]
    }
const d = new FormData()
d.append('k', 'v')
d.append('f', new Blob(['text']), 'x.txt')
console.log(
    await f('/up', { method: 'POST', body: d }),
    await f('/big'),
    await f('/big', { headers: { 'accept-encoding': 'br' } }),
    await f('/typed/5'),
    await f('/typed/x'),
    await f('/s/package.json', { method: 'HEAD' }),
)
const { t } = JSON.parse((await f('/tok'))[3])
console.log(t, await f('/who', { headers: { authorization: 'Bearer ' + t } }), await f('/who'))
const ws = new WebSocket('ws://localhost:5003/ws')
ws.onopen = () => ws.send('hi')
console.log(
    await new Promise((y) => {
        ws.onmessage = (e) => y(e.data)
    }),
)
ws.close()
console.log((await app.inject({ url: '/typed/7' })).json())
await app.close()
console.log('closed')
