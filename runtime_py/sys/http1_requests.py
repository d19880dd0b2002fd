"""The server's side of HTTP/1.1, reading and writing, without I/O. See http1.py for the framing of bodies."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, encode_latin1
from runtime_py.sys.http1 import CHUNK_SIZE, DONE, HttpError, MessageParser, header, is_token, parse_fields, stays_open


class RequestHead:
    """`has_body` is true when a body was announced, even an empty one."""

    def __init__(self, method: str, target: str, version: str, headers: list) -> None:
        self.method = method
        self.target = target
        self.version = version
        self.headers = headers
        self.has_body = False

    def header(self, name: str) -> str | None:
        """The value of a header (its name in lower case), or None."""
        return header(self.headers, name)


class RequestParser(MessageParser):
    """Parses requests; refuses whatever two readers could frame in two ways (RFC 9112 6.3)."""

    def __init__(self) -> None:
        super().__init__('request')

    def take_head(self, text: str) -> object:
        head = parse_request_head(text)
        self.keep_alive = stays_open(head.version, head.headers)
        coding = head.header('transfer-encoding')
        length = head.header('content-length')
        head.has_body = coding is not None or length is not None
        if coding is not None:
            if coding.lower() != 'chunked' or length is not None:
                raise HttpError("The length of the request's body is ambiguous")
            self.state = CHUNK_SIZE
        elif length is not None:
            self._until_length(length)
        else:
            self.state = DONE
        return head


def parse_request_head(text: str) -> RequestHead:
    lines = text.lstrip('\r\n').split('\n')
    words = lines[0].rstrip('\r').split(' ')
    if len(words) != 3 or not is_token(words[0]) or words[1] == '' or words[2] not in ('HTTP/1.1', 'HTTP/1.0'):
        raise HttpError('This is not an HTTP/1.1 request')
    return RequestHead(words[0], words[1], words[2][5:], parse_fields(lines[1:]))


def response_head(status: int, reason: str, headers: list) -> Bytes:
    """The bytes of a response's head; characters that can't be sent are left out of the reason."""
    clean = ''.join([c for c in reason if 32 <= ord(c) < 256])
    lines = [f'HTTP/1.1 {status} {clean}\r\n']
    for pair in headers:
        lines.append(f'{pair[0]}: {pair[1]}\r\n')
    lines.append('\r\n')
    return encode_latin1(''.join(lines))
