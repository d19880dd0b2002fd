"""Frameworks that also render on a server, and makers of sites, with their development servers. Data only."""

from tests.latest.frameworks import TANSTACK_PAGE, built
from tests.latest.model import Edit, Saves, Server, Tool, file, project
from tests.latest.plugins import module_project

START_CONFIG = """import { defineConfig } from 'vite'
import { tanstackStart } from '@tanstack/react-start/plugin/vite'
import react from '@vitejs/plugin-react'
export default defineConfig({ plugins: [tanstackStart(), react()] })"""
START_ROUTER = """import { createRouter } from '@tanstack/react-router'
import { routeTree } from './routeTree.gen'
export const getRouter = () => createRouter({ routeTree })"""
START_ROOT = """import { HeadContent, Outlet, Scripts, createRootRoute } from '@tanstack/react-router'
export const Route = createRootRoute({
  component: () => <html><head><HeadContent/></head><body><Outlet/><Scripts/></body></html>
})"""
SOLID_CONFIG = """import { defineConfig } from 'vite'; import { solidStart } from '@solidjs/start/config'
export default defineConfig({ plugins: [solidStart()] })"""
SOLID_APP = """import { Router } from '@solidjs/router'; import { FileRoutes } from '@solidjs/start/router'
import { Suspense } from 'solid-js'
export default function App() {
  return <Router root={(props) => <Suspense>{props.children}</Suspense>}><FileRoutes/></Router>
}"""
SOLID_SERVER = """// @refresh reload
import { StartServer, createHandler } from '@solidjs/start/server'
export default createHandler(() => <StartServer document={({ assets, children, scripts }) =>
  <html><head>{assets}</head><body><div id="app">{children}</div>{scripts}</body></html>}/>)"""
SOLID_CLIENT = """// @refresh reload
import { StartClient, mount } from '@solidjs/start/client'
mount(() => <StartClient/>, document.getElementById('app'))"""
STARLIGHT_CONFIG = """import { defineConfig } from 'astro/config'; import starlight from '@astrojs/starlight'
export default defineConfig({ integrations: [starlight({ title: 'Docs', pagefind: false })] })"""
STARLIGHT_CONTENT = """import { defineCollection } from 'astro:content'
import { docsLoader } from '@astrojs/starlight/loaders'; import { docsSchema } from '@astrojs/starlight/schema'
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) }"""
STARLIGHT_PAGE = """---
title: A first page
---
said here

```js
let a = 1
```"""

SITES = [
    Tool(
        'TanStack Start',
        '@tanstack/react-start',
        [
            *module_project(
                *'@tanstack/react-start@latest @tanstack/react-router@latest react@latest react-dom@latest'.split(' '),
                *'vite@latest @vitejs/plugin-react@latest typescript@latest'.split(' '),
            ),
            file('vite.config.ts', START_CONFIG),
            file('src/router.tsx', START_ROUTER),
            file('src/routes/__root.tsx', START_ROOT),
        ],
        [('npx vite build', 'built in')],
        Server('npx vite dev', 5173, 'count is', saves=Saves('src/routes/index.tsx', TANSTACK_PAGE, 'src/App.css')),
        built('npx vite preview', 4173),
    ),
    Tool(
        'SolidStart',
        '@solidjs/start',
        [
            *module_project('@solidjs/start@latest', '@solidjs/router@latest', 'solid-js@latest', 'vite@latest'),
            file('vite.config.ts', SOLID_CONFIG),
            file('src/app.tsx', SOLID_APP),
            file('src/entry-server.tsx', SOLID_SERVER),
            file('src/entry-client.tsx', SOLID_CLIENT),
            file('src/routes/index.tsx', 'export default () => <h1>said here</h1>'),
        ],
        [('npx vite build', 'built in')],
        Server('npx vite dev', 5173, 'said here', Edit('src/routes/index.tsx', 'said here')),
        note='a syntax error empties the page until it is loaded again, natively too',
    ),
    Tool(
        'Starlight',
        '@astrojs/starlight',
        [
            *module_project('astro@latest', '@astrojs/starlight@latest', 'sharp@latest'),
            file('astro.config.mjs', STARLIGHT_CONFIG),
            file('src/content.config.ts', STARLIGHT_CONTENT),
            file('src/content/docs/index.md', STARLIGHT_PAGE),
        ],
        [('npx astro build', 'Complete!')],
        Server('npx astro dev', 4321, 'said here', Edit('src/content/docs/index.md', 'said here', reloads=True)),
        Server('npx astro preview --port 4322', 4322, 'Changed by hand'),
        note='with `pagefind: false`: the search index is made by native code, as npm says at install',
    ),
    Tool(
        'Hexo',
        'hexo',
        [
            *project(
                *'hexo@latest hexo-server@latest hexo-generator-index@latest hexo-theme-landscape@latest'.split(' '),
                *'hexo-renderer-marked@latest hexo-renderer-ejs@latest hexo-renderer-stylus@latest'.split(' '),
            ),
            'npm pkg set hexo.version=latest',
            file('_config.yml', 'title: A site\ntheme: landscape\nurl: http://example.com'),
            file('source/_posts/first.md', '---\ntitle: First\n---\nsaid here'),
        ],
        [('npx hexo generate', 'files generated')],
        Server('npx hexo server', 4000, 'said here', Edit('source/_posts/first.md', 'said here', reloads=True)),
    ),
    Tool(
        'Ember',
        'ember-source',
        [
            'npx -y ember-cli@latest new site --lang en --skip-git --skip-npm',
            'cd site',
            'npm install --legacy-peer-deps',
            file('app/templates/application.gjs', '<template><h1>said here</h1></template>'),
        ],
        [('npx vite build', 'built in')],
        Server('npx vite', 4200, 'said here', Edit('app/templates/application.gjs', 'said here')),
        Server('npx vite preview', 4173, 'Changed by hand'),
    ),
]
