"""Vue's compiler of single file components: the script, the template's render function and the sheets of a component,
as parts, which `serve` joins.

The render function is kept apart from the script, so that a change of the template alone keeps the component's
state."""

from runtime_py.devserver.compilers.loading import require_from

_process = globalThis.process


def _external(descriptor: object, file: str) -> list:
    """Reads the files of blocks with `src`; returns them."""
    files = []
    path = _process.getBuiltinModule('path')
    for block in [descriptor.script, descriptor.scriptSetup, descriptor.template, *descriptor.styles]:
        if block and block.src:
            found = path.resolve(path.dirname(file), block.src)
            block.content = _process.getBuiltinModule('fs').readFileSync(found, 'utf8')
            files.append(found)
    return files


def _template(sfc: object, request: object, descriptor: object, script: object, scope: str, is_typed: bool) -> object:
    block = descriptor.template
    made = sfc.compileTemplate(
        {
            'source': block.content,
            'ast': None if block.src or block.lang and block.lang != 'html' else block.ast,
            'filename': request.file,
            'id': request.identity,
            'scoped': scope != '',
            'slotted': descriptor.slotted,
            'isProd': request.production,
            'inMap': None if block.src else block.map,
            'preprocessLang': None if block.lang == 'html' else block.lang,
            'preprocessCustomRequire': require_from(request.project),
            'compilerOptions': {
                'scopeId': scope or js_undefined,
                'bindingMetadata': script.bindings if script else js_undefined,
                'expressionPlugins': ['typescript'] if is_typed else [],
            },
        }
    )
    if len(made.errors) > 0:
        error = made.errors[0]
        raise Error(error) if js_typeof(error) == 'string' else error
    return made


def _mappings(block: object, made: object) -> str:
    """The map to the component's file; none for a block in a file of its own."""
    return made.map.mappings if made and made.map and not block.src else ''


async def _sheet(sfc: object, request: object, block: object) -> object:
    made = await sfc.compileStyleAsync(
        {
            'source': block.content,
            'filename': request.file,
            'id': f'data-v-{request.identity}',
            'scoped': bool(block.scoped),
            'modules': bool(block.module),
            'isProd': request.production,
            'preprocessLang': block.lang if block.lang and block.lang not in ['css', 'postcss'] else js_undefined,
            'preprocessCustomRequire': require_from(request.project),
        }
    )
    if len(made.errors) > 0:
        raise made.errors[0]
    name = ('$style' if block.module is True else block.module) if block.module else ''
    return {'text': made.code, 'names': made.modules or None, 'module': name}


async def compile_vue(request: object) -> object:
    sfc = require_from(request.folder)('vue/compiler-sfc')
    parsed = sfc.parse(request.source, {'filename': request.file})
    if len(parsed.errors) > 0:
        raise parsed.errors[0]
    descriptor = parsed.descriptor
    files = _external(descriptor, request.file)
    block = descriptor.scriptSetup or descriptor.script
    language = block.lang or 'js' if block else 'js'
    is_typed = language == 'ts' or language == 'tsx'
    scope = f'data-v-{request.identity}' if any([style.scoped for style in descriptor.styles]) else ''
    script = None
    if block:
        script = sfc.compileScript(
            descriptor,
            {
                'id': request.identity,
                'isProd': request.production,
                'inlineTemplate': False,
                'genDefaultAs': '_sfc_main',
            },
        )
    template = _template(sfc, request, descriptor, script, scope, is_typed) if descriptor.template else None
    sheets = []
    for style in descriptor.styles:
        sheets.append(await _sheet(sfc, request, style))
    return {
        'script': script.content if script else 'const _sfc_main = {};',
        'scriptMappings': _mappings(block, script),
        'template': template.code if template else '',
        'templateMappings': _mappings(descriptor.template, template),
        'language': language,
        'scope': scope,
        'sheets': sheets,
        'files': files,
    }
