"""HTTP/1.1 without I/O: bytes in, events out. This file has the client's side; http1_requests.py the server's.

Knows the message format of RFC 9112: heads, the three ways a body can end (length, chunks, end of connection), interim
responses and upgrades. Must not know sockets, ports, the gateway, or when to retry. The table of states is
`MessageParser`'s docstring; everything that changes the state is in this file."""

from runtime_py.platform.bytes import Bytes, alloc, concat, decode_latin1, encode_latin1, index_of, view
from runtime_py.platform.text import parse_int, to_base

MAX_HEAD = 256 * 1024
MAX_CHUNK_LINE = 4096

HEAD = 0
BODY_LENGTH = 1
BODY_CLOSE = 2
CHUNK_SIZE = 3
CHUNK_DATA = 4
CHUNK_END = 5
TRAILERS = 6
DONE = 7
SWITCHED = 8

CR = 13
LF = 10


class HttpError(Exception):
    """The peer violated the protocol, or we were asked to send something that HTTP can't express."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = 'EPROTO'
        self.message = message


class Head:
    """Status line and headers. `interim` is true for 1xx, which precede the final response."""

    def __init__(self, version: str, status: int, reason: str, headers: list, interim: bool) -> None:
        self.version = version
        self.status = status
        self.reason = reason
        self.headers = headers
        self.interim = interim


class Data:
    """A piece of the body, as a view of the received bytes: copy it before the next `receive`."""

    def __init__(self, chunk: Bytes) -> None:
        self.chunk = chunk


class End:
    """The body is complete; `upgraded`: the following bytes belong to another protocol."""

    def __init__(self, upgraded: bool) -> None:
        self.upgraded = upgraded


def header(headers: list, name: str) -> str | None:
    """The values of a header, joined as RFC 9110 5.3 allows, or None."""
    found = None
    for pair in headers:
        if pair[0].lower() == name:
            found = pair[1] if found is None else found + ', ' + pair[1]
    return found


def is_token(text: str) -> bool:
    if text == '':
        return False
    for i in range(len(text)):
        c = ord(text[i])
        alphanumeric = 48 <= c <= 57 or 65 <= c <= 90 or 97 <= c <= 122
        if not alphanumeric and text[i] not in "!#$%&'*+-.^_`|~":
            return False
    return True


def _is_field_value(text: str) -> bool:
    for i in range(len(text)):
        c = ord(text[i])
        if c == 0 or c == CR or c == LF or c > 255:
            return False
    return True


def request_head(method: str, target: str, headers: list) -> Bytes:
    """The bytes of a request's head. Refuses anything that could smuggle in a second request."""
    if not is_token(method):
        raise HttpError('Invalid method')
    for i in range(len(target)):
        if not 33 <= ord(target[i]) <= 126:
            raise HttpError('Invalid request target')
    lines = [f'{method} {target} HTTP/1.1\r\n']
    for pair in headers:
        if not is_token(pair[0]) or not _is_field_value(pair[1]):
            raise HttpError(f'Invalid header {pair[0]}')
        lines.append(f'{pair[0]}: {pair[1]}\r\n')
    lines.append('\r\n')
    return encode_latin1(''.join(lines))


def chunk_prefix(length: int) -> Bytes:
    return encode_latin1(to_base(length, 16) + '\r\n')


CHUNK_SUFFIX = encode_latin1('\r\n')
LAST_CHUNK = encode_latin1('0\r\n\r\n')


class MessageParser:
    """Reads one message after another from a connection. Subclasses read the heads.

    | state       | waits for                   | goes to                                                  |
    |-------------|-----------------------------|----------------------------------------------------------|
    | HEAD        | an empty line               | HEAD (1xx), BODY_*, CHUNK_SIZE, DONE (no body), SWITCHED |
    | BODY_LENGTH | `remaining` bytes           | DONE                                                     |
    | BODY_CLOSE  | end of the connection       | DONE                                                     |
    | CHUNK_SIZE  | a line with the size        | CHUNK_DATA, TRAILERS (size 0)                            |
    | CHUNK_DATA  | `remaining` bytes           | CHUNK_END                                                |
    | CHUNK_END   | CR LF                       | CHUNK_SIZE                                               |
    | TRAILERS    | an empty line               | DONE                                                     |
    | DONE        | `expect_head()`             | HEAD                                                     |
    | SWITCHED    | nothing: `leftover()` is the other protocol's                                          |

    Typical sequence: `expect_head()`, then `receive(bytes)` and `next_event()` until it returns None, repeated until
    `End`."""

    def __init__(self, what: str) -> None:
        self.what = what  # for messages
        self.state = DONE
        self.remaining = 0
        self.keep_alive = False
        self.ended = False
        self._pending = alloc(0)
        self._scanned = 0
        self._announced_end = True

    def expect_head(self) -> None:
        if self.state != DONE:
            raise HttpError(f'The {self.what} before this one is not complete')
        self.state = HEAD
        self.keep_alive = False
        self._announced_end = False
        self._scanned = 0

    def receive(self, data: Bytes) -> None:
        self._pending = data if len(self._pending) == 0 else concat([self._pending, data])

    def receive_end(self) -> None:
        """The peer has closed its side."""
        self.ended = True

    def leftover(self) -> Bytes:
        rest = self._pending
        self._pending = alloc(0)
        return rest

    def has_pending(self) -> bool:
        return len(self._pending) > 0

    def take_head(self, text: str) -> object:
        """The event for a complete head; chooses the next state."""
        raise NotImplementedError

    def next_event(self) -> object:
        """The next `Head` (or `RequestHead`), `Data` or `End`; None when more bytes are needed."""
        while True:
            if self.state == HEAD:
                return self._head()
            if self.state == BODY_LENGTH or self.state == CHUNK_DATA:
                event = self._counted()
                if event is not None or self.state == BODY_LENGTH or self.state == CHUNK_DATA:
                    return event
            elif self.state == BODY_CLOSE:
                if len(self._pending) > 0:
                    return Data(self.leftover())
                if not self.ended:
                    return None
                self.state = DONE
            elif self.state == CHUNK_SIZE:
                line = self._line(MAX_CHUNK_LINE)
                if line is None:
                    return None
                self._chunk_size(line)
            elif self.state == CHUNK_END:
                line = self._line(2)
                if line is None:
                    return None
                if line != '':
                    raise HttpError('A chunk is longer than its declared size')
                self.state = CHUNK_SIZE
            elif self.state == TRAILERS:
                line = self._line(MAX_HEAD)
                if line is None:
                    return None
                if line == '':
                    self.state = DONE
            elif not self._announced_end:
                self._announced_end = True
                return End(self.state == SWITCHED)
            else:
                return None

    def _take(self, count: int) -> Bytes:
        taken = view(self._pending, 0, count)
        self._pending = view(self._pending, count, len(self._pending))
        return taken

    def _cut_off(self) -> None:
        if self.ended:
            raise HttpError(f'The connection was closed before the {self.what} was complete')

    def _counted(self) -> Data | None:
        if self.remaining == 0:
            self.state = CHUNK_END if self.state == CHUNK_DATA else DONE
            return None
        if len(self._pending) == 0:
            self._cut_off()
            return None
        data = Data(self._take(min(self.remaining, len(self._pending))))
        self.remaining -= len(data.chunk)
        return data

    def _line(self, limit: int) -> str | None:
        end = index_of(self._pending, LF, 0)
        if end < 0:
            if len(self._pending) > limit:
                raise HttpError(f'A line of the {self.what} is too long')
            self._cut_off()
            return None
        line = decode_latin1(self._take(end + 1))
        return line[:-2] if line.endswith('\r\n') else line[:-1]

    def _chunk_size(self, line: str) -> None:
        size = parse_int(line.split(';')[0].strip(), 16)
        if size is None or size < 0 or size > 9007199254740991:
            raise HttpError('A chunk has no valid size')
        self.remaining = size
        self.state = TRAILERS if size == 0 else CHUNK_DATA

    def _end_of_head(self) -> int:
        """The index after the head, behind its empty line; -1 when that isn't there yet. A bare LF counts (RFC 9112
        2.2)."""
        at = self._scanned
        while True:
            lf = index_of(self._pending, LF, at)
            if lf < 0:
                return -1
            after = lf + 1
            if after < len(self._pending) and self._pending[after] == LF:
                return after + 1
            if after + 1 < len(self._pending) and self._pending[after] == CR and self._pending[after + 1] == LF:
                return after + 2
            if after + 1 >= len(self._pending):
                self._scanned = lf
                return -1
            at = after

    def _head(self) -> object:
        end = self._end_of_head()
        if end < 0:
            if len(self._pending) > MAX_HEAD:
                raise HttpError(f'The head of the {self.what} is too long')
            self._cut_off()
            return None
        self._scanned = 0
        return self.take_head(decode_latin1(self._take(end)))

    def _until_length(self, text: str) -> None:
        self.remaining = _content_length(text)
        self.state = BODY_LENGTH

    def _until_close(self) -> None:
        self.keep_alive = False
        self.state = BODY_CLOSE


class ResponseParser(MessageParser):
    """A parser of responses: `start('GET')` replaces `expect_head()`."""

    def __init__(self) -> None:
        super().__init__('response')
        self.method = 'GET'

    def start(self, method: str) -> None:
        """A request with this method has been sent: its response comes next."""
        self.expect_head()
        self.method = method

    def take_head(self, text: str) -> object:
        head = parse_head(text)
        if head.interim:
            return head
        self._choose_body(head)
        return head

    def _choose_body(self, head: Head) -> None:
        """Determines the body's length, in the order of RFC 9112 6.3."""
        self.keep_alive = stays_open(head.version, head.headers)
        if head.status == 101:
            self.state = SWITCHED
            return
        if self.method == 'HEAD' or head.status == 204 or head.status == 304:
            self.state = DONE
            return
        coding = header(head.headers, 'transfer-encoding')
        if coding is not None:
            if coding.lower().endswith('chunked'):
                self.state = CHUNK_SIZE
            else:
                self._until_close()
            return
        length = header(head.headers, 'content-length')
        if length is None:
            self._until_close()
            return
        self._until_length(length)


def stays_open(version: str, headers: list) -> bool:
    """Whether another message may follow on the connection (RFC 9112 9.3)."""
    connection = (header(headers, 'connection') or '').lower()
    return 'close' not in connection if version == '1.1' else 'keep-alive' in connection


def _content_length(text: str) -> int:
    """The Content-Length; a repeated one is allowed when all agree (RFC 9110 8.6)."""
    values = [part.strip() for part in text.split(',')]
    for value in values:
        if not value.isdigit() or value != values[0]:
            raise HttpError('Invalid Content-Length')
    length = parse_int(values[0], 10)
    if length is None or length > 9007199254740991:
        raise HttpError('Invalid Content-Length')
    return length


def parse_head(text: str) -> Head:
    lines = text.split('\n')
    status_line = lines[0].rstrip('\r')
    version = status_line[5:8]
    status_text = status_line[9:12]
    if not status_line.startswith('HTTP/1.') or not status_text.isdigit() or len(status_text) != 3:
        raise HttpError('The server did not answer with HTTP/1.1')
    status = int(status_text)
    return Head(version, status, status_line[13:], parse_fields(lines[1:]), 100 <= status < 200 and status != 101)


def parse_fields(lines: list[str]) -> list:
    """Header lines as [name, value]."""
    headers: list = []
    for raw in lines:
        line = raw.rstrip('\r')
        if line == '':
            continue
        if line[0] == ' ' or line[0] == '\t':
            if len(headers) == 0:
                raise HttpError('Invalid header line')
            last = headers[-1]
            last[1] = last[1] + ' ' + line.strip()
            continue
        colon = line.find(':')
        if colon < 1 or not is_token(line[0:colon]):
            raise HttpError('Invalid header line')
        headers.append([line[0:colon], line[colon + 1 :].strip()])
    return headers
