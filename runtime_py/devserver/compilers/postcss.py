"""PostCSS with the project's own configuration and plugins, as Vite runs it: imported sheets are inlined first, so that
plugins see one sheet.

The configuration is loaded again when its text changes. Files that plugins report are reported, since a change of them
changes the sheet."""

from runtime_py.devserver.compilers.loading import require_from
from runtime_py.devserver.compilers.sheet_imports import inline_imports
from runtime_py.platform.dynamic_import import import_module

_process = globalThis.process
_loaded = {'stamp': '', 'config': None}


async def _read(request: object) -> object:
    path = request.config
    if request.inline is not None:
        return JSON.parse(request.inline)
    del require_from(request.project).cache[path]
    url = _process.getBuiltinModule('url').pathToFileURL(path)
    url.search = '?t=' + request.stamp
    found = await import_module(url.href)
    return found['default'] or found


async def _configuration(request: object) -> object:
    """What postcss-load-config gives: an object, or what a function returns for this run."""
    if _loaded.stamp != request.stamp:
        _loaded.config = await _read(request)
        _loaded.stamp = request.stamp
    config = _loaded.config
    if js_typeof(config) == 'function':
        mode = 'production' if request.production else 'development'
        return await config({'cwd': request.project, 'env': mode, 'mode': mode, 'file': request.file, 'options': {}})
    return config


def _named(request: object, name: str, options: object) -> object:
    """A plugin that the configuration names, as a module of the project."""
    found = require_from(request.config[0 : request.config.rfind('/')])(name)
    plugin = found['default'] or found
    given = js_typeof(options) == 'object' and options is not None and len(Object.keys(options)) > 0
    return plugin(options) if given else plugin()


def _plugins(request: object, given: object) -> list:
    found = []
    if Array.isArray(given):
        for each in given:
            if not each:
                continue
            if js_typeof(each) == 'string':
                found.append(_named(request, each, None))
            elif Array.isArray(each):
                found.append(_named(request, each[0], each[1]) if js_typeof(each[0]) == 'string' else each[0](each[1]))
            else:
                found.append(each['default'] or each)
        return found
    for name in Object.keys(given or {}):
        if given[name] is not False:
            found.append(_named(request, name, given[name]))
    return found


def _reported(result: object) -> list:
    """The files that the plugins' messages name, and those below the folders that they name."""
    fs = _process.getBuiltinModule('fs')
    path = _process.getBuiltinModule('path')
    files = []
    for message in result.messages:
        if message.type == 'dependency':
            files.append(path.resolve(message.file))
        elif message.type == 'dir-dependency':
            for name in fs.globSync(message.glob or '**/*', {'cwd': message.dir, 'exclude': _is_foreign}):
                files.append(path.join(message.dir, name))
    return files.filter(lambda file: _is_file(fs, file))


def _is_file(fs: object, path: str) -> bool:
    found = fs.statSync(path, {'throwIfNoEntry': False})
    return bool(found) and found.isFile()


def _is_foreign(name: str) -> bool:
    return name == 'node_modules' or name.endswith('/node_modules')


def _placed(error: object) -> object:
    """PostCSS counts columns from 1."""
    if error.name == 'CssSyntaxError' and error.line:
        error.filename = error.file or ''
        error.column = (error.column or 1) - 1
    return error


async def compile_postcss(request: object) -> object:
    postcss = require_from(request.folder)('postcss')
    config = await _configuration(request)
    imported = []
    plugins = _plugins(request, config.plugins)
    if '@import' in request.source:
        plugins.insert(0, inline_imports(postcss, request, imported))
    syntax = {}
    for member in ['parser', 'syntax', 'stringifier']:
        if config[member]:
            value = config[member]
            syntax[member] = require_from(request.project)(value) if js_typeof(value) == 'string' else value
    try:
        result = await postcss(plugins).process(
            request.source, Object.assign({'from': request.file, 'to': request.file, 'map': False}, syntax)
        )
    except Exception as error:
        raise _placed(error)
    for warning in result.warnings():
        console.warn(f'[postcss] {request.file}: {warning.toString()}')
    files = []
    for file in [*imported, *_reported(result)]:
        if file != request.file and file not in files:
            files.append(file)
    return {'code': result.css, 'files': files}
