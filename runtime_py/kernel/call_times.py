"""How much of a thread's CPU time is the system's: one call in EVERY is timed and stands for the others.

A front before the table (sys/front.py). The calls that programs make most have functions of their own, which an engine
can inline: one function for all of them would have to ask who is behind it at each call. For the same reason nothing
here makes a closure, but when a front is put. Calls that wait are left alone. Must not know what calls do."""

from runtime_py.platform.clock import monotonic_ms
from runtime_py.sys.accounts import SYSTEM_MS, block
from runtime_py.sys.front import put_front
from runtime_py.sys.table import NEVER

EVERY = 32  # a power of two
_OWNERS = ['files', 'opening', 'descriptors', 'sockets', 'children', 'mounts']
_OF_OTHERS = ['write_file', 'mkdtemp']  # they are made of calls that are timed
_MOST_ARGUMENTS = 5


def time_calls(system: object) -> None:
    """Of this thread, from now on."""
    word = block(system.thread) + SYSTEM_MS

    def add(before):
        system.memory.f64[word] += (monotonic_ms() - before) * EVERY

    def wrap(call, inner):
        if (
            call.blocks != NEVER
            or call.owner not in _OWNERS
            or call.name in _OF_OTHERS
            or len(call.names()) > _MOST_ARGUMENTS
        ):
            return None
        return HOT[call.name](inner, add) if Object.hasOwn(HOT, call.name) else timed(inner, add)

    put_front(system, wrap)


def timed(inner: object, add: object) -> object:
    count = 0

    def call(a, b, c, d, e):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(a, b, c, d, e)
        before = monotonic_ms()
        try:
            return inner(a, b, c, d, e)
        finally:
            add(before)

    return call


def timed_read(inner: object, add: object) -> object:
    count = 0

    def call(fd, buffer, start, length, position):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(fd, buffer, start, length, position)
        before = monotonic_ms()
        try:
            return inner(fd, buffer, start, length, position)
        finally:
            add(before)

    return call


def timed_write(inner: object, add: object) -> object:
    count = 0

    def call(fd, buffer, start, length, position):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(fd, buffer, start, length, position)
        before = monotonic_ms()
        try:
            return inner(fd, buffer, start, length, position)
        finally:
            add(before)

    return call


def timed_stat(inner: object, add: object) -> object:
    count = 0

    def call(path, out):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(path, out)
        before = monotonic_ms()
        try:
            return inner(path, out)
        finally:
            add(before)

    return call


def timed_lstat(inner: object, add: object) -> object:
    count = 0

    def call(path, out):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(path, out)
        before = monotonic_ms()
        try:
            return inner(path, out)
        finally:
            add(before)

    return call


def timed_fstat(inner: object, add: object) -> object:
    count = 0

    def call(fd, out):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(fd, out)
        before = monotonic_ms()
        try:
            return inner(fd, out)
        finally:
            add(before)

    return call


def timed_open(inner: object, add: object) -> object:
    count = 0

    def call(path, flags, mode):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(path, flags, mode)
        before = monotonic_ms()
        try:
            return inner(path, flags, mode)
        finally:
            add(before)

    return call


def timed_close(inner: object, add: object) -> object:
    count = 0

    def call(fd):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(fd)
        before = monotonic_ms()
        try:
            return inner(fd)
        finally:
            add(before)

    return call


def timed_exists(inner: object, add: object) -> object:
    count = 0

    def call(path):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(path)
        before = monotonic_ms()
        try:
            return inner(path)
        finally:
            add(before)

    return call


def timed_read_file(inner: object, add: object) -> object:
    count = 0

    def call(path, scratch):
        nonlocal count
        count = (count + 1) & (EVERY - 1)
        if count != 0:
            return inner(path, scratch)
        before = monotonic_ms()
        try:
            return inner(path, scratch)
        finally:
            add(before)

    return call


HOT = {
    'read': timed_read,
    'write': timed_write,
    'stat': timed_stat,
    'lstat': timed_lstat,
    'fstat': timed_fstat,
    'open': timed_open,
    'close': timed_close,
    'exists': timed_exists,
    'read_file': timed_read_file,
}
