"""WASI's other calls: arguments, environment, clocks, random numbers, waiting, exit. Each returns WASI's errno."""

from __future__ import annotations

from runtime_py.node.wasi.abi import (
    EVENT_BYTES,
    INVAL,
    NOSYS,
    NOTSUP,
    POLL_FD_READWRITE,
    SUBSCRIPTION_BYTES,
    SUCCESS,
    errno_of,
)
from runtime_py.node.wasi.memory import size_of_strings
from runtime_py.platform.clock import monotonic_ms, now_ms
from runtime_py.platform.host import host_crypto

_REALTIME = 0
_THREAD_CPU = 3
_RESOLUTION_NS = 5000  # the finest resolution of performance.now() in a worker
_NS_PER_MS = 1000000
_MOST_RANDOM = 65536  # most bytes per call of getRandomValues
_CLOCK = 0
_READ = 1
_WRITE = 2
_IN = 1
_OUT = 4
_HUNG_UP = 0x2010  # POLLHUP and POLLRDHUP
_SLICE_MS = 5  # between two polls of descriptors
_never = Int32Array(SharedArrayBuffer(4))
_SIGNALS = 30


def strings_get(name: str) -> object:
    def call(wasi, pointers, buffer):
        wasi.memory.put_strings(pointers, buffer, wasi[name])
        return SUCCESS

    return call


def strings_sizes_get(name: str) -> object:
    def call(wasi, count, size):
        wasi.memory.put_u32(count, wasi[name].length)
        wasi.memory.put_u32(size, size_of_strings(wasi[name]))
        return SUCCESS

    return call


def clock_ms(clock: int) -> float:
    return now_ms() if clock == _REALTIME else monotonic_ms()


def clock_res_get(wasi: object, clock: int, out: int) -> int:
    if clock < 0 or clock > _THREAD_CPU:
        return INVAL
    wasi.memory.put_u64(out, _RESOLUTION_NS)
    return SUCCESS


def clock_time_get(wasi: object, clock: int, precision: object, out: int) -> int:
    """The CPU clocks are wall clocks: a worker can't read its CPU time."""
    if clock < 0 or clock > _THREAD_CPU:
        return INVAL
    milliseconds = clock_ms(clock)
    whole = Math.floor(milliseconds)
    wasi.memory.view(out, 8).setBigUint64(
        0, BigInt(whole) * BigInt(_NS_PER_MS) + BigInt(Math.floor((milliseconds - whole) * _NS_PER_MS)), True
    )
    return SUCCESS


def random_get(wasi: object, out: int, length: int) -> int:
    octets = wasi.memory.bytes(out, length)
    own = Uint8Array(Math.min(octets.length, _MOST_RANDOM))  # shared memory can't be filled directly
    at = 0
    while at < octets.length:
        part = own.subarray(0, Math.min(own.length, octets.length - at))
        host_crypto.getRandomValues(part)
        octets.set(part, at)
        at += part.length
    return SUCCESS


def sched_yield(wasi: object) -> int:
    wasi.system.check_control()
    return SUCCESS


def proc_exit(wasi: object, code: int) -> int:
    wasi.exit(code)
    return SUCCESS


def proc_raise(wasi: object, signal: int) -> int:
    """WASI's signal numbers are Linux's, up to SIGSYS."""
    if signal < 1 or signal > _SIGNALS:
        return NOSYS
    wasi.system.kill(wasi.system.pid, signal)
    wasi.system.check_control()
    return SUCCESS


class Subscription:
    def __init__(self, wasi: object, view: DataView, at: int) -> None:
        self.userdata = view.getBigUint64(at, True)
        self.kind = view.getUint8(at + 8)
        self.errno = SUCCESS
        self.fd = -1
        self.deadline = Infinity  # on the monotonic clock
        self.hung_up = False
        if self.kind == _CLOCK:
            self._take_clock(view, at)
        elif self.kind == _READ or self.kind == _WRITE:
            found = wasi.fds.get(view.getUint32(at + 16, True), POLL_FD_READWRITE)
            if js_typeof(found) == 'number':
                self.errno = found
            else:
                self.fd = found.fd
        else:
            self.errno = INVAL

    def _take_clock(self, view: DataView, at: int) -> None:
        clock = view.getUint32(at + 16, True)
        if clock > 1:
            self.errno = NOTSUP
            return
        given = Number(view.getBigUint64(at + 24, True)) / _NS_PER_MS
        is_absolute = (view.getUint16(at + 40, True) & 1) != 0
        self.deadline = monotonic_ms() + (given - clock_ms(clock) if is_absolute else given)

    def is_ready(self, system: object) -> bool:
        if self.errno != SUCCESS:
            return True
        if self.kind == _CLOCK:
            return monotonic_ms() >= self.deadline
        state = system.poll(self.fd)
        if state < 0:
            self.errno = errno_of(state)
            return True
        if self.kind == _WRITE:
            return (state & _OUT) != 0
        self.hung_up = (state & _HUNG_UP) != 0
        return self.hung_up or (state & _IN) != 0


def poll_oneoff(wasi: object, subscriptions: int, events: int, count: int, used: int) -> int:
    if count == 0:
        return INVAL
    table = wasi.memory.view(subscriptions, count * SUBSCRIPTION_BYTES)
    waiting = [Subscription(wasi, table, k * SUBSCRIPTION_BYTES) for k in range(count)]
    wasi.memory.view(events, count * EVENT_BYTES)  # a fault is reported before the wait
    ready = waiting.filter(lambda one: one.is_ready(wasi.system))
    watches = waiting.some(lambda one: one.kind != _CLOCK)
    while ready.length == 0:
        wasi.system.check_control()
        left = Math.min(*waiting.map(lambda one: one.deadline)) - monotonic_ms()
        # in slices, so that signals are handled
        Atomics.wait(_never, 0, 0, Math.max(0, Math.min(left, _SLICE_MS if watches else 10 * _SLICE_MS)))
        ready = waiting.filter(lambda one: one.is_ready(wasi.system))
    view = wasi.memory.view(events, count * EVENT_BYTES)
    for k in range(ready.length):
        put_event(view, k * EVENT_BYTES, ready[k])
    wasi.memory.put_u32(used, ready.length)
    return SUCCESS


def put_event(view: DataView, at: int, one: Subscription) -> None:
    for k in range(0, EVENT_BYTES, 4):
        view.setUint32(at + k, 0, True)
    view.setBigUint64(at, one.userdata, True)
    view.setUint16(at + 8, one.errno, True)
    view.setUint8(at + 10, one.kind)
    if one.kind != _CLOCK and one.errno == SUCCESS:
        view.setBigUint64(at + 16, BigInt(1), True)  # at least so many bytes
        view.setUint16(at + 24, 1 if one.hung_up else 0, True)


CALLS = {
    'args_get': strings_get('args'),
    'args_sizes_get': strings_sizes_get('args'),
    'environ_get': strings_get('env'),
    'environ_sizes_get': strings_sizes_get('env'),
    'clock_res_get': clock_res_get,
    'clock_time_get': clock_time_get,
    'random_get': random_get,
    'sched_yield': sched_yield,
    'proc_exit': proc_exit,
    'proc_raise': proc_raise,
    'poll_oneoff': poll_oneoff,
}
