"""Tools that make, change or check sources. Data only."""

from tests.latest.model import Tool, file, project

WEBPACK_LOADERS = """const Css = require('mini-css-extract-plugin')
const old = {loader: 'babel-loader', options: {cacheDirectory: true, presets: [['@babel/preset-env', {targets: 'ie 11'}]]}}
module.exports = {mode: 'production', devtool: 'source-map', cache: {type: 'filesystem'}, plugins: [new Css()], module: {rules: [
  {test: /\\.js$/, exclude: /node_modules/, use: old}, {test: /\\.ts$/, use: 'ts-loader'}, {test: /\\.scss$/, use: [Css.loader, 'css-loader', 'sass-loader']}]}}"""
WEBPACK_SOURCE = """import {b} from './b.ts'; import './a.scss'
class Six { #n = 6; get n() { return this.#n } }
(async (x) => x ?? 3)(b).then((x) => console.log('made', x, new Six().n))"""
GULPFILE = """const {src, dest, series, parallel} = require('gulp'), clean = async () => require('fs').rmSync('out', {recursive: true, force: true})
exports.default = series(clean, parallel(() => src('*.txt').pipe(dest('out')), async () => console.log('gulp ran')))"""
GRUNTFILE = """module.exports = (grunt) => {
  grunt.initConfig({copy: {all: {src: '*.txt', dest: 'out/'}}}); grunt.loadNpmTasks('grunt-contrib-copy'); grunt.registerTask('default', ['copy'])
}"""

BUILDERS = [
    Tool(
        'esbuild',
        'esbuild',
        [
            *project('esbuild@latest'),
            file('a.ts', 'import {b} from "./b"; console.log(b as number)'),
            file('b.ts', 'export const b: number = 42'),
        ],
        [
            ('npx esbuild a.ts --bundle --outfile=o.js --sourcemap --minify 2>&1 | cat; node o.js', '42'),
            ('npx esbuild --version | cat', '0.'),
            (
                (
                    'node -e \'require("esbuild").build({entryPoints:["a.ts"],bundle:true,write:false,metafile:true}).then((r) => '
                    "console.log(Object.keys(r.metafile.inputs)))'"
                ),
                "[ 'b.ts', 'a.ts' ]",
            ),
        ],
    ),
    Tool(
        'Rollup',
        'rollup',
        [
            *project(
                'rollup@latest',
                '@rollup/plugin-node-resolve@latest',
                '@rollup/plugin-commonjs@latest',
                '@rollup/plugin-terser@latest',
                'left-pad',
            ),
            file('a.mjs', 'import p from "left-pad"; console.log(p(1, 3, 0))'),
            file(
                'rollup.config.mjs',
                (
                    'import r from "@rollup/plugin-node-resolve"; import c from "@rollup/plugin-commonjs"; import t from '
                    '"@rollup/plugin-terser"; export default {input: "a.mjs", output: {file: "o.js", format: "cjs"}, plugins: [r(), c(), t()]}'
                ),
            ),
        ],
        [('npx rollup -c && node o.js', '001')],
    ),
    Tool(
        'tsup',
        'tsup',
        [*project('tsup@latest', 'typescript@5'), file('src/index.ts', 'export const a: number = 1')],
        [('npx tsup src/index.ts --format esm,cjs --dts', 'Build success'), ('ls dist', 'index.d.ts')],
    ),
    Tool(
        'unbuild',
        'unbuild',
        [
            *project('unbuild@latest', 'typescript@5'),
            'npm pkg set type=module exports=./dist/index.mjs',
            file('src/index.ts', 'export const a: number = 1'),
            file('build.config.ts', 'export default {entries: ["src/index"], declaration: true}'),
        ],
        [('npx unbuild', 'Build succeeded')],
    ),
    Tool(
        'SWC CLI',
        '@swc/cli',
        [*project('@swc/cli@latest', '@swc/core@latest'), file('src/a.ts', 'let a: number = 1')],
        [('npx swc src -d out; cat out/src/a.js', 'a = 1')],
    ),
    Tool(
        'Babel CLI',
        '@babel/cli',
        [
            *project('@babel/core@latest', '@babel/cli@latest', '@babel/preset-env@latest'),
            file('babel.config.json', '{"presets": [["@babel/preset-env", {"targets": "ie 11"}]]}'),
            file('a.js', 'const f = (x) => x ** 2'),
        ],
        [('npx babel a.js', 'Math.pow')],
    ),
    Tool(
        'ncc',
        '@vercel/ncc',
        [*project('@vercel/ncc@latest', 'left-pad'), file('a.js', 'console.log(require("left-pad")(1, 3, 0))')],
        [('npx ncc build a.js -o dist && node dist', '001')],
    ),
    Tool(
        'ts-node',
        'ts-node',
        [
            *project('ts-node@latest', 'typescript@5'),
            file('a.ts', 'const a: number = 42; console.log(a)'),
            file('tsconfig.json', '{"compilerOptions": {"module": "nodenext", "types": []}}'),
        ],
        [('npx ts-node -T a.ts', '42')],
    ),
    Tool(
        'tsx',
        'tsx',
        [*project('tsx@latest'), file('a.ts', 'const a: number = 42; console.log(a); export {}')],
        [('npx tsx a.ts', '42'), ('npx tsx -e "let x: number = 7; console.log(x)"', '7')],
    ),
    Tool(
        'Sass',
        'sass',
        [*project('sass@latest'), file('a.scss', '$c: red; a { b { color: $c } }')],
        [('npx sass a.scss', 'a b {')],
    ),
    Tool(
        'Sass embedded',
        'sass-embedded',
        [*project('sass-embedded@latest'), file('a.scss', '$c: red; a { b { color: $c } }')],
        [('npx sass a.scss', 'a b {')],
    ),
    Tool(
        'Less',
        'less',
        [*project('less@latest'), file('a.less', '@c: red; a { b { color: @c } }')],
        [('npx lessc a.less', 'a b {')],
    ),
    Tool(
        'PostCSS CLI',
        'postcss-cli',
        [
            *project('postcss@latest', 'postcss-cli@latest', 'autoprefixer@latest', 'cssnano@latest'),
            file('a.css', 'a { user-select : none }'),
        ],
        [('npx postcss a.css --use autoprefixer cssnano --no-map', '-webkit-user-select:none')],
    ),
    Tool(
        'Stylelint',
        'stylelint',
        [
            *project('stylelint@latest', 'stylelint-config-standard@latest'),
            file('.stylelintrc.json', '{"extends": "stylelint-config-standard"}'),
            file('a.css', 'a { color: #ffffff; }\n'),
        ],
        [('npx stylelint a.css', 'color-hex-length')],
    ),
    Tool(
        'typescript-eslint',
        'typescript-eslint',
        [
            *project('eslint@latest', 'typescript@5', 'typescript-eslint@latest', '@eslint/js@latest'),
            file(
                'eslint.config.mjs',
                (
                    'import t from "typescript-eslint"; export default t.config(...t.configs.recommendedTypeChecked, {languageOptions: '
                    '{parserOptions: {projectService: true}}})'
                ),
            ),
            file('tsconfig.json', '{"compilerOptions": {"strict": true}, "include": ["*.ts"]}'),
            file('a.ts', 'async function f() {}\nf()\nlet x: any = 1\nexport {x}'),
        ],
        [('npx eslint a.ts', 'no-floating-promises')],
    ),
    Tool(
        'knip',
        'knip',
        [
            *project('knip@latest', 'typescript@5', '@types/node@latest'),
            file('index.js', 'export const a = 1'),
            file('unused.js', 'export const b = 1'),
        ],
        [('npx knip', 'unused.js')],
    ),
    Tool(
        'webpack CLI, babel-loader, ts-loader, sass-loader',
        'webpack-cli',
        [
            *project(
                'webpack@latest',
                'webpack-cli@latest',
                'babel-loader@latest',
                '@babel/core@latest',
                '@babel/preset-env@latest',
                'ts-loader@latest',
                'typescript@5',
                'css-loader@latest',
                'mini-css-extract-plugin@latest',
                'sass-loader@latest',
                'sass@latest',
            ),
            'npm pkg delete type',
            file('webpack.config.js', WEBPACK_LOADERS),
            file(
                'tsconfig.json', '{"compilerOptions": {"module": "esnext", "moduleResolution": "bundler", "types": []}}'
            ),
            file('src/index.js', WEBPACK_SOURCE),
            file('src/b.ts', 'export const b: number = 5'),
            file('src/a.scss', '$c: red; a { b { color: $c } }'),
        ],
        [
            ('npx webpack; node dist/main.js', 'made 5 6'),
            ('cat dist/main.css', 'a b{color:red}'),
            ('npx webpack', 'cached modules'),
        ],
    ),
    Tool(
        'Gulp',
        'gulp',
        [*project('gulp@latest'), 'npm pkg delete type', file('gulpfile.js', GULPFILE), file('a.txt', 'copied')],
        [('npx gulp; cat out/a.txt', 'copied'), ('npx gulp', 'gulp ran')],
    ),
    Tool(
        'Grunt',
        'grunt',
        [
            *project('grunt@latest', 'grunt-cli@latest', 'grunt-contrib-copy@latest'),
            'npm pkg delete type',
            file('Gruntfile.js', GRUNTFILE),
            file('a.txt', 'copied'),
        ],
        [('npx grunt; cat out/a.txt', 'copied')],
    ),
    Tool(
        'TypeDoc',
        'typedoc',
        [
            *project('typedoc@latest', 'typescript@5'),
            file('tsconfig.json', '{"compilerOptions": {"module": "nodenext", "types": []}, "include": ["src"]}'),
            file('src/a.ts', '/** Adds. */ export function sum(a: number, b: number) { return a + b }'),
        ],
        [('npx typedoc src/a.ts; ls docs/functions', 'sum.html')],
    ),
    Tool(
        'JSDoc',
        'jsdoc',
        [*project('jsdoc@latest'), file('a.js', '/** Adds. @param {number} a */ function sum(a) {}')],
        [('npx jsdoc a.js -d docs; ls docs', 'global.html')],
    ),
    Tool(
        'Vite, @vitejs/plugin-legacy, vite-plugin-pwa',
        'vite-plugin-pwa',
        [
            *project(
                '--legacy-peer-deps',
                'vite@latest',
                'vite-plugin-pwa@latest',
                '@vitejs/plugin-legacy@latest',
                'terser@latest',
            ),
            file('index.html', '<script type="module" src="/a.js"></script>'),
            file('a.js', 'console.log([1].at(-1))'),
            file(
                'vite.config.mjs',
                'import {VitePWA} from "vite-plugin-pwa"; import legacy from "@vitejs/plugin-legacy"\n'
                'export default {plugins: [VitePWA({registerType: "autoUpdate"}), legacy({targets: ["ie 11"]})]}',
            ),
        ],
        [('npx vite build', 'precache'), ('ls dist dist/assets', 'sw.js'), ('ls dist/assets', 'polyfills-legacy')],
    ),
]
