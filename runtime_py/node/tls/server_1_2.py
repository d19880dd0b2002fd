"""A server of TLS 1.2 (RFC 5246, 7.3): a full handshake, or a session resumed by its id or a ticket.

States, named after the expected message: certificate -> exchange -> verify -> change -> finished -> done.
"""

from __future__ import annotations

from runtime_py.node.tls.alpn import choose_protocol
from runtime_py.node.tls.certificate_messages import Signer, check_verify, choose_signer, take_chain, write_authorities
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ClientHello, Extensions, write_protocols, write_server_hello
from runtime_py.node.tls.keys_1_2 import (
    KeyBlock,
    finished_1_2,
    keylog_1_2,
    master_secret,
    psk_premaster,
    without_leading_zeros,
)
from runtime_py.node.tls.names import (
    CERTIFICATE,
    CERTIFICATE_REQUEST,
    CERTIFICATE_STATUS,
    CERTIFICATE_VERIFY,
    CLIENT_HELLO,
    CLIENT_KEY_EXCHANGE,
    DECRYPT_ERROR,
    DOWNGRADE_TO_1_2,
    EXT_ALPN,
    EXT_ENCRYPT_THEN_MAC,
    EXT_EXTENDED_MASTER_SECRET,
    EXT_POINT_FORMATS,
    EXT_RENEGOTIATION_INFO,
    EXT_SERVER_NAME,
    EXT_SESSION_TICKET,
    EXT_SIGNATURE_ALGORITHMS,
    EXT_STATUS_REQUEST,
    EXT_SUPPORTED_GROUPS,
    FINISHED,
    HANDSHAKE_FAILURE,
    ILLEGAL_PARAMETER,
    NEW_SESSION_TICKET,
    NO_RENEGOTIATION,
    RENEGOTIATION_SCSV,
    SERVER_HELLO,
    SERVER_HELLO_DONE,
    SERVER_KEY_EXCHANGE,
    STATUS_OCSP,
    TLS_1_2,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
    UNKNOWN_PSK_IDENTITY,
    WARNING,
)
from runtime_py.node.tls.schemes import X25519_MLKEM768
from runtime_py.node.tls.session import Session, open_ticket, seal_ticket
from runtime_py.node.tls.suites import Suite
from runtime_py.node.tls.wire import Reader, Writer, octets_of
from runtime_py.platform.bytes import Bytes, alloc, concat, copy, decode, encode, encode_latin1, equal

NAMED_CURVE = 3
# TLS 1.2's default when a client sends no list (RFC 5246, 7.4.1.4.1); SHA-1 only if we allow it
SILENT_SCHEMES = [0x0201, 0x0203]
CERTIFICATE_TYPES = [1, 2, 64]


class Server12:
    def __init__(self, connection: object, hello: ClientHello) -> None:
        self._connection = connection
        self._hello = hello
        self._expects = ''
        self._extended = hello.has(EXT_EXTENDED_MASTER_SECRET)
        self._sends_ticket = False
        self._session_id: Bytes = alloc(0)
        self._master: Bytes = alloc(0)
        self._keys: KeyBlock | None = None
        self._peer_key: object = None
        self._share: object = None
        self._signer: Signer | None = None
        self._ocsp: Bytes | None = None

    def may_receive_data(self) -> bool:
        return False

    def begin(self) -> None:
        connection = self._connection
        settings = connection.settings
        self._sends_ticket = settings.tickets and self._hello.has(EXT_SESSION_TICKET)
        old = self._find_session()
        if old is not None:
            self._resume(old)
        elif connection.host.certificate_wanted(self._hello.server_name, self._hello.wants_ocsp):
            self._send_flight()
        else:
            connection.wait(lambda: self._send_flight())

    # sessions

    def _find_session(self) -> Session | None:
        connection = self._connection
        hello = self._hello
        ticket = hello.extensions.get(EXT_SESSION_TICKET)
        found = None
        if connection.settings.tickets and ticket is not None and len(ticket) > 0:
            found = open_ticket(connection.primitives, connection.settings.ticket_keys, ticket)
        elif len(hello.session_id) > 0:
            found = connection.host.found_session()
        return found if found is not None and self._is_usable(found) else None

    def _is_usable(self, session: Session) -> bool:
        connection = self._connection
        settings = connection.settings
        if (
            session.version != TLS_1_2
            or not equal(session.context, settings.session_context)
            or session.suite not in self._hello.suites
        ):
            return False
        if len([suite for suite in settings.suites_1_2 if suite.number == session.suite]) == 0:
            return False
        if connection.primitives.seconds() - session.made_at > session.lifetime:
            return False
        if session.has_extended_secret and not self._extended:
            raise TlsFailure(HANDSHAKE_FAILURE, 'inconsistent extms')
        return session.has_extended_secret == self._extended

    def _resume(self, old: Session) -> None:
        connection = self._connection
        connection.suite = [suite for suite in connection.settings.suites_1_2 if suite.number == old.suite][0]
        connection.resumed = True
        connection.session = old
        connection.peer_chain = old.chain
        connection.verify_result = old.verify_result
        connection.transcript.use(connection.suite.digest)
        choose_protocol(connection, self._hello)
        self._session_id = self._hello.session_id
        # an accepted ticket stays valid: Node's server doesn't renew it
        self._sends_ticket = False
        self._send_hello()
        self._set_master(old.secret)
        self._send_finished()
        self._expects = 'change'

    def _new_session(self) -> Session:
        connection = self._connection
        made = Session()
        made.version = TLS_1_2
        made.suite = connection.suite.number
        made.secret = self._master
        made.has_extended_secret = self._extended
        made.id = self._session_id
        made.context = connection.settings.session_context
        made.lifetime = connection.settings.session_lifetime
        made.made_at = connection.primitives.seconds()
        made.chain = connection.peer_chain
        made.verify_result = '' if connection.verify_result is None else connection.verify_result
        made.server_name = connection.server_name
        made.protocol = connection.protocol
        return made

    # the first flight

    def _send_flight(self) -> None:
        connection = self._connection
        self._choose_suite()
        connection.transcript.use(connection.suite.digest)
        choose_protocol(connection, self._hello)
        suite = connection.suite
        if self._hello.wants_ocsp and suite.authentication != 'psk':
            self._ocsp = connection.host.ocsp_to_send()
        self._session_id = connection.primitives.random(32) if not self._sends_ticket else alloc(0)
        self._send_hello()
        if suite.authentication != 'psk':
            self._send_certificate()
        self._send_exchange()
        asks = connection.settings.request_certificate and suite.authentication != 'psk'
        if asks:
            body = (
                Writer()
                .vector8(octets_of(CERTIFICATE_TYPES))
                .numbers16(connection.settings.schemes)
                .octets(write_authorities(connection.settings.authorities))
            )
            connection.send_message(CERTIFICATE_REQUEST, body.result())
        connection.send_message(SERVER_HELLO_DONE, alloc(0))
        self._expects = 'certificate' if asks else 'exchange'

    def _choose_suite(self) -> None:
        connection = self._connection
        hello = self._hello
        own = connection.settings.suites_1_2
        common = [suite for suite in own if suite.number in hello.suites]
        if not connection.settings.prefer_own_order:
            common = []
            for number in hello.suites:
                common.extend([suite for suite in own if suite.number == number])
        group = self._choose_group()
        wanted = connection.shared_schemes if hello.has(EXT_SIGNATURE_ALGORITHMS) else SILENT_SCHEMES
        for suite in common:
            if self._suits(suite, group, wanted):
                connection.suite = suite
                connection.group = group if suite.exchange.startswith('ecdhe') else 0
                return
        raise TlsFailure(HANDSHAKE_FAILURE, 'no shared cipher')

    def _choose_group(self) -> int:
        settings = self._connection.settings
        offered = self._hello.groups if self._hello.has(EXT_SUPPORTED_GROUPS) else settings.groups
        common = (
            [group for group in settings.groups if group in offered]
            if settings.prefer_own_order
            else [group for group in offered if group in settings.groups]
        )
        for group in common:
            if group != X25519_MLKEM768:
                return group
        return 0

    def _suits(self, suite: Suite, group: int, wanted: list[int]) -> bool:
        connection = self._connection
        settings = connection.settings
        if suite.exchange.startswith('ecdhe') and group == 0:
            return False
        if suite.authentication == 'psk':
            return settings.has_psk
        if suite.exchange == 'dhe' and settings.dh_parameters is None:
            return False
        fitting = [identity for identity in settings.identities if authenticates(identity.kind, suite)]
        if suite.exchange == 'rsa':
            fitting = [identity for identity in fitting if identity.kind == 'rsa']
            if len(fitting) > 0:
                connection.identity = fitting[0]
            return len(fitting) > 0
        signer = choose_signer(fitting, wanted, TLS_1_2)
        if signer is None:
            return False
        self._signer = signer
        connection.identity = signer.identity
        return True

    def _send_hello(self) -> None:
        connection = self._connection
        hello = self._hello
        random = connection.primitives.random(32)
        if connection.settings.max_version >= TLS_1_3:
            copy(octets_of(DOWNGRADE_TO_1_2), 0, 8, random, 24)
        connection.server_random = random
        extensions = Extensions()
        if hello.server_name != '' and not connection.resumed:
            extensions.add(EXT_SERVER_NAME, alloc(0))
        if RENEGOTIATION_SCSV in hello.suites or hello.has(EXT_RENEGOTIATION_INFO):
            extensions.add(EXT_RENEGOTIATION_INFO, octets_of([0]))
        if hello.has(EXT_POINT_FORMATS) and connection.suite.exchange.startswith('ecdhe'):
            extensions.add(EXT_POINT_FORMATS, octets_of([3, 0, 1, 2]))
        if self._sends_ticket:
            extensions.add(EXT_SESSION_TICKET, alloc(0))
        if self._encrypts_first():
            extensions.add(EXT_ENCRYPT_THEN_MAC, alloc(0))
        if self._extended:
            extensions.add(EXT_EXTENDED_MASTER_SECRET, alloc(0))
        if self._ocsp is not None:
            extensions.add(EXT_STATUS_REQUEST, alloc(0))
        if connection.protocol != '':
            extensions.add(EXT_ALPN, write_protocols([encode_latin1(connection.protocol)]))
        connection.send_message(
            SERVER_HELLO, write_server_hello(random, self._session_id, connection.suite.number, extensions.result())
        )

    def _send_certificate(self) -> None:
        connection = self._connection
        chain = Writer()
        for der in connection.identity.chain:
            chain.vector24(der)
        connection.send_message(CERTIFICATE, Writer().vector24(chain.result()).result())
        if self._ocsp is not None:
            connection.send_message(CERTIFICATE_STATUS, Writer().u8(STATUS_OCSP).vector24(self._ocsp).result())

    def _send_exchange(self) -> None:
        connection = self._connection
        primitives = connection.primitives
        kind = connection.suite.exchange
        sent = Writer()
        if kind == 'psk' or kind == 'ecdhe-psk':
            hint = connection.settings.psk_hint
            if kind == 'psk' and hint == '':
                return
            sent.vector16(encode(hint))
        if kind == 'rsa':
            return
        parameters = Writer()
        if kind == 'dhe':
            numbers = connection.settings.dh_parameters
            self._share = primitives.dh_share(numbers)
            parameters.vector16(numbers[0]).vector16(numbers[1]).vector16(self._share.public)
        elif kind != 'psk':
            self._share = primitives.generate_share(connection.group)
            parameters.u8(NAMED_CURVE).u16(connection.group).vector8(self._share.public)
        made = parameters.result()
        sent.octets(made)
        if connection.suite.authentication != 'psk':
            scheme = self._signer.scheme
            signature = primitives.sign(
                self._signer.identity.key, scheme, concat([connection.client_random, connection.server_random, made])
            )
            sent.u16(scheme.number).vector16(signature)
        connection.send_message(SERVER_KEY_EXCHANGE, sent.result())

    # the client's flight

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        expects = self._expects
        if expects == 'done' and kind == CLIENT_HELLO:
            connection.send_alert(WARNING, NO_RENEGOTIATION)
            return
        if kind == CERTIFICATE and expects == 'certificate':
            self._on_certificate(body)
        elif kind == CLIENT_KEY_EXCHANGE and expects == 'exchange':
            connection.transcript.add(whole)
            self._on_exchange(body)
            return
        elif kind == CERTIFICATE_VERIFY and expects == 'verify':
            check_verify(connection, self._peer_key, body, connection.transcript.raw())
            self._expects = 'change'
        elif kind == FINISHED and expects == 'finished':
            self._on_finished(body, whole)
            return
        else:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        connection.transcript.add(whole)

    def _on_certificate(self, body: Bytes) -> None:
        reader = Reader(body)
        entries = Reader(reader.vector24())
        reader.end()
        chain: list[Bytes] = []
        while entries.left() > 0:
            chain.append(entries.vector24())
        self._expects = 'exchange'
        if len(chain) > 0:
            self._peer_key = take_chain(self._connection, chain)
        elif self._connection.settings.require_certificate:
            raise TlsFailure(HANDSHAKE_FAILURE, 'peer did not return a certificate')

    def _on_exchange(self, body: Bytes) -> None:
        connection = self._connection
        reader = Reader(body)
        premaster = self._premaster(reader)
        reader.end()
        self._set_master(master_secret(connection, premaster, self._extended))
        self._expects = 'change' if self._peer_key is None else 'verify'

    def _premaster(self, reader: Reader) -> Bytes:
        connection = self._connection
        primitives = connection.primitives
        kind = connection.suite.exchange
        if kind == 'rsa':
            return self._rsa_premaster(reader.vector16())
        if kind == 'dhe':
            secret = primitives.dh_agree(self._share, reader.vector16())
            if secret is None:
                raise TlsFailure(ILLEGAL_PARAMETER, 'bad ecpoint')
            return without_leading_zeros(secret)
        psk = None
        if kind != 'ecdhe':
            psk = connection.host.psk_of_identity(decode(reader.vector16()))
            if psk is None:
                raise TlsFailure(UNKNOWN_PSK_IDENTITY, 'psk identity not found')
        shared = None
        if kind != 'psk':
            shared = primitives.agree(connection.group, self._share, reader.vector8())
            if shared is None:
                raise TlsFailure(ILLEGAL_PARAMETER, 'bad ecpoint')
        return shared if psk is None else psk_premaster(shared, psk)

    def _rsa_premaster(self, encrypted: Bytes) -> Bytes:
        """An invalid one is replaced by a random secret, so that an attacker can't tell what was wrong (RFC 5246,
        7.4.7.1)."""
        primitives = self._connection.primitives
        random = primitives.random(48)
        opened = primitives.rsa_decrypt(self._connection.identity.key, encrypted)
        if opened is None or len(opened) != 48 or opened[0] * 256 + opened[1] != self._hello.version:
            return random
        return opened

    def _encrypts_first(self) -> bool:
        return self._connection.suite.mac != '' and self._hello.has(EXT_ENCRYPT_THEN_MAC)

    def _set_master(self, master: Bytes) -> None:
        self._master = master
        self._connection.exporter = master
        keylog_1_2(self._connection, master)
        self._keys = KeyBlock(self._connection, master, self._encrypts_first())

    # the end

    def on_change_cipher_spec(self, content: Bytes) -> None:
        if self._expects != 'change' or len(content) != 1:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        self._connection.set_reading(self._keys.client)
        self._expects = 'finished'

    def _send_ticket(self, session: Session) -> None:
        connection = self._connection
        session.ticket = alloc(0)
        ticket = seal_ticket(connection.primitives, connection.settings.ticket_keys, session)
        connection.send_message(NEW_SESSION_TICKET, Writer().u32(session.lifetime).vector16(ticket).result())

    def _send_finished(self) -> None:
        connection = self._connection
        connection.send_change_cipher_spec()
        connection.set_writing(self._keys.server)
        made = finished_1_2(connection, self._master, True)
        connection.own_finished = made
        connection.send_message(FINISHED, made)

    def _on_finished(self, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        expected = finished_1_2(connection, self._master, False)
        if not equal(expected, body):
            raise TlsFailure(DECRYPT_ERROR, 'digest check failed')
        connection.peer_finished = expected
        connection.transcript.add(whole)
        self._expects = 'done'
        if connection.resumed:
            connection.finish()
            return
        session = self._new_session()
        connection.session = session
        if self._sends_ticket:
            self._send_ticket(session)
            self._complete()
        elif connection.settings.uses_session_ids and not connection.host.session_made(session):
            connection.wait(lambda: self._complete())
        else:
            self._complete()

    def _complete(self) -> None:
        self._send_finished()
        self._connection.finish()


def authenticates(kind: str, suite: Suite) -> bool:
    if suite.authentication == 'rsa':
        return kind == 'rsa' or kind == 'rsa-pss'
    return kind == 'ec' or kind == 'ed25519' or kind == 'ed448'
