"""The common base of native streams: passing bytes to JavaScript, and writes in the various encodings.

Knows: Node's `streamBaseState` protocol, the stack of listeners (a parser may take the bytes before JavaScript sees
them). Must not know: where bytes come from; descriptors, sockets, pipes.

The life of a listener: pushed -> on_read(count, bytes | None) for each read -> removed. `count` below 0 is an error or
UV_EOF."""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.callbacks import call_back, encode_text, plain_bytes, realm
from runtime_py.node.realm.encodings import put_ascii
from runtime_py.node.realm.host import HandleWrap, ReqWrap, hidden
from runtime_py.platform.bytes import concat

READ_BYTES_OR_ERROR = 0
ARRAY_BUFFER_OFFSET = 1
BYTES_WRITTEN = 2
LAST_WRITE_WAS_ASYNC = 3

# shared with the library: must be the same object
stream_base_state = Int32Array(5)

UV_EOF = -4095
SHORT_MESSAGE = 1024  # in characters: from here on the engine's encoder is faster than a loop


class JsListener:
    """Passes each read to the library's `onread`."""

    def __init__(self, stream: StreamBase) -> None:
        self._stream: object = stream

    def on_read(self, count: int, data: Uint8Array | None) -> None:
        if count == 0:
            return
        failure = self._stream.take_failure() if count < 0 and count != UV_EOF else None
        if failure is not None:
            owner = self._stream[realm().symbols.owner_symbol]
            call_back(owner, owner.destroy, [failure])
            return
        stream_base_state[READ_BYTES_OR_ERROR] = count
        stream_base_state[ARRAY_BUFFER_OFFSET] = 0
        call_back(self._stream, self._stream.onread, [js_undefined if data is None else data.slice(0, count).buffer])

    def read_size(self, usual: int) -> int:
        return usual


class UserBufferListener:
    """Passes each read on in a buffer provided by the user."""

    def __init__(self, stream: StreamBase, buffer: Uint8Array) -> None:
        self._stream = stream
        self._buffer = plain_bytes(buffer)

    def on_read(self, count: int, data: Uint8Array | None) -> None:
        if data is not None:
            self._buffer.set(data.subarray(0, count))
        stream_base_state[READ_BYTES_OR_ERROR] = count
        following = call_back(self._stream, self._stream.onread, [js_undefined])
        if ArrayBuffer.isView(following):
            self._buffer = plain_bytes(following)

    def read_size(self, usual: int) -> int:
        return min(usual, self._buffer.length)


class StreamBase(HandleWrap):
    """Subclasses implement `readStart`, `readStop`, `shutdown` and `write_bytes(req, bytes, handle)`."""

    _listeners: Any
    write_bytes: Any

    def __init__(self, provider: str) -> None:
        super().__init__(provider)
        hidden(self, '_listeners', [JsListener(self)])
        hidden(self, '_onread', None)

    @property
    def isStreamBase(self) -> bool:
        return True

    @property
    def onread(self) -> object:
        return self._onread

    @onread.setter
    def onread(self, callback: object) -> None:
        self._onread = callback

    @property
    def listener(self) -> object:
        return self._listeners.at(-1)

    def take_failure(self) -> object:
        """The Error of a connection whose peer sent a reason for its failure, which an error number can't express;
        otherwise None."""
        return None

    def push_listener(self, listener: object) -> None:
        self._listeners.append(listener)

    def remove_listener(self, listener: object) -> None:
        at = self._listeners.indexOf(listener)
        if at >= 0:
            self._listeners.splice(at, 1)

    def listener_below(self, listener: object) -> object:
        return self._listeners[self._listeners.indexOf(listener) - 1]

    def useUserBuffer(self, buffer: Uint8Array) -> None:
        self.push_listener(UserBufferListener(self, buffer))

    def report_write(self, count: int, is_async: bool) -> None:
        stream_base_state[BYTES_WRITTEN] = count
        stream_base_state[LAST_WRITE_WAS_ASYNC] = 1 if is_async else 0

    def last_write_was_async(self) -> bool:
        return stream_base_state[LAST_WRITE_WAS_ASYNC] != 0

    def writeBuffer(self, req: object, data: Uint8Array, handle: object = None) -> int:
        return self.write_bytes(req, plain_bytes(data), handle)

    def writeUtf8String(self, req: object, text: str, handle: object = None) -> int:
        return self.write_bytes(req, encode_text(text, 'utf8'), handle)

    def writeAsciiString(self, req: object, text: str, handle: object = None) -> int:
        return self.write_bytes(req, encode_text(text, 'latin1'), handle)

    def writeLatin1String(self, req: object, text: str, handle: object = None) -> int:
        return self.write_bytes(req, encode_text(text, 'latin1'), handle)

    def writeUcs2String(self, req: object, text: str, handle: object = None) -> int:
        return self.write_bytes(req, encode_text(text, 'ucs2'), handle)

    def writev(self, req: object, chunks: list, all_buffers: bool) -> int:
        joined = None if all_buffers else joined_ascii(chunks)
        if joined is not None:
            return self.write_bytes(req, joined, None)
        parts: list[Uint8Array] = []
        if all_buffers:
            for chunk in chunks:
                parts.append(plain_bytes(chunk))
        else:
            for i in range(0, chunks.length, 2):
                chunk = chunks[i]
                parts.append(encode_text(chunk, chunks[i + 1]) if js_typeof(chunk) == 'string' else plain_bytes(chunk))
        return self.write_bytes(req, concat(parts), None)

    def write_parts(self, req: object, parts: list[Uint8Array]) -> int:
        return self.write_bytes(req, concat(parts), None)

    def finish_request(self, req: object, status: int) -> None:
        """Completes an asynchronous write or shutdown."""
        call_back(req, req.oncomplete, [status, self, js_undefined])


def joined_ascii(chunks: list) -> Uint8Array | None:
    """The bytes of [text, encoding, text, encoding …]: the head and a short body of an HTTP message, without an array
    for each. None for all that is longer, in another encoding or not ASCII."""
    total = 0
    for i in range(0, chunks.length, 2):
        if js_typeof(chunks[i]) != 'string' or (chunks[i + 1] != 'latin1' and chunks[i + 1] != 'utf8'):
            return None
        total += chunks[i].length
    if total > SHORT_MESSAGE:
        return None
    out = Uint8Array(total)
    at = 0
    for i in range(0, chunks.length, 2):
        if not put_ascii(chunks[i], out, at):
            return None
        at += chunks[i].length
    return out


def begin_write(stream: object, req: object) -> None:
    """Requests of native code aren't async operations."""
    if js_instanceof(req, ReqWrap):
        realm().async_stack.with_trigger(stream.getAsyncId(), lambda: req.begin('WRITEWRAP'))


def begin_shutdown(stream: object, req: object) -> None:
    realm().async_stack.with_trigger(stream.getAsyncId(), lambda: req.begin('SHUTDOWNWRAP'))


def publish_stream_state(target: object) -> None:
    target.kReadBytesOrError = READ_BYTES_OR_ERROR
    target.kArrayBufferOffset = ARRAY_BUFFER_OFFSET
    target.kBytesWritten = BYTES_WRITTEN
    target.kLastWriteWasAsync = LAST_WRITE_WAS_ASYNC
    target.streamBaseState = stream_base_state
