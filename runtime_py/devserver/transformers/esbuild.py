"""The script serve-esbuild.js: esbuild's WebAssembly, which bundles dependencies, and sources for production. It runs in this worker."""
from npm_modules.esbuild_wasm import build, initialize


async def load(module: object) -> object:
    await initialize({'wasmModule': module, 'worker': False})
    return build


globalThis.terrarium_serve_tool = load
