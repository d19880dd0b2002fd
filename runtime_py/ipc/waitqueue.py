"""Wait queues: which threads to wake when an object changes.

A wait queue is eleven words inside its object: the number of its last change, on which a blocked worker sleeps, one
bit per slot of the process table for event loops, and the number of the change that last made the object ready.
Changes of all objects are numbered together, so that an event loop can tell what was ready first. Bits are one-shot: a
reactor sets its bit, then looks at the object, then sleeps; `wake` rings the doorbells and clears the bits. So no
change is lost between looking and sleeping, and an object that nobody watches costs one addition and a store.

Knows doorbell words by slot. Must not know processes, descriptors or what the object is. The caller holds the ipc lock
for `arm` and `wake`, not for `sleep`."""

from __future__ import annotations

from collections.abc import Callable

from runtime_py.platform.atomics import add, is_dying, load, notify, store, wait
from runtime_py.platform.memory import Memory

SLOTS = 248  # 31 bits in each of 8 words: the sign bit stays free
_SEQUENCE = 0
_SLEEPERS = 1
_BITS = 2
_READY = 10
QUEUE_WORDS = 11


class Bells:
    """The doorbell words of all slots: `first` is the byte address of slot 0's, `stride` the bytes between two;
    `changes` that of the number of the machine's last change."""

    def __init__(self, memory: Memory, first: int, stride: int, changes: int) -> None:
        self.memory = memory
        self.first = first
        self.stride = stride
        self._changes = changes >> 2

    def ring(self, slot: int) -> None:
        word = (self.first + slot * self.stride) >> 2
        add(self.memory.i32, word, 1)
        notify(self.memory.i32, word, 1024)

    def arm(self, queue: int, slot: int) -> None:
        """Registers `slot` for the next change."""
        word = (queue >> 2) + _BITS + slot // 31
        self.memory.i32[word] = self.memory.i32[word] | (1 << (slot % 31))

    def wake(self, queue: int, made_ready: bool = True) -> None:
        """The object changed: wakes blocked workers and rings armed event loops. `made_ready`: it wasn't ready before."""
        i32 = self.memory.i32
        base = queue >> 2
        number = add(i32, self._changes, 1) + 1
        if made_ready:
            i32[base + _READY] = number
        store(i32, base + _SEQUENCE, number)
        if load(i32, base + _SLEEPERS) > 0:
            notify(i32, base + _SEQUENCE, 1024)
        for k in range(8):
            bits = i32[base + _BITS + k]
            if bits != 0:
                i32[base + _BITS + k] = 0
                for bit in range(31):
                    if (bits >> bit) & 1:
                        self.ring(k * 31 + bit)

    def age(self, queue: int) -> int:
        """How many changes of any object ago this one became ready."""
        return (load(self.memory.i32, self._changes) - load(self.memory.i32, (queue >> 2) + _READY)) & 0x7FFFFFFF

    def sequence(self, queue: int) -> int:
        """Must be read before looking at the object; `sleep` returns at once if it has changed since."""
        return load(self.memory.i32, (queue >> 2) + _SEQUENCE)

    def sleep(self, queue: int, sequence: int, timeout_ms: float, is_there: Callable[[], bool] | None = None) -> int:
        """Blocks this worker until the next `wake`: WOKEN, NOT_EQUAL or TIMED_OUT of atomics. `is_there`: whether the
        queue still exists, where another thread may free it."""
        i32 = self.memory.i32
        base = queue >> 2
        add(i32, base + _SLEEPERS, 1)
        result = wait(i32, base + _SEQUENCE, sequence, timeout_ms)
        # the wake may come from the end of this thread or from the close of the object by another: its memory may be
        # reused by now
        if not is_dying(i32) and (is_there is None or is_there()):
            add(i32, base + _SLEEPERS, -1)
        return result
