"""internalBinding('types'): the real type of a value, by its internal slots, not its prototype."""

from __future__ import annotations

from runtime_py.node.engine.proxies import is_proxy

HostPromise = globalThis.Promise
_resolve = HostPromise.resolve
_then = HostPromise.prototype['then']
_tag = Object.prototype.toString
_object_prototype = Object.prototype
_prototype_of = Object.getPrototypeOf
_is_array = Array.isArray
_is_view = ArrayBuffer.isView
_branded_prototypes = [
    kind.prototype
    for kind in [
        globalThis.Map,
        globalThis.Set,
        globalThis.WeakMap,
        globalThis.WeakSet,
        ArrayBuffer,
        SharedArrayBuffer,
        Date,
        RegExp,
        Number,
        String,
        Boolean,
        BigInt,
        Symbol,
    ]
]
_DEEPEST = 8  # prototypes that are checked
_BOXED = ['isNumberObject', 'isStringObject', 'isBooleanObject', 'isBigIntObject', 'isSymbolObject']


def tag_of(value: object) -> str:
    return _tag.call(value)


def is_object_like(value: object) -> bool:
    return (js_typeof(value) == 'object' and value is not None) or js_typeof(value) == 'function'


def is_plain(value: object) -> bool:
    """Whether a value certainly has none of the kinds that `branded` tests. The test would throw, which is a hundred
    times slower; most values tested are buffers, plain objects and instances of classes. (A built-in object whose
    prototype was replaced is misjudged here.)"""
    if js_typeof(value) != 'object' or value is None or _is_array(value) or _is_view(value) or is_proxy(value):
        return True
    above = _prototype_of(value)
    for _ in range(_DEEPEST):
        if above is _object_prototype:
            return True
        if above is None or above in _branded_prototypes or is_proxy(above):
            return False
        above = _prototype_of(above)
    return False


def branded(probe: object) -> object:
    """A test by a built-in that throws for other kinds of values."""

    def test(value):
        if is_plain(value):
            return False
        try:
            probe(value)
            return True
        except Exception:
            return False

    return test


def by_getter(kind: object, name: str) -> object:
    getter = Object.getOwnPropertyDescriptor(kind.prototype, name).get
    return branded(lambda value: getter.call(value))


def by_method(kind: object, name: str, *args) -> object:
    method = kind.prototype[name]
    return branded(lambda value: method.call(value, *args))


def by_tag(*tags) -> object:
    return lambda value: is_object_like(value) and not is_proxy(value) and tag_of(value) in tags


def is_promise(value: object) -> bool:
    if not is_object_like(value) or is_proxy(value):
        return False
    if not js_instanceof(value, HostPromise):
        return tag_of(value) == '[object Promise]' and is_settled_by(value.constructor, value)
    return is_settled_by(value.constructor, value)


def is_settled_by(kind: object, value: object) -> bool:
    """Promise.resolve returns a true promise of this class unchanged; anything that only looks like one is wrapped in a
    new promise, or refused."""
    try:
        given = _resolve.call(kind, value)
    except Exception:
        return False
    if given is value:
        return True
    if js_instanceof(given, HostPromise):
        _then.call(given, js_undefined, lambda error: js_undefined)
    return False


def is_native_error(value: object) -> bool:
    if js_typeof(Error.isError) == 'function':
        return Error.isError(value)
    return js_instanceof(value, Error)


def is_namespace(value: object) -> bool:
    if js_typeof(value) != 'object' or value is None or Object.getPrototypeOf(value) is not None:
        return False
    descriptor = Object.getOwnPropertyDescriptor(value, Symbol.toStringTag)
    return descriptor is not None and descriptor.value == 'Module'


def make_types() -> object:
    probe_source = Object.getOwnPropertyDescriptor(RegExp.prototype, 'source').get
    generator_tags = ['[object GeneratorFunction]', '[object AsyncGeneratorFunction]']
    found = {
        'isMap': by_getter(globalThis.Map, 'size'),
        'isSet': by_getter(globalThis.Set, 'size'),
        'isWeakMap': by_method(globalThis.WeakMap, 'has', {}),
        'isWeakSet': by_method(globalThis.WeakSet, 'has', {}),
        'isArrayBuffer': by_getter(ArrayBuffer, 'byteLength'),
        'isSharedArrayBuffer': by_getter(SharedArrayBuffer, 'byteLength'),
        'isDate': by_method(Date, 'getTime'),
        'isRegExp': branded(lambda value: probe_source.call(value)),
        'isNumberObject': by_method(Number, 'valueOf'),
        'isStringObject': by_method(String, 'valueOf'),
        'isBooleanObject': by_method(Boolean, 'valueOf'),
        'isBigIntObject': by_method(BigInt, 'valueOf'),
        'isSymbolObject': by_method(Symbol, 'valueOf'),
        'isNativeError': is_native_error,
        'isPromise': is_promise,
        'isProxy': is_proxy,
        'isMapIterator': by_tag('[object Map Iterator]'),
        'isSetIterator': by_tag('[object Set Iterator]'),
        'isGeneratorObject': by_tag('[object Generator]', '[object AsyncGenerator]'),
        'isGeneratorFunction': lambda value: js_typeof(value) == 'function' and tag_of(value) in generator_tags,
        'isAsyncFunction': lambda value: (
            js_typeof(value) == 'function'
            and tag_of(value) in ['[object AsyncFunction]', '[object AsyncGeneratorFunction]']
        ),
        'isArgumentsObject': lambda value: (
            is_object_like(value) and not js_in(Symbol.toStringTag, value) and tag_of(value) == '[object Arguments]'
        ),
        'isModuleNamespaceObject': is_namespace,
        'isExternal': lambda value: False,
    }
    found.isAnyArrayBuffer = lambda value: found.isArrayBuffer(value) or found.isSharedArrayBuffer(value)

    def is_boxed(value):
        for name in _BOXED:
            if found[name](value):
                return True
        return False

    found.isBoxedPrimitive = is_boxed
    return found


shared_types = make_types()


def create(realm: object, binding_data: object) -> object:
    return shared_types
