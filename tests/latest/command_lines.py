"""Command line tools and libraries: their commands and expected output. Data only."""

from tests.latest.model import Tool, file, project

JEST = 'test("sum", async () => { expect(await Promise.resolve(1 + 1)).toBe(2); expect({a: [1]}).toEqual({a: [1]}) })'
MSW = """import {http, HttpResponse} from "msw"; import {setupServer} from "msw/node"
const server = setupServer(http.get("https://api.example.com/x", () => HttpResponse.json({mocked: true}))); server.listen()
console.log(await (await fetch("https://api.example.com/x")).json())"""
PGLITE = """import {PGlite} from "@electric-sql/pglite"; const db = new PGlite("./data")
await db.exec("create table if not exists t (n int); insert into t values (7)"); console.log((await db.query("select * from t")).rows); await db.close()"""
DRIZZLE = """import {drizzle} from "drizzle-orm/pglite"; import {pgTable, serial, text} from "drizzle-orm/pg-core"
const users = pgTable("users", {id: serial().primaryKey(), name: text()}); const db = drizzle()
await db.execute("create table users (id serial primary key, name text)"); await db.insert(users).values({name: "Ada"})
console.log(await db.select().from(users)); await db.$client.close()"""
POSTMAN = """{"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [
{"name": "a", "request": "http://localhost:4120/x?q={{v}}", "event": [{"listen": "test", "script": {"exec": [
"pm.test('right', () => pm.expect(pm.response.json().q).to.eql('5'));", "pm.test('wrong', () => pm.expect(1).to.eql(2))"]}}]}]}"""
ANSWERS = "require('http').createServer((q, r) => r.end(JSON.stringify({q: new URL(q.url, 'http://x').searchParams.get('q')}))).listen(4120)"
PRISMA_SCHEMA = """generator client {
  provider = "prisma-client"
  output = "../generated"
}
datasource db {
  provider = "postgresql"
}
model User {
  id Int @id @default(autoincrement())
  name String
}"""
PRISMA = """import {PGlite} from '@electric-sql/pglite'; import {PrismaPGlite} from 'pglite-prisma-adapter'
import {PrismaClient} from './generated/client.ts'
const pg = new PGlite(); await pg.exec('create table "User" (id serial primary key, name text not null)')
const prisma = new PrismaClient({adapter: new PrismaPGlite(pg)}); await prisma.user.create({data: {name: 'Ada'}})
console.log(await prisma.user.findMany({where: {name: {startsWith: 'A'}}})); await prisma.$disconnect(); await pg.close()"""
OCLIF = """import {Args, Command, Flags} from '@oclif/core'
export default class Hello extends Command {
  static description = 'says hello'; static args = {name: Args.string({required: true})}; static flags = {loud: Flags.boolean()}
  async run() { const {args, flags} = await this.parse(Hello); this.log(`hello ${args.name}${flags.loud ? '!' : ''}`) }
}"""
WORKSPACES = [
    'mkdir app',
    'cd app',
    file('package.json', '{"private": true, "workspaces": ["packages/*"]}'),
    file(
        'packages/lib/package.json',
        '{"name": "lib", "version": "1.0.0", "type": "module", "main": "dist/lib.js", "scripts": {"build": "tsc"}}',
    ),
    file(
        'packages/lib/tsconfig.json',
        '{"compilerOptions": {"outDir": "dist", "rootDir": "src", "module": "nodenext", "declaration": true}}',
    ),
    file('packages/lib/src/lib.ts', 'export const six: number = 6'),
    file(
        'packages/app/package.json',
        '{"name": "app", "version": "1.0.0", "type": "module", "dependencies": {"lib": "^1.0.0"}, '
        '"scripts": {"build": "tsc", "start": "node dist/app.js"}}',
    ),
    file(
        'packages/app/tsconfig.json', '{"compilerOptions": {"outDir": "dist", "rootDir": "src", "module": "nodenext"}}'
    ),
    file(
        'packages/app/src/app.ts',
        'import {six} from "lib"\ndeclare const console: {log(text: string): void}\nconsole.log(`six is ${six}`)',
    ),
    'npm install --save-dev typescript@latest',
]


COMMAND_LINES = [
    Tool(
        'Rspack',
        '@rspack/core',
        [*project('@rspack/core@latest', '@rspack/cli@latest'), file('src/index.js', 'console.log("made by rspack")')],
        [('npx rspack build && node dist/main.js', 'made by rspack')],
    ),
    Tool(
        'tsdown',
        'tsdown',
        [*project('tsdown@latest', 'typescript@latest'), file('src/index.ts', 'export const a: number = 1')],
        [('npx tsdown', 'Build complete'), ('ls dist', 'index.mjs')],
    ),
    Tool(
        'TypeScript',
        'typescript',
        [*project('typescript@latest'), file('a.ts', 'let a: number = "x"')],
        [('npx tsc --noEmit a.ts', 'error TS2322')],
    ),
    Tool(
        'Vitest',
        'vitest',
        [
            *project('vitest@latest', '@vitest/coverage-istanbul@latest'),
            file('a.js', 'export const sum = (a, b) => a + b\nexport const never = () => 1'),
            file('a.test.js', 'import {test, expect} from "vitest"; import {sum} from "./a.js"; sum(1, 2); ' + JEST),
        ],
        [
            ('npx vitest run', '1 passed'),
            ('npx vitest run --coverage.enabled --coverage.provider=istanbul', 'a.js'),
        ],
        note="coverage by @vitest/coverage-istanbul: a browser doesn't tell V8's",
    ),
    Tool(
        'Jest',
        'jest',
        [*project('jest@latest'), file('a.test.js', JEST)],
        [('npx jest', '1 passed, 1 total'), ('npx jest --coverage', '% Stmts')],
    ),
    Tool(
        'Tailwind CSS',
        'tailwindcss',
        [
            *project('tailwindcss@latest', '@tailwindcss/cli@latest'),
            file('in.css', '@import "tailwindcss";'),
            file('index.html', '<p class="underline">'),
        ],
        [('npx @tailwindcss/cli -i in.css', 'text-decoration-line: underline')],
    ),
    Tool(
        'PGlite',
        '@electric-sql/pglite',
        [*project('@electric-sql/pglite@latest'), file('a.mjs', PGLITE)],
        [('node a.mjs; node a.mjs', '[ { n: 7 }, { n: 7 } ]')],
    ),
    Tool(
        'Drizzle with PGlite',
        'drizzle-orm',
        [*project('drizzle-orm@latest', '@electric-sql/pglite@latest'), file('a.mjs', DRIZZLE)],
        [('node a.mjs', "[ { id: 1, name: 'Ada' } ]")],
    ),
    Tool(
        'Prisma with PGlite',
        'prisma',
        [
            *project(
                'prisma@latest', '@prisma/client@latest', 'pglite-prisma-adapter@latest', '@electric-sql/pglite@latest'
            ),
            'npm pkg set type=module',
            file('prisma/schema.prisma', PRISMA_SCHEMA),
            file(
                'prisma.config.ts',
                'export default {schema: "prisma/schema.prisma", datasource: {url: "postgres://unused"}}',
            ),
            file('a.ts', PRISMA),
        ],
        [
            ('PRISMA_SCHEMA_ENGINE_BINARY=/bin/true npx prisma generate', 'Generated Prisma Client'),
            ('node a.ts', "[ { id: 1, name: 'Ada' } ]"),
        ],
        note='with `PRISMA_SCHEMA_ENGINE_BINARY=/bin/true`, as npm says at install: the engine of migrations is native code',
    ),
    Tool(
        'sql.js',
        'sql.js',
        project('sql.js@latest'),
        [
            (
                """node -e 'require("sql.js")().then((Q) => console.log(new Q.Database().exec("select 6 * 7")[0].values))' """,
                '[ [ 42 ] ]',
            )
        ],
    ),
    Tool(
        'SWC',
        '@swc/core',
        project('@swc/core@latest'),
        [
            (
                """node -p 'require("@swc/core").transformSync("let a: number = 1", {jsc: {parser: {syntax: "typescript"}}}).code' """,
                'var a = 1',
            )
        ],
    ),
    Tool('MSW', 'msw', [*project('msw@latest'), file('a.mjs', MSW)], [('node a.mjs', '{ mocked: true }')]),
    Tool(
        'ESLint',
        'eslint',
        [
            *project('eslint@latest'),
            file('eslint.config.js', 'module.exports = [{rules: {"no-undef": "error"}}]'),
            file('a.js', 'missing()'),
        ],
        [('npx eslint a.js', 'no-undef')],
    ),
    Tool(
        'Prettier', 'prettier', [*project('prettier@latest'), file('a.js', 'a  (  )')], [('npx prettier a.js', 'a();')]
    ),
    Tool(
        'Gemini CLI',
        '@google/gemini-cli',
        project('@google/gemini-cli@latest'),
        [('npx gemini --help', 'Usage: gemini')],
        screen=('npx gemini', 'authenticate'),
    ),
    Tool(
        'Qwen Code',
        '@qwen-code/qwen-code',
        project('@qwen-code/qwen-code@latest'),
        [('npx qwen --version', '.'), ('npx qwen --help', 'Usage: qwen')],
        screen=('npx qwen', 'Qwen'),
    ),
    Tool(
        'oclif',
        '@oclif/core',
        [
            *project('@oclif/core@latest'),
            'npm pkg set type=module oclif.commands=./commands oclif.bin=tool',
            file('commands/hello.js', OCLIF),
            file('run.js', "import {execute} from '@oclif/core'; await execute({dir: import.meta.url})"),
        ],
        [('node run.js hello Ada --loud', 'hello Ada!'), ('node run.js --help', 'says hello')],
    ),
    Tool(
        'newman',
        'newman',
        [*project('newman@latest'), file('c.json', POSTMAN), file('server.js', ANSWERS)],
        [('node server.js & sleep 2; npx newman run c.json --env-var v=5; kill %1', 'expected 1 to deeply equal 2')],
    ),
    Tool(
        'npm workspaces',
        'typescript',
        WORKSPACES,
        [('npm run build --workspaces', '> tsc'), ('npm start -w app', 'six is 6')],
    ),
]
