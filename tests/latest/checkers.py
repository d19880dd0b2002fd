"""Command-line tools that check, describe, shrink or translate files, and those that run scripts: several in one project
each. Data only.

The expected text is what the same command prints natively."""

from tests.latest.model import Tool, file, project

API = """openapi: 3.0.0
info: {title: t, version: "1"}
paths:
  /a:
    get:
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}"""
ASSEMBLY = 'export function add(a: i32, b: i32): i32 { return a + b }'
RUN_WASM = (
    'npx asc a.ts -o a.wasm --optimize; '
    'node -e \'WebAssembly.instantiate(require("fs").readFileSync("a.wasm")).then((m) => console.log(m.instance.exports.add(2, 3)))\''
)
TWICE = ''.join([f'export const list{n} = [1, 2, 3].map((n) => n * 2)\n' for n in range(12)])
SHAPE = '{"title": "Shape", "type": "object", "properties": {"a": {"type": "integer"}, "b": {"enum": ["x", "y"]}}, "required": ["a"]}'
SCRIPTS = (
    '{"name": "app", "scripts": {"build": "wireit", "pre": "wireit", "a:1": "echo a1", "a:2": "cross-env V=two node -p process.env.V"},'
    ' "wireit": {"build": {"command": "cat in.txt > out.txt", "dependencies": ["pre"], "files": ["in.txt"], "output": ["out.txt"]},'
    ' "pre": {"command": "true", "files": []}}}'
)
WATCHED = "(sleep 8; echo more >> in.txt) & timeout 15 npx onchange in.txt -- echo seen: '{{event}} {{changed}}'"

CHECKERS = [
    Tool(
        'cspell, markdownlint-cli2, remark, textlint',
        'cspell',
        [
            *project(
                'cspell@latest',
                'markdownlint-cli2@latest',
                'remark-cli@latest',
                'remark-preset-lint-recommended@latest',
                'textlint@latest',
                'textlint-rule-no-todo@latest',
            ),
            file('a.md', '# A\n\n\n* helo\n- [ ] todo'),
        ],
        [
            ('npx cspell --no-progress a.md', 'Unknown word (helo)'),
            ('npx markdownlint-cli2 a.md', 'MD012/no-multiple-blanks'),
            ('npx remark a.md --use remark-preset-lint-recommended --quiet', '- \\[ ] todo'),
            ('npx textlint --rule no-todo a.md', 'Found TODO'),
        ],
    ),
    Tool(
        'dependency-cruiser, madge, depcheck, jscpd',
        'dependency-cruiser',
        [
            *project('dependency-cruiser@latest', 'madge@latest', 'depcheck@latest', 'jscpd@4', 'typescript@5'),
            file('src/a.js', 'import "./b.js"\n' + TWICE),
            file('src/b.js', 'import "./a.js"\n' + TWICE),
        ],
        [
            ('npx depcruise --no-config --output-type text src/a.js', 'src/a.js → src/b.js'),
            ('npx madge --circular src/a.js', 'Found 1 circular dependency'),
            ('npx depcheck', '* madge'),
            ('npx jscpd src', 'Clone found'),
        ],
    ),
    Tool(
        'publint, Are The Types Wrong',
        'publint',
        [
            *project('publint@latest', '@arethetypeswrong/cli@latest'),
            'npm pkg set main=./none.js types=./a.d.ts type=module',
            file('a.d.ts', 'export default 1'),
        ],
        [
            ('npx publint', 'pkg.main is ./none.js but the file does not exist'),
            ('npx attw --pack .', 'node16 (from ESM)'),
        ],
    ),
    Tool(
        'openapi-typescript, Spectral, Redocly CLI, swagger-cli',
        'openapi-typescript',
        [
            *project(
                'openapi-typescript@latest',
                '@stoplight/spectral-cli@latest',
                '@redocly/cli@latest',
                '@apidevtools/swagger-cli@latest',
                'typescript@5',
            ),
            file('a.yaml', API),
            file('.spectral.yaml', 'extends: ["spectral:oas"]'),
        ],
        [
            ('npx openapi-typescript a.yaml -o a.d.ts; cat a.d.ts', 'x?: string;'),
            ('npx spectral lint a.yaml', 'oas3-api-servers'),
            ('npx redocly lint a.yaml', 'Validation failed with 3 errors'),
            ('npx swagger-cli validate a.yaml', 'a.yaml is valid'),
        ],
    ),
    Tool(
        'GraphQL Code Generator, quicktype, json-schema-to-typescript, Ajv CLI',
        '@graphql-codegen/cli',
        [
            *project(
                '@graphql-codegen/cli@latest',
                '@graphql-codegen/typescript@latest',
                'graphql@16',
                'quicktype@latest',
                'json-schema-to-typescript@latest',
                'ajv-cli@latest',
            ),
            file('s.graphql', 'type Query { a(x: Int!): [String] }'),
            file('codegen.yml', 'schema: s.graphql\ngenerates:\n  o.ts:\n    plugins: [typescript]'),
            file('shape.json', SHAPE),
            file('data.json', '{"a": "no"}'),
        ],
        [
            ('npx graphql-codegen --config codegen.yml; cat o.ts', 'export type QueryAArgs'),
            ('npx quicktype data.json -l ts', 'export interface Data'),
            ('npx json2ts shape.json', 'b?: "x" | "y";'),
            ('npx ajv validate -s shape.json -d data.json', 'data.json invalid'),
        ],
    ),
    Tool(
        'Terser, UglifyJS, SVGO, PurgeCSS, html-minifier-terser, javascript-obfuscator',
        'terser',
        [
            *project(
                'terser@latest',
                'uglify-js@latest',
                'svgo@latest',
                'purgecss@latest',
                'html-minifier-terser@latest',
                'javascript-obfuscator@latest',
            ),
            file('a.js', 'function long(argument) { const value = argument + 1; return value } console.log(long(2))'),
            file(
                'a.svg',
                '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#ff0000"/></svg>',
            ),
            file('a.css', '.a{color:red} .b{color:blue}'),
            file('a.html', '<p   class=a>  x </p>'),
        ],
        [
            ('npx terser a.js -c -m', 'function long(n){return n+1}'),
            ('npx uglifyjs a.js -c -m', 'function long(n){return n+1}'),
            ('npx svgo a.svg -o -', 'fill="red"'),
            ('npx purgecss --css a.css --content a.html', '.a{color:red}'),
            ('npx html-minifier-terser --collapse-whitespace a.html', '<p class="a">x</p>'),
            ('npx javascript-obfuscator a.js -o b.js; node b.js', '3'),
        ],
    ),
    Tool(
        'AssemblyScript, CoffeeScript, LiveScript, Civet',
        'assemblyscript',
        [
            *project('assemblyscript@latest', 'coffeescript@latest', 'livescript@latest', '@danielx/civet@latest'),
            file('a.ts', ASSEMBLY),
            file('a.coffee', 'square = (x) -> x * x\nconsole.log square 4'),
            file('a.ls', '[1 to 3] |> (.length) |> console.log'),
            file('a.civet', 'x := [1..4]\nconsole.log x |> .length'),
        ],
        [(RUN_WASM, '5'), ('npx coffee a.coffee', '16'), ('npx lsc a.ls', '3'), ('npx civet a.civet', '4')],
    ),
    Tool(
        'QUnit, lab, Cucumber.js',
        'qunit',
        [
            *project('qunit@latest', '@hapi/lab@latest', '@cucumber/cucumber@latest', 'typescript@5'),
            'npm pkg delete type',
            file('test/a.js', 'QUnit.test("sums", (a) => a.equal(1 + 1, 2))'),
            file('lab.js', 'const lab = exports.lab = require("@hapi/lab").script(); lab.test("x", () => {})'),
            file('features/a.feature', 'Feature: f\n  Scenario: s\n    Given a 3'),
            file(
                'features/steps/a.js', 'require("@cucumber/cucumber").Given("a {int}", (n) => { if (n !== 3) throw 1 })'
            ),
        ],
        [
            ('npx qunit', '# pass 1'),
            ('npx lab -l lab.js', '1 tests complete'),
            ('npx cucumber-js', '1 scenario (1 passed)'),
        ],
    ),
    Tool(
        'wireit, npm-run-all2, cross-env, onchange',
        'wireit',
        [
            'mkdir app',
            'cd app',
            file('package.json', SCRIPTS),
            'npm install wireit@latest npm-run-all2@latest cross-env@latest onchange@latest',
            file('in.txt', 'hi'),
        ],
        [
            ('npm run build; cat out.txt', 'hi'),
            ('npx run-p --aggregate-output "a:*"', 'two'),
            (WATCHED, 'seen: change in.txt'),
        ],
    ),
    Tool(
        'documentation.js, HonKit',
        'documentation',
        [
            *project('documentation@latest', 'honkit@latest'),
            file('a.js', '/**\n * Adds.\n * @param {number} a one\n */\nexport function add(a) { return a }'),
            file('README.md', '# Book'),
            file('SUMMARY.md', '* [A](a.md)'),
            file('a.md', '# A'),
        ],
        [('npx documentation build a.js -f md', '*   `a` **'), ('npx honkit build; ls _book', 'search_index.json')],
    ),
]
