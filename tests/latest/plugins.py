"""Tools with the plugins that projects use, and frameworks on Vite whose build is looked at. Data only."""

from tests.latest.model import Tool, file, project

VIKE_CONFIG = """import react from '@vitejs/plugin-react'; import vike from 'vike/plugin'
export default {plugins: [react(), vike()]}"""
VIKE_PAGES = "import vikeReact from 'vike-react/config'; export default {extends: [vikeReact], prerender: true}"
WAKU_PAGE = """export default async function Page() { return <h1>made by waku</h1> }
export const getConfig = async () => ({render: 'static'} as const)"""
UNPLUGIN_CONFIG = """import vue from '@vitejs/plugin-vue'; import AutoImport from 'unplugin-auto-import/vite'; import Components from 'unplugin-vue-components/vite'
export default {plugins: [vue(), AutoImport({imports: ['vue']}), Components({dirs: ['components']})]}"""
ESLINT_CONFIG = """import ts from 'typescript-eslint'; import vue from 'eslint-plugin-vue'; import svelte from 'eslint-plugin-svelte'; import hooks from 'eslint-plugin-react-hooks'
export default ts.config({files: ['**/*.tsx'], extends: ts.configs.recommendedTypeChecked, languageOptions: {parserOptions: {projectService: true}}},
  ...vue.configs['flat/recommended'], ...svelte.configs.recommended, hooks.configs.flat.recommended)"""
ESLINT_TSX = """import {useState} from 'react'
export async function later() { return 1 }
later()
export function View(p: {a: boolean}) { if (p.a) { const [x] = useState(1); return x } return null }"""


def module_project(*packages: str) -> list[str]:
    return [*project('--legacy-peer-deps', *packages), 'npm pkg set type=module']


PLUGINS = [
    Tool(
        'Vike, vike-react',
        'vike',
        [
            *module_project(
                *'vike@latest vike-react@latest @vitejs/plugin-react@latest'.split(' '),
                *'vite@latest react@latest react-dom@latest'.split(' '),
            ),
            file('vite.config.js', VIKE_CONFIG),
            file('pages/+config.js', VIKE_PAGES),
            file('pages/index/+Page.jsx', 'export default function Page() { return <h1>made by vike</h1> }'),
        ],
        [('npx vike build; cat dist/client/index.html', '<h1>made by vike</h1>')],
    ),
    Tool(
        'Waku',
        'waku',
        [
            *module_project('waku@latest', 'react@latest', 'react-dom@latest', 'react-server-dom-webpack@latest'),
            file('src/pages/index.tsx', WAKU_PAGE),
        ],
        [('npx waku build; ls dist/public', 'index.html')],
    ),
    Tool(
        'Eleventy with Vite',
        '@11ty/eleventy-plugin-vite',
        [
            *module_project('@11ty/eleventy@latest', '@11ty/eleventy-plugin-vite@latest'),
            file(
                'eleventy.config.js', "import v from '@11ty/eleventy-plugin-vite'; export default (c) => c.addPlugin(v)"
            ),
            file('index.md', '# by *both*\n\n<script type="module">console.log("x")</script>'),
        ],
        [('npx @11ty/eleventy; cat _site/index.html', 'src="/assets/index-')],
    ),
    Tool(
        'unplugin-auto-import, unplugin-vue-components',
        'unplugin-auto-import',
        [
            *module_project(
                *'vite@latest vue@latest @vitejs/plugin-vue@latest'.split(' '),
                *'unplugin-auto-import@latest unplugin-vue-components@latest'.split(' '),
            ),
            file('vite.config.js', UNPLUGIN_CONFIG),
            file('index.html', '<div id="app"></div><script type="module" src="/main.js"></script>'),
            file('main.js', "import App from './App.vue'; createApp(App).mount('#app')"),
            file('App.vue', '<template><Hi/></template>'),
            file(
                'components/Hi.vue',
                '<template>hi from component {{ n }}</template><script setup>const n = ref(1)</script>',
            ),
        ],
        [('npx vite build; grep -l "hi from component" dist/assets/*.js', 'dist/assets/index-')],
    ),
    Tool(
        'ESLint plugins of TypeScript, Vue, Svelte, React',
        'eslint',
        [
            *module_project(
                *'eslint@latest typescript@5 typescript-eslint@latest @typescript-eslint/parser@latest'.split(' '),
                *'eslint-plugin-vue@latest vue-eslint-parser@latest eslint-plugin-svelte@latest svelte@latest'.split(
                    ' '
                ),
                *'eslint-plugin-react-hooks@latest'.split(' '),
            ),
            file('eslint.config.js', ESLINT_CONFIG),
            file('tsconfig.json', '{"compilerOptions": {"strict": true, "jsx": "preserve"}, "include": ["*.tsx"]}'),
            file('a.tsx', ESLINT_TSX),
            file('b.vue', "<template><p v-for='a in b'>{{ a }}</p></template>"),
            file('c.svelte', '<script>let a = 1</script>\n{@html a}'),
        ],
        [
            ('npx eslint .', '@typescript-eslint/no-floating-promises'),
            ('npx eslint .', 'vue/require-v-for-key'),
            ('npx eslint .', 'svelte/no-at-html-tags'),
            ('npx eslint .', 'react-hooks/rules-of-hooks'),
        ],
    ),
    Tool(
        'Prettier plugins of Svelte and Tailwind CSS',
        'prettier',
        [
            *project(
                *'prettier@latest prettier-plugin-svelte@latest svelte@latest'.split(' '),
                *'prettier-plugin-tailwindcss@latest tailwindcss@latest'.split(' '),
            ),
            file('.prettierrc', '{"plugins": ["prettier-plugin-svelte", "prettier-plugin-tailwindcss"]}'),
            file('x.html', '<p class="p-4 flex m-2">'),
            file('c.svelte', '<script>let a=1</script>\n{@html a}'),
        ],
        [('npx prettier x.html c.svelte', 'm-2 flex p-4'), ('npx prettier x.html c.svelte', 'let a = 1')],
    ),
]
