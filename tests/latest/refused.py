"""Tools that can't run here: npm must report it at install, and their command in one sentence. Data only."""

from tests.latest.model import Tool, file, project

CANNOT = "can't run here"
GIT = "it starts git, which isn't in the machine"
REFUSED = [
    Tool(
        'Next.js (Turbopack)',
        'next',
        [
            *project('next@latest', 'react@latest', 'react-dom@latest'),
            file('app/page.jsx', 'export default function Page() { return <h1>a page</h1> }'),
            file('app/layout.jsx', 'export default ({children}) => <html><body>{children}</body></html>'),
        ],
        refuses='next@',
        says=('npx next build', 'next build --webpack'),
        note='Turbopack is native code; `--webpack` works',
    ),
    Tool('oxlint', 'oxlint', project('oxlint@latest'), refuses='oxlint@', says=('npx oxlint', CANNOT)),
    Tool(
        'Biome',
        '@biomejs/biome',
        project('@biomejs/biome@latest'),
        refuses='@biomejs/biome@',
        says=('npx biome --version', CANNOT),
    ),
    Tool('Turborepo', 'turbo', project('turbo@latest'), refuses='turbo@', says=('npx turbo --version', CANNOT)),
    Tool(
        'Parcel',
        'parcel',
        [*project('parcel@latest'), file('index.html', '<h1>x</h1>')],
        refuses='@parcel/rust@',
        says=('npx parcel build index.html', "native code can't run in a browser"),
    ),
    Tool('Nx', 'nx', project('nx@latest'), refuses='nx@', says=('npx nx --version', CANNOT)),
    Tool(
        'Lerna',
        'lerna',
        [
            *project('lerna@latest'),
            file('lerna.json', '{"version": "1.0.0"}'),
            file('packages/a/package.json', '{"name": "a", "version": "1.0.0"}'),
            'npm pkg set workspaces.0="packages/*"',
        ],
        refuses='nx@',
        note='it runs on Nx, native code without a WebAssembly build',
    ),
    Tool(
        'Cypress',
        'cypress',
        project('cypress@latest'),
        refuses='cypress@',
        says=('npx cypress run', CANNOT),
        note='its program is native code',
    ),
    Tool(
        'Puppeteer',
        'puppeteer',
        project('puppeteer@latest'),
        refuses='puppeteer@',
        says=('npx puppeteer browsers list', CANNOT),
        note='Chrome is native code',
    ),
    Tool(
        'better-sqlite3',
        'better-sqlite3',
        project('better-sqlite3@latest'),
        refuses='better-sqlite3@',
        note='native code, built by a compiler; use sql.js or node:sqlite',
    ),
    Tool('bun', 'bun', project('bun@latest'), refuses='bun@', says=('npx bun --version', CANNOT)),
    Tool('lint-staged', 'lint-staged', project('lint-staged@latest'), refuses='lint-staged@', note=GIT),
    Tool(
        'semantic-release',
        'semantic-release',
        project('semantic-release@latest'),
        refuses='semantic-release@',
        note=GIT,
    ),
    Tool('@changesets/cli', '@changesets/cli', project('@changesets/cli@latest'), refuses='@changesets/cli@', note=GIT),
    Tool('release-it', 'release-it', project('release-it@latest'), refuses='release-it@', note=GIT),
    Tool(
        'Electron',
        'electron',
        [*project('electron@latest'), file('a.js', '')],
        refuses='electron@',
        says=('npx electron a.js', CANNOT),
        note='its program is native code',
    ),
    Tool(
        'Claude Code',
        '@anthropic-ai/claude-code',
        project('@anthropic-ai/claude-code@latest'),
        refuses='@anthropic-ai/claude-code@',
        says=('npx claude --version', CANNOT),
    ),
    Tool(
        'Codex CLI',
        '@openai/codex',
        project('@openai/codex@latest'),
        refuses='@openai/codex@',
        says=('npx codex --version', CANNOT),
    ),
    Tool(
        'opencode',
        'opencode-ai',
        project('opencode-ai@latest'),
        refuses='opencode-ai@',
        says=('npx opencode --version', CANNOT),
    ),
    Tool(
        'GitHub Copilot CLI',
        '@github/copilot',
        project('@github/copilot@latest'),
        refuses='@github/copilot@',
        says=('npx copilot --version', CANNOT),
    ),
]
