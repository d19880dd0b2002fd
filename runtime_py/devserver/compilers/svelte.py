"""Svelte's compiler. From version 5 on it generates the code for hot updates itself."""

from runtime_py.devserver.compilers.loading import require_from


def _scope(request: object) -> object:
    """The class for scoped rules depends on the file only, so that a change of the sheet leaves the script
    unchanged."""
    return lambda given: 'svelte-' + request.identity


async def compile_svelte(request: object) -> object:
    compiler = require_from(request.folder)('svelte/compiler')
    is_five = int(compiler.VERSION.split('.')[0]) >= 5
    options = {'filename': request.file, 'dev': not request.production, 'css': 'external', 'cssHash': _scope(request)}
    if is_five:
        options.generate = 'client'
        options.hmr = not request.production and request.hmr
    made = compiler.compile(request.source, options)
    mappings = made.js.map.mappings if made.js.map else ''
    css = made.css.code if made.css else ''
    return {'code': made.js.code, 'mappings': mappings, 'sheets': [{'text': css}] if css else [], 'hot': is_five}


async def compile_svelte_module(request: object) -> object:
    compiler = require_from(request.folder)('svelte/compiler')
    if compiler.compileModule is js_undefined:
        raise Error(f'runes need Svelte 5; {compiler.VERSION} is installed')
    made = compiler.compileModule(
        request.source, {'filename': request.file, 'dev': not request.production, 'generate': 'client'}
    )
    return {'code': made.js.code, 'mappings': made.js.map.mappings if made.js.map else '', 'sheets': []}
