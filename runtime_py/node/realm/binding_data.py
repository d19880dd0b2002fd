"""The data members of Node's bindings, which the build read from the real Node (toolchain/natives_extract.js),
converted back to values.

A function or class of a binding is never faked: one that none of our modules provides throws ERR_TERRARIUM_UNSUPPORTED
with its name."""

from __future__ import annotations

_symbols = js_new(globalThis.Map)
_arrays = {
    'Uint8Array': Uint8Array,
    'Uint16Array': Uint16Array,
    'Uint32Array': Uint32Array,
    'Int32Array': Int32Array,
    'Float64Array': Float64Array,
    'BigInt64Array': BigInt64Array,
    'BigUint64Array': BigUint64Array,
    'Int8Array': Int8Array,
    'Float32Array': Float32Array,
}


def symbol_of(description: str) -> object:
    """One symbol per description, for all bindings."""
    found = _symbols.get(description)
    if found is None:
        found = Symbol(description)
        _symbols.set(description, found)
    return found


def unsupported_member(name: str) -> object:
    error = Error(f'internalBinding member {name} is not available in Terrarium')
    error.code = 'ERR_TERRARIUM_UNSUPPORTED'
    return error


def missing_function(name: str, described: object) -> object:
    """A placeholder for a missing function or class. A class can be extended; constructing or calling it throws."""

    def refuse(*args):
        raise unsupported_member(name)

    missing = js_func(refuse)
    Object.defineProperty(missing, 'name', {'value': described.name, 'configurable': True})
    if described.proto is not None:
        for method in described.proto:
            if not method.startswith('@@'):
                missing.prototype[method] = missing_method(f'{name}.{method}')
    return missing


def missing_method(name: str) -> object:
    def refuse(*args):
        raise unsupported_member(name)

    return js_func(refuse)


def decode(tagged: object, name: str) -> object:
    """The value of a tagged form."""
    kind = tagged.t
    if kind == 'prim':
        return tagged.v
    if kind == 'null':
        return None
    if kind == 'fn':
        return missing_function(name, tagged)
    if kind == 'obj':
        return decode_object(tagged, name)
    if kind == 'sym':
        return symbol_of(tagged.v)
    if kind == 'arr':
        return [decode(item, name) for item in tagged.v]
    if kind == 'map':
        return js_new(globalThis.Map, [[decode(pair[0], name), decode(pair[1], name)] for pair in tagged.v])
    if kind == 'ta':
        return decode_array(tagged)
    if kind == 'ab':
        return ArrayBuffer(tagged.len)
    if kind == 'bigint':
        return BigInt(tagged.v)
    if kind == 'num':
        return Number(tagged.v)
    return js_undefined


def decode_object(tagged: object, name: str) -> object:
    made = Object.create(None) if tagged.np else {}
    for key in Object.keys(tagged.v):
        own = symbol_of(key[2:]) if key.startswith('@@') else key
        value = decode(tagged.v[key], f'{name}.{key}')
        if tagged.ro:
            Object.defineProperty(made, own, {'value': value, 'enumerable': True})
        elif tagged.fixed is not None and Object.hasOwn(tagged.fixed, key):
            Object.defineProperty(made, own, {'value': value, 'enumerable': tagged.fixed[key]})
        else:
            made[own] = value
    return made


# functions whose prototype must not be read: that would load what they represent
stand_ins = js_new(globalThis.WeakSet)


def dress(given: object, described: object) -> None:
    """Gives one of our functions or classes the name and length of C++'s, and also its methods: programs can see those
    that the library passes on."""
    if js_typeof(given) != 'function' or described is None or described.t != 'fn':
        return
    _name(given, described.name, described.len)
    if described.proto is None or stand_ins.has(given) or given.prototype is None:
        return
    for method in described.proto:
        found = Object.getOwnPropertyDescriptor(given.prototype, method)
        if found is not None and js_typeof(found.value) == 'function' and found.configurable:
            _name(found.value, method, 0)
            found.enumerable = True
            Object.defineProperty(given.prototype, method, found)


def _name(given: object, name: str, length: int) -> None:
    if given.name != name:
        Object.defineProperty(given, 'name', {'value': name, 'configurable': True})
    if given.length != length:
        Object.defineProperty(given, 'length', {'value': length, 'configurable': True})


def decode_array(tagged: object) -> object:
    kind = _arrays[tagged.c]
    if tagged.v is None:
        return js_new(kind, tagged.len)
    if tagged.c.startswith('Big'):
        return kind['from'](tagged.v, lambda text: BigInt(text))
    return js_new(kind, tagged.v)
