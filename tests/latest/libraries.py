"""Libraries that many programs use, several in one program each (programs/), which uses their main features. Data only.

The expected text is at the end of what the program prints natively."""

from tests.latest.model import Tool, file, project

DOM_TEST = """// @vitest-environment jsdom
import React, {useState} from 'react'; import {render, screen} from '@testing-library/react'; import user from '@testing-library/user-event'
import '@testing-library/jest-dom/vitest'; import {test, expect} from 'vitest'
function Counter() { const [n, set] = useState(0); return <button onClick={() => set(n + 1)}>n is {n}</button> }
test('a click', async () => { render(<Counter/>); await user.click(screen.getByRole('button')); expect(screen.getByText('n is 1')).toBeInTheDocument() })"""
HAPPY_TEST = """// @vitest-environment happy-dom
import {test, expect} from 'vitest'
test('a document', () => { document.body.innerHTML = '<p>x</p>'; expect(document.querySelector('p').textContent).toBe('x') })"""
SCHEMA = """import {pgTable, serial, text} from 'drizzle-orm/pg-core'
export const users = pgTable('users', {id: serial().primaryKey(), name: text().notNull()})"""
DRIZZLE_CONFIG = """import {defineConfig} from 'drizzle-kit'
export default defineConfig({dialect: 'postgresql', driver: 'pglite', schema: './schema.ts', out: './drizzle', dbCredentials: {url: './pg'}})"""
SHARP = """import sharp from 'sharp'
const image = await sharp({create: {width: 20, height: 10, channels: 3, background: 'red'}}).resize(10).rotate(90).png().toBuffer()
const {width, height, format} = await sharp(image).metadata(); console.log(width, height, format, (await sharp(image).webp().toBuffer()).length > 20)"""
BCRYPT = """node -e 'const b = require("bcrypt"); b.hash("x", 4).then((h) => b.compare("x", h)).then((is) => console.log("same:", is))' """


def libraries(name: str, program: str, end: str, *packages: str) -> Tool:
    """`packages`: the first one's version is shown."""
    latest = [package if '@' in package[1:] else package + '@latest' for package in packages]
    return Tool(
        name,
        packages[0],
        project('--legacy-peer-deps', *latest),
        [(f'node {program}.mjs', end)],
        programs=[f'{program}.mjs'],
    )


LIBRARIES = [
    libraries(
        'Express middleware: multer, helmet, compression, passport, morgan, express-session, …',
        'express_middleware',
        'GET /static/package.json 206',
        'express',
        *'multer helmet compression passport passport-local morgan express-session cookie-parser cors'.split(' '),
        *'express-rate-limit http-proxy-middleware express-validator'.split(' '),
    ),
    libraries(
        'Fastify plugins',
        'fastify_plugins',
        'closed',
        'fastify',
        *'@fastify/static @fastify/cors @fastify/multipart @fastify/jwt @fastify/cookie'.split(' '),
        *'@fastify/websocket @fastify/swagger @fastify/compress'.split(' '),
    ),
    libraries('grpc-js', 'grpc', 'done', '@grpc/grpc-js', '@grpc/proto-loader'),
    libraries('Nodemailer, smtp-server', 'mail', '250 OK', 'nodemailer', 'smtp-server'),
    libraries('MQTT.js, Aedes', 'mqtt', "[ 'a/b', 'msg' ]", 'mqtt', 'aedes'),
    libraries(
        'AI SDK, OpenAI, Anthropic, LangChain',
        'ai',
        'T ropic',
        'ai',
        *'openai @ai-sdk/openai-compatible zod @langchain/core @langchain/openai @anthropic-ai/sdk'.split(' '),
    ),
    libraries('MCP SDK', 'mcp', "text: '7'", '@modelcontextprotocol/sdk', 'zod'),
    libraries(
        'TypeORM, Kysely, Knex, lowdb, Keyv, memory-level, pg-mem',
        'databases',
        "[ { a: '1' } ]",
        'typeorm',
        *'kysely knex reflect-metadata sql.js lowdb keyv memory-level pg-mem'.split(' '),
    ),
    libraries(
        'pdf-lib, PDFKit, ExcelJS, SheetJS, docx',
        'documents',
        'PK true',
        *'pdf-lib pdfkit exceljs xlsx docx'.split(' '),
    ),
    libraries(
        'archiver, JSZip, tar, adm-zip, yauzl, unzipper, fflate, pako',
        'archives',
        '112 ] lz',
        *'archiver jszip tar adm-zip yauzl unzipper fflate pako lz-string'.split(' '),
    ),
    libraries(
        'execa, chokidar, fs-extra, globby, Piscina, workerpool, ShellJS, …',
        'processes',
        '{ b: 1 } 1',
        *'execa chokidar fs-extra globby fast-glob glob rimraf p-queue workerpool piscina shelljs'.split(' '),
        *'cross-spawn which get-port tree-kill write-file-atomic proper-lockfile conf'.split(' '),
    ),
    libraries(
        'jose, jsonwebtoken, node-forge, OpenPGP.js, libsodium, ethers, viem, …',
        'secrets',
        '0x67e1658511b2242f',
        *'jose bcryptjs jsonwebtoken node-forge openpgp tweetnacl libsodium-wrappers hash-wasm ethers viem'.split(' '),
    ),
    libraries(
        'got, axios, node-fetch, superagent, ky, undici',
        'http_clients',
        'clients done',
        *'got axios node-fetch superagent ky undici'.split(' '),
    ),
    libraries(
        'libp2p: TCP, WebSockets, Noise, Yamux',
        'peers',
        'peers done',
        *'libp2p @libp2p/tcp @libp2p/websockets @chainsafe/libp2p-noise @chainsafe/libp2p-yamux'.split(' '),
        *'@libp2p/identify @libp2p/ping'.split(' '),
    ),
    libraries(
        'Bree, node-cron, cron, node-schedule, croner, p-queue, Bottleneck',
        'schedulers',
        'cron 2',
        *'bree node-cron cron node-schedule croner p-queue bottleneck'.split(' '),
    ),
    libraries(
        'Drizzle with sql.js, Sequelize with node:sqlite',
        'query_builders',
        '"userId":1}]}]',
        *'drizzle-orm sequelize sql.js'.split(' '),
    ),
    libraries(
        'Ajv, Joi, Yup, Superstruct, Valibot, Zod, io-ts, Effect',
        'validators',
        'validated',
        *'ajv ajv-formats joi yup superstruct valibot zod io-ts fp-ts effect validator sanitize-html'.split(' '),
    ),
    Tool(
        'bcrypt',
        'bcrypt',
        project('bcrypt@latest'),
        [(BCRYPT, 'same: true')],
        note='bcryptjs stands in',
    ),
    Tool('sharp', 'sharp', [*project('sharp@latest'), file('a.mjs', SHARP)], [('node a.mjs', '5 10 png true')]),
    Tool(
        'drizzle-kit with PGlite',
        'drizzle-kit',
        [
            *project('drizzle-kit@latest', 'drizzle-orm@latest', '@electric-sql/pglite@latest'),
            file('schema.ts', SCHEMA),
            file('drizzle.config.ts', DRIZZLE_CONFIG),
        ],
        [
            ('npx drizzle-kit generate; cat drizzle/*.sql', 'CREATE TABLE "users"'),
            ('npx drizzle-kit push --force', 'Changes applied'),
        ],
    ),
    Tool(
        'Vitest with jsdom, happy-dom, Testing Library',
        'vitest',
        [
            *project(
                *'vitest@latest jsdom@latest happy-dom@latest @testing-library/react@latest'.split(' '),
                *'@testing-library/user-event@latest @testing-library/dom@latest'.split(' '),
                *'@testing-library/jest-dom@latest react@latest react-dom@latest'.split(' '),
            ),
            file('a.test.jsx', DOM_TEST),
            file('b.test.jsx', HAPPY_TEST),
        ],
        [
            ('npx vitest run', '2 passed'),
            ('npx vitest run --pool=threads', '2 passed'),
            ('npx vitest run --pool=vmThreads', '2 passed'),
        ],
    ),
]
