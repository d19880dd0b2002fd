"""Translates the messages of SpiderMonkey's own errors to V8's, for programs that match them; and makes a stack
overflow a RangeError.

The engine sets an error's message as a plain property, so it is translated when the error's stack or text is first read
(`String(error)`, `util.inspect`, an uncaught error); JSON's functions throw translated errors. A program that only
reads `error.message` of another error gets the engine's. The table has only messages that nothing but the engine uses,
and only if V8's can be derived from them. Must not know: stacks."""

from __future__ import annotations

from runtime_py.node.engine.json_problems import json_problem
from runtime_py.node.engine.proxies import HostProxy

_InternalError = globalThis.InternalError  # later hidden from programs
_MOST_SHOWN = 4  # steps of a circle: V8 omits the middle of longer ones
# [the engine's, V8's]: $1 and $2 are groups
_TEXTS = [
    ['^too much recursion$', 'Maximum call stack size exceeded'],
    ['^too many (?:function arguments|arguments provided for a function call)$', 'Maximum call stack size exceeded'],
    ['^allocation size overflow$', 'Invalid string length'],
    ['^invalid array length$', 'Invalid array length'],
    ['^can\'t access property "?([^"]*?)"?, .+ is (undefined|null)$', "Cannot read properties of $2 (reading '$1')"],
    ['^can\'t access property "?([^"]*?)"? of (undefined|null)$', "Cannot read properties of $2 (reading '$1')"],
    ["^invalid assignment to const '.*'$", 'Assignment to constant variable.'],
    ['^invalid assignment to const ".*"$', 'Assignment to constant variable.'],
    [
        "^can't access lexical declaration ['\"](.*)['\"] before initialization$",
        "Cannot access '$1' before initialization",
    ],
    ['^assignment to undeclared variable (.*)$', '$1 is not defined'],
    ["^can't convert (?:undefined|null) to object$", 'Cannot convert undefined or null to object'],
    ["^can't convert symbol to (string|number)$", 'Cannot convert a Symbol value to a $1'],
    ['^can\'t define property "?([^"]*?)"?: .+ is not extensible$', 'Cannot add property $1, object is not extensible'],
    [
        '^cannot use \'in\' operator to search for "?([^"]*?)"? in "?([^"]*?)"?$',
        "Cannot use 'in' operator to search for '$1' in $2",
    ],
    ['^reduce of empty array with no initial value$', 'Reduce of empty array with no initial value'],
    ["^BigInt value can't be serialized in JSON$", 'Do not know how to serialize a BigInt'],
    [
        '^proxy (set|defineProperty|deleteProperty) handler returned false for property \'"?(.*?)"?\'$',
        "'$1' on proxy: trap returned falsish for property '$2'",
    ],
    ['^invalid date$', 'Invalid time value'],
    ['^BigInt division by zero$', 'Division by zero'],
    [
        "^(.+) can't be converted to BigInt because it isn't an integer$",
        'The number $1 cannot be converted to a BigInt because it is not an integer',
    ],
    ['^invalid language tag: .*$', 'Incorrect locale information provided'],
    [
        "^form must be one of 'NFC', 'NFD', 'NFKC', or 'NFKD'$",
        'The normalization form should be one of NFC, NFD, NFKC, NFKD.',
    ],
    ['^(.+) is not a valid code point$', 'Invalid code point $1'],
    ['^offset is outside the bounds of the DataView$', 'Offset is outside the bounds of the DataView'],
    [
        "^must call super constructor before using 'this' in derived class constructor$",
        "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ],
    [
        '^calling a builtin Promise constructor without new is forbidden$',
        "Promise constructor cannot be invoked without 'new'",
    ],
    ['^calling a builtin (\\w+) constructor without new is forbidden$', "Constructor $1 requires 'new'"],
    [
        '^`(?:handler|target)` argument of Proxy must be an object, got .*$',
        'Cannot create proxy with a non-object as target or handler',
    ],
    ['^WeakMap key .* must be an object or an unregistered symbol$', 'Invalid value used as weak map key'],
    ['^(?:""|\'\') literal not terminated before end of script$', 'Invalid or unexpected token'],
    [
        '^radix must be an integer at least 2 and no greater than 36$',
        'toString() radix argument must be between 2 and 36',
    ],
    ['^malformed URI sequence$', 'URI malformed'],
    ['^redeclaration of (?:\\w+ )+?(\\S+)$', "Identifier '$1' has already been declared"],
    ["^expected expression, got '(.+)'$", "Unexpected token '$1'"],
    ["^unexpected token: '(.+)'$", "Unexpected token '$1'"],
    ['^expected expression, got end of script$', 'Unexpected end of input'],
    ['^missing } (?:in compound statement|after function body)$', 'Unexpected end of input'],
    ['^missing = in const declaration$', 'Missing initializer in const declaration'],
    ['^can\'t redefine non-configurable property "?([^"]*?)"?$', 'Cannot redefine property: $1'],
    ['^return not in function$', 'Illegal return statement'],
    [
        '^await is only valid in async functions(?: and async generators|, async generators and modules)$',
        'await is only valid in async functions and the top level bodies of modules',
    ],
    ['^import declarations may only appear at top level of a module$', 'Cannot use import statement outside a module'],
    ['^import\\.meta may only appear in a module$', "Cannot use 'import.meta' outside a module"],
    ['^export declarations may only appear at top level of a module$', "Unexpected token 'export'"],
]
_table = []


def install() -> None:
    """Must run before the library copies its primordials. Does nothing if the engine is V8 or has the same messages."""
    if _InternalError is None:
        return
    for pair in _TEXTS:
        _table.push([js_new(globalThis.RegExp, pair[0]), pair[1]])
    _be_range_errors()
    _wrap(Error.prototype, 'toString', lambda target, this_value, args: _text_of(target, this_value))
    _wrap(globalThis.JSON, 'parse', lambda target, this_value, args: _parse(target, this_value, args))
    _wrap(globalThis.JSON, 'stringify', lambda target, this_value, args: _stringify(target, this_value, args))


def mend(error: object) -> None:
    """Replaces the message of an engine error by V8's."""
    if _table.length == 0 or not js_instanceof(error, Error):
        return
    own = Object.getOwnPropertyDescriptor(error, 'message')
    if own is None or js_typeof(own.value) != 'string' or not own.writable:
        return
    for k in range(_table.length):
        if _table[k][0].test(own.value):
            own.value = own.value.replace(_table[k][0], _table[k][1])
            Object.defineProperty(error, 'message', own)
            return


def _be_range_errors() -> None:
    """Makes an InternalError a RangeError for programs: `instanceof`, its name and its constructor."""
    prototype = _InternalError.prototype
    Object.setPrototypeOf(prototype, RangeError.prototype)
    Reflect.deleteProperty(prototype, 'name')
    Reflect.deleteProperty(prototype, 'message')
    Object.defineProperty(
        prototype, 'constructor', {'value': RangeError, 'writable': True, 'enumerable': False, 'configurable': True}
    )


def _wrap(holder: object, name: str, apply: object) -> None:
    value = js_new(HostProxy, holder[name], {'apply': apply})
    Object.defineProperty(holder, name, {'value': value, 'writable': True, 'enumerable': False, 'configurable': True})


def _text_of(to_string: object, error: object) -> str:
    mend(error)
    return Reflect.apply(to_string, error, [])


def _parse(parse: object, this_value: object, args: list) -> object:
    text = args[0]
    if js_typeof(text) == 'object' and text is not None:
        text = String(text)  # only once: it may be a program's toString
        args[0] = text
    try:
        return Reflect.apply(parse, this_value, args)
    except Exception as error:
        if (
            js_instanceof(error, SyntaxError)
            and js_typeof(error.message) == 'string'
            and error.message.startswith('JSON.parse: ')
        ):
            problem = json_problem(String(text))
            error.message = error.message if problem == '' else problem
        raise error


def _stringify(stringify: object, this_value: object, args: list) -> object:
    try:
        return Reflect.apply(stringify, this_value, args)
    except Exception as error:
        if js_instanceof(error, TypeError) and error.message == 'cyclic object value':
            error.message = _circle(args[0])
        else:
            mend(error)
        raise error


def _circle(value: object) -> str:
    """V8's description of the first circle; without the path if a replacer or toJSON changes it."""
    head = 'Converting circular structure to JSON'
    way = []  # [object, key under which it was found]
    if not _find_circle(value, '', way):
        return head
    last = way.pop()
    start = 0
    while way[start][0] is not last[0]:
        start += 1
    circle = way.slice(start)
    lines = [f'{head}\n    --> starting at object with constructor {_constructor(circle[0][0])}']
    for k in range(1, circle.length):
        if circle.length - 1 < _MOST_SHOWN or k < 3 or k == circle.length - 1:
            lines.push(f'    |     {_key(circle[k][1])} -> object with constructor {_constructor(circle[k][0])}')
        elif k == 3:
            lines.push('    |     ...')
    lines.push(f'    --- {_key(last[1])} closes the circle')
    return lines.join('\n')


def _find_circle(value: object, key: object, way: list) -> bool:
    if js_typeof(value) != 'object' or value is None:
        return False
    known = way.some(lambda entry: entry[0] is value)
    way.push([value, key])
    if known:
        return True
    for name in Object.keys(value):
        if _find_circle(value[name], int(name) if Array.isArray(value) else name, way):
            return True
    way.pop()
    return False


def _key(name: object) -> str:
    return f'index {name}' if js_typeof(name) == 'number' else f"property '{name}'"


def _constructor(value: object) -> str:
    found = value.constructor
    return f"'{found.name}'" if js_typeof(found) == 'function' and found.name else "'Object'"
