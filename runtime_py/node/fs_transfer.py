"""Reading and writing through descriptors, in the three ways in which an answer may be asked for.

Files answer at once. Pipes, sockets and terminals: sync calls block the worker, the others wait without blocking."""
from __future__ import annotations

from runtime_py.node.encodings import encode_as, encoding_name
from runtime_py.node.fs_requests import answer, answer_async, checked
from runtime_py.node.host import current_realm
from runtime_py.node.wiring import plain_bytes
from runtime_py.platform.errno import EAGAIN
from runtime_py.vfs.description import KIND_DEVICE, KIND_DIR, KIND_FILE


def position_of(position: object) -> float:
    """null, undefined, -1 and -1n mean the descriptor's own offset."""
    if position is None:
        return -1
    return Number(position) if js_typeof(position) == 'bigint' else position


def never_waits(fd: int) -> bool:
    kind = current_realm().system.fd_kind(fd)
    return kind < 0 or kind == KIND_FILE or kind == KIND_DIR or kind == KIND_DEVICE


def read_now(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(current_realm().system.read_wait(fd, data, offset, length, position), 'read')


def write_now(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(current_realm().system.write_wait(fd, data, offset, length, position), 'write')


async def read_later(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(await current_realm().system.read_async(fd, data, offset, length, position), 'read')


async def write_later(fd: int, data: Uint8Array, offset: int, length: int, position: float) -> int:
    return checked(await current_realm().system.write_async(fd, data, offset, length, position), 'write')


def read(fd: int, buffer: object, offset: int, length: int, position: object, req: object = None) -> object:
    data = plain_bytes(buffer)
    at = position_of(position)
    if req is None or never_waits(fd):
        return answer(req, lambda: read_now(fd, data, offset, length, at))
    return answer_async(req, read_later(fd, data, offset, length, at))


def write(fd: int, data: Uint8Array, offset: int, length: int, position: object, req: object) -> object:
    at = position_of(position)
    if req is None or never_waits(fd):
        return answer(req, lambda: write_now(fd, data, offset, length, at))
    return answer_async(req, write_later(fd, data, offset, length, at))


def fill_context(context: object, error: object) -> None:
    """Old calls get their error in an object."""
    context.errno = error.errno
    context.code = error.code
    context.syscall = error.syscall


def write_buffer(fd: int, buffer: object, offset: int, length: int, position: object, req: object = None, context: object = None) -> object:
    return in_context(context, lambda: write(fd, plain_bytes(buffer), offset, length, position, req))


def write_string(fd: int, text: str, position: object, encoding: object, req: object = None, context: object = None) -> object:
    data = encode_as(text, encoding_name(encoding))
    return in_context(context, lambda: write(fd, data, 0, data.length, position, req))


def in_context(context: object, work: object) -> object:
    if context is None:
        return work()
    try:
        return work()
    except Exception as error:
        fill_context(context, error)
        return js_undefined


def read_buffers(fd: int, buffers: list, position: object, req: object = None) -> object:
    at = position_of(position)

    def work():
        total = 0
        for buffer in buffers:
            data = plain_bytes(buffer)
            # only the first may wait: what is there then is all there is
            count = current_realm().system.read(fd, data, 0, data.length, at + total if at >= 0 else -1) if total > 0 else read_now(
                fd, data, 0, data.length, at)
            if count == -EAGAIN:
                break
            total += checked(count, 'read')
            if count < data.length:
                break
        return total
    return answer(req, work)


def write_buffers(fd: int, buffers: list, position: object, req: object = None) -> object:
    at = position_of(position)

    def work():
        total = 0
        for buffer in buffers:
            data = plain_bytes(buffer)
            total += write_now(fd, data, 0, data.length, at + total if at >= 0 else -1)
        return total
    return answer(req, work)


def read_whole(fd: int) -> Uint8Array:
    """From the descriptor's offset to the end."""
    parts = []
    total = 0
    size = 65536
    while True:
        data = Uint8Array(size)
        count = read_now(fd, data, 0, size, -1)
        if count == 0:
            break
        parts.append(data.subarray(0, count))
        total += count
    whole = Uint8Array(total)
    at = 0
    for part in parts:
        whole.set(part, at)
        at += part.length
    return whole


