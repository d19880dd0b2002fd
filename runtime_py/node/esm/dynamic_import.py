"""import() in scripts and CommonJS files, which the engine must not answer itself.

    import(x)  ->  new $terrarium_import(7, x)

7 is the number of its referrer. With `new`, the engine's messages show an "(intermediate value)", not the name."""
from __future__ import annotations

from runtime_py.node.async_context.promise_hooks import promise_hooks
from runtime_py.node.realm.helper_names import publish
from runtime_py.node.source.syntax_tree import each_child

EVALUATION_PHASE = 2
HostPromise = globalThis.Promise
IMPORT = '$terrarium_import'
_MAY_IMPORT = js_regexp('\\bimport\\s*(?:\\(|/[*/])', '')
_HEAD = js_regexp('^import(?:\\s|/\\*[^]*?\\*/|//[^\\n]*\\n)*\\(', '')
LONGEST_HEAD = 4096
_referrers = []         # [symbol, name]


class Callback:
    """What the library set to answer import()."""

    def __init__(self) -> None:
        self.call = None


callback = Callback()


def import_from(symbol: object, name: str, specifier: object, options: object) -> object:
    """A promise for the namespace; every mistake is a rejection."""
    try:
        if js_typeof(specifier) == 'symbol':
            raise TypeError('Cannot convert a Symbol value to a string')
        text = f'{specifier}'
        attributes = attributes_of(options)
        promise = HostPromise.resolve(callback.call(symbol, text, EVALUATION_PHASE, attributes, name))
        promise_hooks.note(promise)
        return promise
    except Exception as error:
        return HostPromise.reject(error)


def attributes_of(options: object) -> object:
    attributes = Object.create(None)
    if js_typeof(options) == 'undefined':
        return attributes
    if js_typeof(options) != 'object' or options is None:
        raise TypeError('The second argument of import() must be an object')
    given = options['with']
    if js_typeof(given) == 'undefined':
        return attributes
    if js_typeof(given) != 'object' or given is None:
        raise TypeError("The 'options' argument of import() must be an object")
    for key in Object.keys(given):
        if js_typeof(given[key]) != 'string':
            raise TypeError('Import attribute value must be a string')
        attributes[key] = given[key]
    return attributes


def install() -> None:
    def run(number, specifier, options=js_undefined):
        symbol, name = _referrers[number]
        return import_from(symbol, name, specifier, options)
    publish(IMPORT, js_func(run))


def may_import(code: str) -> bool:
    """A quick look; a match in a string or comment only costs a parse."""
    return _MAY_IMPORT.test(code)


def note_referrer(symbol: object, name: str) -> int:
    """The number by which a text's import() calls name where they come from."""
    _referrers.push([symbol, name])
    return _referrers.length - 1


def import_edits(code: str, places: list[int], symbol: object, name: str) -> list:
    """The changes by which the library answers the import() calls of a script, which stand at `places`."""
    return [] if places.length == 0 else edits_of_imports(code, places, note_referrer(symbol, name))


def edits_of_imports(code: str, places: list[int], referrer: int) -> list:
    return [[at, after_parenthesis(code, at), f'new {IMPORT}({referrer}, '] for at in places]


def after_parenthesis(code: str, at: int) -> int:
    """Behind the ( of the call; a comment may stand before it."""
    return _HEAD.exec(code[at:at + LONGEST_HEAD])[0].length + at


def places_in(tree: object) -> list[int]:
    found = []
    collect(tree, found)
    return [node.start for node in found]


def collect(node: object, found: list) -> None:
    if node.type == 'ImportExpression':
        found.push(node)
    each_child(node, lambda child: collect(child, found))
