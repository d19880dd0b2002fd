"""Counts the typed arrays and WebAssembly memories that this thread's program makes, and stops it before it has more
than it is allowed.

Large Buffers and WebAssembly memories are always counted. In a process with a limit of memory every array is, also
those that the program makes with the engine's constructors; that makes them slower, so it isn't done without a limit.

The engine says that an array is gone only between two turns. Therefore an array counts until then, and what was made in
the present turn, which may be gone already, is allowed to be MOST_IN_TURN times the limit. Must not know who asks."""

from __future__ import annotations

from runtime_py.node.async_context.original_text import show_as_native
from runtime_py.node.engine.proxies import HostProxy
from runtime_py.node.realm.host import define
from runtime_py.platform.clock import after_turn

STEP = 65536  # bytes: smaller arrays are counted together, and belong to the one that completes a step
MOST_IN_TURN = 4
ENGINE_MOST = 2**36  # bytes: no engine makes a larger array, but throws a RangeError
_ARRAYS = [
    'ArrayBuffer',
    'SharedArrayBuffer',
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
    'Float16Array',
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
]
_WASM_PAGE = 65536
_Registry = globalThis.FinalizationRegistry
_Weak = globalThis.WeakRef
_HostMemory = globalThis.WebAssembly.Memory
_buffer_of = Object.getOwnPropertyDescriptor(_HostMemory.prototype, 'buffer')['get']
_host_grow = _HostMemory.prototype.grow
_is_view = ArrayBuffer.isView


class Meter:
    """`allowed()` is how much this process may have, Infinity for no limit; `most_in_turn`, what it may
    make in one turn at most; `publish(arrays, modules)` tells others;
    `wait()` is called while it has too much, and returns when that may have changed, if ever."""

    def __init__(self) -> None:
        self._arrays = 0
        self._in_turn = 0
        self._pending = 0
        self._waits_for_turn = False
        self._modules = []  # WeakRefs of WebAssembly memories
        self._seen = js_new(globalThis.WeakSet)
        self._allowed = lambda: Infinity
        self._most_in_turn = Infinity
        self._publish = lambda arrays, modules: None
        self._wait = lambda: None
        self._gone = js_new(_Registry, lambda size: self._freed(size))

    def begin(self, allowed: object, most_in_turn: float, publish: object, wait: object) -> None:
        self._allowed = allowed
        self._most_in_turn = most_in_turn
        self._publish = publish
        self._wait = wait
        if self._arrays > 0 or self._modules.length > 0:
            self.tell()

    def made(self, made: object, size: int) -> object:
        """An array that has its own memory was made."""
        self._pending += size
        if self._pending >= STEP:
            weight = self._pending
            self._pending = 0
            self._gone.register(made, weight)
            self._arrays += weight
            self._in_turn += weight
            self._end_turn_later()
            self.tell()
        return made

    def _freed(self, size: int) -> None:
        self._arrays -= size
        self.tell()

    def _end_turn_later(self) -> None:
        if not self._waits_for_turn:
            self._waits_for_turn = True
            after_turn(lambda: self._end_turn())

    def _end_turn(self) -> None:
        self._waits_for_turn = False
        self._in_turn = 0
        self.tell()

    def tell(self) -> None:
        """Arrays of the present turn count up to what is allowed: the engine may have freed them."""
        modules = self.modules()
        certain = self._arrays - self._in_turn
        self._publish(max(certain, min(self._arrays, self._allowed() - modules)), modules)

    def modules(self) -> int:
        """Bytes of the WebAssembly memories, which grow by their own code too."""
        if self._modules.length == 0:
            return 0
        total = 0
        left = []
        for each in self._modules:
            memory = each.deref()
            if memory is not None:
                left.push(each)
                total += _buffer_of.call(memory).byteLength
        self._modules = left
        return total

    def note_memory(self, memory: object) -> object:
        if not self._seen.has(memory):
            self._seen.add(memory)
            self._modules.push(js_new(_Weak, memory))
            self.tell()
        return memory

    def ask(self, size: int) -> None:
        """Called before this many bytes are allocated; doesn't return while that is more than allowed."""
        while size <= ENGINE_MOST and self._is_too_much(size):
            self._publish(self._arrays + size, self.modules())
            self._wait()

    def _is_too_much(self, size: int) -> bool:
        allowed = self._allowed()
        if self._arrays + size <= allowed and self._modules.length == 0:
            return False
        others = self._arrays - self._in_turn + self.modules()
        most = max(allowed, min(allowed * MOST_IN_TURN, self._most_in_turn))
        return others + size > allowed or self._in_turn + size > most


meter = Meter()


def watch_modules() -> None:
    """From now on WebAssembly memories are counted."""

    def construct(target, args, new_target):
        meter.ask(pages_of(args[0]) * _WASM_PAGE)
        made = Reflect.construct(target, args, target if new_target is replacement else new_target)
        return meter.note_memory(made)

    replacement = stand_in('Memory', construct)

    def grow(pages):
        if js_typeof(pages) == 'number' and pages > 0:
            meter.ask(pages * _WASM_PAGE)
        before = _host_grow.call(js_this, pages)
        meter.tell()
        return before

    call = js_func(grow)
    show_as_native(call)
    define(call, 'name', {'value': 'grow', 'configurable': True})
    define(_HostMemory.prototype, 'grow', {'value': call, 'writable': True, 'enumerable': True, 'configurable': True})


def stand_in(name: str, construct: object) -> object:
    """Replaces a class of WebAssembly; `construct(target, args, new_target)` makes its objects."""
    host = WebAssembly[name]
    replacement = js_new(HostProxy, host, {'construct': construct})
    show_as_native(replacement)
    given = {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True}
    define(WebAssembly, name, given)
    define(host.prototype, 'constructor', given)
    return replacement


def is_shared_memory(value: object) -> bool:
    return js_instanceof(value, _HostMemory) and js_instanceof(_buffer_of.call(value), globalThis.SharedArrayBuffer)


def pages_of(descriptor: object) -> int:
    initial = descriptor.initial if js_typeof(descriptor) == 'object' and descriptor is not None else 0
    return initial if js_typeof(initial) == 'number' and initial > 0 else 0


def note_exports(instance: object) -> None:
    """The memories that a WebAssembly instance shows."""
    for value in Object.values(instance.exports):
        if js_instanceof(value, _HostMemory):
            meter.note_memory(value)


def count_buffers(buffer_class: object) -> None:
    """From now on large Buffers count that `Buffer.alloc` makes; createUnsafeArrayBuffer counts the others. A class
    between Buffer and Uint8Array would see all, but costs each view of a Buffer 200 ns."""
    host = buffer_class.alloc

    def alloc(size, fill, encoding):
        if js_typeof(size) != 'number' or size < STEP or fill:
            return host.call(js_this, size, fill, encoding)
        meter.ask(size)
        return meter.made(host.call(js_this, size), size)

    call = js_func(alloc)
    define(call, 'name', {'value': 'alloc', 'configurable': True})
    define(buffer_class, 'alloc', {'value': call, 'writable': True, 'enumerable': True, 'configurable': True})


def count_all_arrays(fast_buffer: object, buffer_class: object) -> None:
    """From now on every constructor of arrays counts. `fast_buffer` is the class behind Buffer, `buffer_class` Buffer
    itself: both extend the engine's Uint8Array."""
    for name in _ARRAYS:
        host = globalThis[name]
        if js_typeof(host) == 'function':
            _count(name, host)
    Object.setPrototypeOf(fast_buffer, globalThis.Uint8Array)
    Object.setPrototypeOf(buffer_class, globalThis.Uint8Array)


def _count(name: str, host: object) -> None:
    width = host.BYTES_PER_ELEMENT or 1

    def construct(target, args, new_target):
        first = args[0]
        if js_typeof(first) == 'number':
            meter.ask(first * width)
        made = Reflect.construct(target, args, target if new_target is replacement else new_target)
        if js_typeof(first) != 'object' or not owns_memory(first):
            meter.made(made, made.byteLength)
        return made

    replacement = js_new(HostProxy, host, {'construct': construct})
    show_as_native(replacement)
    define(globalThis, name, {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True})
    define(
        host.prototype,
        'constructor',
        {'value': replacement, 'writable': True, 'enumerable': False, 'configurable': True},
    )


def owns_memory(source: object) -> bool:
    """Whether an array made of this shares its memory."""
    return js_instanceof(source, _HostBuffer) or js_instanceof(source, _HostShared)


_HostBuffer = globalThis.ArrayBuffer
_HostShared = globalThis.SharedArrayBuffer
