"""internalBinding('webstorage'): localStorage and sessionStorage (src/node_webstorage.cc).

Node keeps localStorage in an SQLite file. Here it is a JSON file, which is read again when it has changed, so that
processes share it; a file in another format is refused. Knows: files. Must not know: which of the two storages it
is."""

from __future__ import annotations

from typing import Any

from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.callbacks import coded_error, realm
from runtime_py.node.realm.host import hidden
from runtime_py.node.realm.uv_errors import uv_exception
from runtime_py.platform.bytes import decode, encode

HostMap = globalThis.Map
IN_MEMORY = ':memory:'
QUOTA_BYTES = 10 * 1024 * 1024
_FORMAT = 'terrarium web storage 1'
_STAT_FIELDS = 18


class Entries:
    """The entries of one storage; in a file unless `path` is IN_MEMORY."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._map = js_new(HostMap)
        self._seen = ''  # the file's status when it was read

    def look(self) -> object:
        """The present entries."""
        if self._path != IN_MEMORY:
            self._need_folder()
            stat = Float64Array(_STAT_FIELDS)
            result = realm().system.stat(self._path, stat)
            seen = '' if result < 0 else stat.join()
            if seen != self._seen:
                self._seen = seen
                self._map = js_new(HostMap) if result < 0 else self._read()
        return self._map

    def _need_folder(self) -> None:
        if self._seen == '' and realm().system.mode_of(self._path[: self._path.lastIndexOf('/') + 1] or '.') < 0:
            raise Error('unable to open database file')

    def _read(self) -> object:
        data = realm().system.read_file(self._path)
        if js_typeof(data) == 'number':
            raise Error('unable to open database file')
        try:
            found = JSON.parse(decode(data))
            if found.format == _FORMAT:
                return js_new(HostMap, found.entries)
        except Exception:
            pass
        raise coded_error(
            Error,
            'ERR_TERRARIUM_UNSUPPORTED',
            f"{self._path} is not a localStorage file of Terrarium, which stores JSON and can't read SQLite files",
        )

    def keep(self) -> None:
        if self._path == IN_MEMORY:
            return
        text = JSON.stringify({'format': _FORMAT, 'entries': Array['from'](self._map)})
        # write under another name first: nobody must read half a file
        result = realm().system.write_file(f'{self._path}.{realm().system.pid}', encode(text))
        if result >= 0:
            result = realm().system.rename(f'{self._path}.{realm().system.pid}', self._path)
        if result < 0:
            raise uv_exception(result, 'open', self._path)
        stat = Float64Array(_STAT_FIELDS)
        realm().system.stat(self._path, stat)
        self._seen = stat.join()


def text_of(value: object) -> str:
    if js_typeof(value) == 'symbol':
        raise TypeError('Cannot convert a Symbol value to a string')
    return String(value)


def needs(given: tuple, count: int, name: str) -> None:
    if given.length < count:
        words = f'{count} argument{"s" if count > 1 else ""} required'
        raise coded_error(TypeError, 'ERR_MISSING_ARGS', f"Failed to execute '{name}' on 'Storage': {words}")


class Storage:
    """Constructed only by the library, which has the key. Returns a proxy whose properties are the entries."""

    _entries: Any

    def __init__(self, key: object, path: str) -> None:
        if key is not constructor_key():
            raise coded_error(Error, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor')
        hidden(self, '_entries', Entries(path))

    @property
    def length(self) -> int:
        return entries_of(self).look().size

    def clear(self) -> None:
        entries = entries_of(self)
        entries.look().clear()
        entries.keep()

    def getItem(self, *given) -> object:
        entries = entries_of(self)
        needs(given, 1, 'getItem')
        found = entries.look().get(text_of(given[0]))
        return None if found is js_undefined else found

    def key(self, *given) -> object:
        entries = entries_of(self)
        needs(given, 1, 'key')
        found = Array['from'](entries.look().keys())[Math.trunc(Number(given[0])) or 0]
        return None if found is js_undefined else found

    def removeItem(self, *given) -> None:
        entries = entries_of(self)
        needs(given, 1, 'removeItem')
        if entries.look().delete(text_of(given[0])):
            entries.keep()

    def setItem(self, *given) -> None:
        entries = entries_of(self)
        needs(given, 2, 'setItem')
        put(entries, text_of(given[0]), text_of(given[1]))


def put(entries: Entries, name: str, value: str) -> None:
    found = entries.look()
    total = (name.length + value.length) * 2
    for key, kept in found.entries():
        if key != name:
            total += (key.length + kept.length) * 2
    if total > QUOTA_BYTES:
        raise js_new(realm().per_context.DOMException, 'Setting the value exceeded the quota', 'QuotaExceededError')
    found.set(name, value)
    entries.keep()


def constructor_key() -> object:
    return realm().get_binding('webstorage').kConstructorKey


_storages = js_new(globalThis.WeakMap)  # proxy or object -> Entries


def entries_of(storage: object) -> Entries:
    found = _storages.get(storage) if js_typeof(storage) == 'object' and storage is not None else None
    if found is None:
        raise TypeError('Illegal invocation')
    return found


def make_storage(given: tuple) -> object:
    inner = Storage(*given)
    entries = inner._entries
    Reflect.deleteProperty(inner, '_entries')

    def is_entry(key):
        return js_typeof(key) == 'string' and entries.look().has(key) and not js_in(key, Storage.prototype)

    def get(target, key, receiver):
        return entries.look().get(key) if is_entry(key) else Reflect.get(target, key, made)

    def assign(target, key, value, receiver):
        if js_typeof(key) == 'symbol':
            return Reflect.set(target, key, value)
        put(entries, key, text_of(value))
        return True

    def define(target, key, descriptor):
        return assign(target, key, descriptor.value, made) if js_in('value', descriptor) else True

    def remove(target, key):
        if is_entry(key):
            entries.look().delete(key)
            entries.keep()
            return True
        return Reflect.deleteProperty(target, key)

    def describe(target, key):
        if is_entry(key):
            return {'value': entries.look().get(key), 'writable': True, 'enumerable': True, 'configurable': True}
        return Reflect.getOwnPropertyDescriptor(target, key)

    made = js_new(
        HostProxy,
        inner,
        {
            'get': get,
            'set': assign,
            'defineProperty': define,
            'deleteProperty': remove,
            'getOwnPropertyDescriptor': describe,
            'has': lambda target, key: is_entry(key) or Reflect.has(target, key),
            'ownKeys': lambda target: Array['from'](entries.look().keys()).filter(is_entry),
            'preventExtensions': lambda target: False,
        },
    )
    _storages.set(made, entries)
    return made


def make_class() -> object:
    """The class that programs see as `Storage`: calling it throws."""

    def call(*given):
        return make_storage(given)

    made = js_func(call)
    made.prototype = Storage.prototype
    Object.defineProperty(made, 'prototype', {'writable': False})
    Object.defineProperty(Storage.prototype, 'constructor', {'value': made})
    for name in ['clear', 'getItem', 'key', 'length', 'removeItem', 'setItem']:
        Object.defineProperty(Storage.prototype, name, {'enumerable': True})
    Object.defineProperty(Storage.prototype, 'length', {'configurable': False})
    return made


def create(realm: object, binding_data: object) -> object:
    return {'Storage': make_class()}
