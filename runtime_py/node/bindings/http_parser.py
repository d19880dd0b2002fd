"""internalBinding('http_parser'): Node's parser object over llhttp.

Knows: Node's callbacks by number, header lists, limits, reading straight from a stream. Must not know: HTTP's grammar.

A parser's life: initialize -> execute (or consume a stream) ... -> finish -> remove/free/close; parsers are reused
after another initialize."""

from __future__ import annotations

from typing import Any

from runtime_py.node.async_context.execution import stack
from runtime_py.node.http1.connections import ConnectionsList
from runtime_py.node.http1.llhttp import HPE_OK, HPE_USER, REQUEST, RESPONSE, Machine
from runtime_py.node.realm.callbacks import call_back, make_buffer, plain_bytes
from runtime_py.node.realm.host import AsyncWrap, hidden
from runtime_py.platform.clock import monotonic_ms

ON_MESSAGE_BEGIN = 0
ON_HEADERS = 1
ON_HEADERS_COMPLETE = 2
ON_BODY = 3
ON_MESSAGE_COMPLETE = 4
ON_EXECUTE = 5
ON_TIMEOUT = 6

# llhttp keeps the white space after a value
TRAILING_SPACE = js_regexp('[ \\t]+$', '')

TRANSFER_ENCODING = 'transfer-encoding'
EMPTY_ENCODING = 'HPE_INVALID_TRANSFER_ENCODING:Empty Transfer-Encoding'

# Node's --max-http-header-size
DEFAULT_HEADER_LIMIT = 16384

CONSTANTS = {
    'REQUEST': REQUEST,
    'RESPONSE': RESPONSE,
    'kOnMessageBegin': ON_MESSAGE_BEGIN,
    'kOnHeaders': ON_HEADERS,
    'kOnHeadersComplete': ON_HEADERS_COMPLETE,
    'kOnBody': ON_BODY,
    'kOnMessageComplete': ON_MESSAGE_COMPLETE,
    'kOnExecute': ON_EXECUTE,
    'kOnTimeout': ON_TIMEOUT,
    'kLenientNone': 0,
    'kLenientHeaders': 1,
    'kLenientChunkedLength': 2,
    'kLenientKeepAlive': 4,
    'kLenientTransferEncoding': 8,
    'kLenientVersion': 16,
    'kLenientDataAfterClose': 32,
    'kLenientOptionalLFAfterCR': 64,
    'kLenientOptionalCRLFAfterChunk': 128,
    'kLenientOptionalCRBeforeLF': 256,
    'kLenientSpacesAfterChunkSize': 512,
    'kLenientHeaderValueRelaxed': 1024,
    'kLenientAll': 2047,
}


class HTTPParser(AsyncWrap):
    _depth: Any

    def __init__(self) -> None:
        super().__init__('')
        hidden(self, '_machine', None)
        hidden(self, '_kind', 0)
        hidden(self, '_limit', DEFAULT_HEADER_LIMIT)
        hidden(self, '_header_bytes', 0)
        hidden(self, '_headers', [])
        hidden(self, '_in_value', True)
        hidden(self, '_url', '')
        hidden(self, '_status_message', '')
        hidden(self, '_depth', 0)
        hidden(self, '_pending_pause', False)
        hidden(self, '_failure', None)
        hidden(self, '_stream', None)
        hidden(self, '_current', None)
        hidden(self, '_connections', None)
        hidden(self, 'last_message_start', 0)
        hidden(self, 'headers_completed', False)

    def initialize(
        self, kind: int, resource: object, limit: int = 0, lenient: int = 0, connections: object = None
    ) -> None:
        if self._machine is not None:
            self._machine.close()
        self._kind = kind
        self._limit = limit if limit > 0 else DEFAULT_HEADER_LIMIT
        self._machine = Machine(kind, lenient, self)
        self._reset_message()
        self._header_bytes = 0
        self._pending_pause = False
        self.headers_completed = False
        self.last_message_start: float = 0
        self.renew('HTTPINCOMINGMESSAGE' if kind == REQUEST else 'HTTPCLIENTREQUEST', resource)
        self._connections = connections
        if connections is not None:
            # the timeout counts from here, so that a silent client expires too
            self.last_message_start = monotonic_ms()
            connections.add(self)
            connections.add_active(self)

    def _reset_message(self) -> None:
        self._headers = []
        self._in_value = True
        self._url = ''
        self._status_message = ''

    # llhttp's events

    def on_message_begin(self) -> int:
        self._reset_message()
        self._header_bytes = 0
        self.headers_completed = False
        self.last_message_start = monotonic_ms()
        if self._connections is not None:
            self._connections.remove(self)
            self._connections.add(self)
            self._connections.add_active(self)
        return self._enter(ON_MESSAGE_BEGIN, [])

    def on_url(self, text: str) -> int:
        self._url += text
        return self._count_header(len(text))

    def on_status(self, text: str) -> int:
        self._status_message += text
        return self._count_header(len(text))

    def on_header_field(self, text: str) -> int:
        if self._in_value:
            if self._ends_with_empty_encoding():
                return self._machine.refuse(EMPTY_ENCODING)
            self._in_value = False
            self._headers.append(text)
            self._headers.append('')
            if self._has_too_many_headers():
                return self._machine.refuse('HPE_HEADER_OVERFLOW:Header overflow')
        else:
            self._headers[len(self._headers) - 2] += text
        return self._count_header(len(text))

    def on_header_value(self, text: str) -> int:
        self._in_value = True
        self._headers[len(self._headers) - 1] += text
        return self._count_header(len(text))

    def _ends_with_empty_encoding(self) -> bool:
        """Whether the last header is a Transfer-Encoding without a value, by which servers may disagree on where a
        message ends. The compiled parser is older than the one that refuses it by itself."""
        count = len(self._headers)
        return count > 0 and self._headers[count - 1] == '' and self._headers[count - 2].lower() == TRANSFER_ENCODING

    def _has_too_many_headers(self: object) -> bool:
        """A server refuses them; a client's library drops them. `maxHeaderPairs` is the library's, 0 for no limit."""
        most = self.maxHeaderPairs
        return self._kind == REQUEST and most > 0 and len(self._headers) > most

    def _count_header(self, count: int) -> int:
        self._header_bytes += count
        if self._header_bytes >= self._limit:
            return self._machine.refuse('HPE_HEADER_OVERFLOW:Header overflow')
        return 0

    def on_headers_complete(self, status: int, upgrade: bool, keep_alive: bool) -> int:
        if self._ends_with_empty_encoding():
            return self._machine.refuse(EMPTY_ENCODING)
        self.headers_completed = True
        self._header_bytes = 0
        headers = self._take_headers()
        machine = self._machine
        if self._kind == REQUEST:
            args = [
                machine.version_major,
                machine.version_minor,
                headers,
                machine.method,
                self._url,
                js_undefined,
                js_undefined,
                upgrade,
                keep_alive,
            ]
        else:
            args = [
                machine.version_major,
                machine.version_minor,
                headers,
                js_undefined,
                js_undefined,
                status,
                self._status_message,
                upgrade,
                keep_alive,
            ]
        return self._enter(ON_HEADERS_COMPLETE, args)

    def _take_headers(self) -> list:
        headers = self._headers
        for k in range(1, len(headers), 2):
            if headers[k].endswith(' ') or headers[k].endswith('\t'):
                headers[k] = headers[k].replace(TRAILING_SPACE, '')
        self._headers = []
        self._in_value = True
        return headers

    def on_body(self: object, data: Uint8Array) -> int:
        callback = self[ON_BODY]
        if js_typeof(callback) != 'function':
            return 0
        try:
            call_back(self, callback, [make_buffer(data)])
        except Error as error:
            return self._fail(error)
        return 0

    def on_message_complete(self) -> int:
        self.last_message_start = 0
        if self._connections is not None:
            self._connections.remove_active(self)
            self._connections.add(self)
        if len(self._headers) > 0:
            # trailers
            status = self._enter(ON_HEADERS, [self._take_headers(), self._url])
            if status != 0:
                return status
        return self._enter(ON_MESSAGE_COMPLETE, [])

    def _enter(self: object, which: int, args: list) -> int:
        """Calls into the library in the parser's async context, without running its tick queue, since parsing continues
        right after."""
        callback = self[which]
        if js_typeof(callback) != 'function':
            return 0
        try:
            answer = stack.run(self, callback, args, False)
        except Error as error:
            return self._fail(error)
        return answer if js_typeof(answer) == 'number' else 0

    def _fail(self, error: object) -> int:
        """An exception can't pass through the compiled parser: stores it, stops, and throws it afterwards."""
        self._failure = [error]
        return self._machine.refuse('HPE_USER:Exception in a callback') if self._machine is not None else HPE_USER

    # calls from the library

    def execute(self, data: object) -> object:
        octets = plain_bytes(data)
        self._current = octets
        try:
            return self._run(octets)
        finally:
            self._current = None

    def _run(self, octets: Uint8Array | None) -> object:
        machine = self._machine
        self._failure = None
        self._depth += 1
        taken = 0
        if octets is None:
            machine.finish()
        else:
            taken = machine.execute(octets)
        self._depth -= 1
        if self._pending_pause:
            self._pending_pause = False
            machine.pause()
        if self._failure is not None:
            failure = self._failure[0]
            self._failure = None
            raise failure
        if machine.errno != HPE_OK and not machine.upgrade:
            return self._parse_error(taken)
        return js_undefined if octets is None else taken

    def _parse_error(self, taken: int) -> object:
        code_and_reason = self._machine.error()
        error = js_new(Error, 'Parse Error')
        error.bytesParsed = taken
        error.code = code_and_reason[0]
        error.reason = code_and_reason[1]
        return error

    def finish(self) -> object:
        return self._run(None)

    def pause(self) -> None:
        if self._depth > 0:
            self._pending_pause = True
        else:
            self._machine.pause()

    def resume(self) -> None:
        if self._depth > 0:
            self._pending_pause = False
        else:
            self._machine.resume()

    def consume(self, stream: object) -> None:
        self._stream = stream
        stream.push_listener(self)

    def unconsume(self) -> None:
        if self._stream is not None:
            self._stream.remove_listener(self)
            self._stream = None

    def read_size(self, usual: int) -> int:
        return usual

    def on_read(self: object, count: int, data: Uint8Array | None) -> None:
        """A read from the consumed stream."""
        if data is None:
            below = self._stream.listener_below(self)
            below.on_read(count, None)
            return
        octets = data.slice(0, count)
        self._current = octets
        try:
            answer = self._run(octets)
            call_back(self, self[ON_EXECUTE], [answer])
        finally:
            self._current = None

    def getCurrentBuffer(self) -> object:
        return make_buffer(Uint8Array(0) if self._current is None else self._current.slice())

    def remove(self) -> None:
        if self._connections is not None:
            self._connections.remove(self)
            self._connections.remove_active(self)

    def free(self) -> None:
        """It returns to the library's pool, and may be reused."""
        self.remove()
        if self._async_id is not None:
            self.emit_destroy()

    def close(self) -> None:
        self.remove()
        self.unconsume()
        if self._depth == 0 and self._machine is not None:
            self._machine.close()
            self._machine = None


def create(realm: object, binding_data: object) -> object:
    Object.assign(HTTPParser, CONSTANTS)
    return {
        'HTTPParser': HTTPParser,
        'ConnectionsList': ConnectionsList,
        'methods': binding_data.methods,
        'allMethods': binding_data.allMethods,
    }
