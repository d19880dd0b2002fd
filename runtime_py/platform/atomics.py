"""Atomic words and futex locks over an Int32Array of shared memory.

A lock word is 0 (free) or names its holder: twice the owner's number (slot + 1), plus one when a thread may be sleeping
on it (the states of Drepper, "Futexes are tricky", mutex 2). Uncontended: one compare-exchange to take it, one exchange
to release it. The page's main thread must not wait: it sends requests to the kernel worker."""

from runtime_py.platform.debugging import IS_DEBUG
from runtime_py.platform.host import set_timeout
from runtime_py.platform.stack_room import reserve_call

_load = Atomics.load
_store = Atomics.store
_add = Atomics.add
_sub = Atomics.sub
_exchange = Atomics.exchange
_compare_exchange = Atomics.compareExchange
_wait = Atomics.wait
_wait_async = getattr(Atomics, 'waitAsync')  # needs no receiver
_notify = Atomics.notify
_POLL_MS = [0, 1, 2, 4, 8]  # pauses between polls of a word, where an engine can't wait for it; the last repeats
_pause = getattr(Atomics, 'pause') or (lambda: None)  # missing in some engines
_own_word = Int32Array(1)

WOKEN = 0
NOT_EQUAL = 1
TIMED_OUT = 2


def load(i32: object, i: int) -> int:
    return _load(i32, i)


def spin(i32: object, i: int, value: int, looks: int) -> bool:
    """Looks at the word so many times: True as soon as it isn't `value`."""
    for _ in range(looks):
        if _load(i32, i) != value:
            return True
        _pause()
    return False


def store(i32: object, i: int, value: int) -> None:
    _store(i32, i, value)


def add(i32: object, i: int, value: int) -> int:
    """Adds; returns the old value."""
    return _add(i32, i, value)


def sub(i32: object, i: int, value: int) -> int:
    """Subtracts; returns the old value."""
    return _sub(i32, i, value)


def exchange(i32: object, i: int, value: int) -> int:
    return _exchange(i32, i, value)


def compare_exchange(i32: object, i: int, expected: int, value: int) -> int:
    """Returns the old value; the word was replaced if that is `expected`."""
    return _compare_exchange(i32, i, expected, value)


_blocked = [0.0]
_on_block = None


def blocked_ms() -> float:
    """How long this worker has slept in `wait` in total."""
    return _blocked[0]


def watch_blocking(call: object) -> None:
    """`call(True)` runs before this worker sleeps in `wait` or while it is stopped, `call(False)` after it."""
    global _on_block
    _on_block = call


def wait_counted(array: object, i: int, value: object, timeout_ms: object) -> str:
    """Atomics.wait, whose time isn't the thread's CPU time. Throws as it does."""
    before = performance.now()
    if _on_block is not None:
        _on_block(True)
    try:
        return _wait(array, i, value, timeout_ms)
    finally:
        _blocked[0] += performance.now() - before
        if _on_block is not None:
            _on_block(False)


def wait(i32: object, i: int, value: int, timeout_ms: float = Infinity) -> int:
    """Blocks while the word is `value`: WOKEN, NOT_EQUAL or TIMED_OUT. A negative timeout waits forever."""
    result = wait_counted(i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    return WOKEN if result == 'ok' else (NOT_EQUAL if result == 'not-equal' else TIMED_OUT)


async def wait_async(i32: object, i: int, value: int, timeout_ms: float = Infinity) -> int:
    """As `wait`, without blocking."""
    if _wait_async is None:
        return await _poll(i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    result = _wait_async(i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    outcome = (await result.value) if getattr(result, 'async') else result.value
    return WOKEN if outcome == 'ok' else (NOT_EQUAL if outcome == 'not-equal' else TIMED_OUT)


async def _poll(i32: object, i: int, value: int, timeout_ms: float) -> int:
    """For engines without Atomics.waitAsync. A notifier has changed the word before, so polling it is enough."""
    end = performance.now() + timeout_ms
    looks = 0
    while _load(i32, i) == value:
        if performance.now() >= end:
            return TIMED_OUT
        await _pause_ms(_POLL_MS[min(looks, len(_POLL_MS) - 1)])
        looks += 1
    return NOT_EQUAL if looks == 0 else WOKEN


def _pause_ms(ms: int) -> object:
    return Promise(lambda resolve: set_timeout(resolve, ms))


def notify(i32: object, i: int, count: int = 1) -> int:
    """Wakes up to `count` waiters; returns how many."""
    return _notify(i32, i, count)


def fence() -> None:
    """A memory fence: orders earlier reads and writes before later ones, as seen by other workers. It is a
    read-modify-write of a word that nobody else uses. An atomic load alone lets earlier plain loads move behind it
    (ARM)."""
    _add(_own_word, 0, 0)


class LockMisused(Exception):
    """In a debug build: code that holds a lock takes it again (its inner unlock would end the outer critical section), or
    releases a lock that it doesn't hold."""

    def __init__(self, what: str, word: int) -> None:
        super().__init__(f'{what}: word {word}')
        self.message = f'{what}: word {word}'


_DYING = 2
_guard = -1
_SPINS = 50  # a critical section of a microsecond ends before this worker would fall asleep
_ROUND_MS = 250  # the patience is several timeouts: one of them may pass while the computer is suspended
_reserve_stack = None  # set by `set_guard`
_held = []  # the locks that this worker holds: it must park without any
_own = 2  # our mark in a lock word; the kernel's until `set_owner`
_patience = Infinity  # ms to wait for one holder
_on_stuck = None


def set_guard(i: int) -> None:
    """Sets this worker's control word (0 runs, 1 stopped, 2 dying). It is checked after the outermost `lock`, so that a
    worker that is to be stopped or terminated releases the lock and parks instead of dying inside a critical section
    (docs/DESIGN.md, What must hold)."""
    global _guard, _reserve_stack
    _reserve_stack = reserve_call()
    _guard = i


def set_owner(slot: int) -> None:
    """Sets the slot of this worker, so that the kernel can see which slot holds a lock."""
    global _own
    _own = (slot + 1) * 2


def owner_of(i32: object, i: int) -> int:
    """The slot that holds a lock, or -1."""
    return (_load(i32, i) >> 1) - 1


def set_patience(milliseconds: float, on_stuck: object) -> None:
    """For the kernel: `on_stuck(i, slot)` is called when one holder has kept a lock that we want for this time. It ends
    the holder, then frees the lock or raises."""
    global _patience, _on_stuck
    _patience = milliseconds
    _on_stuck = on_stuck


def force_free(i32: object, i: int) -> None:
    """Frees a lock whose holder has been ended."""
    _store(i32, i, 0)
    _notify(i32, i, 1024)


def must_give_way(i32: object) -> bool:
    """Whether this worker is to be stopped or ended: the next `lock` parks it. Lock-free readers call this to check for
    a stop request."""
    return _guard >= 0 and _load(i32, _guard) != 0


def is_dying(i32: object) -> bool:
    """Whether the kernel is ending this worker: objects that it uses may be freed."""
    return _guard >= 0 and _load(i32, _guard) == _DYING


def park(i32: object, i: int) -> None:
    """Sleeps while the control word isn't 0: until the process is continued, or forever."""
    while _held.length > 0:
        unlock(i32, _held[_held.length - 1])  # an exception left it: see `lock`
    value = _load(i32, i)
    while value != 0:
        if value == _DYING:
            # forever: the control word may be reused while this worker waits for its termination
            _wait(Int32Array(SharedArrayBuffer(4)), 0, 0)
        wait_counted(i32, i, value, Infinity)
        value = _load(i32, i)


def lock(i32: object, i: int) -> None:
    """Takes a lock. Only built-ins run between taking it and recording it: a function call could overflow the stack and
    leave the lock taken without a record."""
    if _held.length == 0:
        if _guard >= 0:
            _reserve_stack(0)  # fails here, before anything is changed, rather than inside a critical section
    elif _held.includes(i):
        # locks aren't recursive: an exception left a critical section; this one takes over its lock
        if IS_DEBUG:
            raise LockMisused('a lock that this worker holds is taken again', i)
        return
    if _compare_exchange(i32, i, 0, _own) != 0:
        _take(i32, i)
    _held.push(i)
    if _guard >= 0 and _held.length == 1 and _load(i32, _guard) != 0:
        _give_way(i32, i)


def _take(i32: object, i: int) -> None:
    for _ in range(_SPINS):
        _pause()
        if _load(i32, i) == 0 and _compare_exchange(i32, i, 0, _own) == 0:
            return
    _sleep_until_taken(i32, i)


def _sleep_until_taken(i32: object, i: int) -> None:
    """Marks the word as slept on, even when it takes the lock, since others may still sleep."""
    waited = 0
    seen = _compare_exchange(i32, i, 0, _own | 1)
    while seen != 0:
        if (seen & 1) != 0 or _compare_exchange(i32, i, seen, seen | 1) == seen:
            if _wait(i32, i, seen | 1, _ROUND_MS if _on_stuck is not None else Infinity) == 'timed-out':
                waited += _ROUND_MS
                if waited >= _patience:
                    _on_stuck(i, (seen >> 1) - 1)
                    waited = 0
            else:
                waited = 0
        seen = _compare_exchange(i32, i, 0, _own | 1)


def _give_way(i32: object, i: int) -> None:
    """Parks without the lock while this worker is to be stopped or ended."""
    while _load(i32, _guard) != 0:
        unlock(i32, i)
        park(i32, _guard)
        _sleep_until_taken(i32, i)
        _held.push(i)


def unlock(i32: object, i: int) -> None:
    if _held[_held.length - 1] == i:
        _held.pop()
    elif _held.includes(i):
        _held.splice(_held.indexOf(i), 1)
    elif IS_DEBUG:
        raise LockMisused('a lock is released that this worker does not hold', i)
    if (_exchange(i32, i, 0) & 1) != 0:
        _notify(i32, i, 1)


def try_lock(i32: object, i: int) -> bool:
    if _compare_exchange(i32, i, 0, _own) != 0:
        return False
    _held.push(i)
    return True
