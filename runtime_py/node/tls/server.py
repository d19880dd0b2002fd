"""A server until it has read the ClientHello and chosen a version, and the host is ready. Then server_1_3.py or
server_1_2.py continues."""

from __future__ import annotations

from runtime_py.node.tls.certificate_messages import shared_schemes
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ClientHello
from runtime_py.node.tls.names import (
    CLIENT_HELLO,
    DECODE_ERROR,
    EXT_SESSION_TICKET,
    EXT_SIGNATURE_ALGORITHMS,
    HANDSHAKE_FAILURE,
    ILLEGAL_PARAMETER,
    INTERNAL_ERROR,
    PROTOCOL_VERSION,
    TLS_1_2,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.server_1_2 import Server12
from runtime_py.node.tls.server_1_3 import Server13
from runtime_py.node.tls.wire import octets_of
from runtime_py.platform.bytes import Bytes, equal


class Server:
    def __init__(self, connection: object) -> None:
        self._connection = connection

    def begin(self) -> None:
        settings = self._connection.settings
        if settings.max_version < TLS_1_2 or settings.min_version > settings.max_version:
            raise TlsFailure(INTERNAL_ERROR, 'no protocols available')

    def may_receive_data(self) -> bool:
        return False

    def on_change_cipher_spec(self, content: Bytes) -> None:
        raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        if kind != CLIENT_HELLO:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        connection = self._connection
        connection.host.handshake_started()
        hello = ClientHello(body)
        if not 0 < len(hello.compressions) or not equal(
            hello.compressions[len(hello.compressions) - 1 :], octets_of([0])
        ):
            raise TlsFailure(
                DECODE_ERROR if len(hello.compressions) == 0 else ILLEGAL_PARAMETER, 'no compression specified'
            )
        connection.transcript.add(whole)
        connection.client_random = hello.random
        connection.server_name = hello.server_name
        if connection.host.hello_read(hello.session_id, hello.server_name, has_ticket(hello), hello.wants_ocsp):
            self._choose(hello)
        else:
            connection.wait(lambda: self._choose(hello))

    def _choose(self, hello: ClientHello) -> None:
        connection = self._connection
        version = self._version(hello)
        connection.version = version
        connection.shared_schemes = shared_schemes(connection, hello.schemes)
        if hello.has(EXT_SIGNATURE_ALGORITHMS) and len(connection.shared_schemes) == 0:
            raise TlsFailure(HANDSHAKE_FAILURE, 'no shared signature algorithms')
        connection.records.is_1_3 = version == TLS_1_3
        role = Server13(connection, hello) if version == TLS_1_3 else Server12(connection, hello)
        connection.role = role
        role.begin()

    def _version(self, hello: ClientHello) -> int:
        settings = self._connection.settings
        offered = hello.versions
        if len(offered) == 0:
            offered = [min(hello.version, TLS_1_2)]
        for version in [TLS_1_3, TLS_1_2]:
            if version in offered and settings.min_version <= version <= settings.max_version:
                return version
        raise TlsFailure(PROTOCOL_VERSION, 'unsupported protocol')


def has_ticket(hello: ClientHello) -> bool:
    ticket = hello.extensions.get(EXT_SESSION_TICKET)
    return ticket is not None and len(ticket) > 0
