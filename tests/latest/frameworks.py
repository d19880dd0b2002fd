"""Tools with a development server, started as users do, and a page that shows the effect of saves. Data only."""

from tests.latest.model import TITLE, VITE, Edit, Saves, Server, Tool, file, project

REACT = f"""import {{ useState }} from 'react'
import '@STYLE@'
export default function App() {{
  const [count, setCount] = useState(0)
  return <main><h1>{TITLE}</h1><button onClick={{() => setCount((count) => count + 1)}}>count is {{count}}</button></main>
}}
"""
VUE = f"""<script setup lang="ts">
import {{ ref }} from 'vue'
import '@STYLE@'
const count = ref(0)
</script>
<template><main><h1>{TITLE}</h1><button @click="count++">count is {{{{ count }}}}</button></main></template>
"""
SVELTE = f"""<script>
  import '@STYLE@'
  let count = $state(0)
</script>
<main><h1>{TITLE}</h1><button onclick={{() => count += 1}}>count is {{count}}</button></main>
"""
SOLID = f"""import {{ createSignal }} from 'solid-js'
import '@STYLE@'
export default function App() {{
  const [count, setCount] = createSignal(0)
  return <main><h1>{TITLE}</h1><button onClick={{() => setCount(count() + 1)}}>count is {{count()}}</button></main>
}}
"""
VANILLA = f"""import '@STYLE@'
let count = 0
document.body.innerHTML = '<h1>{TITLE}</h1><button></button>'
const button = document.querySelector('button')!
const show = () => {{ button.textContent = `count is ${{count}}` }}
button.onclick = () => {{ count++; show() }}
show()
"""
WEBPACK_VIEW = f"""export let count = 0
export function show(told) {{
  count = told
  document.body.innerHTML = `<h1>{TITLE}</h1><button>count is ${{count}}</button>`
  document.querySelector('button').onclick = () => show(count + 1)
}}
"""
WEBPACK_MAIN = """import './style.css'
import * as view from './view.js'
view.show(0)
if (module.hot) module.hot.accept('./view.js', () => view.show(Number(document.querySelector('button').textContent.slice(9))))
"""
WEBPACK_CONFIG = """const Html = require('html-webpack-plugin')
module.exports = {plugins: [new Html({template: 'public/index.html'})], module: {rules: [{test: /\\.css$/, use: ['style-loader', 'css-loader']}]}}
"""
WEBPACK_OVERLAY = (
    'return document.querySelector("#webpack-dev-server-client-overlay")?.contentDocument.body.textContent ?? ""'
)
NEXT_OVERLAY = 'return [...document.querySelectorAll("nextjs-portal")].map((portal) => portal.shadowRoot.textContent).filter((text) => text.includes("Build Error")).join()'
ASTRO = f"""---
import '../style.css'
---
<html><body><h1>{TITLE}</h1><button>count is 0</button>
<script>
  let count = 0
  const button = document.querySelector('button')!
  button.onclick = () => {{ button.textContent = `count is ${{++count}}` }}
</script></body></html>
"""
ANGULAR = (
    f"""<main><h1>{TITLE}</h1><button (click)="count.set(count() + 1)">count is {{{{ count() }}}}</button></main>"""
)
ANGULAR_CODE = """import { Component, signal } from '@angular/core';
@Component({ selector: 'app-root', templateUrl: './app.html', styleUrl: './app.css' })
export class App { readonly count = signal(0); }
"""
PREACT = REACT.replace("'react'", "'preact/hooks'").replace('export default', 'export')
LIT = f"""import {{ LitElement, html }} from 'lit'
import {{ customElement, state }} from 'lit/decorators.js'
@customElement('my-element')
export class MyElement extends LitElement {{
  @state() count = 0
  createRenderRoot() {{ return this }}
  render() {{ return html`<h1>{TITLE}</h1><button @click=${{() => this.count++}}>count is ${{this.count}}</button>` }}
}}
"""
LIT_PAGE = """<link rel="stylesheet" href="./src/index.css"><script type="module" src="/src/my-element.ts"></script>
<my-element></my-element>"""
QWIK = f"""import {{ component$, useSignal }} from '@builder.io/qwik'
import '@STYLE@'
export const App = component$(() => {{
  const count = useSignal(0)
  return <main><h1>{TITLE}</h1><button onClick$={{() => count.value++}}>count is {{count.value}}</button></main>
}})
"""
MARKO_LAYOUT = """<!doctype html>
<html><head><title>Marko</title></head><body><${input.content}/></body></html>"""
MARKO = f"""import '@STYLE@'
<let/count=0/>
<h1>{TITLE}</h1>
<button onClick() {{ count++ }}>count is ${{count}}</button>
"""
RSBUILD_CONFIG = """import { pluginReact } from '@rsbuild/plugin-react'
export default { plugins: [pluginReact()] }
"""
RSBUILD_MAIN = """import { createRoot } from 'react-dom/client'
import App from './App'
createRoot(document.getElementById('root')).render(<App />)
"""
RSBUILD_OVERLAY = 'return document.querySelector("rsbuild-error-overlay")?.shadowRoot.textContent ?? ""'
TANSTACK_MAIN = """import { createRoot } from 'react-dom/client'
import { RouterProvider, createRouter } from '@tanstack/react-router'
import { routeTree } from './routeTree.gen'
createRoot(document.getElementById('root')!).render(<RouterProvider router={createRouter({ routeTree })} />)
"""
TANSTACK_CONFIG = """import { defineConfig } from 'vite'
import react from '@vitejs/plugin-react'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
export default defineConfig({ plugins: [tanstackRouter({ target: 'react', autoCodeSplitting: true }), react()] })
"""
TANSTACK_ROOT = """import { Outlet, createRootRoute } from '@tanstack/react-router'
export const Route = createRootRoute({ component: () => <Outlet /> })
"""
TANSTACK_PAGE = f"""import {{ useState }} from 'react'
import {{ createFileRoute }} from '@tanstack/react-router'
import '../App.css'
export const Route = createFileRoute('/')({{ component: App }})
function App() {{
  const [count, setCount] = useState(0)
  return <main><h1>{TITLE}</h1><button onClick={{() => setCount((count) => count + 1)}}>count is {{count}}</button></main>
}}
"""
ROUTER_ROOT = """import {Links, Outlet, Scripts} from "react-router"
export default function Root() { return <html><head><Links/></head><body><Outlet/><Scripts/></body></html> }"""


def styled(text: str, style: str) -> str:
    return text.replace('@STYLE@', style)


def vite(template: str, source: Saves, major: str = 'latest', *changes: str, preview: int = 4173) -> Tool:
    name = f'Vite, {template}' if major == 'latest' else f'Vite {major}, {template}'
    return Tool(
        name,
        'vite',
        [VITE % major + template, 'cd app', *changes, 'npm install'],
        [('npm run build', 'built in')],
        Server('npm run dev', 5173, 'count is', saves=source),
        built('npm run preview', preview),
    )


def built(command: str, port: int) -> Server:
    return Server(command, port, 'count is')


VITE_REACT = Saves('src/App.tsx', styled(REACT, './App.css'), 'src/App.css')
VITE_VUE = Saves('src/App.vue', styled(VUE, './app.css'), 'src/app.css')
VITE_SVELTE = Saves(
    'src/App.svelte', styled(SVELTE, './app.css'), 'src/app.css', mistake=('</main>', '{#if'), keeps_state=False
)
VITE_SOLID = Saves('src/App.tsx', styled(SOLID, './App.css'), 'src/App.css', keeps_state=False, mends_in_place=False)
VITE_VANILLA = Saves(
    'src/main.ts',
    styled(VANILLA, './style.css'),
    'src/style.css',
    mistake=('let count', 'let let count ='),
    keeps_state=False,
    keeps_document=False,
)

VITE_PREACT = Saves('src/app.tsx', styled(PREACT, './app.css'), 'src/app.css')
VITE_LIT = Saves(
    'src/my-element.ts',
    LIT,
    'src/index.css',
    mistake=('render()', 'render('),
    keeps_state=False,
    keeps_document=False,
)
VITE_QWIK = Saves(
    'src/app.tsx', styled(QWIK, './app.css'), 'src/app.css', keeps_state=False, keeps_document=False, swaps_style=False
)

FRAMEWORKS = [
    vite('react-ts', VITE_REACT),
    vite('vue-ts', VITE_VUE),
    vite('svelte-ts', VITE_SVELTE),
    vite('solid-ts', VITE_SOLID),
    vite('vanilla-ts', VITE_VANILLA),
    vite('preact-ts', VITE_PREACT),
    vite('lit-ts', VITE_LIT, 'latest', file('index.html', LIT_PAGE)),
    # the template asks for a version that isn't published, and for a Vite that the published one doesn't allow
    vite(
        'qwik-ts',
        VITE_QWIK,
        'latest',
        "npm pkg set 'dependencies[@builder.io/qwik]=latest' devDependencies.vite=7",
        preview=3000,
    ),
    vite('react-ts', VITE_REACT, '7'),
    vite('react-ts', VITE_REACT, '6'),
    vite('react-ts', VITE_REACT, '5'),
    vite('vue-ts', VITE_VUE, '6'),
    vite('svelte-ts', VITE_SVELTE, '5'),
    Tool(
        'Next.js (--webpack)',
        'next',
        [
            "npm create -y next-app@latest app -- --ts --no-eslint --app --no-src-dir --no-tailwind --import-alias '@/*' --yes --empty",
            'cd app',
        ],
        [('npx next build --webpack', 'Compiled successfully')],
        Server(
            'npx next dev --webpack',
            3000,
            'count is',
            saves=Saves(
                'app/page.tsx',
                "'use client'\n" + styled(REACT, './page.css'),
                'app/page.css',
                overlay=NEXT_OVERLAY,
                recovers=False,
            ),
        ),
        built('npx next start -p 3001', 3001),
    ),
    Tool(
        'SvelteKit',
        '@sveltejs/kit',
        ['npx -y sv@latest create app --template minimal --types ts --no-add-ons --install npm', 'cd app'],
        [('npm run build', 'built in')],
        Server(
            'npm run dev',
            5173,
            'count is',
            saves=Saves(
                'src/routes/+page.svelte',
                styled(SVELTE, '../app.css'),
                'src/app.css',
                mistake=('</main>', '{#if'),
                keeps_state=False,
            ),
        ),
        built('npm run preview', 4173),
    ),
    Tool(
        'Astro',
        'astro',
        project('astro@latest'),
        [('npx astro build', 'Complete!')],
        Server(
            'npx astro dev',
            4321,
            'count is',
            saves=Saves(
                'src/pages/index.astro',
                ASTRO,
                'src/style.css',
                mistake=("'../style.css'", "'../style.css"),
                keeps_state=False,
                keeps_document=False,
            ),
        ),
        built('npx astro preview --port 4322', 4322),
    ),
    Tool(
        'Angular',
        '@angular/core',
        [
            'npx -y @angular/cli@latest new app --defaults --skip-git',
            'cd app',
            file('src/app/app.ts', ANGULAR_CODE),
            'npm install --save-dev http-server@latest',
        ],
        [('npx ng build', 'bundle generation complete')],
        Server(
            'npx ng serve',
            4200,
            'count is',
            saves=Saves(
                'src/app/app.html', ANGULAR, 'src/app/app.css', mistake=('</h1>', '@if ('), mends_in_place=False
            ),
        ),
        built('npx http-server dist/app/browser -p 4201', 4201),
    ),
    Tool(
        'Storybook',
        'storybook',
        [
            VITE % 'latest' + 'react-ts',
            'cd app',
            'npm install',
            'npm install --save-dev storybook@latest @storybook/react-vite@latest http-server@latest',
            file(
                '.storybook/main.js',
                "export default {stories: ['../src/*.stories.jsx'], framework: '@storybook/react-vite'}",
            ),
            file(
                'src/a.stories.jsx',
                "import App from './App.jsx'\nexport default {title: 'a'}; export const One = {render: () => <App/>}",
            ),
        ],
        [('npx storybook build', 'Storybook build completed')],
        Server(
            'npx storybook dev --ci --port 6006',
            6006,
            'count is',
            path='iframe.html?id=a--one&viewMode=story',
            saves=Saves('src/App.jsx', styled(REACT, './App.css'), 'src/App.css', root='#storybook-root'),
        ),
        Server(
            'npx http-server storybook-static -p 6007', 6007, 'count is', path='iframe.html?id=a--one&viewMode=story'
        ),
    ),
    Tool(
        'Nuxt',
        'nuxt',
        project('nuxt@latest', 'vue@latest'),
        [('npx nuxt build', 'Build complete')],
        Server('npx nuxt dev', 3000, 'count is', saves=Saves('app.vue', styled(VUE, './app.css'), 'app.css')),
        built('PORT=3001 node .output/server/index.mjs', 3001),
    ),
    Tool(
        'React Router',
        '@react-router/dev',
        [
            *project(
                '--legacy-peer-deps',
                '@react-router/dev@latest',
                '@react-router/node@latest',
                '@react-router/serve@latest',
                'react-router@latest',
                'react@latest',
                'react-dom@latest',
                'vite@latest',
                'isbot@latest',
            ),
            'npm pkg set type=module',
            file(
                'vite.config.js',
                'import {reactRouter} from "@react-router/dev/vite"; export default {plugins: [reactRouter()]}',
            ),
            file('app/routes.js', 'import {index} from "@react-router/dev/routes"; export default [index("home.jsx")]'),
            file('app/root.jsx', ROUTER_ROOT),
        ],
        [('npx react-router build', 'built in')],
        Server(
            'npx react-router dev',
            5173,
            'count is',
            saves=Saves('app/home.jsx', styled(REACT, './home.css'), 'app/home.css'),
        ),
        built('PORT=3001 npx react-router-serve build/server/index.js', 3001),
    ),
    Tool(
        'TanStack Router',
        '@tanstack/react-router',
        [
            VITE % 'latest' + 'react-ts',
            'cd app',
            'npm install @tanstack/react-router@latest @tanstack/router-plugin@latest',
            file('vite.config.ts', TANSTACK_CONFIG),
            file('src/main.tsx', TANSTACK_MAIN),
            file('src/routes/__root.tsx', TANSTACK_ROOT),
        ],
        [('npx vite build', 'built in')],
        Server('npm run dev', 5173, 'count is', saves=Saves('src/routes/index.tsx', TANSTACK_PAGE, 'src/App.css')),
        built('npm run preview', 4173),
    ),
    Tool(
        'Rsbuild',
        '@rsbuild/core',
        [
            *project('@rsbuild/core@latest', '@rsbuild/plugin-react@latest', 'react@latest', 'react-dom@latest'),
            file('rsbuild.config.mjs', RSBUILD_CONFIG),
            file('src/index.jsx', RSBUILD_MAIN),
        ],
        [('npx rsbuild build', 'built in')],
        Server(
            'npx rsbuild dev',
            3000,
            'count is',
            saves=Saves(
                'src/App.jsx',
                styled(REACT, './App.css'),
                'src/App.css',
                overlay=RSBUILD_OVERLAY,
                mends_in_place=False,
            ),
        ),
        built('npx rsbuild preview --port 3001', 3001),
    ),
    Tool(
        'NestJS',
        '@nestjs/core',
        ['npx -y @nestjs/cli@latest new app --package-manager npm --skip-git --no-observe', 'cd app', 'npm test'],
        [('npm run build; ls dist', 'main.js')],
        Server('npm run start:dev', 3000, 'Hello World!', Edit('src/app.service.ts', 'Hello World!', reloads=True)),
        Server('npm run start:prod', 3000, 'Changed by hand'),
    ),
    Tool(
        'webpack-dev-server',
        'webpack-dev-server',
        [
            *project(
                'webpack@latest',
                'webpack-cli@latest',
                'webpack-dev-server@latest',
                'html-webpack-plugin@latest',
                'css-loader@latest',
                'style-loader@latest',
                'http-server@latest',
            ),
            'npm pkg delete type',
            file('webpack.config.js', WEBPACK_CONFIG),
            file('public/index.html', '<body></body>'),
            file('src/index.js', WEBPACK_MAIN),
        ],
        [('npx webpack --mode production', 'compiled successfully')],
        Server(
            'npx webpack serve --mode development',
            8080,
            'count is',
            saves=Saves(
                'src/view.js',
                WEBPACK_VIEW,
                'src/style.css',
                mistake=('export let', 'export let let'),
                overlay=WEBPACK_OVERLAY,
                mends_in_place=False,
            ),
        ),
        built('npx http-server dist -p 8081', 8081),
    ),
    Tool(
        'Marko',
        '@marko/run',
        [
            *project('marko@latest', '@marko/run@latest'),
            'npm pkg set type=module',
            file('src/routes/+layout.marko', MARKO_LAYOUT),
        ],
        [('npx marko-run build', 'ENTRY')],
        Server(
            'npx marko-run dev',
            3000,
            'count is',
            saves=Saves(
                'src/routes/+page.marko',
                styled(MARKO, '../page.css'),
                'src/page.css',
                mistake=('</h1>', '</h2>'),
                keeps_state=False,
                keeps_document=False,
            ),
        ),
        built('PORT=3001 npx marko-run preview', 3001),
    ),
    Tool(
        'Slidev',
        '@slidev/cli',
        [
            *project('@slidev/cli@latest', '@slidev/theme-default@latest', 'http-server@latest'),
            file('slides.md', '# First slide\n\nsaid here\n\n---\n\n# Second slide'),
        ],
        [('npx slidev build; ls dist', 'index.html')],
        Server('npx slidev --port 3030', 3030, 'said here', Edit('slides.md', 'said here')),
        Server('npx http-server dist -p 3031', 3031, 'Changed by hand'),
    ),
    Tool(
        'Docusaurus',
        '@docusaurus/core',
        [
            'npx -y create-docusaurus@latest app classic --javascript --package-manager npm',
            'cd app',
            "sed -i 's/v4: true,/v4: true, faster: false,/' docusaurus.config.js",
        ],
        [('npm run build', 'Generated static files')],
        Server(
            'npm start -- --no-open',
            3000,
            'Tutorial Intro',
            Edit('docs/intro.mdx', 'Tutorial Intro'),
            path='docs/intro',
        ),
        Server('npm run serve -- --no-open --port 3001', 3001, 'Changed by hand', path='docs/intro'),
        note="with `faster: false`: Rspack's WebAssembly build finds no browserslist configuration, natively too",
    ),
]
