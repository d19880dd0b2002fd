"""A server of TLS 1.3: negotiates, sends its flight at once, reads the client's, sends tickets.

States, named after the expected message: hello (after a HelloRetryRequest) -> certificate -> verify -> finished ->
done."""

from __future__ import annotations

from runtime_py.node.tls.alpn import choose_protocol
from runtime_py.node.tls.certificate_messages import (
    CertificateEntries,
    check_verify,
    choose_signer,
    send_certificate_1_3,
    send_request_1_3,
    send_verify,
    signed_content,
    take_chain,
)
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ClientHello, Extensions, write_protocols, write_server_hello
from runtime_py.node.tls.key_schedule import KeySchedule, expand_label, finished_mac, traffic_protection
from runtime_py.node.tls.names import (
    CERTIFICATE,
    CERTIFICATE_REQUIRED,
    CERTIFICATE_VERIFY,
    CLIENT_HELLO,
    DECRYPT_ERROR,
    ENCRYPTED_EXTENSIONS,
    EXT_ALPN,
    EXT_KEY_SHARE,
    EXT_PRE_SHARED_KEY,
    EXT_SERVER_NAME,
    EXT_SIGNATURE_ALGORITHMS,
    EXT_SUPPORTED_GROUPS,
    EXT_SUPPORTED_VERSIONS,
    FINISHED,
    HANDSHAKE_FAILURE,
    ILLEGAL_PARAMETER,
    MISSING_EXTENSION,
    NEW_SESSION_TICKET,
    PSK_WITH_DHE,
    RETRY_RANDOM,
    SERVER_HELLO,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.psk_1_3 import OfferedPsk, find_psk
from runtime_py.node.tls.session import Session, seal_ticket
from runtime_py.node.tls.suites import Suite
from runtime_py.node.tls.wire import Writer, octets_of
from runtime_py.platform.bytes import Bytes, alloc, encode_latin1, equal


class Server13:
    def __init__(self, connection: object, hello: ClientHello) -> None:
        self._connection = connection
        self._hello = hello
        self._expects = 'hello'
        self._retried = False
        self._psk: OfferedPsk | None = None
        self._schedule: KeySchedule | None = None
        self._client_secret: Bytes = alloc(0)
        self._server_secret: Bytes = alloc(0)
        self._client_traffic: Bytes = alloc(0)
        self._peer_key: object = None

    def begin(self) -> None:
        connection = self._connection
        hello = self._hello
        self._psk = find_psk(connection, hello)
        suite = self._choose_suite(hello)
        connection.suite = suite
        connection.transcript.use(suite.digest)
        self._choose_group()

    def _choose_suite(self, hello: ClientHello) -> Suite:
        settings = self._connection.settings
        own = settings.suites_1_3
        common = [suite for suite in own if suite.number in hello.suites]
        if not settings.prefer_own_order:
            common = []
            for number in hello.suites:
                common.extend([suite for suite in own if suite.number == number])
        if len(common) == 0:
            raise TlsFailure(HANDSHAKE_FAILURE, 'no shared cipher')
        if self._psk is None:
            return common[0]
        # a PSK works only with its own digest
        fitting = [suite for suite in common if suite.digest == self._psk.digest]
        if len(fitting) == 0:
            self._psk = None
            return common[0]
        same = [suite for suite in fitting if suite.number == self._psk.session.suite]
        return same[0] if len(same) > 0 and self._psk.is_external else fitting[0]

    def _choose_group(self) -> None:
        connection = self._connection
        hello = self._hello
        if self._psk is None and not (
            hello.has(EXT_SUPPORTED_GROUPS) and hello.has(EXT_KEY_SHARE) and hello.has(EXT_SIGNATURE_ALGORITHMS)
        ):
            raise TlsFailure(
                MISSING_EXTENSION,
                'missing sigalgs extension'
                if not hello.has(EXT_SIGNATURE_ALGORITHMS)
                else 'missing supported groups extension',
            )
        settings = connection.settings
        offered = hello.groups
        common = (
            [group for group in settings.groups if group in offered]
            if settings.prefer_own_order
            else [group for group in offered if group in settings.groups]
        )
        shares = hello.shares
        for group in common:
            for share_group, value in shares:
                if share_group == group:
                    self._go_on(group, value)
                    return
        if self._retried or len(common) == 0:
            raise TlsFailure(HANDSHAKE_FAILURE, 'no suitable key share')
        self._retry(common[0])

    def _retry(self, group: int) -> None:
        connection = self._connection
        self._retried = True
        connection.transcript.become_hash()
        extensions = Extensions()
        extensions.add(EXT_SUPPORTED_VERSIONS, octets_of([3, 4]))
        extensions.add(EXT_KEY_SHARE, Writer().u16(group).result())
        connection.send_message(
            SERVER_HELLO,
            write_server_hello(
                octets_of(RETRY_RANDOM), self._hello.session_id, connection.suite.number, extensions.result()
            ),
        )
        self._send_compatibility()

    def _send_compatibility(self) -> None:
        if len(self._hello.session_id) > 0:
            self._connection.send_change_cipher_spec()

    def _on_second_hello(self, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        hello = ClientHello(body)
        if connection.suite.number not in hello.suites or not equal(hello.session_id, self._hello.session_id):
            raise TlsFailure(ILLEGAL_PARAMETER, 'bad cipher')
        self._hello = hello
        connection.transcript.add(whole)
        # the binders cover the hash of the first hello too
        self._psk = find_psk(connection, hello)
        if self._psk is not None and self._psk.digest != connection.suite.digest:
            self._psk = None
        self._choose_group()

    def _go_on(self, group: int, value: Bytes) -> None:
        """The share is there; waits for the host to choose the certificate."""
        connection = self._connection
        made = connection.primitives.encapsulate(group, value)
        if made is None:
            raise TlsFailure(ILLEGAL_PARAMETER, 'bad key share')
        connection.group = group
        if connection.host.certificate_wanted(self._hello.server_name, self._hello.wants_ocsp):
            self._send_flight(made)
        else:
            connection.wait(lambda: self._send_flight(made))

    # our flight

    def _send_flight(self, made: list) -> None:
        connection = self._connection
        choose_protocol(connection, self._hello)
        signer = None
        if self._psk is None:
            signer = choose_signer(connection.settings.identities, connection.shared_schemes, TLS_1_3)
            if signer is None:
                raise TlsFailure(HANDSHAKE_FAILURE, 'no suitable signature algorithm')
            connection.identity = signer.identity
        self._send_hello(made)
        self._send_extensions()
        if signer is not None:
            if connection.settings.request_certificate:
                send_request_1_3(connection)
            ocsp = connection.host.ocsp_to_send() if self._hello.wants_ocsp else None
            send_certificate_1_3(connection, signer.identity.chain, alloc(0), ocsp)
            send_verify(connection, signer, signed_content(True, connection.transcript.hash()))
        self._send_finished(signer is not None)

    def _send_hello(self, made: list) -> None:
        connection = self._connection
        connection.server_random = connection.primitives.random(32)
        extensions = Extensions()
        extensions.add(EXT_SUPPORTED_VERSIONS, octets_of([3, 4]))
        extensions.add(EXT_KEY_SHARE, Writer().u16(connection.group).vector16(made[0]).result())
        psk = self._psk
        if psk is not None:
            extensions.add(EXT_PRE_SHARED_KEY, Writer().u16(psk.index).result())
            connection.resumed = True
            connection.peer_chain = psk.session.chain
            connection.verify_result = psk.session.verify_result
            connection.session = psk.session
        connection.send_message(
            SERVER_HELLO,
            write_server_hello(
                connection.server_random, self._hello.session_id, connection.suite.number, extensions.result()
            ),
        )
        if not self._retried:
            self._send_compatibility()
        self._start_secrets(made[1])

    def _start_secrets(self, shared: Bytes) -> None:
        connection = self._connection
        primitives = connection.primitives
        schedule = KeySchedule(
            primitives, connection.suite.digest, None if self._psk is None else self._psk.session.secret
        )
        schedule.mix(shared)
        transcript = connection.transcript.hash()
        self._client_secret = schedule.derive('c hs traffic', transcript)
        self._server_secret = schedule.derive('s hs traffic', transcript)
        connection.keylog('SERVER_HANDSHAKE_TRAFFIC_SECRET', self._server_secret)
        connection.keylog('CLIENT_HANDSHAKE_TRAFFIC_SECRET', self._client_secret)
        connection.set_writing(traffic_protection(primitives, connection.suite, self._server_secret))
        self._schedule = schedule

    def _send_extensions(self) -> None:
        connection = self._connection
        extensions = Extensions()
        if self._hello.server_name != '' and self._psk is None:
            extensions.add(EXT_SERVER_NAME, alloc(0))
        if connection.protocol != '':
            extensions.add(EXT_ALPN, write_protocols([encode_latin1(connection.protocol)]))
        connection.send_message(ENCRYPTED_EXTENSIONS, Writer().vector16(extensions.result()).result())

    def _send_finished(self, signed: bool) -> None:
        connection = self._connection
        primitives = connection.primitives
        suite = connection.suite
        made = finished_mac(primitives, suite.digest, self._server_secret, connection.transcript.hash())
        connection.own_finished = made
        connection.send_message(FINISHED, made)
        schedule = self._schedule
        schedule.mix(None)
        transcript = connection.transcript.hash()
        self._client_traffic = schedule.derive('c ap traffic', transcript)
        server_traffic = schedule.derive('s ap traffic', transcript)
        connection.exporter = schedule.derive('exp master', transcript)
        connection.keylog('EXPORTER_SECRET', connection.exporter)
        connection.keylog('SERVER_TRAFFIC_SECRET_0', server_traffic)
        connection.write_secret = server_traffic
        connection.set_writing(traffic_protection(primitives, suite, server_traffic))
        connection.set_reading(traffic_protection(primitives, suite, self._client_secret))
        self._expects = 'certificate' if signed and connection.settings.request_certificate else 'finished'

    # the client's flight

    def may_receive_data(self) -> bool:
        return False

    def on_change_cipher_spec(self, content: Bytes) -> None:
        raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        expects = self._expects
        if kind == CLIENT_HELLO and expects == 'hello' and self._retried:
            self._on_second_hello(body, whole)
        elif kind == CERTIFICATE and expects == 'certificate':
            self._on_certificate(body)
            connection.transcript.add(whole)
        elif kind == CERTIFICATE_VERIFY and expects == 'verify':
            check_verify(connection, self._peer_key, body, signed_content(False, connection.transcript.hash()))
            connection.transcript.add(whole)
            self._expects = 'finished'
        elif kind == FINISHED and expects == 'finished':
            self._on_finished(body, whole)
        else:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')

    def _on_certificate(self, body: Bytes) -> None:
        entries = CertificateEntries(body)
        if len(entries.chain) == 0:
            if self._connection.settings.require_certificate:
                raise TlsFailure(CERTIFICATE_REQUIRED, 'peer did not return a certificate')
            self._expects = 'finished'
            return
        self._peer_key = take_chain(self._connection, entries.chain)
        self._expects = 'verify'

    def _on_finished(self, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        primitives = connection.primitives
        suite = connection.suite
        expected = finished_mac(primitives, suite.digest, self._client_secret, connection.transcript.hash())
        if not equal(expected, body):
            raise TlsFailure(DECRYPT_ERROR, 'digest check failed')
        connection.peer_finished = expected
        connection.keylog('CLIENT_TRAFFIC_SECRET_0', self._client_traffic)
        connection.transcript.add(whole)
        connection.read_secret = self._client_traffic
        connection.set_reading(traffic_protection(primitives, suite, self._client_traffic))
        resumption = self._schedule.derive('res master', connection.transcript.hash())
        self._expects = 'done'
        connection.finish()
        # the host's actions may have ended the connection
        if connection.failure is None and not connection.own_closed:
            self._send_tickets(resumption)

    def _send_tickets(self, resumption: Bytes) -> None:
        connection = self._connection
        settings = connection.settings
        # an accepted ticket stays valid: Node's server doesn't renew it
        is_renewal = self._psk is not None and not self._psk.is_external
        if PSK_WITH_DHE not in self._hello.psk_modes or is_renewal:
            return
        for i in range(settings.ticket_count):
            nonce = alloc(8)
            nonce[7] = i
            session = self._session_of(
                expand_label(
                    connection.primitives, connection.suite.digest, resumption, 'resumption', nonce, len(resumption)
                )
            )
            ticket = seal_ticket(connection.primitives, settings.ticket_keys, session)
            body = (
                Writer()
                .u32(session.lifetime)
                .u32(session.age_add)
                .vector8(nonce)
                .vector16(ticket)
                .vector16(alloc(0))
                .result()
            )
            # not part of the transcript
            connection.send_message(NEW_SESSION_TICKET, body)
            connection.session = session
            connection.host.new_session(session)

    def _session_of(self, secret: Bytes) -> Session:
        connection = self._connection
        age = connection.primitives.random(4)
        made = Session()
        made.version = TLS_1_3
        made.suite = connection.suite.number
        made.secret = secret
        made.id = connection.primitives.random(32)
        made.age_add = ((age[0] * 256 + age[1]) * 256 + age[2]) * 256 + age[3]
        made.lifetime = connection.settings.session_lifetime
        made.made_at = connection.primitives.seconds()
        made.context = connection.settings.session_context
        made.server_name = connection.server_name
        made.protocol = connection.protocol
        made.chain = connection.peer_chain
        made.verify_result = '' if connection.verify_result is None else connection.verify_result
        return made
