"""internalBinding('util'): inspecting objects, lazy properties, kinds of descriptors.

A promise's state can't be read from outside: `getPromiseDetails` returns what engine/promises.py knows."""

from __future__ import annotations

from typing import Any

from runtime_py.node.async_context.original_text import MARK
from runtime_py.node.bindings.types import shared_types, tag_of
from runtime_py.node.engine.iterators import preview
from runtime_py.node.engine.promises import details as promise_details
from runtime_py.node.engine.proxies import details_of
from runtime_py.node.engine.reflected import show_as_data
from runtime_py.node.process.dotenv import parse_env
from runtime_py.node.realm.host import define, hidden
from runtime_py.node.stacks.stacks import frames_here
from runtime_py.node.stacks.text_stacks import mend
from runtime_py.platform.atomics import wait
from runtime_py.platform.maps import Map
from runtime_py.vfs.layout import S_IFCHR, S_IFIFO, S_IFMT, S_IFREG, S_IFSOCK

_INDEX = js_regexp('^(?:0|[1-9]\\d*)$', '')
_ONLY_ENUMERABLE = 2
_SKIP_SYMBOLS = 16
ALL_FRAMES = 200
_DEEPEST = 1 << 30
_PACKAGES = js_regexp('[/\\\\]node_modules[/\\\\]', '')
# the order of internal/util's handleTypes
_TCP_HANDLE = 0
_TTY = 1
_UDP = 2
_FILE = 3
_PIPE = 4
_UNKNOWN = 5
_stat = Float64Array(18)
_script_ids: Map = Map()  # name of a script -> its id


def own_non_index(target: object, which: int) -> list:
    found = []
    for key in Reflect.ownKeys(target):
        if js_typeof(key) == 'string' and _INDEX.test(key) and Number(key) < 4294967295:
            continue
        if js_typeof(key) == 'symbol' and which & _SKIP_SYMBOLS:
            continue
        if js_typeof(key) == 'string' and key.startswith(MARK):
            continue  # a global helper function of the loader
        if which & _ONLY_ENUMERABLE:
            descriptor = Object.getOwnPropertyDescriptor(target, key)
            if descriptor is None or not descriptor.enumerable:
                continue
        found.push(key)
    return found


def constructor_name(target: object) -> str:
    at = target
    while at is not None:
        descriptor = Object.getOwnPropertyDescriptor(at, 'constructor')
        if descriptor is not None and js_typeof(descriptor.value) == 'function' and descriptor.value.name != '':
            return descriptor.value.name
        at = Object.getPrototypeOf(at)
    # an engine knows which function made an object; we know its kind only
    if js_typeof(target) == 'function':
        return 'Function'
    return 'Array' if Array.isArray(target) else 'Object'


def define_lazy(realm: object, target: object, native_id: str, keys: list, enumerable: bool = True) -> None:
    """Properties that load their module when they are first read."""
    for key in keys:
        define_one_lazy(realm, target, native_id, key, enumerable)


def define_one_lazy(realm: object, target: object, native_id: str, key: str, enumerable: bool) -> None:
    def settle(value):
        define(target, key, {'value': value, 'writable': True, 'enumerable': enumerable, 'configurable': True})

    def get():
        value = realm.require(native_id)[key]
        settle(value)
        return value

    getter = js_func(get)
    setter = js_func(settle)
    for accessor in [getter, setter]:
        define(accessor, 'name', {'value': key, 'configurable': True})
    define(
        target,
        key,
        {'get': show_as_data(getter), 'set': setter, 'enumerable': enumerable, 'configurable': True},
    )


class WeakReference:
    """Strong, since nothing tells when the engine would collect it."""

    _target: Any

    def __init__(self, target: object) -> None:
        hidden(self, '_target', target)

    def get(self) -> object:
        return self._target

    def incRef(self) -> None:
        pass

    def decRef(self) -> None:
        pass


def create(realm: object, binding_data: object) -> object:
    types = shared_types
    # shown for entries that nothing can list
    unknown = [{Symbol['for']('nodejs.util.inspect.custom'): lambda: '<items unknown>'}]
    typed_tag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get

    def proxy_details(value, full=True):
        mend(value)  # util.inspect calls this first for everything that it shows
        found = details_of(value)
        if found is None:
            return js_undefined
        return [found[0], found[1]] if full else found[0]

    def preview_entries(value, is_iterator):
        tag = tag_of(value)
        if tag in ['[object WeakSet]', '[object WeakMap]']:
            return unknown if tag == '[object WeakSet]' else [*unknown, *unknown]
        found = preview(value) if tag in ['[object Map Iterator]', '[object Set Iterator]'] else [[], False]
        return found if is_iterator else found[0]

    def handle_type(fd):
        """The type as uv_guess_handle determines it, from fstat."""
        system = realm.system
        if system.fstat(fd, _stat) < 0:
            return _UNKNOWN
        if system.isatty(fd):
            return _TTY
        kind = _stat[1] & S_IFMT
        if kind == S_IFREG or kind == S_IFCHR:
            return _FILE
        if kind == S_IFIFO:
            return _PIPE
        if kind != S_IFSOCK:
            return _UNKNOWN
        if len(system.datagram_name(fd)) > 1:
            return _UDP
        return _PIPE if system.is_unix_socket(fd) else _TCP_HANDLE

    def sleep(ms):
        wait(Int32Array(SharedArrayBuffer(4)), 0, 0, ms)

    return {
        'privateSymbols': realm.private_symbols,
        'defineLazyProperties': lambda *args: define_lazy(realm, *args),
        'getPromiseDetails': lambda promise: promise_details(promise),
        'getProxyDetails': proxy_details,
        'previewEntries': preview_entries,
        'getOwnNonIndexProperties': own_non_index,
        'getConstructorName': constructor_name,
        'getCallerLocation': lambda: caller_location(),
        'isInsideNodeModules': lambda *args: is_inside_packages(),
        'getCallSites': lambda count: call_sites(count),
        'sleep': sleep,
        'parseEnv': parse_env,
        'arrayBufferViewHasBuffer': lambda view: True,
        'constructSharedArrayBuffer': lambda size: SharedArrayBuffer(size),
        'guessHandleType': handle_type,
        'getExternalValue': lambda value: BigInt(0),
        'shouldAbortOnUncaughtToggle': Uint32Array([1]),
        'WeakReference': WeakReference,
        'isArrayBuffer': types.isArrayBuffer,
        'isArrayBufferView': ArrayBuffer.isView,
        'isAsyncFunction': types.isAsyncFunction,
        'isDataView': lambda value: js_instanceof(value, DataView),
        'isDate': types.isDate,
        'isExternal': types.isExternal,
        'isMap': types.isMap,
        'isMapIterator': types.isMapIterator,
        'isNativeError': types.isNativeError,
        'isPromise': types.isPromise,
        'isRegExp': types.isRegExp,
        'isSet': types.isSet,
        'isSetIterator': types.isSetIterator,
        'isTypedArray': lambda value: typed_tag.call(value) is not None,
        'isUint8Array': lambda value: typed_tag.call(value) == 'Uint8Array',
        'isAnyArrayBuffer': types.isAnyArrayBuffer,
    }


def innermost_program_file() -> str | None:
    """The file of the innermost frame that isn't in Node's own code."""
    for frame in frames_here(0, ALL_FRAMES):
        file = frame.getFileName()
        if file is not None and file != '' and not file.startswith('node:'):
            return file
    return None


def is_inside_packages() -> bool:
    """Whether the innermost frame outside Node's own code belongs to a package."""
    return is_of_package(innermost_program_file())


def is_of_package(file: str | None) -> bool:
    return file is not None and _PACKAGES.test(file)


def caller_location() -> object:
    """[line, column, file] of the caller of the library function that asks; undefined when there is none."""
    found = frames_here(1, 1)
    return (
        [found[0].getLineNumber(), found[0].getColumnNumber(), found[0].getScriptNameOrSourceURL()]
        if found.length == 1
        else js_undefined
    )


def call_sites(count: int) -> list:
    """The call sites for util.getCallSites, the innermost first; without built-ins, which have no line."""
    found = [frame for frame in frames_here(1, _DEEPEST) if frame.getLineNumber() is not None]
    return [call_site(frame) for frame in found.slice(0, count)]


def call_site(frame: object) -> object:
    made = Object.create(None)
    made.functionName = frame.getFunctionName() or ''
    made.scriptId = script_id(frame)
    made.scriptName = frame.getScriptNameOrSourceURL() or ''
    made.lineNumber = frame.getLineNumber()
    made.columnNumber = frame.getColumnNumber()
    made.column = made.columnNumber
    return made


def script_id(frame: object) -> str:
    """Of our own numbering: an engine doesn't tell its own."""
    name = frame.getScriptNameOrSourceURL() or frame.getEvalOrigin() or ''
    if not _script_ids.has(name):
        _script_ids.set(name, str(_script_ids.size + 1))
    return _script_ids.get(name)
