"""Lines that a program's side sends to the network worker before the first byte of HTTP: they begin with NUL, are in
UTF-8, and end with a line feed.

    NUL TLS <server name or -> <protocols, by commas, or ->     the program wants TLS; answered by one line, then cleartext follows both ways
    NUL VIA <proxy for http: or -> <proxy for https: or ->      URLs of proxies (docs/PROXY.md)
    NUL CACHE                                                   the browser's own cache may answer

    NUL OK <protocol or ->                                      TLS has begun
    NUL NO <code> <message>                                     it can't, and the connection ends

The program's TLS ends inside the machine, so nothing is encrypted up to here: the browser encrypts and verifies on the
other side."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, alloc, concat, decode, index_of, view

LIMIT = 16384
_LF = 10
_TLS_HANDSHAKE = 0x16


class Preface:
    """Call `receive(bytes)`, then `next_line()` until it returns None; `is_over` means that the rest is HTTP, or should
    be."""

    def __init__(self) -> None:
        self._pending = alloc(0)

    def receive(self, data: Bytes) -> None:
        self._pending = concat([self._pending, data])

    def next_line(self) -> list[str] | None:
        """The words of the next complete line, None when there is none."""
        if len(self._pending) == 0 or self._pending[0] != 0:
            return None
        end = index_of(self._pending, _LF, 0)
        if end < 0:
            return None
        words = decode(self._pending[1:end]).split(' ')
        self._pending = view(self._pending, end + 1, len(self._pending))
        return words

    def is_over(self) -> bool:
        return len(self._pending) > 0 and self._pending[0] != 0

    def is_too_long(self) -> bool:
        return len(self._pending) > LIMIT and self._pending[0] == 0

    def is_real_tls(self) -> bool:
        """Whether the bytes are a TLS record: a program with its own TLS."""
        return len(self._pending) > 0 and self._pending[0] == _TLS_HANDSHAKE

    def rest(self) -> Bytes:
        left = self._pending
        self._pending = alloc(0)
        return left


class TlsAnswer:
    """`code` is '' when TLS begins, with `protocol` or '-'."""

    def __init__(self, protocol: str, code: str, message: str) -> None:
        self.protocol = protocol
        self.code = code
        self.message = message

    def line(self) -> str:
        return f'\0OK {self.protocol}\n' if self.code == '' else f'\0NO {self.code} {self.message}\n'


def answer_tls(words: list[str], host: str) -> TlsAnswer:
    """The answer to a line `TLS <server name> <protocols>`, on a connection to `host`."""
    server_name = words[1] if len(words) > 1 else '-'
    protocols = words[2].split(',') if len(words) > 2 and words[2] != '-' else []
    if server_name != '-' and server_name.lower().removesuffix('.') != host:
        return TlsAnswer(
            '-',
            'ERR_TERRARIUM_UNSUPPORTED',
            f"a browser always sends {host} as the server name and can't send {server_name} instead",
        )
    if len(protocols) > 0 and 'http/1.1' not in protocols and 'http/1.0' not in protocols:
        return TlsAnswer(
            '-',
            'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL',
            f'{host} is reached through the browser, and programs can use only HTTP/1.1 for it, not {", ".join(protocols)}',
        )
    return TlsAnswer('-' if len(protocols) == 0 else 'http/1.1' if 'http/1.1' in protocols else 'http/1.0', '', '')
