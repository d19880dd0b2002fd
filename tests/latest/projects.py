"""Tools that start programs, manage projects or make sites. Data only."""

from tests.latest.model import Tool, file, project

WORKSPACE_APP = """{
  "name": "app", "version": "1.0.0", "dependencies": {"lib": "%s", "is-odd": "3"},
  "scripts": {"start": "node -p 'require(\\"lib\\") + \\" \\" + require(\\"is-odd\\")(3)'"}
}"""

PROJECTS = [
    Tool(
        'concurrently',
        'concurrently',
        [*project('concurrently@latest')],
        [
            ('npx concurrently "echo one" "sleep 0.2; echo two"', '[1] sleep 0.2; echo two exited with code 0'),
            ('npx concurrently -k -s first "sleep 60" "echo two"', 'SIGTERM'),
        ],
    ),
    Tool(
        'nodemon',
        'nodemon',
        [*project('nodemon@latest'), file('a.js', 'console.log("ran", process.pid)')],
        [('timeout 4 npx nodemon a.js', 'clean exit')],
    ),
    Tool(
        'zx',
        'zx',
        [
            *project('zx@latest'),
            file(
                'a.mjs',
                (
                    'const o = await $`echo ${"a b"} | tr a-z A-Z`; console.log(o.stdout.trim()); try { await $`exit 3` } catch (e) { '
                    'console.log(e.exitCode) }'
                ),
            ),
        ],
        [('npx zx a.mjs', 'A B')],
    ),
    Tool(
        'pm2',
        'pm2',
        [*project('pm2@latest'), file('a.js', 'setInterval(() => console.log("tick"), 500)')],
        [('npx pm2 start a.js; sleep 3; npx pm2 ls; npx pm2 logs --nostream; npx pm2 kill', 'online')],
    ),
    Tool('husky', 'husky', [*project('husky@latest')], [('npx husky init; ls -A .husky', 'pre-commit')]),
    Tool(
        'plop',
        'plop',
        [
            *project('plop@latest'),
            file(
                'plopfile.mjs',
                (
                    'export default (p) => p.setGenerator("c", {prompts: [{type: "input", name: "name", message: "?"}], actions: [{type: "add", '
                    'path: "{{name}}.js", template: "// {{pascalCase name}}"}]})'
                ),
            ),
        ],
        [('npx plop c hello-world; cat hello-world.js', '// HelloWorld')],
    ),
    Tool(
        'hygen',
        'hygen',
        [*project('hygen@latest')],
        [('npx hygen init self; npx hygen generator new --name g', 'added')],
    ),
    Tool(
        'pnpm',
        'pnpm',
        [*project('pnpm@latest'), 'npm pkg delete dependencies'],
        [
            ('npx pnpm --version', '11.'),
            ('npx pnpm add is-odd@3 --registry=$npm_config_registry', 'is-odd 3'),
            ('node -p \'require("is-odd")(3)\'', 'true'),
        ],
        note='pnpm 12 is native code, so npm installs the newest release in JavaScript, 11',
    ),
    Tool(
        'pnpm workspaces',
        'pnpm',
        [
            *project('pnpm@latest'),
            file('in/pnpm-workspace.yaml', 'packages: ["packages/*"]'),
            file('in/package.json', '{"private": true}'),
            file('in/packages/lib/package.json', '{"name": "lib", "version": "1.0.0"}'),
            file('in/packages/lib/index.js', 'module.exports = "of lib"'),
            file('in/packages/app/package.json', WORKSPACE_APP % 'workspace:*'),
        ],
        [('(cd in; npx pnpm install --registry=$npm_config_registry; npx pnpm -r start)', 'of lib true')],
        note='the newest release in JavaScript, 11',
    ),
    Tool(
        'Yarn 1 workspaces',
        'yarn',
        [
            *project('yarn@latest'),
            file('in/package.json', '{"private": true, "workspaces": ["packages/*"]}'),
            file('in/packages/lib/package.json', '{"name": "lib", "version": "1.0.0"}'),
            file('in/packages/lib/index.js', 'module.exports = "of lib"'),
            file('in/packages/app/package.json', WORKSPACE_APP % '1.0.0'),
        ],
        [('(cd in; npx yarn install --registry=$npm_config_registry; npx yarn workspace app start)', 'of lib true')],
    ),
    Tool(
        'start-server-and-test',
        'start-server-and-test',
        [
            *project('start-server-and-test@latest', 'http-server@latest'),
            'npm pkg set scripts.serve="http-server -p 8123" scripts.ask="curl -s localhost:8123/a.txt"',
            file('a.txt', 'was served'),
        ],
        [
            ('npx start-server-and-test serve http://localhost:8123 ask', 'was served'),
            ('curl -s localhost:8123 || echo the port is free', 'the port is free'),
        ],
    ),
    Tool(
        'Marp',
        '@marp-team/marp-cli',
        [*project('@marp-team/marp-cli@latest'), file('a.md', '---\nmarp: true\n---\n# A slide')],
        [('npx marp a.md -o a.html; cat a.html', 'A slide</h1>')],
        note='PDF and images need Chrome, which it says',
    ),
    Tool(
        'Yarn 1',
        'yarn',
        [*project('yarn@latest'), 'npm pkg delete dependencies'],
        [('npx yarn add is-odd@3', 'Saved'), ('node -p \'require("is-odd")(3)\'', 'true')],
    ),
    Tool(
        'Yarn 4',
        '@yarnpkg/cli-dist',
        [*project('@yarnpkg/cli-dist@latest')],
        [
            (
                (
                    'mkdir in; cd in; echo "{}" > package.json; touch yarn.lock; printf "nodeLinker: node-modules\\nnpmRegistryServer: '
                    '\\"$npm_config_registry\\"\\nunsafeHttpWhitelist: [\\"*\\"]\\n" > .yarnrc.yml; npx yarn add is-odd@3 && node -p \'require("is-odd")(3)\''
                ),
                'true',
            )
        ],
    ),
    Tool(
        'Eleventy',
        '@11ty/eleventy',
        [*project('@11ty/eleventy@latest'), file('index.md', '# Hello {{ 1 | plus: 1 }}')],
        [('npx eleventy && cat _site/index.html', '<h1>Hello 2')],
    ),
    Tool(
        'VitePress',
        'vitepress',
        [*project('vitepress@latest'), file('docs/index.md', '# Hello from VitePress')],
        [('npx vitepress build docs', 'build complete')],
    ),
    Tool(
        'commitlint',
        '@commitlint/cli',
        [
            *project('@commitlint/cli@latest', '@commitlint/config-conventional@latest'),
            file('commitlint.config.mjs', 'export default {extends: ["@commitlint/config-conventional"]}'),
        ],
        [('echo "foo: bar" | npx commitlint', 'type-enum'), ('echo "feat: bar" | npx commitlint && echo fine', 'fine')],
    ),
    Tool(
        'npm-check-updates',
        'npm-check-updates',
        [*project('npm-check-updates@latest', 'is-odd@1')],
        [
            ('npx ncu --registry $npm_config_registry', 'is-odd'),
            ('npx ncu -u --registry $npm_config_registry; cat package.json', '"is-odd": "^3'),
        ],
    ),
]
