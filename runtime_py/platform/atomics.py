"""Atomic words and futex locks over an Int32Array of shared memory.

A lock word is 0 (free) or says who holds it: twice the owner's number (slot + 1), and one more when somebody may sleep on it (the states of Drepper,
"Futexes are tricky", mutex 2). Uncontended: one compare-exchange to take it, one exchange to give it back.
The page's main thread must not wait: it asks the kernel worker."""
from runtime_py.platform.host import set_timeout
from runtime_py.platform.stack_room import reserve_call

_load = Atomics.load
_store = Atomics.store
_add = Atomics.add
_sub = Atomics.sub
_exchange = Atomics.exchange
_compare_exchange = Atomics.compareExchange
_wait = Atomics.wait
_wait_async = getattr(Atomics, 'waitAsync')
_notify = Atomics.notify
_POLL_MS = [0, 1, 2, 4, 8]      # between looks at a word, where an engine can't wait for it: the last goes on
_pause = getattr(Atomics, 'pause') or (lambda: None)       # not every engine has it
_own_word = Int32Array(1)

WOKEN = 0
NOT_EQUAL = 1
TIMED_OUT = 2


def load(i32: object, i: int) -> int:
    return _load(i32, i)


def store(i32: object, i: int, value: int) -> None:
    _store(i32, i, value)


def add(i32: object, i: int, value: int) -> int:
    """The value before."""
    return _add(i32, i, value)


def sub(i32: object, i: int, value: int) -> int:
    """The value before."""
    return _sub(i32, i, value)


def exchange(i32: object, i: int, value: int) -> int:
    return _exchange(i32, i, value)


def compare_exchange(i32: object, i: int, expected: int, value: int) -> int:
    """The value before; it was replaced if it was `expected`."""
    return _compare_exchange(i32, i, expected, value)


_blocked = [0.0]
_on_block = None


def blocked_ms() -> float:
    """How long this worker has slept in `wait` altogether."""
    return _blocked[0]


def watch_blocking(call: object) -> None:
    """`call(True)` before this worker sleeps in `wait` or while it is stopped, `call(False)` after."""
    global _on_block
    _on_block = call


def _wait_counted(i32: object, i: int, value: int, timeout_ms: float) -> str:
    before = performance.now()
    if _on_block is not None:
        _on_block(True)
    result = _wait(i32, i, value, timeout_ms)
    _blocked[0] += performance.now() - before
    if _on_block is not None:
        _on_block(False)
    return result


def wait(i32: object, i: int, value: int, timeout_ms: float = Infinity) -> int:
    """Blocks while the word is `value`: WOKEN, NOT_EQUAL or TIMED_OUT. A negative timeout is for ever."""
    result = _wait_counted(i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    return WOKEN if result == 'ok' else (NOT_EQUAL if result == 'not-equal' else TIMED_OUT)


async def wait_async(i32: object, i: int, value: int, timeout_ms: float = Infinity) -> int:
    """The same without blocking."""
    if _wait_async is None:
        return await _poll(i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    result = _wait_async.call(Atomics, i32, i, value, timeout_ms if timeout_ms >= 0 else Infinity)
    outcome = (await result.value) if getattr(result, 'async') else result.value
    return WOKEN if outcome == 'ok' else (NOT_EQUAL if outcome == 'not-equal' else TIMED_OUT)


async def _poll(i32: object, i: int, value: int, timeout_ms: float) -> int:
    """For engines without Atomics.waitAsync. Who notifies has changed the word, so looking at it is enough."""
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
    """Wakes up to `count` waiters; how many it woke."""
    return _notify(i32, i, count)


def fence() -> None:
    """What was read or written before it isn't so after it, in the eyes of other workers: a read-modify-write of a word that nobody else has.
    An atomic load alone lets earlier plain loads come later (ARM)."""
    _add(_own_word, 0, 0)


_DYING = 2
_guard = -1
_SPINS = 50     # a critical section of a microsecond is over before this worker would sleep
_ROUND_MS = 250     # several make our patience: one of them may pass while the whole computer sleeps
_reserve_stack = None     # made with the guard
_held = []      # the locks that this worker holds: it must park with none
_own = 2        # our mark in a lock word; the kernel's until `set_owner`
_patience = Infinity    # ms that we wait for one holder
_on_stuck = None


def set_guard(i: int) -> None:
    """This worker's control word (0 runs, 1 stopped, 2 dying): after the outermost `lock` it is looked at, so that a worker which is to be
    stopped or terminated gives the lock back and parks instead of dying inside (docs/DESIGN.md, What must hold)."""
    global _guard, _reserve_stack
    _reserve_stack = reserve_call()
    _guard = i


def set_owner(slot: int) -> None:
    """Whose worker this is: so that the kernel knows who holds a lock."""
    global _own
    _own = (slot + 1) * 2


def owner_of(i32: object, i: int) -> int:
    """The slot that holds a lock, or -1."""
    return (_load(i32, i) >> 1) - 1


def set_patience(milliseconds: float, on_stuck: object) -> None:
    """Of the kernel: `on_stuck(i, slot)` is called when one holder has kept a lock that we want for so long. It ends the holder, and frees the lock or raises."""
    global _patience, _on_stuck
    _patience = milliseconds
    _on_stuck = on_stuck


def force_free(i32: object, i: int) -> None:
    """A lock whose holder has been ended."""
    _store(i32, i, 0)
    _notify(i32, i, 1024)


def must_give_way(i32: object) -> bool:
    """Whether this worker is to be stopped or ended: the next `lock` parks it. Who gets by without locks asks."""
    return _guard >= 0 and _load(i32, _guard) != 0


def is_dying(i32: object) -> bool:
    """Whether the kernel is ending this worker: objects that others own may be gone."""
    return _guard >= 0 and _load(i32, _guard) == _DYING


def park(i32: object, i: int) -> None:
    """Sleeps while the control word isn't 0: until it is continued, or for ever."""
    while _held.length > 0:
        unlock(i32, _held[_held.length - 1])    # left behind by an exception: see lock
    value = _load(i32, i)
    while value != 0:
        if value == _DYING:
            # where nobody wakes it: the control word will be another's while this worker waits to be terminated
            _wait(Int32Array(SharedArrayBuffer(4)), 0, 0)
        _wait_counted(i32, i, value, Infinity)
        value = _load(i32, i)


def lock(i32: object, i: int) -> None:
    """Built-ins alone between taking a lock and noting it: a call of a function could overflow the stack and leave it taken without a trace."""
    if _held.length == 0:
        if _guard >= 0:
            _reserve_stack(0)       # an error here, before anything is touched, rather than in the midst of a critical section
    elif _held.includes(i):
        # no lock is taken twice: an exception left a critical section; this one goes on in its place
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
    """Marks the word as slept on, also when it takes it: others may sleep yet."""
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
    if (_exchange(i32, i, 0) & 1) != 0:
        _notify(i32, i, 1)


def try_lock(i32: object, i: int) -> bool:
    if _compare_exchange(i32, i, 0, _own) != 0:
        return False
    _held.push(i)
    return True
