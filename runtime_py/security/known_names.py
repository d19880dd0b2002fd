"""Names of packages that very many projects use, and names that imitate them: one letter more, less, other or swapped.
Pure; a name is a sign and no proof, so this only warns."""

from __future__ import annotations

_SHORTEST = 5  # of shorter names, too many honest ones differ by a letter
_KNOWN = (
    'angular async autoprefixer axios babel bcrypt bluebird body-parser bootstrap browserify chalk cheerio chokidar classnames '
    'colors commander compression concurrently cookie-parser core-js cors cross-env cross-spawn cypress date-fns dayjs debug '
    'deepmerge discord.js dotenv electron esbuild eslint eventemitter3 execa express fastify fs-extra glob graphql gulp '
    'handlebars helmet highlight.js husky iconv-lite immutable inquirer jest jquery js-yaml jsdom jsonwebtoken karma knex '
    'less lerna lint-staged lodash lru-cache luxon marked mime-types minimatch minimist mkdirp mocha moment mongodb mongoose '
    'morgan multer mysql mysql2 nanoid next node-fetch node-sass nodemailer nodemon nuxt object-assign ora parcel passport '
    'playwright postcss preact prettier prisma prop-types puppeteer ramda react react-dom react-redux react-router '
    'react-router-dom readable-stream redis redux request rimraf rollup rxjs sass semver sequelize shelljs socket.io solid-js '
    'source-map string-width strip-ansi styled-components supertest svelte tailwindcss terser three through2 tslib ts-node '
    'turbo typeorm typescript underscore undici uuid validator vite vitest vue vue-router vuex webpack webpack-cli '
    'webpack-dev-server winston xml2js yargs zod zone.js'
).split(' ')
# honest names that are near to others: those with a million downloads a month, and a few well-known ones
_HONEST = (
    'bcrypto color colord crypt dargs enquirer eventemitter2 expresso gaxios graphiql jest-cli jsdoc jslint mquery mssql '
    'object.assign preact-router prettierx rambda reactn rsync scrypt through tslint ttypescript vasync vitepress vuetify xml-js'
).split(' ')


def imitated(name: str) -> str:
    """The well-known package whose name it nearly has, '' for none."""
    if len(name) < _SHORTEST or name in _KNOWN or name in _HONEST or name.startswith('@'):
        return ''
    for known in _KNOWN:
        if len(known) >= _SHORTEST and abs(len(known) - len(name)) <= 1 and _is_near(name, known):
            return known
    return ''


def _is_near(one: str, other: str) -> bool:
    """One step apart: a letter more, less or other, or two neighbours swapped."""
    start = 0
    while start < min(len(one), len(other)) and one[start : start + 1] == other[start : start + 1]:
        start += 1
    a = one[start:]
    b = other[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and len(b) > 1 and a[0:1] == b[1:2] and a[1:2] == b[0:1] and a[2:] == b[2:]
