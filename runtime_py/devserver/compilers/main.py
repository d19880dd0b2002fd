"""The script serve-compilers.js: a Node program, started by `serve` in the project's folder, that runs the project's
own compilers (Vue's, Svelte's, Babel, Sass, Less, PostCSS).

A request is a line of JSON on descriptor 0, its answer a line on descriptor 3, since compilers may print to stdout. An
answer has the request's `id`, and either `error` or the compiler's result. The program ends at the end of its input.
Must not know the dev server."""

from runtime_py.devserver.compilers.postcss import compile_postcss
from runtime_py.devserver.compilers.sheets import compile_less, compile_sass
from runtime_py.devserver.compilers.solid import compile_solid
from runtime_py.devserver.compilers.svelte import compile_svelte, compile_svelte_module
from runtime_py.devserver.compilers.vue import compile_vue

_KINDS = {
    'vue': compile_vue,
    'svelte': compile_svelte,
    'svelte-module': compile_svelte_module,
    'solid': compile_solid,
    'sass': compile_sass,
    'less': compile_less,
    'postcss': compile_postcss,
}
_process = globalThis.process
_out = _process.getBuiltinModule('fs').createWriteStream('', {'fd': 3})


def _problem(error: object) -> object:
    """Compilers report the place of an error in different properties; `line` is 0 when none is known."""
    span = error.span
    place = error.start or (error.loc and (error.loc.start or error.loc)) or (span and span.start)
    line = place.line if place else error.line or 0
    column = place.column if place else error.column or 0
    if span:
        line += 1  # Sass counts from 0
    message = error.sassMessage or error.reason or error.message or error
    return {'message': String(message), 'line': line, 'column': column, 'file': error.filename or ''}


async def _answer(request: object) -> None:
    reply = None
    try:
        reply = await _KINDS[request.kind](request)
    except Exception as error:
        reply = {'error': _problem(error)}
    reply.id = request.id
    _out.write(JSON.stringify(reply) + '\n')


def _start() -> None:
    _process.getBuiltinModule('readline').createInterface({'input': _process.stdin}).on(
        'line', lambda line: _answer(JSON.parse(line))
    )


_start()
