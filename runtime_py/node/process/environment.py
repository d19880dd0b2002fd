"""process.env: values become strings. Each thread has a copy of its own, or shares one with the thread that made it
(SHARE_ENV).

A shared environment is in shared memory as JSON with a version; every thread reads it again when the version has
changed. Knows: the block's words. Must not know its users."""

from __future__ import annotations

from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.atomics import load
from runtime_py.platform.bytes import copy, decode, encode

# words of the block
_VERSION = 0
_TEXT = 1
_TEXT_BYTES = 2
_BLOCK_BYTES = 16


class Environment:
    def __init__(self) -> None:
        self.values = {}
        self.system = None
        self.block = 0  # address of the shared block, 0 while it isn't shared
        self.on_time_zone = None  # called when TZ may have changed
        self.on_use = None  # --trace-env: called with (operation, name)
        self.on_odd_value = None  # called for a value that isn't a string, a number or a boolean
        self._seen = 0

    def share(self, system: object) -> int:
        """The address for other threads. The block exists as long as the process."""
        if self.block == 0:
            self.system = system
            self.block = system.machine.heap.alloc(_BLOCK_BYTES)
            self.publish()
        return self.block

    def join(self, system: object, block: int) -> None:
        self.system = system
        self.block = block
        self._seen = -1
        self.look()

    def look(self) -> None:
        """Loads changes made by other threads."""
        if self.block == 0 or load(self.system.memory.i32, (self.block >> 2) + _VERSION) == self._seen:
            return
        text = self.system.context.locked(lambda: self._read())
        for key in Object.keys(self.values):
            Reflect.deleteProperty(self.values, key)
        Object.assign(self.values, JSON.parse(text))

    def _read(self) -> str:
        memory = self.system.memory
        word = self.block >> 2
        self._seen = memory.i32[word + _VERSION]
        at = memory.i32[word + _TEXT]
        return decode(memory.u8.slice(at, at + memory.i32[word + _TEXT_BYTES]))

    def publish(self) -> None:
        if self.block != 0:
            self.system.context.locked(lambda: self._write())

    def _write(self) -> int:
        memory = self.system.memory
        data = encode(JSON.stringify(self.values))
        at = self.system.machine.heap.alloc(len(data))
        word = self.block >> 2
        if memory.i32[word + _TEXT] != 0:
            self.system.machine.heap.free(memory.i32[word + _TEXT], memory.i32[word + _TEXT_BYTES])
        copy(data, 0, len(data), memory.u8, at)
        memory.i32[word + _TEXT] = at
        memory.i32[word + _TEXT_BYTES] = len(data)
        self._seen = memory.i32[word + _VERSION] + 1
        Atomics.store(memory.i32, word + _VERSION, self._seen)
        return 0

    def _tell(self, what: str, key: object) -> None:
        if self.on_use is not None and js_typeof(key) == 'string':
            self.on_use(what, key)

    def _note(self, key: object) -> None:
        if key == 'TZ' and self.on_time_zone is not None:
            self.on_time_zone(self.values['TZ'])

    def proxy(self) -> object:
        """The object that programs see."""

        def put(target, key, value):
            if js_typeof(key) == 'symbol' or js_typeof(value) == 'symbol':
                raise TypeError('Cannot convert a Symbol value to a string')
            if self.on_odd_value is not None and js_typeof(value) not in ['string', 'number', 'boolean']:
                self.on_odd_value()
            self._tell('set', key)
            self.look()
            if key == '' or '=' in key:
                return True  # setenv refuses such a name, and nobody is told
            target[key] = as_c_string(String(value))
            self.publish()
            self._note(key)
            return True

        def get(target, key):
            self._tell('get', key)
            self.look()
            return target[key] if js_typeof(key) == 'string' and Object.hasOwn(target, key) else Object.prototype[key]

        def define(target, key, descriptor):
            if js_in('get', descriptor) or js_in('set', descriptor):
                raise bad_descriptor("'process.env' does not accept an accessor(getter/setter) descriptor")
            if not (
                js_in('value', descriptor) and descriptor.configurable and descriptor.writable and descriptor.enumerable
            ):
                raise bad_descriptor(
                    "'process.env' only accepts a configurable, writable, and enumerable data descriptor"
                )
            return put(target, key, descriptor.value)

        def remove(target, key):
            self._tell('delete', key)
            self.look()
            done = Reflect.deleteProperty(target, key)
            self.publish()
            self._note(key)
            return done

        def has(target, key):
            self._tell('query', key)
            self.look()
            return Reflect.has(target, key)

        def own_keys(target):
            self._tell('enumerate environment variables', '')
            self.look()
            return Reflect.ownKeys(target)

        def own(target, key):
            self._tell('query', key)
            self.look()
            return Reflect.getOwnPropertyDescriptor(target, key)

        def stay_extensible(target):
            # V8 refuses to freeze objects with interceptors; the trap can't tell it from seal and preventExtensions
            raise TypeError('Cannot freeze')

        return js_new(
            HostProxy,
            self.values,
            {
                'preventExtensions': stay_extensible,
                'set': put,
                'get': get,
                'defineProperty': define,
                'deleteProperty': remove,
                'has': has,
                'ownKeys': own_keys,
                'getOwnPropertyDescriptor': own,
            },
        )


def as_c_string(text: str) -> str:
    """What setenv keeps of it."""
    return text.split('\0')[0].toWellFormed()


def bad_descriptor(message: str) -> object:
    return coded_error(TypeError, 'ERR_INVALID_OBJECT_DEFINE_PROPERTY', message)
