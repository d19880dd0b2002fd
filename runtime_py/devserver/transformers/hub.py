"""The transformers behind the pure room's interface (context.py, `Transformers`): errors become BuildErrors with a
place, results plain text."""

from runtime_py.devserver.code_frame import frame
from runtime_py.devserver.compiler_host import CompilerHost
from runtime_py.devserver.dependencies import BundleResult
from runtime_py.devserver.failures import BuildError, at_offset, without_place
from runtime_py.devserver.kinds import is_component, is_css_module
from runtime_py.devserver.paths import folder_of, join
from runtime_py.devserver.resolver import EMPTY
from runtime_py.devserver.transform_cache import Transformed
from runtime_py.devserver.transformers.producing import bundle_error, produce
from runtime_py.devserver.transformers.tools import tool
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.maps import Map as OwnMap
from runtime_py.platform.text import repeat

VERSION = globalThis.TERRARIUM_TOOLS_VERSION  # from the build: of the transformers and of our own code
_LOADERS = {
    '.mjs': 'js',
    '.cjs': 'js',
    '.js': 'js',
    '.jsx': 'jsx',
    '.ts': 'ts',
    '.mts': 'ts',
    '.tsx': 'tsx',
    '.json': 'json',
    '.css': 'empty',
}

_REMOTE_IMPORT = js_regexp(
    '/\\*[^]*?\\*/|@import\\s+(?:url\\(\\s*)?(?:"(?:https?:)?//[^"]*"|\'(?:https?:)?//[^\']*\'|(?:https?:)?//[^)\\s]*)\\s*\\)?[^;]*;',
    'gi',
)


class Hub:
    def __init__(self, system: object, env: list) -> None:
        self.version = VERSION
        self._system = system
        self._env = env
        self._own = Map()
        self._compilers = CompilerHost(system, env, lambda: self.own_script('serve-compilers.js'))

    async def script(self, file: str, source: str, options: object) -> Transformed:
        if options.get('lowered'):
            return await self._lowered(file, source, options)
        transform = await tool(self._system, 'oxc')
        is_production = options.get('production')
        ending = file[file.rfind('.') + 1 :]
        kind = {'mts': 'ts', 'cts': 'ts'}[ending] or ending
        result = transform(
            file,
            source,
            {
                'lang': kind,
                'sourceType': 'module',
                'sourcemap': True,
                'target': 'esnext',  # as Vite in development: helpers would come from a package
                'jsx': 'preserve' if options.get('preserve') else _jsx(options, is_production),
                'typescript': {'onlyRemoveTypeImports': bool(options.get('verbatim'))},
            },
        )
        for error in result.errors:
            label = error.labels[0]
            if error.severity == 'Error':
                if label is None:
                    raise without_place('oxc', error.message, file)
                # positions are byte offsets in UTF-8
                start = len(decode(encode(source)[0 : label.start]))
                raise at_offset(
                    'oxc',
                    error.message + (f' ({error.helpMessage})' if error.helpMessage else ''),
                    file,
                    source,
                    start,
                    max(1, label.end - label.start),
                )
        return Transformed(result.code, result.map.mappings if result.map else '')

    async def style(self, file: str, source: str, read: object, url_of: object, resolve: object) -> Transformed:
        bundle = await tool(self._system, 'lightningcss')
        files: list = []
        remote: list = []

        def read_sheet(path: str) -> str:
            text = source if path == file else read(path)
            if text is None:
                raise Error(f'{path} does not exist')
            if path != file and path not in files:
                files.append(path)
            return without_remote(text, remote)

        def find(specifier: str, importer: str) -> str:
            found = resolve(specifier, importer)
            if found is None:
                raise Error(f'Failed to resolve @import "{specifier}" from "{importer}". Does the file exist?')
            return found

        is_module = is_css_module(file)
        try:
            result = bundle(
                {
                    'filename': file,
                    'resolver': {'read': read_sheet, 'resolve': find},
                    'cssModules': {'pattern': '_[local]_[hash]', 'dashedIdents': False} if is_module else False,
                    'analyzeDependencies': {'preserveImports': True},
                    'minify': False,
                    'errorRecovery': True,
                }
            )
        except Exception as error:
            raise _style_error(file, source, error)
        for warning in result.warnings or []:
            if warning.loc and is_broken(warning):
                raise BuildError(
                    'lightningcss',
                    warning.message,
                    file,
                    warning.loc.line,
                    warning.loc.column - 1,
                    frame(source, warning.loc.line, warning.loc.column - 1),
                )
        code = _with_urls(decode(Uint8Array(result.code)), result.dependencies or [], file, url_of)
        found = Transformed(''.join([f'{each}\n' for each in remote]) + code, '')
        found.files = files
        if is_module:
            found.names = OwnMap()
            for name in sorted(Object.keys(result.exports)):
                value = result.exports[name]
                found.names.set(name, ' '.join([value.name, *[each.name for each in value.composes]]))
        return found

    async def _lowered(self, file: str, source: str, options: object) -> Transformed:
        """Lowers decorators, and class fields to assignments: esbuild lowers both without helpers from a package."""
        esbuild = await tool(self._system, 'esbuild')
        ending = file[file.rfind('.') + 1 :]
        settings = {
            'experimentalDecorators': bool(options.get('legacy')),
            'useDefineForClassFields': not options.get('assigns'),
        }
        if options.get('verbatim'):
            settings.verbatimModuleSyntax = True
        try:
            result = await esbuild.transform(
                source,
                {
                    'loader': {'mts': 'ts', 'cts': 'ts'}[ending] or ending,
                    'sourcemap': 'external',
                    'sourcefile': file,
                    'target': 'es2022',
                    'tsconfigRaw': {'compilerOptions': settings},
                    'jsx': 'preserve'
                    if options.get('preserve')
                    else 'transform'
                    if options.get('classic')
                    else 'automatic',
                    'jsxImportSource': options.get('jsx'),
                    'jsxDev': not options.get('production'),
                    'jsxFactory': options.get('factory') or js_undefined,
                    'jsxFragment': options.get('fragment') or js_undefined,
                },
            )
        except Exception as error:
            first = error.errors[0] if error.errors else None
            if first is None or first.location is None:
                raise without_place('esbuild', error.message, file)
            place = first.location
            raise BuildError(
                'esbuild', first.text, file, place.line, place.column, frame(source, place.line, place.column)
            )
        return Transformed(result.code, JSON.parse(result.map).mappings)

    async def compile(self, request: object) -> object:
        """Compiles with the project's own compiler."""
        return await self._compilers.ask(request)

    async def bundle(self, request: object) -> BundleResult:
        esbuild = await tool(self._system, 'esbuild')
        entries = {}
        for name, path in request.entries.entries():
            entries[name] = path
        try:
            result = await esbuild.build(
                {
                    'entryPoints': entries,
                    'bundle': True,
                    'format': 'esm',
                    'splitting': True,
                    'write': False,
                    'metafile': True,
                    'outdir': '/deps',
                    'absWorkingDir': '/',
                    'entryNames': '[name]',
                    'chunkNames': 'chunk-[hash]',
                    'target': 'es2022',
                    'platform': 'browser',
                    'logLevel': 'silent',
                    'legalComments': 'none',
                    'define': {
                        'process.env.NODE_ENV': '"production"' if request.is_production else '"development"',
                        'global': 'globalThis',
                    },
                    'plugins': [_files_plugin(request)],
                }
            )
        except Exception as error:
            raise bundle_error(error)
        files = OwnMap()
        commonjs: list = []
        for output in result.outputFiles:
            files.set(output.path[len('/deps/') :], output.text)
        for path in Object.keys(result.metafile.outputs):
            output = result.metafile.outputs[path]
            if output.entryPoint and _is_commonjs(result.metafile.inputs[output.entryPoint], output):
                commonjs.append(path[path.rfind('/') + 1 :].removesuffix('.js'))
        return BundleResult(files, commonjs)

    async def produce(self, request: object) -> object:
        """The bundles of a production build."""
        return await produce(await tool(self._system, 'esbuild'), request)

    async def own_script(self, name: str) -> str:
        found = self._own.get(name)
        if found is None:
            found = await self._system.ask_kernel('page-script', name)
            self._own.set(name, found)
        return found


def _jsx(options: object, is_production: bool) -> object:
    if options.get('classic'):
        return {
            'runtime': 'classic',
            'pragma': options.get('factory') or js_undefined,
            'pragmaFrag': options.get('fragment') or js_undefined,
            'refresh': bool(options.get('refresh')),
        }
    return {
        'runtime': 'automatic',
        'development': not is_production,
        'importSource': options.get('jsx'),
        'refresh': bool(options.get('refresh')),
    }


def _is_commonjs(entry: object, output: object) -> bool:
    return entry.format == 'cjs' or not entry.format and len(output.exports) == 1 and output.exports[0] == 'default'


def _files_plugin(request: object) -> object:
    """Makes esbuild read the machine's files, found by our resolver."""

    def resolve(args: object) -> object:
        if args.kind == 'entry-point':
            return {'path': args.path, 'namespace': 'machine'}
        found = request.resolve(args.path, args.importer, args.kind == 'require-call' or args.kind == 'require-resolve')
        if found is None:
            if args.kind == 'require-call' or args.kind == 'dynamic-import':
                return (
                    {'path': args.path, 'external': True}
                    if args.kind == 'dynamic-import'
                    else {'path': args.path, 'namespace': 'absent'}
                )
            return {'errors': [{'text': f'{args.path} could not be resolved from {args.importer}'}]}
        if found == EMPTY:
            return {'path': args.path, 'namespace': 'empty'}
        if is_component(found):
            return {'path': request.url_of(found), 'external': True}
        return {'path': found, 'namespace': 'machine'}

    def load(args: object) -> object:
        content = request.read(args.path)
        if content is None:
            return {'errors': [{'text': f'{args.path} does not exist'}]}
        ending = args.path[args.path.rfind('.') :]
        return {'contents': content, 'loader': _LOADERS[ending] or 'dataurl'}

    def absent(args: object) -> object:
        return {
            'contents': f'throw new Error({JSON.stringify(args.path + " is not available: a browser has no such module")});',
            'loader': 'js',
        }

    def setup(build: object) -> None:
        build.onResolve({'filter': js_regexp('.*', '')}, resolve)
        build.onLoad({'filter': js_regexp('.*', ''), 'namespace': 'machine'}, load)
        build.onLoad({'filter': js_regexp('.*', ''), 'namespace': 'absent'}, absent)
        build.onLoad(
            {'filter': js_regexp('.*', ''), 'namespace': 'empty'},
            lambda args: {'contents': 'module.exports = {};', 'loader': 'js'},
        )

    return {'name': 'machine', 'setup': setup}


def _style_error(file: str, source: str, error: object) -> BuildError:
    where = error.fileName or file
    if error.loc and where == file:
        return BuildError(
            'lightningcss',
            error.message,
            file,
            error.loc.line,
            error.loc.column - 1,
            frame(source, error.loc.line, error.loc.column - 1),
        )
    return without_place('lightningcss', error.message, where)


def is_broken(warning: object) -> bool:
    """Whether a sheet has a mistake in its structure. Rules and selectors that only newer browsers know, and a
    declaration that browsers skip (`*zoom: 1`), are no errors, as with Vite."""
    if warning.type == 'UnexpectedToken':
        return js_regexp('Bad(String|Url)|Bracket|Parenthesis', '').test(warning.message)
    if warning.type == 'SelectorError':
        return not String(warning.value.type).startswith('UnsupportedPseudo')
    return warning.type not in ['AtRuleInvalid', 'UnexpectedNamespaceRule']


def without_remote(sheet: object, found: list) -> str:
    """The sheet without its imports from other hosts, which are appended to `found`: the browser fetches these, and they
    must come before all rules. Positions don't change."""

    def taken(match: str) -> str:
        if match.startswith('/*'):
            return match
        if match not in found:
            found.append(match)
        return repeat(' ', len(match))

    return sheet.replace(_REMOTE_IMPORT, taken)


def _with_urls(code: str, dependencies: list, file: str, url_of: object) -> str:
    """Replaces lightningcss's placeholder for each url() by an absolute path, since a sheet in a <style> resolves
    against the page's address."""
    for each in dependencies:
        if each.type == 'url':
            code = code.replace(each.placeholder, _absolute(each.url, each.loc.filePath if each.loc else file, url_of))
    return code


def _absolute(url: str, file: str, url_of: object) -> str:
    is_relative = not (url.startswith('/') or url.startswith('data:') or url.startswith('#') or '://' in url)
    return url_of(join(folder_of(file), url)) if is_relative else url
