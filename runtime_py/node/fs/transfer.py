"""Reading and writing through descriptors, with the three ways of returning a result.

Operations on files complete at once. For pipes, sockets and terminals, sync calls block the worker, others wait without
blocking. Sync calls on files are the hot path: they create no closures."""

from __future__ import annotations

from runtime_py.node.fs.requests import answer, answer_async, checked, valid_fd
from runtime_py.node.realm.callbacks import plain_bytes
from runtime_py.node.realm.encodings import encode_as, encoding_name, to_utf8_for_now
from runtime_py.node.realm.host import current_realm
from runtime_py.platform.errno import EAGAIN, EINVAL

_CHUNK = 65536
_MOST_CHUNK = 8388608


def position_of(position: object) -> float:
    """null, undefined, -1, -1n and anything that isn't an exact integer mean the descriptor's own position."""
    if js_typeof(position) == 'number':
        return position if Number.isSafeInteger(position) else -1
    return -1 if position is None else Number(position)


def octets_of(buffer: object) -> Uint8Array:
    """A Buffer is returned unchanged; other views and array buffers get a view."""
    return buffer if js_instanceof(buffer, Uint8Array) else plain_bytes(buffer)


def never_waits(fd: int) -> bool:
    return current_realm().system.read_queue(fd) == 0


# one buffer


def read(given: object, buffer: object, offset: int, length: int, position: object, req: object = None) -> object:
    fd = valid_fd(given)
    data = octets_of(buffer)
    at = position_of(position)
    if req is None:
        return checked(current_realm().system.read_wait(fd, data, offset, length, at), 'read')
    return read_for(req, fd, data, offset, length, at)


def read_for(req: object, fd: int, data: Uint8Array, offset: int, length: int, at: float) -> object:
    if never_waits(fd):
        return answer(req, lambda: checked(current_realm().system.read(fd, data, offset, length, at), 'read'))
    return answer_async(req, read_later(fd, data, offset, length, at))


async def read_later(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(await current_realm().system.read_async(fd, data, offset, length, position), 'read')


def write_blocking(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    """Writes everything: 0 or -errno. With no bytes it still checks that the descriptor may be written to."""
    system = current_realm().system
    if length > 0:
        return system.write_wait(fd, data, offset, length, position)
    result = system.write(fd, data, offset, 0, position)
    return 0 if result == -EAGAIN else result


async def write_later(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(await current_realm().system.write_async(fd, data, offset, length, position), 'write')


def write(
    given: object, data: Uint8Array, offset: int, length: int, position: float, req: object, context: object
) -> object:
    fd = valid_fd(given)
    if req is None:
        result = write_blocking(fd, data, offset, length, position)
        return fill_context(context, result) if result < 0 and context is not None else checked(result, 'write')
    return write_for(req, fd, data, offset, length, position)


def write_for(req: object, fd: int, data: Uint8Array, offset: int, length: int, position: float) -> object:
    if length == 0 or never_waits(fd):
        return answer(req, lambda: checked(write_blocking(fd, data, offset, length, position), 'write'))
    return answer_async(req, write_later(fd, data, offset, length, position))


def fill_context(context: object, result: int) -> object:
    """fs.writeSync returns its error in an object, from which the library makes an exception."""
    context.errno = result
    context.syscall = 'write'
    return js_undefined


def write_buffer(
    fd: int, buffer: object, offset: int, length: int, position: object, req: object = None, context: object = None
) -> object:
    return write(fd, octets_of(buffer), offset, length, position_of(position), req, context)


def write_string(
    fd: int, text: str, position: object, encoding: object, req: object = None, context: object = None
) -> object:
    name = encoding_name(encoding)
    data = to_utf8_for_now(text) if req is None and (name == 'utf8' or name == 'utf-8') else encode_as(text, name)
    return write(fd, data, 0, data.length, position_of(position), req, context)


# several buffers


def read_buffers(given: object, buffers: list, position: object, req: object = None) -> object:
    fd = valid_fd(given)
    at = position_of(position)
    if req is None or never_waits(fd):

        def work():
            first = octets_of(first_of(buffers))
            count = checked(current_realm().system.read_wait(fd, first, 0, first.length, at), 'read')
            return fill_rest(fd, buffers, count, at)

        return answer(req, work)
    return answer_async(req, read_buffers_later(fd, buffers, at))


def first_of(buffers: list) -> object:
    """libuv refuses to read into no buffer."""
    checked(-EINVAL if buffers.length == 0 else 0, 'read')
    return buffers[0]


async def read_buffers_later(fd: int, buffers: list, position: float) -> int:
    first = octets_of(first_of(buffers))
    return fill_rest(fd, buffers, await read_later(fd, first, 0, first.length, position), position)


def fill_rest(fd: int, buffers: list, total: int, position: float) -> int:
    """Only the first buffer may wait; the others take what is available. `total` is the first one's count."""
    wanted = buffers[0].byteLength
    for k in range(1, buffers.length):
        if total < wanted:
            break
        data = octets_of(buffers[k])
        count = current_realm().system.read(fd, data, 0, data.length, position + total if position >= 0 else -1)
        if count < 0:
            # earlier bytes count
            break
        total += count
        wanted += data.length
    return total


def write_buffers(given: object, buffers: list, position: object, req: object = None) -> object:
    fd = valid_fd(given)
    at = position_of(position)
    if req is None or never_waits(fd):

        def work():
            total = 0
            for buffer in buffers:
                data = octets_of(buffer)
                total += checked(write_blocking(fd, data, 0, data.length, at + total if at >= 0 else -1), 'write')
            return total

        return answer(req, work)
    return answer_async(req, write_buffers_later(fd, buffers, at))


async def write_buffers_later(fd: int, buffers: list, position: float) -> int:
    total = 0
    for buffer in buffers:
        data = octets_of(buffer)
        total += await write_later(fd, data, 0, data.length, position + total if position >= 0 else -1)
    return total


# whole files


def read_whole(fd: int) -> Uint8Array:
    """Reads from the descriptor's position to the end."""
    system = current_realm().system
    data = Uint8Array(_CHUNK)
    total = 0
    while True:
        if total == data.length:
            larger = Uint8Array(total + Math.min(total, _MOST_CHUNK))
            larger.set(data)
            data = larger
        count = checked(system.read_wait(fd, data, total, data.length - total, -1), 'read')
        if count == 0:
            return data.subarray(0, total)
        total += count
