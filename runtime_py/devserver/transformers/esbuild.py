"""The script serve-esbuild.js: esbuild's WebAssembly, which bundles dependencies, and sources for production. It runs
in this worker."""

from npm_modules.esbuild_wasm import build, initialize, transform


async def load(module: object) -> object:
    await initialize({'wasmModule': module, 'worker': False})
    return {'build': build, 'transform': transform}


globalThis.terrarium_serve_tool = load
