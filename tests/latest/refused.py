"""Tools that can't run here: npm must report it at install, and their command in one sentence. Data only."""

from tests.latest.model import Tool, file, project

CANNOT = "can't run here"
REFUSED = [
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
    Tool(
        'Prisma',
        'prisma',
        project('prisma@latest', '@prisma/client@latest'),
        refuses='@prisma/engines@',
        note='its schema engine is native code, which its commands download',
    ),
    Tool('bun', 'bun', project('bun@latest'), refuses='bun@', says=('npx bun --version', CANNOT)),
]
