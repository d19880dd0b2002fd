"""Frameworks and libraries of servers, and of terminals: a program that uses them. Data only."""

from tests.latest.model import Tool, file, project

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
]
