"""The script serve-lightningcss.js: lightningcss, which bundles a sheet with its imports, and scopes the names of CSS
modules."""

from npm_modules.lightningcss_wasm import bundle
from npm_modules.lightningcss_wasm import default as initialise


async def load(module: object) -> object:
    """Its loader takes a promise of bytes, a response or a module."""
    await initialise(Promise.resolve(module))
    return bundle


globalThis.terrarium_serve_tool = load
