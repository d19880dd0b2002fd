"""A client of TLS 1.3 after the ServerHello: the server's encrypted flight, ours, then tickets.

States, named after the expected message: extensions -> certificate or its request -> verify -> finished -> done.
"""

from __future__ import annotations

from runtime_py.node.tls.certificate_messages import (
    CertificateEntries,
    CertificateRequest,
    check_verify,
    choose_signer,
    send_certificate_1_3,
    send_verify,
    signed_content,
    take_chain,
)
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ServerHello, read_extensions, read_protocols
from runtime_py.node.tls.key_schedule import KeySchedule, expand_label, finished_mac, traffic_protection
from runtime_py.node.tls.names import (
    CERTIFICATE,
    CERTIFICATE_REQUEST,
    CERTIFICATE_VERIFY,
    DECODE_ERROR,
    DECRYPT_ERROR,
    ENCRYPTED_EXTENSIONS,
    EXT_ALPN,
    EXT_KEY_SHARE,
    EXT_PRE_SHARED_KEY,
    FINISHED,
    HANDSHAKE_FAILURE,
    ILLEGAL_PARAMETER,
    NEW_SESSION_TICKET,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.protection import Plain
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.suites import find_suite
from runtime_py.node.tls.wire import Reader
from runtime_py.platform.bytes import Bytes, alloc, encode_latin1, equal


class Client13:
    def __init__(
        self, connection: object, shares: list[list], psk: Session | None, is_external: bool, retried: bool
    ) -> None:
        self._connection = connection
        self._shares = shares
        self._psk = psk
        self._is_external = is_external
        self._expects = 'extensions'
        self._schedule: KeySchedule | None = None
        self._retried = retried
        self._client_secret: Bytes = alloc(0)
        self._server_secret: Bytes = alloc(0)
        self._resumption: Bytes = alloc(0)
        self._peer_key: object = None
        self._request: CertificateRequest | None = None

    def may_receive_data(self) -> bool:
        return False

    def on_change_cipher_spec(self, content: Bytes) -> None:
        raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')

    def on_hello(self, hello: ServerHello) -> None:
        connection = self._connection
        suite = connection.suite
        psk = self._accepted_psk(hello)
        shared = self._agree(hello)
        schedule = KeySchedule(connection.primitives, suite.digest, psk)
        schedule.mix(shared)
        transcript = connection.transcript.hash()
        self._client_secret = schedule.derive('c hs traffic', transcript)
        self._server_secret = schedule.derive('s hs traffic', transcript)
        connection.keylog('SERVER_HANDSHAKE_TRAFFIC_SECRET', self._server_secret)
        connection.set_reading(traffic_protection(connection.primitives, suite, self._server_secret))
        self._schedule = schedule

    def _accepted_psk(self, hello: ServerHello) -> Bytes | None:
        content = hello.extensions.get(EXT_PRE_SHARED_KEY)
        if content is None:
            return None
        connection = self._connection
        if (
            self._psk is None
            or Reader(content).u16() != 0
            or find_suite(self._psk.suite).digest != connection.suite.digest
        ):
            raise TlsFailure(ILLEGAL_PARAMETER, 'bad psk identity')
        connection.resumed = True
        connection.peer_chain = self._psk.chain
        connection.verify_result = '' if self._is_external else self._psk.verify_result
        return self._psk.secret

    def _agree(self, hello: ServerHello) -> Bytes:
        content = hello.extensions.get(EXT_KEY_SHARE)
        if content is None:
            raise TlsFailure(HANDSHAKE_FAILURE, 'no suitable key share')
        reader = Reader(content)
        group = reader.u16()
        for own_group, share in self._shares:
            if own_group == group:
                shared = self._connection.primitives.agree(group, share, reader.vector16())
                if shared is None:
                    raise TlsFailure(ILLEGAL_PARAMETER, 'bad key share')
                self._connection.group = group
                return shared
        raise TlsFailure(ILLEGAL_PARAMETER, 'bad key share')

    # the server's flight

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        expects = self._expects
        if expects == 'done':
            if kind != NEW_SESSION_TICKET:
                raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
            self._on_ticket(body)
            return
        if kind == ENCRYPTED_EXTENSIONS and expects == 'extensions':
            self._on_extensions(body)
        elif kind == CERTIFICATE_REQUEST and expects == 'certificate' and self._request is None:
            self._request = CertificateRequest(body, TLS_1_3)
        elif kind == CERTIFICATE and expects == 'certificate':
            self._on_certificate(body)
        elif kind == CERTIFICATE_VERIFY and expects == 'verify':
            check_verify(connection, self._peer_key, body, signed_content(True, connection.transcript.hash()))
            self._expects = 'finished'
        elif kind == FINISHED and expects == 'finished':
            self._on_finished(body, whole)
            return
        else:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        connection.transcript.add(whole)

    def _on_extensions(self, body: Bytes) -> None:
        connection = self._connection
        found = read_extensions(Reader(body))
        chosen = found.get(EXT_ALPN)
        if chosen is not None:
            names = read_protocols(chosen)
            offered = [
                name
                for name in connection.settings.protocols
                if len(names) == 1 and equal(name, encode_latin1(names[0]))
            ]
            if len(offered) == 0:
                raise TlsFailure(ILLEGAL_PARAMETER, 'bad extension')
            connection.protocol = names[0]
        self._expects = 'finished' if connection.resumed else 'certificate'

    def _on_certificate(self, body: Bytes) -> None:
        entries = CertificateEntries(body)
        if len(entries.chain) == 0:
            raise TlsFailure(DECODE_ERROR, 'length mismatch')
        if self._connection.settings.request_ocsp:
            self._connection.host.ocsp_received(entries.ocsp)
        self._peer_key = take_chain(self._connection, entries.chain)
        self._expects = 'verify'

    def _on_finished(self, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        primitives = connection.primitives
        suite = connection.suite
        expected = finished_mac(primitives, suite.digest, self._server_secret, connection.transcript.hash())
        if not equal(expected, body):
            raise TlsFailure(DECRYPT_ERROR, 'digest check failed')
        connection.peer_finished = expected
        connection.transcript.add(whole)
        schedule = self._schedule
        schedule.mix(None)
        transcript = connection.transcript.hash()
        client_traffic = schedule.derive('c ap traffic', transcript)
        server_traffic = schedule.derive('s ap traffic', transcript)
        connection.exporter = schedule.derive('exp master', transcript)
        connection.keylog('EXPORTER_SECRET', connection.exporter)
        connection.keylog('SERVER_TRAFFIC_SECRET_0', server_traffic)
        connection.keylog('CLIENT_HANDSHAKE_TRAFFIC_SECRET', self._client_secret)
        connection.keylog('CLIENT_TRAFFIC_SECRET_0', client_traffic)
        self._send_flight()
        self._resumption = schedule.derive('res master', connection.transcript.hash())
        connection.read_secret = server_traffic
        connection.write_secret = client_traffic
        connection.set_reading(traffic_protection(primitives, suite, server_traffic))
        connection.set_writing(traffic_protection(primitives, suite, client_traffic))
        self._expects = 'done'
        self._keep_session(self._psk if connection.resumed else None)
        connection.finish()

    def _keep_session(self, old: Session | None) -> None:
        self._connection.session = self._new_session() if old is None else old

    def _send_flight(self) -> None:
        connection = self._connection
        primitives = connection.primitives
        if not self._retried:
            connection.set_writing(Plain())
            connection.send_change_cipher_spec()
        connection.set_writing(traffic_protection(primitives, connection.suite, self._client_secret))
        if self._request is not None:
            self._send_certificate(self._request)
        made = finished_mac(primitives, connection.suite.digest, self._client_secret, connection.transcript.hash())
        connection.own_finished = made
        connection.send_message(FINISHED, made)

    def _send_certificate(self, request: CertificateRequest) -> None:
        connection = self._connection
        wanted = [number for number in request.schemes if number in connection.settings.schemes]
        signer = choose_signer(connection.settings.identities, wanted, TLS_1_3)
        if signer is None:
            send_certificate_1_3(connection, [], request.context, None)
            return
        connection.identity = signer.identity
        send_certificate_1_3(connection, signer.identity.chain, request.context, None)
        send_verify(connection, signer, signed_content(False, connection.transcript.hash()))

    # tickets

    def _new_session(self) -> Session:
        connection = self._connection
        made = Session()
        made.version = TLS_1_3
        made.suite = connection.suite.number
        made.server_name = connection.server_name
        made.protocol = connection.protocol
        made.chain = connection.peer_chain
        made.verify_result = '' if connection.verify_result is None else connection.verify_result
        made.made_at = connection.primitives.seconds()
        return made

    def _on_ticket(self, body: Bytes) -> None:
        connection = self._connection
        reader = Reader(body)
        made = self._new_session()
        made.lifetime = reader.u32()
        made.age_add = reader.u32()
        nonce = reader.vector8()
        made.ticket = reader.vector16()
        read_extensions(reader)
        reader.end()
        digest = connection.suite.digest
        made.secret = expand_label(
            connection.primitives, digest, self._resumption, 'resumption', nonce, len(self._resumption)
        )
        made.id = connection.primitives.digest('sha256', made.ticket)
        connection.session = made
        connection.host.new_session(made)
