"""Methods of built-ins, captured before a program can replace them, so that no program sees shared memory as their
receiver or argument (docs/SECURITY.md, Hygiene). JavaScript only.

`uncurried(method)(receiver, ...)` calls the method on the receiver without looking anything up."""

from runtime_py.platform.host import HostSharedArrayBuffer, HostUint8Array

uncurried = globalThis.Function.prototype.bind.bind(globalThis.Function.prototype.call)
_array = Object.getPrototypeOf(HostUint8Array.prototype)
_prototype_of = Object.getPrototypeOf
_define = Object.defineProperty
_shared = HostSharedArrayBuffer.prototype if HostSharedArrayBuffer else None
# own properties of views of shared memory: what the runtime calls on them
_METHODS = ['set', 'subarray', 'slice', 'fill', 'copyWithin', 'indexOf']


def getter(prototype: object, name: str) -> object:
    return uncurried(Object.getOwnPropertyDescriptor(prototype, name)['get'])


set_octets = uncurried(_array.set)  # (into, source, at)
fill_octets = uncurried(_array.fill)
find_octet = uncurried(_array.indexOf)
buffer_of = getter(_array, 'buffer')
offset_of = getter(_array, 'byteOffset')
length_of = getter(_array, 'length')


def is_shared(buffer: object) -> bool:
    return _prototype_of(buffer) is _shared


def guarded(view: object) -> object:
    """The view with its methods as properties of its own, which no program can replace."""
    for name in _METHODS:
        _define(view, name, {'value': _array[name]})
    _define(view, 'length', {'value': view.length})
    _define(view, 'buffer', {'value': view.buffer})
    # or `subarray` and `slice` would look for the class of what they make on the prototype
    _define(view, 'constructor', {'value': js_undefined})
    return view


def _methods_of(prototype: object) -> list:
    return [[name, prototype[name]] for name in ['has', 'get', 'set', 'add', 'delete'] if js_in(name, prototype)]


_of_maps = _methods_of(globalThis.Map.prototype)
_of_sets = _methods_of(globalThis.Set.prototype)


def guarded_map() -> object:
    """A Map with its methods as properties of its own: for traps, which a program's replacement of a method would reach
    again, without end."""
    return _with_methods(js_new(globalThis.Map), _of_maps)


def guarded_set(*members: object) -> object:
    made = _with_methods(js_new(globalThis.Set), _of_sets)
    for member in members:
        made.add(member)
    return made


def _with_methods(made: object, methods: list) -> object:
    for name, method in methods:
        _define(made, name, {'value': method})
    return made
