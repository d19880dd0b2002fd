import grpc from '@grpc/grpc-js'
import loader from '@grpc/proto-loader'
import fs from 'node:fs'
fs.writeFileSync(
    'g.proto',
    'syntax = "proto3"; package p; service S { rpc Hi (M) returns (M); rpc Many (M) returns (stream M); rpc Sum (stream M) returns (M); rpc Chat (stream M) returns (stream M); } message M { string t = 1; int32 n = 2; }',
)
const { p } = grpc.loadPackageDefinition(loader.loadSync('g.proto'))
const server = new grpc.Server()
server.addService(p.S.service, {
    Hi: (c, d) =>
        c.request.t === 'bad' ? d({ code: grpc.status.INVALID_ARGUMENT, details: 'bad thing' }) : d(null, { t: 'hi ' + c.request.t, n: 1 }),
    Many: (c) => {
        for (let i = 0; i < c.request.n; i++) c.write({ t: 'm', n: i })
        c.end()
    },
    Sum: (c, d) => {
        let n = 0
        c.on('data', (m) => {
            n += m.n
        })
        c.on('end', () => d(null, { n }))
    },
    Chat: (c) => {
        c.on('data', (m) => c.write({ t: m.t.toUpperCase() }))
        c.on('end', () => c.end())
    },
})
const port = await new Promise((y, n) =>
    server.bindAsync('127.0.0.1:5006', grpc.ServerCredentials.createInsecure(), (e, port) => (e ? n(e) : y(port))),
)
console.log(port)
const c = new p.S('127.0.0.1:5006', grpc.credentials.createInsecure())
console.log(await new Promise((y) => c.Hi({ t: 'x' }, (e, r) => y([e, r]))))
console.log(await new Promise((y) => c.Hi({ t: 'bad' }, (e, r) => y([e.code, e.details]))))
const many = c.Many({ n: 3 })
const got = []
for await (const m of many) got.push(m)
console.log(got)
console.log(
    await new Promise((y) => {
        const s = c.Sum((e, r) => y(r))
        s.write({ n: 2 })
        s.write({ n: 5 })
        s.end()
    }),
)
const chat = c.Chat()
chat.write({ t: 'abc' })
chat.end()
for await (const m of chat) console.log(m)
c.close()
server.forceShutdown()
console.log('done')
