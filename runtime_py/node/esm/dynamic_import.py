"""import() in scripts and CommonJS files, which the engine must not handle itself.

    import(x)  ->  new ($terrarium_import?.of)(7, x)

7 is the number of the referrer. Because of `new` and `?.`, the engine's messages show "(intermediate value)" instead of
the name."""

from __future__ import annotations

from runtime_py.node.async_context.promise_hooks import promise_hooks
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.source.syntax_tree import each_child

SOURCE_PHASE = 1
EVALUATION_PHASE = 2
HostPromise = globalThis.Promise
IMPORT = '$terrarium_import'
_MAY_IMPORT = js_regexp('\\bimport\\s*(?:\\.\\s*source\\s*)?(?:\\(|/[*/])', '')
_HEAD = js_regexp('^import(\\s*\\.\\s*source)?(?:\\s|/\\*[^]*?\\*/|//[^\\n]*\\n)*\\(', '')
LONGEST_HEAD = 4096
_referrers = []  # [symbol, name]


class Callback:
    """The function that the library set to handle import()."""

    def __init__(self) -> None:
        self.call = None


callback = Callback()


def import_from(symbol: object, name: str, specifier: object, options: object, phase: int = EVALUATION_PHASE) -> object:
    """A promise of the namespace; every error is a rejection."""
    try:
        if js_typeof(specifier) == 'symbol':
            raise TypeError('Cannot convert a Symbol value to a string')
        text = String(specifier)
        attributes = attributes_of(options)
        promise = HostPromise.resolve(callback.call(symbol, text, phase, attributes, name))
        promise_hooks.note(promise)
        return promise
    except Exception as error:
        return HostPromise.reject(error)


def attributes_of(options: object) -> object:
    attributes = Object.create(None)
    if js_typeof(options) == 'undefined':
        return attributes
    if js_typeof(options) != 'object' or options is None:
        raise TypeError('The second argument to import() must be an object')
    given = options['with']
    if js_typeof(given) == 'undefined':
        return attributes
    if js_typeof(given) != 'object' or given is None:
        raise TypeError("The 'with' option must be an object")
    for key in Object.keys(given):
        if js_typeof(given[key]) != 'string':
            raise TypeError('Import attribute value must be a string')
        attributes[key] = given[key]
    return attributes


def install() -> None:
    def in_phase(phase):
        def run(number, specifier, options=js_undefined):
            symbol, name = _referrers[number]
            return import_from(symbol, name, specifier, options, phase)

        return js_func(run)

    publish(IMPORT, {'of': in_phase(EVALUATION_PHASE), 'source': in_phase(SOURCE_PHASE)})


def may_import(code: str) -> bool:
    """A quick check; a match in a string or comment only costs a parse."""
    return _MAY_IMPORT.test(code)


def note_referrer(symbol: object, name: str) -> int:
    """The number that a text's import() calls pass to identify the text."""
    _referrers.push([symbol, name])
    return _referrers.length - 1


def import_edits(code: str, places: list[int], symbol: object, name: str) -> list:
    """Edits by which the library handles the import() calls at `places` in a script."""
    return [] if places.length == 0 else edits_of_imports(code, places, note_referrer(symbol, name))


def edits_of_imports(code: str, places: list[int], referrer: int) -> list:
    return [edit_of_import(code, at, referrer) for at in places]


def edit_of_import(code: str, at: int, referrer: int) -> list:
    """Up to the ( of the call; a comment may precede it."""
    head, phase = _HEAD.exec(code[at : at + LONGEST_HEAD])
    return [at, at + head.length, f'new ({IMPORT}?.{"of" if phase is js_undefined else "source"})({referrer}, ']


def import_kind(node: object) -> str:
    return 'import' if node.phase is js_undefined else node.phase


def keyword_end(code: str, node: object) -> int:
    """Where `import` or `import.source` ends."""
    if node.phase is js_undefined:
        return node.start + 6
    return code.indexOf(node.phase, node.start) + node.phase.length


def places_in(tree: object) -> list[int]:
    found = []
    collect(tree, found)
    return [node.start for node in found]


def collect(node: object, found: list) -> None:
    if node.type == 'ImportExpression':
        found.push(node)
    each_child(node, lambda child: collect(child, found))
