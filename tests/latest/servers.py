"""Frameworks and libraries of servers, and of terminals: a program that uses them. Data only."""

from tests.latest.model import Edit, Server, Tool, file, project

WEB = """import express from 'express'; import Fastify from 'fastify'; import Koa from 'koa'; import {Hono} from 'hono'; import {serve} from '@hono/node-server'
const text = async (url, init) => (await fetch('http://localhost:' + url, init)).text(), post = (body) => ({method: 'POST', body, headers: {'content-type': 'application/json'}})
const app = express(); app.use(express.json()); app.post('/p/:id', (q, r) => r.json([q.params.id, q.body])); const one = app.listen(4101)
const fast = Fastify(); fast.post('/', {schema: {body: {type: 'object', properties: {n: {type: 'integer'}}}}}, async (q) => q.body); await fast.listen({port: 4102})
const koa = new Koa(); koa.use((c) => { c.body = {koa: c.path} }); const three = koa.listen(4103)
const hono = new Hono(); hono.get('/:n', (c) => c.json({hono: c.req.param('n')})); const four = serve({fetch: hono.fetch, port: 4104})
console.log(await text('4101/p/5', post('{"a":1}')), await text('4102', post('{"n":"x"}')), await text('4103/k'), await text('4104/h'))
one.close(); await fast.close(); three.close(); four.close()"""
SOCKETS = """import {createServer} from 'node:http'; import {Server} from 'socket.io'; import {io} from 'socket.io-client'
const http = createServer(), server = new Server(http); server.on('connection', (c) => c.on('hi', (m, done) => done(Buffer.from(m))))
await new Promise((yes) => http.listen(4105, yes)); const said = []
for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
  const c = io('http://localhost:4105', {transports}); said.push(String(await c.emitWithAck('hi', transports.join('+')))); c.close() }
console.log(said.join()); server.close()"""
GRAPHQL = """import {createServer} from 'node:http'
import {createYoga, createSchema} from 'graphql-yoga'; import {ApolloServer} from '@apollo/server'; import {startStandaloneServer} from '@apollo/server/standalone'
const typeDefs = 'type Query { hello(n: Int): String }', resolvers = {Query: {hello: (_, {n}) => 'hi ' + n}}
const http = createServer(createYoga({schema: createSchema({typeDefs, resolvers}), logging: false})); await new Promise((yes) => http.listen(4106, yes))
const apollo = new ApolloServer({typeDefs, resolvers}), {url} = await startStandaloneServer(apollo, {listen: {port: 4107}})
const init = {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({query: '{ hello(n: 5) }'})}
const ask = async (where) => (await (await fetch(where, init)).text()).trim()
console.log(await ask('http://localhost:4106/graphql'), await ask(url)); http.close(); await apollo.stop()"""
TERMINAL = """import React from 'react'; import {render, Text, Box} from 'ink'; import {program} from 'commander'; import {Listr} from 'listr2'
const shown = render(React.createElement(Box, {borderStyle: 'round', width: 12}, React.createElement(Text, null, 'boxed'))); shown.unmount(); await shown.waitUntilExit()
await new Listr([{title: 'first task', task: async () => {}}], {renderer: 'simple'}).run()
program.option('-d, --debug').argument('<file>').action((file, options) => console.log(file, options)); program.parse(['node', 'x', 'a.txt', '-d'])"""
JSON_SERVER = (
    'npx json-server db.json --port 4108 & sleep 5; node -e "'
    "(async () => { const u = 'http://localhost:4108/posts'; await fetch(u, {method: 'POST', headers: {'content-type': 'application/json'}, "
    "body: JSON.stringify({id: '2', title: 'posted'})}); console.log(await (await fetch(u + '/2')).text()) })()\"; cat db.json; kill %1"
)
TRPC = """import {initTRPC} from '@trpc/server'; import {createHTTPServer} from '@trpc/server/adapters/standalone'; import {z} from 'zod'
import {createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink} from '@trpc/client'; import {EventSource} from 'eventsource'
const t = initTRPC.create(), n = z.object({n: z.number()}), url = 'http://localhost:4109'
const server = createHTTPServer({router: t.router({hi: t.procedure.input(n).query(({input}) => 'hi ' + input.n),
  ticks: t.procedure.subscription(async function* () { yield 1; yield 2 })})}).listen(4109)
const links = [splitLink({condition: (op) => op.type === 'subscription', true: httpSubscriptionLink({url, EventSource}), false: httpBatchLink({url})})]
const client = createTRPCClient({links}), refused = await client.hi.query({n: 'x'}).catch((error) => error.data.code), ticks = []
await new Promise((onComplete) => client.ticks.subscribe(undefined, {onData: (tick) => { ticks.push(tick) }, onComplete}))
console.log(await Promise.all([client.hi.query({n: 5}), client.hi.query({n: 6})]), refused, ticks); server.close(); process.exit()"""
PAGES = """import ejs from 'ejs'; import pug from 'pug'; import Handlebars from 'handlebars'; import nunjucks from 'nunjucks'; import {Liquid} from 'liquidjs'
const it = {name: 'Ada', list: [1, 2]}
console.log(ejs.render('<%= name %><% for (const n of list) { %>-<%= n %><% } %>', it), pug.render('p= name\\n  each n in list\\n    b= n', it),
  Handlebars.compile('{{name}}{{#each list}}-{{this}}{{/each}}')(it), nunjucks.renderString('{{ name }}{% for n in list %}-{{ n }}{% endfor %}', it),
  await new Liquid().parseAndRender('{{ name | upcase }}', it))"""
FASTIFY_APP = 'module.exports = async (app, options) => { app.get("/", async () => ({said: "by fastify"})) }'
OTHER_SERVERS = """import {feathers} from '@feathersjs/feathers'; import express, {rest} from '@feathersjs/express'; import hapi from '@hapi/hapi'; import polka from 'polka'
import moleculer from 'moleculer'; import {Elysia} from 'elysia'; import {node} from '@elysiajs/node'
const text = async (url, init) => (await fetch('http://localhost:' + url, init)).text(), init = {method: 'POST', body: '{"a":1}', headers: {'content-type': 'application/json'}}
const app = express(feathers()); app.use(express.json()); app.configure(rest()); app.use('/things', {create: async (data) => data}); const one = await app.listen(4111)
const two = hapi.server({port: 4112}); two.route({method: 'GET', path: '/{n}', handler: (r) => ({hapi: r.params.n})}); await two.start()
const three = polka().get('/:n', (q, r) => r.end('polka ' + q.params.n)).listen(4113)
const broker = new moleculer.ServiceBroker({logger: false}); broker.createService({name: 'm', actions: {add: (c) => c.params.a + c.params.b}}); await broker.start()
await new Promise((yes) => new Elysia({adapter: node()}).post('/', ({body}) => body).listen(4114, yes))
console.log(await text('4111/things', init), await text('4112/h'), await text('4113/p'), await broker.call('m.add', {a: 2, b: 3}), await text('4114', init)); process.exit()"""
SAILS = """import sails from 'sails'
const app = new sails.constructor()
app.load({log: {level: 'error'}, hooks: {grunt: false}, globals: false, routes: {'GET /a': (q, r) => r.json({said: 'by sails'})}}, () =>
  app.request('GET /a', (error, answer, body) => { console.log(error, body); process.exit() }))"""
TESTING = """import nock from 'nock'; import axios from 'axios'
import request from 'supertest'; import express from 'express'; import pino from 'pino'; import winston from 'winston'
nock('http://nobody.test').get('/a').times(2).reply(200, {nock: 1})
console.log((await axios.get('http://nobody.test/a')).data, await (await fetch('http://nobody.test/a')).json())
const app = express(); app.use(express.json()); app.post('/x', (q, r) => r.status(201).json({got: q.body}))
console.log((await request(app).post('/x').send({a: 1}).expect(201)).body)
pino({base: null, timestamp: false}, pino.destination({sync: true})).info({a: 1}, 'pino')
winston.createLogger({format: winston.format.simple(), transports: [new winston.transports.Console()]}).info('winston', {x: 1})"""
ABSENT_SERVERS = """import mongoose from 'mongoose'; import Redis from 'ioredis'; import pg from 'pg'; import mysql from 'mysql2/promise'
const said = async (promise) => promise.catch((error) => error.code ?? error.name)
const redis = new Redis({port: 6390, host: '127.0.0.1', retryStrategy: () => null}), down = new Promise((yes) => redis.on('error', (error) => yes(error.code)))
console.log(await said(mongoose.connect('mongodb://127.0.0.1:27017/x', {serverSelectionTimeoutMS: 500})), await down,
  await said(new pg.Client('postgres://127.0.0.1:5439/x').connect()), await said(mysql.createConnection({host: '127.0.0.1', port: 3390})))
process.exit()"""

SERVERS = [
    Tool(
        'Express, Fastify, Koa, Hono',
        'express',
        [
            *project('express@latest', 'fastify@latest', 'koa@latest', 'hono@latest', '@hono/node-server@latest'),
            file('a.mjs', WEB),
        ],
        [
            (
                'node a.mjs',
                '["5",{"a":1}] {"statusCode":400,"code":"FST_ERR_VALIDATION","error":"Bad Request","message":"body/n must be integer"} {"koa":"/k"} {"hono":"h"}',
            )
        ],
    ),
    Tool(
        'Socket.IO',
        'socket.io',
        [*project('socket.io@latest', 'socket.io-client@latest'), file('a.mjs', SOCKETS)],
        [('node a.mjs', 'websocket,polling,polling+websocket')],
    ),
    Tool(
        'GraphQL Yoga, Apollo Server',
        'graphql-yoga',
        [*project('graphql-yoga@latest', '@apollo/server@latest', 'graphql@16'), file('a.mjs', GRAPHQL)],
        [('node a.mjs', '{"data":{"hello":"hi 5"}} {"data":{"hello":"hi 5"}}')],
    ),
    Tool(
        'Ink, Commander, Listr2',
        'ink',
        [*project('ink@latest', 'react@latest', 'commander@latest', 'listr2@latest'), file('a.mjs', TERMINAL)],
        [('node a.mjs', '│boxed     │'), ('node a.mjs', 'a.txt { debug: true }')],
    ),
    Tool(
        'JSON Server',
        'json-server',
        [*project('json-server@latest'), file('db.json', '{"posts":[{"id":"1","title":"a"}]}')],
        [(JSON_SERVER, '"title": "posted"')],
    ),
    Tool(
        'live-server',
        'live-server',
        [*project('live-server@latest'), file('index.html', '<body><h1>said here</h1></body>')],
        server=Server('npx live-server --no-browser', 8080, 'said here', Edit('index.html', 'said here')),
    ),
    Tool(
        'Browsersync',
        'browser-sync',
        [*project('browser-sync@latest'), file('index.html', '<body><h1>said here</h1></body>')],
        server=Server(
            'npx browser-sync start --server --no-open --files index.html',
            3000,
            'said here',
            Edit('index.html', 'said here'),
        ),
    ),
    Tool(
        'tRPC',
        '@trpc/server',
        [
            *project('@trpc/server@latest', '@trpc/client@latest', 'zod@latest', 'eventsource@latest'),
            file('a.mjs', TRPC),
        ],
        [('node a.mjs', "[ 'hi 5', 'hi 6' ] BAD_REQUEST [ 1, 2 ]")],
    ),
    Tool(
        'Fastify CLI',
        'fastify-cli',
        [*project('fastify@latest', 'fastify-cli@latest'), 'npm pkg delete type', file('app.js', FASTIFY_APP)],
        server=Server(
            'npx fastify start --watch --port 4110 app.js',
            4110,
            'by fastify',
            Edit('app.js', 'by fastify', 'by an edit', reloads=True),
        ),
    ),
    Tool(
        'EJS, Pug, Handlebars, Nunjucks, LiquidJS',
        'ejs',
        [
            *project('ejs@latest', 'pug@latest', 'handlebars@latest', 'nunjucks@latest', 'liquidjs@latest'),
            file('a.mjs', PAGES),
        ],
        [('node a.mjs', 'Ada-1-2 <p>Ada<b>1</b><b>2</b></p> Ada-1-2 Ada-1-2 ADA')],
    ),
    Tool(
        'Feathers, hapi, Polka, Moleculer, Elysia',
        '@feathersjs/feathers',
        [
            *project(
                '@feathersjs/feathers@latest',
                '@feathersjs/express@latest',
                '@hapi/hapi@latest',
                'polka@latest',
                'moleculer@latest',
                'elysia@latest',
                '@elysiajs/node@latest',
            ),
            file('a.mjs', OTHER_SERVERS),
        ],
        [('node a.mjs', '{"a":1} {"hapi":"h"} polka p 5 {"a":1}')],
    ),
    Tool(
        'Sails',
        'sails',
        [*project('sails@latest'), file('a.mjs', SAILS)],
        [('node a.mjs', "undefined { said: 'by sails' }")],
    ),
    Tool(
        'nock, supertest, Pino, Winston',
        'nock',
        [
            *project(
                'nock@latest', 'axios@latest', 'supertest@latest', 'express@latest', 'pino@latest', 'winston@latest'
            ),
            file('a.mjs', TESTING),
        ],
        [('node a.mjs', '{ nock: 1 } { nock: 1 }'), ('node a.mjs', 'info: winston {"x":1}')],
    ),
    Tool(
        'Mongoose, ioredis, pg, mysql2',
        'mongoose',
        [*project('mongoose@latest', 'ioredis@latest', 'pg@latest', 'mysql2@latest'), file('a.mjs', ABSENT_SERVERS)],
        [('node a.mjs', 'MongooseServerSelectionError ECONNREFUSED ECONNREFUSED ECONNREFUSED')],
        note='they say that no server listens: a database is another machine, which pages reach by HTTP and WebSockets alone',
    ),
]
