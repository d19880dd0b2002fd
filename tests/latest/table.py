"""Today's tools, as people start them: what is typed, what must be seen. Data only; run.py does it."""
from dataclasses import dataclass, field

VITE = 'npm create -y vite@%s app -- --no-interactive --template '


@dataclass
class Edit:
    """In `file`, `old` becomes `new`; the page must show `new`."""
    file: str
    old: str
    new: str = 'Changed by hand'


@dataclass
class Server:
    """A development server: its first page, at `path`, shows `expect`, and an edit arrives in it."""
    command: str
    port: int
    expect: str
    edit: Edit | None = None
    path: str = ''


@dataclass
class Tool:
    """`package`: whose version the table tells. `setup`: lines of shell that must succeed, in a new folder; `checks`: command and what it must print.
    `refuses`: what npm must say at install, of a tool that can't run here; `note`: what else its users should know."""
    name: str
    package: str
    setup: list[str] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    server: Server | None = None
    refuses: str = ''
    note: str = ''


def vite(template: str, file: str, seen: str = 'Get started', major: str = 'latest') -> Tool:
    name = f'Vite, {template}' if major == 'latest' else f'Vite {major}, {template}'
    return Tool(name, 'vite', [VITE % major + template, 'cd app', 'npm install'], [('npm run build', 'built in')],
                Server('npm run dev', 5173, seen, Edit(file, seen)))


def project(*packages: str) -> list[str]:
    return ['mkdir app', 'cd app', 'npm init -y', 'npm install ' + ' '.join(packages)]


def file(path: str, text: str) -> str:
    """A line of shell that writes it."""
    quoted = text.replace("'", "'\\''")
    return f"mkdir -p $(dirname {path}); printf '%s\\n' '{quoted}' > {path}"


JEST = 'test("sum", async () => { expect(await Promise.resolve(1 + 1)).toBe(2); expect({a: [1]}).toEqual({a: [1]}) })'
MSW = '''import {http, HttpResponse} from "msw"; import {setupServer} from "msw/node"
const server = setupServer(http.get("https://api.example.com/x", () => HttpResponse.json({mocked: true}))); server.listen()
console.log(await (await fetch("https://api.example.com/x")).json())'''
PGLITE = '''import {PGlite} from "@electric-sql/pglite"; const db = new PGlite("./data")
await db.exec("create table if not exists t (n int); insert into t values (7)"); console.log((await db.query("select * from t")).rows); await db.close()'''
DRIZZLE = '''import {drizzle} from "drizzle-orm/pglite"; import {pgTable, serial, text} from "drizzle-orm/pg-core"
const users = pgTable("users", {id: serial().primaryKey(), name: text()}); const db = drizzle()
await db.execute("create table users (id serial primary key, name text)"); await db.insert(users).values({name: "Ada"})
console.log(await db.select().from(users)); await db.$client.close()'''
ROUTER_ROOT = '''import {Outlet, Scripts} from "react-router"
export default function Root() { return <html><body><Outlet/><Scripts/></body></html> }'''
WORKSPACES = ['mkdir app', 'cd app', file('package.json', '{"private": true, "workspaces": ["packages/*"]}'),
              file('packages/lib/package.json', '{"name": "lib", "version": "1.0.0", "type": "module", "main": "dist/lib.js", "scripts": {"build": "tsc"}}'),
              file('packages/lib/tsconfig.json', '{"compilerOptions": {"outDir": "dist", "rootDir": "src", "module": "nodenext", "declaration": true}}'),
              file('packages/lib/src/lib.ts', 'export const six: number = 6'),
              file('packages/app/package.json', '{"name": "app", "version": "1.0.0", "type": "module", "dependencies": {"lib": "^1.0.0"}, '
                                                '"scripts": {"build": "tsc", "start": "node dist/app.js"}}'),
              file('packages/app/tsconfig.json', '{"compilerOptions": {"outDir": "dist", "rootDir": "src", "module": "nodenext"}}'),
              file('packages/app/src/app.ts', 'import {six} from "lib"\ndeclare const console: {log(text: string): void}\nconsole.log(`six is ${six}`)'),
              'npm install --save-dev typescript@latest']

TOOLS = [
    vite('react-ts', 'src/App.tsx'),
    vite('vue-ts', 'src/components/HelloWorld.vue'),
    vite('svelte-ts', 'src/App.svelte'),
    vite('solid-ts', 'src/App.tsx'),
    vite('vanilla-ts', 'src/main.ts'),
    vite('react-ts', 'src/App.tsx', 'Vite + React', '7'),
    vite('vue-ts', 'src/App.vue', 'Vite + Vue', '6'),
    vite('svelte-ts', 'src/App.svelte', 'Vite + Svelte', '5'),
    Tool('Next.js (--webpack)', 'next',
         ["npm create -y next-app@latest app -- --ts --no-eslint --app --no-src-dir --no-tailwind --import-alias '@/*' --yes --empty", 'cd app'],
         [('npx next build --webpack', 'Compiled successfully')],
         Server('npx next dev --webpack', 3000, 'Hello world', Edit('app/page.tsx', 'Hello world'))),
    Tool('SvelteKit', '@sveltejs/kit', ['npx -y sv@latest create app --template minimal --types ts --no-add-ons --install npm', 'cd app'],
         [('npm run build', 'built in')],
         Server('npm run dev', 5173, 'Welcome to SvelteKit', Edit('src/routes/+page.svelte', 'Welcome to SvelteKit'))),
    Tool('Astro', 'astro', [*project('astro@latest'), file('src/pages/index.astro', '<html><body><h1>Hello from Astro</h1></body></html>')],
         [('npx astro build', 'Complete!')], Server('npx astro dev', 4321, 'Hello from Astro', Edit('src/pages/index.astro', 'Hello from Astro'))),
    Tool('Angular', '@angular/core', ['npx -y @angular/cli@latest new app --defaults --skip-git', 'cd app'], [('npx ng build', 'bundle generation complete')],
         Server('npx ng serve', 4200, 'Congratulations! Your app is running.', Edit('src/app/app.html', 'Congratulations! Your app is running.'))),
    Tool('Storybook', 'storybook',
         [VITE % 'latest' + 'react-ts', 'cd app', 'npm install', 'npm install --save-dev storybook@latest @storybook/react-vite@latest',
          file('.storybook/main.js', "export default {stories: ['../src/*.stories.jsx'], framework: '@storybook/react-vite'}"),
          file('src/a.stories.jsx', "export default {title: 'a'}; export const One = {render: () => <p>Told by a story</p>}")],
         [('npx storybook build', 'Storybook build completed')],
         Server('npx storybook dev --ci --port 6006', 6006, 'Told by a story', Edit('src/a.stories.jsx', 'Told by a story'), 'iframe.html?id=a--one&viewMode=story')),
    Tool('Nuxt', 'nuxt', [*project('nuxt@latest', 'vue@latest'), file('app.vue', '<template><h1>Hello from Nuxt</h1></template>')], [],
         Server('npx nuxt dev', 3000, 'Hello from Nuxt', Edit('app.vue', 'Hello from Nuxt'))),
    Tool('React Router', '@react-router/dev',
         [*project('--legacy-peer-deps', '@react-router/dev@latest', '@react-router/node@latest', 'react-router@latest', 'react@latest', 'react-dom@latest',
                   'vite@latest', 'isbot@latest'), 'npm pkg set type=module',
          file('vite.config.js', 'import {reactRouter} from "@react-router/dev/vite"; export default {plugins: [reactRouter()]}'),
          file('app/routes.js', 'import {index} from "@react-router/dev/routes"; export default [index("home.jsx")]'),
          file('app/home.jsx', 'export default function Home() { return <h1>Hello from the router</h1> }'), file('app/root.jsx', ROUTER_ROOT)],
         [('npx react-router build', 'built in')],
         Server('npx react-router dev', 5173, 'Hello from the router', Edit('app/home.jsx', 'Hello from the router')),
         note='an update that comes before the page is hydrated throws `__reactRouterDataRouter is not defined` in its client, natively too'),
    Tool('webpack-dev-server', 'webpack-dev-server',
         [*project('webpack@latest', 'webpack-cli@latest', 'webpack-dev-server@latest'), file('public/index.html', '<body><script src=main.js></script></body>'),
          file('src/index.js', 'document.body.append("Hello from webpack")')],
         [('npx webpack --mode production', 'compiled successfully')],
         Server('npx webpack serve --mode development', 8080, 'Hello from webpack', Edit('src/index.js', 'Hello from webpack'))),
    Tool('Rspack', '@rspack/core', [*project('@rspack/core@latest', '@rspack/cli@latest'), file('src/index.js', 'console.log("made by rspack")')],
         [('npx rspack build && node dist/main.js', 'made by rspack')]),
    Tool('tsdown', 'tsdown', [*project('tsdown@latest', 'typescript@latest'), file('src/index.ts', 'export const a: number = 1')],
         [('npx tsdown', 'Build complete'), ('ls dist', 'index.mjs')]),
    Tool('TypeScript', 'typescript', [*project('typescript@latest'), file('a.ts', 'let a: number = "x"')], [('npx tsc --noEmit a.ts', 'error TS2322')]),
    Tool('Vitest', 'vitest', [*project('vitest@latest'), file('a.test.js', 'import {test, expect} from "vitest"; ' + JEST)], [('npx vitest run', '1 passed')]),
    Tool('Jest', 'jest', [*project('jest@latest'), file('a.test.js', JEST)], [('npx jest', '1 passed, 1 total')]),
    Tool('Tailwind CSS', 'tailwindcss', [*project('tailwindcss@latest', '@tailwindcss/cli@latest'), file('in.css', '@import "tailwindcss";'),
                                         file('index.html', '<p class="underline">')],
         [('npx @tailwindcss/cli -i in.css', 'text-decoration-line: underline')]),
    Tool('PGlite', '@electric-sql/pglite', [*project('@electric-sql/pglite@latest'), file('a.mjs', PGLITE)], [('node a.mjs; node a.mjs', '[ { n: 7 }, { n: 7 } ]')]),
    Tool('Drizzle with PGlite', 'drizzle-orm', [*project('drizzle-orm@latest', '@electric-sql/pglite@latest'), file('a.mjs', DRIZZLE)],
         [('node a.mjs', "[ { id: 1, name: 'Ada' } ]")]),
    Tool('sql.js', 'sql.js', project('sql.js@latest'),
         [('''node -e 'require("sql.js")().then((Q) => console.log(new Q.Database().exec("select 6 * 7")[0].values))' ''', '[ [ 42 ] ]')]),
    Tool('SWC', '@swc/core', project('@swc/core@latest'),
         [('''node -p 'require("@swc/core").transformSync("let a: number = 1", {jsc: {parser: {syntax: "typescript"}}}).code' ''', 'var a = 1')]),
    Tool('MSW', 'msw', [*project('msw@latest'), file('a.mjs', MSW)], [('node a.mjs', '{ mocked: true }')]),
    Tool('ESLint', 'eslint', [*project('eslint@latest'), file('eslint.config.js', 'module.exports = [{rules: {"no-undef": "error"}}]'), file('a.js', 'missing()')],
         [('npx eslint a.js', 'no-undef')]),
    Tool('Prettier', 'prettier', [*project('prettier@latest'), file('a.js', 'a  (  )')], [('npx prettier a.js', 'a();')]),
    Tool('Gemini CLI', '@google/gemini-cli', project('@google/gemini-cli@latest'), [('npx gemini --help', 'Usage: gemini')]),
    Tool('oxlint', 'oxlint', project('oxlint@latest'), refuses='oxlint@'),
    Tool('Biome', '@biomejs/biome', project('@biomejs/biome@latest'), refuses='@biomejs/biome@'),
    Tool('npm workspaces', 'typescript', WORKSPACES, [('npm run build --workspaces', '> tsc'), ('npm start -w app', 'six is 6')]),
    Tool('Turborepo', 'turbo', project('turbo@latest'), refuses='turbo@'),
    Tool('Parcel', 'parcel', project('parcel@latest'), refuses='@parcel/rust@'),
]
