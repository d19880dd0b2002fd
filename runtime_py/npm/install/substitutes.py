"""Packages that exist only as native code under their own name, and their substitutes here.

The lockfile keeps the original name, so that the project stays the same on other computers; the substitute is
installed, and the user is informed."""

from __future__ import annotations

from runtime_py.npm.formats.range import satisfies
from runtime_py.platform.maps import Map

WASM = 'the same in WebAssembly'
JAVASCRIPT = 'the newest release in JavaScript'
SAME_IN_JAVASCRIPT = 'the same in JavaScript'
# What @swc/core has in addition to @swc/wasm: functions that read files.
_SWC_FILES = """
const { readFileSync, promises: { readFile } } = require('fs')
const swc = module.exports
const named = (path, options) => ({ ...options, filename: path })
Object.assign(swc, {
  version: require('./package.json').version,
  parseFile: async (path, options) => swc.parse(await readFile(path, 'utf8'), options),
  parseFileSync: (path, options) => swc.parseSync(readFileSync(path, 'utf8'), options),
  transformFile: async (path, options) => swc.transform(await readFile(path, 'utf8'), named(path, options)),
  transformFileSync: (path, options) => swc.transformSync(readFileSync(path, 'utf8'), named(path, options)),
  bundle: async () => { throw new Error("swc's bundler is native code without a build in WebAssembly, so it can't run here.") },
})
"""


class Substitute:
    """`name` and `versions` (a range; '': the same version, or the newest earlier one of the same major version): the
    substitute. `since`: the versions of the original that are native code. `kind` describes the substitute for the
    user. `addition`: JavaScript at the end of the main file."""

    def __init__(self, name: str, kind: str, since: str = '*', versions: str = '', addition: str = '') -> None:
        self.name = name
        self.kind = kind
        self.since = since
        self.versions = versions
        self.addition = addition


# Programs that replace the whole package.
_SUBSTITUTES: Map[str, Substitute] = Map(
    [
        ['esbuild', Substitute('esbuild-wasm', WASM)],
        ['rollup', Substitute('@rollup/wasm-node', WASM)],
        ['lightningcss', Substitute('lightningcss-wasm', WASM)],
        ['@swc/core', Substitute('@swc/wasm', 'its transforms (no bundler) in WebAssembly', '*', '', _SWC_FILES)],
        ['sass-embedded', Substitute('sass', SAME_IN_JAVASCRIPT)],
        ['bcrypt', Substitute('bcryptjs', SAME_IN_JAVASCRIPT, '*', '*')],
        ['typescript', Substitute('typescript', JAVASCRIPT, '>=7.0.0-0', '<7')],
        ['pnpm', Substitute('pnpm', JAVASCRIPT, '>=12.0.0-0', '<12')],
    ]
)


class Build:
    """The WebAssembly build of a package's native part: its `name`, and the folder below the package in which the
    package looks for it."""

    def __init__(self, name: str, folder: str) -> None:
        self.name = name
        self.folder = folder


# Builds that the package doesn't depend on. Names of those that napi-rs generates are derived from the native ones'
# (npm/install/native_parts.py).
BUILDS: Map[str, Build] = Map([['next', Build('@next/swc-wasm-nodejs', 'wasm')]])

# Name -> what to use instead: a package with another interface, so the user has to choose it.
ALTERNATIVES: Map[str, str] = Map(
    [
        ['argon2', 'hash-wasm'],
        ['better-sqlite3', 'sql.js, or node:sqlite'],
        ['sqlite3', 'sql.js, or node:sqlite'],
        ['canvas', "@napi-rs/canvas-wasm32-wasi, or the browser's own canvas"],
        ['node-sass', 'sass'],
        ['fibers', 'async functions'],
        ['deasync', 'Atomics.wait'],
        ['libxmljs', 'libxml2-wasm'],
        ['zeromq', 'jszmq'],
        ['@serialport/bindings-cpp', '@serialport/binding-mock with @serialport/stream'],
        ['leveldown', 'memory-level'],
        ['classic-level', 'memory-level'],
        ['lmdb', 'memory-level, or node:sqlite'],
        ['isolated-vm', 'quickjs-emscripten'],
        ['sodium-native', 'libsodium-wrappers'],
        ['@tensorflow/tfjs-node', '@tensorflow/tfjs'],
        ['re2', 're2-wasm'],
        ['farmhash', 'farmhash-modern'],
        ['xxhash', 'xxhash-wasm'],
        ['@biomejs/biome', '@biomejs/js-api with @biomejs/wasm-nodejs, which has no command line,'],
        ['oxlint', 'eslint'],
        ['@typescript/native-preview', 'typescript'],
        ['turbo', 'npm run --workspaces'],
        ['nx', 'npm run --workspaces'],
        ['@farmfe/core', 'vite or @rsbuild/core'],
        ['workerd', 'the adapter for Node of the framework'],
        ['snappy', 'snappyjs'],
        ['puppeteer', 'jsdom or happy-dom'],
        ['cypress', 'vitest or jest with jsdom'],
        ['bun', 'node and npm'],
        ['deno', 'node and npm'],
    ]
)

# Name -> how to do without the native part.
_WITHOUT: Map[str, str] = Map(
    [
        [
            '@prisma/engines',
            'Set PRISMA_SCHEMA_ENGINE_BINARY=/bin/true: then `prisma generate`, `validate` and `format` work, and the client with '
            'a driver adapter. Migrations need the engine.',
        ],
        ['pagefind', 'Sites build without their search index: Starlight with `pagefind: false`.'],
    ]
)

# Packages whose only purpose is an install script that downloads a program: name -> the program.
PROGRAMS: Map[str, str] = Map(
    [
        ['puppeteer', 'Chrome'],
        ['cypress', 'Cypress'],
        ['electron', 'Electron'],
        ['chromedriver', 'ChromeDriver'],
        ['geckodriver', 'geckodriver'],
        ['nw', 'NW.js'],
        ['phantomjs-prebuilt', 'PhantomJS'],
        ['ngrok', 'ngrok'],
        ['mongodb-memory-server', 'MongoDB'],
        ['@tensorflow/tfjs-node', 'TensorFlow'],
        ['@prisma/engines', 'the schema engine'],
    ]
)

BUILD_TOOLS = ['node-gyp', 'prebuild-install', 'node-pre-gyp', 'cmake-js', 'prebuildify', 'napi build']


def substitute_for(name: str, version: str) -> Substitute | None:
    found = _SUBSTITUTES.get(name)
    return found if found is not None and satisfies(version, found.since, False, True) else None


def builds_native_code(script: str) -> bool:
    for tool in BUILD_TOOLS:
        if (
            script.startswith(tool)
            or script.find(' ' + tool) >= 0
            or script.find('/' + tool) >= 0
            or script.find(';' + tool) >= 0
        ):
            return True
    return False


def prepares_native_part(name: str, event: str, script: str) -> bool:
    """Whether a script that names no compiler has no other purpose: the `install` of a package that can't run without
    its native part (zeromq's unpacks a built one)."""
    return event == 'install' and ALTERNATIVES.get(name) is not None and not builds_native_code(script)


def unbuilt_part(what: str, name: str, script: str) -> str:
    """What npm says of a package whose install script only builds its native part, which it brings or can do without;
    those that have an alternative can't."""
    if ALTERNATIVES.get(name) is not None:
        return f"{what} is native code, which can't be built here ({script}): it can't run here. {advice(name)}"
    return f"{what}: its native part can't be built here; the package must work without it ({script})"


def advice(name: str) -> str:
    """Advice about a package that needs a native build."""
    without = _WITHOUT.get(name)
    if without is not None:
        return without
    found = ALTERNATIVES.get(name)
    return f'Try {found} instead.' if found is not None else 'Look for another package in JavaScript or WebAssembly.'
