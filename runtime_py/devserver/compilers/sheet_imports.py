"""A PostCSS plugin that replaces each `@import` of a file by the rules of that file, as postcss-import does.

What it doesn't find, and sheets of other hosts, stay as they are; those move to the front, where CSS allows them.
Conditions become at-rules around the rules."""

from runtime_py.devserver.compilers.loading import require_from

_process = globalThis.process
_RULE = js_regexp('^(?:url\\(\\s*)?(["\']?)([^"\')\\s]+)\\1\\s*\\)?\\s*([\\s\\S]*)$', 'i')
_LAYER = js_regexp('^layer(?:\\(([^)]*)\\))?(?=\\s|$)\\s*', 'i')
_ELSEWHERE = js_regexp('^(?:[a-z][a-z0-9+.-]*:|//|#)', 'i')
_URL = js_regexp('url\\(\\s*(["\']?)([^"\')]+)\\1\\s*\\)', 'gi')


def inline_imports(postcss: object, request: object, files: list) -> object:
    """`files` receives the paths of the inlined sheets."""

    async def once(root: object) -> None:
        await _inline(postcss, request, root, [request.file], files)
        kept = root.nodes.filter(lambda node: _is_import(node))
        charset = root.nodes.filter(lambda node: node.type == 'atrule' and node.name == 'charset')
        root.prepend([*charset.slice(0, 1), *kept])

    return {'postcssPlugin': 'serve-imports', 'Once': once}


def _is_import(node: object) -> bool:
    return node.type == 'atrule' and node.name.toLowerCase() == 'import'


async def _inline(postcss: object, request: object, root: object, stack: list, files: list) -> None:
    """`stack`: the file, and those that import it; a circular import is left out."""
    file = stack[len(stack) - 1]
    for node in root.nodes.slice():
        parts = _RULE.exec(node.params) if _is_import(node) else None
        found = _find(parts[2], file, request.project) if parts else ''
        if found == '':
            continue
        if found in stack:
            node.remove()
            continue
        files.append(found)
        text = _process.getBuiltinModule('fs').readFileSync(found, 'utf8')
        inner = postcss.parse(text, {'from': found})
        await _inline(postcss, request, inner, [*stack, found], files)
        inner.nodes.filter(lambda each: each.type == 'atrule' and each.name == 'charset').forEach(
            lambda each: each.remove()
        )
        _rebase(inner, found, file)
        node.replaceWith(_wrapped(postcss, inner.nodes, parts[3].strip(), node.source))


def _wrapped(postcss: object, nodes: list, conditions: str, source: object) -> list:
    """`layer(x) supports(y) media` around the rules."""
    rules = []
    layer = _LAYER.exec(conditions)
    if layer:
        rules.append(['layer', (layer[1] or '').strip()])
        conditions = conditions.slice(len(layer[0]))
    if conditions.lower().startswith('supports('):
        end = _closing(conditions, len('supports'))
        rules.append(['supports', conditions.slice(len('supports'), end + 1)])
        conditions = conditions.slice(end + 1).strip()
    if conditions != '':
        rules.append(['media', conditions])
    for name, params in rules:
        around = postcss.atRule({'name': name, 'params': params, 'source': source})
        around.append(nodes)
        nodes = [around]
    return nodes


def _closing(text: str, start: int) -> int:
    """The index of the parenthesis that closes the one at `start`."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] == '(':
            depth += 1
        elif text[at] == ')':
            depth -= 1
            if depth == 0:
                return at
    return len(text)


def _find(specifier: str, importer: str, project: str) -> str:
    """The sheet's file: relative to the importer, to the project, or in a package; '' if there is none."""
    if _ELSEWHERE.test(specifier):
        return ''
    path = _process.getBuiltinModule('path')
    plain = specifier.split('?')[0]
    if plain.startswith('/'):
        return _sheet_file(path.join(project, plain)) or _sheet_file(plain)
    beside = _sheet_file(path.resolve(path.dirname(importer), plain))
    if beside != '' or plain.startswith('.'):
        return beside
    return _in_package(plain.removeprefix('~'), importer)


def _in_package(specifier: str, importer: str) -> str:
    path = _process.getBuiltinModule('path')
    names = specifier.split('/')
    count = 2 if specifier.startswith('@') else 1
    name = '/'.join(names[0:count])
    rest = '/'.join(names[count:])
    for folder in require_from(path.dirname(importer)).resolve.paths(name + '/') or []:
        home = path.join(folder, name)
        description = _description(home)
        if description is None:
            continue
        exported = _exported(description.exports, './' + rest if rest else '.')
        target = exported or rest or description.style or 'index.css'
        return _sheet_file(path.join(home, target))
    return ''


def _description(folder: str) -> object:
    fs = _process.getBuiltinModule('fs')
    path = _process.getBuiltinModule('path').join(folder, 'package.json')
    return JSON.parse(fs.readFileSync(path, 'utf8')) if fs.existsSync(path) else None


def _exported(exports: object, subpath: str) -> str:
    """The sheet that package.json's `exports` gives for an exact subpath."""
    if not exports or js_typeof(exports) != 'object':
        return ''
    target = exports[subpath]
    while target and js_typeof(target) == 'object':
        target = target.style or target.css or target['default']
    return target if js_typeof(target) == 'string' else ''


def _sheet_file(path: str) -> str:
    fs = _process.getBuiltinModule('fs')
    for candidate in [path, path + '.css']:
        found = fs.statSync(candidate, {'throwIfNoEntry': False})
        if found and found.isFile() and candidate.endswith('css'):
            return candidate
    return ''


def _rebase(root: object, file: str, importer: str) -> None:
    """Makes relative URLs of an inlined sheet relative to the sheet that it is inlined into."""
    path = _process.getBuiltinModule('path')
    folder = path.dirname(file)
    target = path.dirname(importer)

    def moved(whole: str, quote: str, url: str) -> str:
        if _ELSEWHERE.test(url) or url.startswith('/'):
            return whole
        relative = path.relative(target, path.join(folder, url))
        return f'url({quote}{relative if relative.startswith(".") else "./" + relative}{quote})'

    def rebase(declaration: object) -> None:
        if declaration.value.toLowerCase().includes('url('):
            declaration.value = declaration.value.replace(_URL, moved)

    if folder != target:
        root.walkDecls(rebase)
