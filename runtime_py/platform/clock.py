"""Time: the wall clock, a monotonic clock and timers. Units are milliseconds."""

from runtime_py.platform.host import HostMessageChannel, clear_timeout, performance, set_timeout

HostPromise = globalThis.Promise
_origin = performance.timeOrigin  # reading it is a call into the engine


def now_ms() -> float:
    """Wall clock, milliseconds since 1970, with fractions."""
    return _origin + performance.now()


def monotonic_ms() -> float:
    return performance.now()


async def sleep(ms: float) -> None:
    await js_new(HostPromise, lambda resolve: call_later(ms, resolve))


_on_turn = None


def watch_turns(call: object) -> None:
    """From now on `call` runs before each callback of a timer, of `call_soon` or of a message."""
    global _on_turn
    _on_turn = call


def begin_turn() -> None:
    """For turns that another module starts: a message, or the result of work that the engine does in parallel with this
    worker."""
    if _on_turn is not None:
        _on_turn()


def call_later(ms: float, call: object) -> object:
    """Runs `call` after ms; the handle is for cancel()."""
    return set_timeout(call if _on_turn is None else lambda: _watched(call), ms)


def _watched(call: object) -> None:
    begin_turn()
    call()


def cancel(handle: object) -> None:
    clear_timeout(handle)


_turns = HostMessageChannel()
_soon: list = []


def _turn() -> None:
    """Runs due calls; one that throws doesn't stop the others, and the engine reports it."""
    begin_turn()
    calls = _soon.splice(0)
    done = 0
    try:
        while done < len(calls):
            done += 1
            calls[done - 1]()
    finally:
        while done < len(calls):
            call_soon(calls[done])
            done += 1


_turns.port1.onmessage = lambda event: _turn()


def call_soon(call: object) -> None:
    """Runs `call` in a later turn of the event loop. Uses a message, since browsers stretch nested timers of 0 ms to 4
    ms. The end of `Atomics.waitAsync` is a quicker turn in Chromium, but in Firefox timers and messages never run
    while such turns go on."""
    if len(_soon) == 0:
        _turns.port2.postMessage(0)
    _soon.append(call)


_ends = HostMessageChannel()
_after: list = []


def _run_after() -> None:
    for call in _after.splice(0):
        call()


_ends.port1.onmessage = lambda event: _run_after()


def after_turn(call: object) -> None:
    """Runs `call` once the microtasks of this turn have run, in a turn that isn't reported through `watch_turns`.
    `call` doesn't throw."""
    if len(_after) == 0:
        _ends.port2.postMessage(0)
    _after.append(call)
