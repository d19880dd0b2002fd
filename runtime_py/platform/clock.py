"""Time: the wall clock, a monotonic clock and timers. Units are milliseconds."""
from runtime_py.platform.host import HostDate, clear_timeout, performance, set_timeout


def now_ms() -> float:
    """Wall clock, milliseconds since 1970, with fractions."""
    return performance.timeOrigin + performance.now()


def monotonic_ms() -> float:
    return performance.now()


async def sleep(ms: float) -> None:
    await Promise(lambda resolve: set_timeout(resolve, ms))


def call_later(ms: float, call: object) -> object:
    """Runs `call` after ms; the handle is for cancel()."""
    return set_timeout(call, ms)


def cancel(handle: object) -> None:
    clear_timeout(handle)
