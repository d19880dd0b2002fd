"""SQLite's WebAssembly: the instance, its memory, our functions in its table, and transfer of text and bytes.

Knows nothing of SQL, files or Node. What the module imports: host_calls.py."""

from __future__ import annotations

from runtime_py.node.sqlite.host_calls import host_calls

PAGE = 65536
INITIAL_PAGES = 128  # what the module declares
MAXIMUM_PAGES = 32768
TRANSIENT = -1  # SQLite copies the data
_SCRATCH = 65536
_SHORT = 24  # up to this length a loop is faster than the engine's own conversions
_TYPES = {'i': 0x7F, 'j': 0x7E, 'd': 0x7C}


class Engine:
    """`exports` are SQLite's functions by their C names; `u8`, `i32` and `i64` are views of its memory, which are
    replaced when it grows."""

    def __init__(self, file: Uint8Array, host: object) -> None:
        """`host` has the process's own clock, source of random bytes and text codecs (bindings/sqlite.py)."""
        self.host = host
        self._encoder = js_new(host.TextEncoder)
        self._decoder = js_new(host.TextDecoder, 'utf-8', {'ignoreBOM': True})
        module = js_new(WebAssembly.Module, file)
        self.memory = js_new(WebAssembly.Memory, {'initial': INITIAL_PAGES, 'maximum': MAXIMUM_PAGES})
        self._look_again()
        self.exports = js_new(
            WebAssembly.Instance, module, imports_of(module, host_calls(self, host), self.memory)
        ).exports
        self._table = self.exports['__indirect_function_table']
        self._entries = js_new(globalThis.Map)
        self.exports['__wasm_call_ctors']()
        self.scratch = self.exports.malloc(_SCRATCH)
        self.text = 0  # address of the text of the last `put`
        self.release = self.own_entry('sqlite3_free')

    def _look_again(self) -> None:
        self.u8 = Uint8Array(self.memory.buffer)
        self.i32 = Int32Array(self.memory.buffer)
        self.i64 = BigInt64Array(self.memory.buffer)

    def grow_to(self, size: int) -> bool:
        """Called by the module's allocator."""
        pages = Math.ceil((size - self.u8.length) / PAGE)
        try:
            self.memory.grow(
                max(pages, min(self.u8.length // PAGE, 1024)) if self.u8.length // PAGE * 2 <= MAXIMUM_PAGES else pages
            )
        except RangeError:
            return False
        self._look_again()
        return True

    # functions

    def own_entry(self, name: str) -> int:
        """The table index of one of SQLite's own functions."""
        return self._install(self.exports[name])

    def entry(self, signature: str, call: object) -> int:
        """Makes one of our functions callable by SQLite: 'iij:i' takes two 32-bit integers and a 64-bit one, and
        returns a 32-bit one. It must not throw."""
        return self._install(adapter(signature, call))

    def _install(self, exported: object) -> int:
        at = self._table.length
        self._table.grow(1)
        self._table.set(at, exported)
        return at

    # input

    def c_string(self, text: str) -> int:
        """A copy that ends in NUL; free it with `free`."""
        octets = self._encoder.encode(text)
        at = self.allocate(octets.length + 1)
        self.u8.set(octets, at)
        self.u8[at + octets.length] = 0
        return at

    def allocate(self, count: int) -> int:
        at = self.exports.sqlite3_malloc(max(count, 1))
        if at == 0:
            raise no_memory()
        return at

    def free(self, at: int) -> None:
        self.exports.sqlite3_free(at)

    def octets(self, view: object) -> int:
        """A copy of a view's bytes; free it with `free`, or let SQLite own it."""
        at = self.allocate(view.byteLength)
        self.u8.set(Uint8Array(view.buffer, view.byteOffset, view.byteLength), at)
        return at

    def put(self, text: str) -> int:
        """Copies a text to `self.text` and returns the number of bytes: in the scratch area if it fits, else in memory
        that the caller owns."""
        length = text.length
        if length * 3 > _SCRATCH:
            octets = self._encoder.encode(text)
            self.text = self.allocate(octets.length)
            self.u8.set(octets, self.text)
            return octets.length
        self.text = self.scratch
        if length <= _SHORT:
            u8 = self.u8
            at = self.scratch
            done = 0
            while done < length:
                unit = text.charCodeAt(done)
                if unit > 0x7F:
                    break
                u8[at + done] = unit
                done += 1
            if done == length:
                return length
        return self._encoder.encodeInto(text, self.u8.subarray(self.scratch, self.scratch + _SCRATCH)).written

    # output

    def read_text(self, at: int, count: int) -> str:
        u8 = self.u8
        if count > _SHORT:
            return self._decoder.decode(u8.subarray(at, at + count))
        text = ''
        for k in range(count):
            if u8[at + k] > 0x7F:
                return self._decoder.decode(u8.subarray(at, at + count))
            text += String.fromCharCode(u8[at + k])
        return text

    def c_text(self, at: int) -> str:
        return self._decoder.decode(self.u8.subarray(at, self.u8.indexOf(0, at)))

    def nullable_text(self, at: int) -> str | None:
        return None if at == 0 else self.c_text(at)

    def read_octets(self, at: int, count: int) -> Uint8Array:
        return self.u8.slice(at, at + count)

    # space for results that C returns through pointers

    def enter(self) -> int:
        """The stack's height, for `leave`."""
        return self.exports.emscripten_stack_get_current()

    def room(self, count: int) -> int:
        at = self.exports['_emscripten_stack_alloc'](count)
        self.u8.fill(0, at, at + count)
        return at

    def leave(self, height: int) -> None:
        self.exports['_emscripten_stack_restore'](height)


def no_memory() -> object:
    error = Error('out of memory')
    error.code = 'ERR_SQLITE_ERROR'
    error.errcode = 7
    error.errstr = 'out of memory'
    return error


def imports_of(module: object, calls: object, memory: object) -> object:
    """The imports of the module. Calls that SQLite doesn't make with our VFS return failure."""
    imports = {}
    for wanted in WebAssembly.Module.imports(module):
        if imports[wanted.module] is None:
            imports[wanted.module] = {}
        given = memory if wanted.kind == 'memory' else calls[wanted.name]
        imports[wanted.module][wanted.name] = (lambda *args: -1) if given is None else given
    return imports


def adapter(signature: str, call: object) -> object:
    """Wraps a function as a WebAssembly export, as entries of a table must be: a module that just reexports an
    import."""
    takes = [_TYPES[letter] for letter in signature.split(':')[0]]
    gives = [_TYPES[letter] for letter in signature.split(':')[1]]
    kind = [1, 0x60, takes.length, *takes, gives.length, *gives]
    octets = [
        0,
        0x61,
        0x73,
        0x6D,
        1,
        0,
        0,
        0,
        1,
        kind.length,
        *kind,
        2,
        7,
        1,
        1,
        0x65,
        1,
        0x66,
        0,
        0,
        7,
        5,
        1,
        1,
        0x66,
        0,
        0,
    ]
    return js_new(WebAssembly.Instance, js_new(WebAssembly.Module, Uint8Array(octets)), {'e': {'f': call}}).exports.f
