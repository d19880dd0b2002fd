"""Sass and Less, when the project has them installed. Files that a sheet imports are reported, since a change of them
changes the sheet."""

from runtime_py.devserver.compilers.loading import require_from

_process = globalThis.process


def _path_of(url: object) -> str:
    return _process.getBuiltinModule('url').fileURLToPath(url)


def _packages(request: object) -> object:
    """`~name/x` and `name/x` of node_modules."""

    def find(url: str) -> object:
        if js_regexp('^[a-z][a-z0-9+.-]*:', 'i').test(url) or url.startswith('.') or url.startswith('/'):
            return None
        return URL(
            _process.getBuiltinModule('url').pathToFileURL(request.project + '/node_modules/').href
            + url.removeprefix('~')
        )

    return {'findFileUrl': find}


async def compile_sass(request: object) -> object:
    compiler = require_from(request.folder)('sass')
    made = await compiler.compileStringAsync(
        request.source,
        {
            'url': _process.getBuiltinModule('url').pathToFileURL(request.file),
            'syntax': 'indented' if request.file.endswith('.sass') else 'scss',
            'loadPaths': [request.file[0 : request.file.rfind('/')]],
            'importers': [_packages(request)],
        },
    )
    files = [_path_of(url) for url in made.loadedUrls if url.protocol == 'file:']
    return {'code': made.css, 'files': [file for file in files if file != request.file]}


async def compile_less(request: object) -> object:
    compiler = require_from(request.folder)('less')
    made = await compiler.render(
        request.source,
        {'filename': request.file, 'javascriptEnabled': True, 'paths': [request.file[0 : request.file.rfind('/')]]},
    )
    return {'code': made.css, 'files': made.imports}
