"""HTTP's rules for the fields and the body of a message over HTTP/2 (RFC 9113, 8), as strict as nghttp2's.

A `Message` tracks one direction of one stream: fields one by one, the end of their block, data, the end. Verdicts are
0, ERR_HTTP_HEADER (the stream is reset) or IGNORED (the field is left out). Must not know: frames, streams."""

from __future__ import annotations

from runtime_py.node.http2.errors import ERR_HTTP_HEADER
from runtime_py.node.http2.hpack import Field
from runtime_py.platform.maps import Set

IGNORED = -1

_AUTHORITY = 1
_PATH = 2
_METHOD = 4
_SCHEME = 8
_HOST = 16
_STATUS = 32
_PROTOCOL = 64
_CONNECT = 128
_HEAD = 256
_OPTIONS = 512
_PATH_REGULAR = 1024
_PATH_ASTERISK = 2048
_SCHEME_HTTP = 4096
_NO_MORE_PSEUDO = 8192
_EXPECTS_FINAL = 16384
_METHODS = _CONNECT | _HEAD | _OPTIONS
_NEEDED = _METHOD | _PATH | _SCHEME

_FORBIDDEN = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']


def _set_of(text: str) -> Set[str]:
    found: Set[str] = Set()
    for k in range(len(text)):
        found.add(text[k])
    return found


_LOWER = 'abcdefghijklmnopqrstuvwxyz'
_UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
_DIGITS = '0123456789'
_name_octets = _set_of("!#$%&'*+-.^_`|~" + _LOWER + _DIGITS)
_method_octets = _set_of("!#$%&'*+-.^_`|~" + _LOWER + _UPPER + _DIGITS)
_scheme_octets = _set_of('+-.' + _LOWER + _UPPER + _DIGITS)
_digit_octets = _set_of(_DIGITS)
_authority_octets = _set_of("!$%&'()*+,-.:;=@[]_~" + _LOWER + _UPPER + _DIGITS)


def _only(text: str, allowed: Set[str]) -> bool:
    for k in range(len(text)):
        if not allowed.has(text[k]):
            return False
    return True


def is_name(name: str) -> bool:
    start = 1 if name.startswith(':') else 0
    return len(name) > start and _only(name[start:], _name_octets)


def is_value(value: str, trimmed: bool) -> bool:
    """`trimmed`: blanks at its ends are forbidden."""
    for k in range(len(value)):
        code = ord(value[k])
        if (code < 32 and code != 9) or code == 127:
            return False
    if not trimmed or value == '':
        return True
    return value[0] not in (' ', '\t') and value[-1] not in (' ', '\t')


def is_path(path: str) -> bool:
    for k in range(len(path)):
        code = ord(path[k])
        if code < 33 or code == 127:
            return False
    return True


def parse_length(text: str) -> float:
    """A decimal number that a double represents exactly, or -1."""
    if text == '' or not _only(text, _digit_octets) or len(text) > 15:
        return -1
    return int(text)


class Rules:
    """The rules that this end of the connection applies."""

    def __init__(self, reads_requests: bool, connect_protocol: bool, trimmed: bool) -> None:
        self.reads_requests = reads_requests
        self.connect_protocol = connect_protocol
        self.trimmed = trimmed


class Message:
    def __init__(self) -> None:
        self._flags = 0
        self._status = -1
        self._expected: float = -1  # content-length
        self._received: float = 0

    def record_request(self, fields: list[Field]) -> None:
        """We send this request: the valid responses depend on its method."""
        for field in fields:
            if field.name == ':method':
                self._record_method(field.value)

    def _record_method(self, method: str) -> None:
        if method == 'CONNECT':
            self._flags = self._flags | _CONNECT
        elif method == 'HEAD':
            self._flags = self._flags | _HEAD
        elif method == 'OPTIONS':
            self._flags = self._flags | _OPTIONS

    # fields

    def on_field(self, rules: Rules, field: Field, is_request: bool, is_trailer: bool, is_even: bool) -> int:
        pseudo = field.name.startswith(':')
        bad = False
        if not is_name(field.name):
            if pseudo or field.name != field.name.lower():
                return ERR_HTTP_HEADER
            bad = True
        if bad or not self._is_fit(rules, field):
            if pseudo:
                return ERR_HTTP_HEADER
            self._flags = self._flags | _NO_MORE_PSEUDO
            return IGNORED
        if pseudo and (is_trailer or (self._flags & _NO_MORE_PSEUDO) != 0):
            return ERR_HTTP_HEADER
        verdict = self._request_field(rules, field, is_even) if is_request else self._response_field(field)
        if not pseudo:
            self._flags = self._flags | _NO_MORE_PSEUDO
        return verdict

    def _is_fit(self, rules: Rules, field: Field) -> bool:
        if field.name == ':method':
            return _only(field.value, _method_octets)
        if field.name == ':path':
            return is_path(field.value)
        if field.name == ':scheme':
            return _only(field.value, _scheme_octets)
        if (field.name == ':authority' or field.name == 'host') and rules.reads_requests:
            return _only(field.value, _authority_octets)
        return is_value(field.value, rules.trimmed)

    def _once(self, flag: int, value: str) -> int:
        if (self._flags & flag) != 0 or value == '':
            return ERR_HTTP_HEADER
        self._flags = self._flags | flag
        return 0

    def _request_field(self, rules: Rules, field: Field, is_even: bool) -> int:
        name = field.name
        if name == ':authority':
            return self._once(_AUTHORITY, field.value)
        if name == 'host':
            return self._once(_HOST, field.value)
        if name == ':method':
            # nothing can be pushed through a tunnel
            if field.value == 'CONNECT' and is_even:
                return ERR_HTTP_HEADER
            self._record_method(field.value)
            return self._once(_METHOD, field.value)
        if name == ':path':
            if field.value.startswith('/'):
                self._flags = self._flags | _PATH_REGULAR
            elif field.value == '*':
                self._flags = self._flags | _PATH_ASTERISK
            return self._once(_PATH, field.value)
        if name == ':scheme':
            if field.value.lower() in ('http', 'https'):
                self._flags = self._flags | _SCHEME_HTTP
            return self._once(_SCHEME, field.value)
        if name == ':protocol':
            return self._once(_PROTOCOL, field.value) if rules.connect_protocol else ERR_HTTP_HEADER
        return self._common_field(field)

    def _response_field(self, field: Field) -> int:
        if field.name == ':status':
            if len(field.value) != 3 or parse_length(field.value) < 0 or field.value == '101':
                return ERR_HTTP_HEADER
            self._status = int(field.value)
            return self._once(_STATUS, field.value)
        if field.name == 'content-length':
            if self._status == 204:
                return IGNORED if field.value == '0' else ERR_HTTP_HEADER
            if self._status // 100 == 1 or (self._status // 100 == 2 and (self._flags & _CONNECT) != 0):
                return ERR_HTTP_HEADER if self._status // 100 == 1 else IGNORED
        return self._common_field(field)

    def _common_field(self, field: Field) -> int:
        if field.name.startswith(':') or field.name in _FORBIDDEN:
            return ERR_HTTP_HEADER
        if field.name == 'te' and field.value.lower() != 'trailers':
            return ERR_HTTP_HEADER
        if field.name == 'content-length':
            length = parse_length(field.value)
            if self._expected >= 0 or length < 0:
                return ERR_HTTP_HEADER
            self._expected = length
        return 0

    # ends of blocks; False is a violation

    def end_request(self, is_promise: bool) -> bool:
        flags = self._flags
        if (flags & _PROTOCOL) == 0 and (flags & _CONNECT) != 0:
            if (flags & (_SCHEME | _PATH)) != 0 or (flags & _AUTHORITY) == 0:
                return False
            self._expected = -1
        else:
            if (flags & _NEEDED) != _NEEDED or (flags & (_AUTHORITY | _HOST)) == 0:
                return False
            if (flags & _PROTOCOL) != 0 and ((flags & _CONNECT) == 0 or (flags & _AUTHORITY) == 0):
                return False
            if not self._has_fit_path():
                return False
        if is_promise:
            self._flags = flags & _METHODS
            self._expected = -1
        return True

    def _has_fit_path(self) -> bool:
        flags = self._flags
        if (flags & _SCHEME_HTTP) == 0 or (flags & _PATH_REGULAR) != 0:
            return True
        return (flags & _OPTIONS) != 0 and (flags & _PATH_ASTERISK) != 0

    def expects_final(self) -> bool:
        return (self._flags & _EXPECTS_FINAL) != 0

    def end_response(self) -> bool:
        if (self._flags & _STATUS) == 0:
            return False
        if self._status // 100 == 1:
            self._flags = (self._flags & _METHODS) | _EXPECTS_FINAL
            self._expected = -1
            self._status = -1
            return True
        self._flags = self._flags & ~_EXPECTS_FINAL
        if (self._flags & _HEAD) != 0 or self._status == 304 or self._status == 204:
            self._expected = 0
        elif (self._flags & _CONNECT) != 0:
            self._expected = -1
        return True

    # the body

    def on_data(self, length: int) -> bool:
        self._received += length
        return not self.expects_final() and (self._expected < 0 or self._received <= self._expected)

    def on_end(self) -> bool:
        return not self.expects_final() and (self._expected < 0 or self._received == self._expected)
