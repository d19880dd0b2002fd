"""The script serve-oxc.js: oxc's WebAssembly, which removes types, lowers JSX and marks React's components, in one
pass.

Its build requires shared memory and threads; only `transformSync` is used, so no thread is ever created."""

from npm_modules.emnapi_runtime import createContext
from npm_modules.napi_wasm_runtime import WASI, emnapiAsyncWorkPlugin, emnapiTSFNPlugin, instantiateNapiModule

INITIAL_PAGES = 4000  # the same as in its own loader
MAXIMUM_PAGES = 65536


def _no_worker() -> object:
    raise Error('the transformer runs on one thread')


async def load(module: object) -> object:
    memory = WebAssembly.Memory({'initial': INITIAL_PAGES, 'maximum': MAXIMUM_PAGES, 'shared': True})

    def overwrite(imports: object) -> object:
        imports.env = Object.assign({}, imports.env, imports.napi, imports.emnapi, {'memory': memory})
        return imports

    def register(found: object) -> None:
        for name in Object.keys(found.instance.exports):
            if name.startswith('__napi_register__'):
                found.instance.exports[name]()

    loaded = await instantiateNapiModule(
        module,
        {
            'context': createContext(),
            'asyncWorkPoolSize': 0,
            'plugins': [emnapiAsyncWorkPlugin, emnapiTSFNPlugin],
            'wasi': js_new(WASI, {'version': 'preview1'}),
            'onCreateWorker': _no_worker,
            'overwriteImports': overwrite,
            'beforeInit': register,
        },
    )
    return loaded.napiModule.exports.transformSync


globalThis.terrarium_serve_tool = load
