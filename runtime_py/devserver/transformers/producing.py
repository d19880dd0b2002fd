"""A production build by esbuild: files come from production.py's `load`, and results are returned as text and bytes."""

from runtime_py.devserver.failures import BuildError, without_place
from runtime_py.devserver.paths import Url, name_of
from runtime_py.devserver.production import ASSETS, Produced

NAMESPACE = 'source'
_OUT = '/out/'


async def produce(esbuild: object, request: object) -> Produced:
    definitions = {}
    for name, value in request.definitions.entries():
        definitions[name] = value
    try:
        result = await esbuild.build(
            {
                'entryPoints': [{'in': path, 'out': _out_name(path)} for path in request.entries],
                'bundle': True,
                'format': request.form,
                'splitting': request.form == 'esm',
                'write': False,
                'metafile': True,
                'outdir': _OUT,
                'absWorkingDir': '/',
                'entryNames': f'{ASSETS}/[name]-[hash]',
                'chunkNames': f'{ASSETS}/[name]-[hash]',
                'assetNames': f'{ASSETS}/[name]-[hash]',
                'publicPath': '/',
                'target': 'es2022',
                'platform': 'browser',
                'minify': True,
                'treeShaking': True,
                'logLevel': 'silent',
                'legalComments': 'none',
                'define': definitions,
                'plugins': [_plugin(request)],
            }
        )
    except Exception as error:
        raise bundle_error(error)
    made = Produced()
    for output in result.outputFiles:
        made.files.set(output.path[len(_OUT) :], Uint8Array(output.contents))
    _take_entries(request.entries, result.metafile.outputs, made)
    return made


def _out_name(path: str) -> str:
    name = name_of(Url(path).path)
    return name[0 : name.rfind('.')] if '.' in name else name


def _take_entries(entries: list, outputs: object, made: Produced) -> None:
    for path in Object.keys(outputs):
        output = outputs[path]
        file = path.removeprefix(_OUT[1:])
        entry = output.entryPoint.removeprefix(NAMESPACE + ':') if output.entryPoint else ''
        if entry == '':
            continue
        if path.endswith('.css'):
            made.sheets.set(entry, file)
            continue
        sheet = output.cssBundle.removeprefix(_OUT[1:]) if output.cssBundle else ''
        if entry in entries:
            made.scripts.set(entry, file)
            if sheet != '':
                made.sheets.set(entry, sheet)
        elif sheet != '' and sheet not in made.lazy_sheets:
            made.lazy_sheets.append(sheet)


def _plugin(request: object) -> object:
    async def resolve(args: object) -> object:
        found = await request.resolve(args.path, args.importer, args.kind)
        return (
            {'path': found.path, 'external': True}
            if found.is_external
            else {'path': found.path, 'namespace': NAMESPACE, 'sideEffects': not found.is_pure}
        )

    async def load(args: object) -> object:
        found = await request.load(args.path)
        return {'contents': found.content, 'loader': found.loader}

    def setup(build: object) -> None:
        build.onResolve({'filter': js_regexp('.*', '')}, resolve)
        build.onLoad({'filter': js_regexp('.*', ''), 'namespace': NAMESPACE}, load)

    return {'name': 'machine', 'setup': setup}


def bundle_error(error: object) -> BuildError:
    first = error.errors[0] if error.errors else None
    if first is not None and isinstance(first.detail, BuildError):
        return first.detail
    if first is None or first.location is None:
        return without_place('esbuild', first.text if first is not None else error.message, '')
    place = first.location
    return BuildError(
        'esbuild',
        first.text,
        place.file.removeprefix('machine:').removeprefix(NAMESPACE + ':'),
        place.line,
        place.column,
        f'{place.line}  |  {place.lineText}',
    )
