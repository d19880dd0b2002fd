"""One shared WebAssembly.Memory as typed views. Every worker has its own Memory object over the same memory.

A shared WebAssembly.Memory grows in place; views over its old buffer stay valid for the old part, so `sync` only has to
make new ones to access addresses beyond their end. Length-tracking views must not be used: they are 25 times slower
(docs/DESIGN.md, What must hold)."""

from runtime_py.platform.captured import getter, guarded, uncurried
from runtime_py.platform.host import HostFloat64Array, HostInt32Array, HostUint8Array, HostUint16Array

_Memory = WebAssembly.Memory  # before a program's memories are counted (node/engine/allocations.py)
_buffer = getter(WebAssembly.Memory.prototype, 'buffer')
_grow = uncurried(WebAssembly.Memory.prototype.grow)
PAGE = 65536  # WebAssembly's page size, the unit of growth


class Memory:
    """`i32`, `u8`, `f64`, `u16` view the whole memory; `size` is in bytes. `maximum` is known only to the worker that
    created it (0: unknown)."""

    def __init__(self, memory: object, maximum: int = 0) -> None:
        self.memory = memory
        self.maximum = maximum
        self.sync()

    def sync(self) -> None:
        """Makes new views after another worker grew the memory."""
        buffer = self._memory_buffer()
        self.size = buffer.byteLength
        self.i32 = guarded(HostInt32Array(buffer))
        self.u8 = guarded(HostUint8Array(buffer))
        self.f64 = guarded(HostFloat64Array(buffer))
        self.u16 = guarded(HostUint16Array(buffer))

    def _memory_buffer(self) -> object:
        return _buffer(self.memory)

    def grow(self, nbytes: int) -> bool:
        """Grows by at least nbytes; False when the engine or the maximum refuses."""
        try:
            _grow(self.memory, Math.ceil(nbytes / 65536))
        except Exception:
            return False
        self.sync()
        return True


def create(initial: int, maximum: int) -> Memory:
    """A new shared memory of `initial` bytes; raises where the engine has none (no cross-origin isolation)."""
    return Memory(
        js_new(
            _Memory,
            {'initial': Math.ceil(initial / 65536), 'maximum': Math.ceil(maximum / 65536), 'shared': True},
        ),
        maximum,
    )


def wrap(memory: object) -> Memory:
    """The Memory of a WebAssembly.Memory that another worker sent."""
    return Memory(memory)


class FixedMemory(Memory):
    """Over a buffer that doesn't grow, shared or not, instead of a WebAssembly.Memory."""

    def _memory_buffer(self) -> object:
        return self.memory

    def grow(self, nbytes: int) -> bool:
        return False
