"""Packages which exist as native code only under their own name, and what runs here in their place.

The lockfile keeps the name that was asked for, so that a project stays what it is elsewhere; what is put on the disk is the substitute, and the
user is told. Facts: shared/facts/packages.md."""
from __future__ import annotations

from runtime_py.platform.maps import Map

# Name -> the same program compiled to WebAssembly, published under the same version.
SUBSTITUTES: Map[str, str] = Map([
    ['esbuild', 'esbuild-wasm'],
    ['rollup', '@rollup/wasm-node'],
    ['lightningcss', 'lightningcss-wasm'],
])

# Name -> what to use instead: another package with another interface, so it is the user's choice.
ALTERNATIVES: Map[str, str] = Map([
    ['bcrypt', 'bcryptjs'],
    ['argon2', 'hash-wasm'],
    ['better-sqlite3', 'sql.js, or node:sqlite'],
    ['sqlite3', 'sql.js, or node:sqlite'],
    ['canvas', '@napi-rs/canvas-wasm32-wasi, or the browser\'s own canvas'],
    ['node-sass', 'sass'],
    ['fibers', 'async functions'],
    ['deasync', 'Atomics.wait'],
    ['libxmljs', 'libxml2-wasm'],
    ['zeromq', 'jszmq'],
    ['leveldown', 'memory-level or classic-level in WebAssembly'],
    ['re2', 're2-wasm'],
    ['farmhash', 'farmhash-modern'],
    ['xxhash', 'xxhash-wasm'],
    ['snappy', 'snappyjs'],
])

# A version from which on the package is native code only, and the newest before it that is JavaScript.
LAST_IN_JAVASCRIPT: Map[str, str] = Map([['typescript', '<7']])

BUILD_TOOLS = ['node-gyp', 'prebuild-install', 'node-pre-gyp', 'cmake-js', 'prebuildify', 'napi build']


def builds_native_code(script: str) -> bool:
    for tool in BUILD_TOOLS:
        if script.startswith(tool) or script.find(' ' + tool) >= 0 or script.find('/' + tool) >= 0 or script.find(';' + tool) >= 0:
            return True
    return False


def advice(name: str) -> str:
    """What to do about a package that needs a native build."""
    found = ALTERNATIVES.get(name)
    return f'Try {found} instead.' if found is not None else 'Look for a build of it in JavaScript or WebAssembly.'
