"""import() in scripts and CommonJS files, which the engine must not answer itself: it becomes a call of a hidden global with the number of its referrer."""
from __future__ import annotations

from runtime_py.node.host import hidden
from runtime_py.node.syntax_tree import each_child

EVALUATION_PHASE = 2
HostPromise = globalThis.Promise
_NAME = '$terrarium_import'
_MAY_IMPORT = js_regexp('\\bimport\\s*(?:\\(|/[*/])', '')
_referrers = []         # [symbol, name]


class Callback:
    """What the library set to answer import()."""

    def __init__(self) -> None:
        self.call = None


callback = Callback()


def import_from(symbol: object, name: str, specifier: object, options: object) -> object:
    """A promise for the namespace; every mistake is a rejection."""
    try:
        text = f'{specifier}'
        attributes = attributes_of(options)
        return HostPromise.resolve(callback.call(symbol, text, EVALUATION_PHASE, attributes, name))
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
    hidden(globalThis, _NAME, js_func(run))


def may_import(code: str) -> bool:
    """A quick look; a match in a string or comment only costs a parse."""
    return _MAY_IMPORT.test(code)


def with_imports(code: str, parse: object, symbol: object, name: str) -> str:
    """The code with its import() calls answered by the library. `parse()` gives acorn's tree, or raises: then the engine says what is wrong."""
    try:
        tree = parse()
    except Exception:
        return code
    found = []
    collect(tree, found)
    if found.length == 0:
        return code
    _referrers.push([symbol, name])
    number = _referrers.length - 1
    text = ''
    at = 0
    for node in sorted(found, key=lambda node: node.start):
        opening = code.indexOf('(', node.start + 6)
        text += f'{code[at:node.start]}{_NAME}({number}, '
        at = opening + 1
    return text + code[at:]


def collect(node: object, found: list) -> None:
    if node.type == 'ImportExpression':
        found.push(node)
    each_child(node, lambda child: collect(child, found))
