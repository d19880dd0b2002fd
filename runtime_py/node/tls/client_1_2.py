"""A client of TLS 1.2 after the ServerHello (RFC 5246, 7.3): a full handshake, or a resumed session.

States, named after the expected message: certificate -> status -> exchange -> request -> hello done -> ticket -> change
-> finished -> done."""

from __future__ import annotations

from runtime_py.node.tls.certificate_messages import (
    CertificateRequest,
    check_signature,
    choose_signer,
    read_status,
    send_verify,
    take_chain,
)
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import ServerHello, read_protocols
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
    CLIENT_KEY_EXCHANGE,
    DECODE_ERROR,
    DECRYPT_ERROR,
    EXT_ALPN,
    EXT_ENCRYPT_THEN_MAC,
    EXT_EXTENDED_MASTER_SECRET,
    EXT_SESSION_TICKET,
    EXT_STATUS_REQUEST,
    FINISHED,
    HANDSHAKE_FAILURE,
    HELLO_REQUEST,
    ILLEGAL_PARAMETER,
    NEW_SESSION_TICKET,
    NO_RENEGOTIATION,
    SERVER_HELLO_DONE,
    SERVER_KEY_EXCHANGE,
    TLS_1_2,
    UNEXPECTED_MESSAGE,
    WARNING,
)
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.wire import Reader, Writer
from runtime_py.platform.bytes import Bytes, alloc, concat, decode, encode, encode_latin1, equal

NAMED_CURVE = 3
SMALLEST_DH = 128  # in bytes: 1024 bits, as OpenSSL's security level 1


class Client12:
    def __init__(self, connection: object, session_id: Bytes, old: Session | None) -> None:
        self._connection = connection
        self._offered_id = session_id
        self._old = old
        self._expects = 'certificate'
        self._extended = False
        self._wants_ticket = False
        self._encrypt_first = False
        self._ticket: Bytes | None = None
        self._lifetime = 0
        self._session_id: Bytes = alloc(0)
        self._master: Bytes = alloc(0)
        self._keys: KeyBlock | None = None
        self._peer_key: object = None
        self._request: CertificateRequest | None = None
        self._exchange: list | None = None  # [kind, group or parameters, public value]
        self._hint: str | None = None
        self._status = False

    def dh_bits(self) -> int:
        """The size of the server's parameters."""
        return len(self._exchange[1][0]) * 8

    def may_receive_data(self) -> bool:
        return False

    def on_hello(self, hello: ServerHello) -> None:
        connection = self._connection
        self._extended = hello.extensions.has(EXT_EXTENDED_MASTER_SECRET)
        self._wants_ticket = hello.extensions.has(EXT_SESSION_TICKET)
        self._encrypt_first = hello.extensions.has(EXT_ENCRYPT_THEN_MAC)
        self._session_id = hello.session_id
        chosen = hello.extensions.get(EXT_ALPN)
        if chosen is not None:
            names = read_protocols(chosen)
            if len([name for name in connection.settings.protocols if equal(name, encode_latin1(names[0]))]) == 0:
                raise TlsFailure(ILLEGAL_PARAMETER, 'bad extension')
            connection.protocol = names[0]
        old = self._old
        if old is not None and len(hello.session_id) > 0 and equal(hello.session_id, self._offered_id):
            self._resume(old)
        elif connection.suite.exchange == 'psk' or connection.suite.exchange == 'ecdhe-psk':
            self._expects = 'exchange'
        self._status = connection.settings.request_ocsp and hello.extensions.has(EXT_STATUS_REQUEST)

    def _resume(self, old: Session) -> None:
        connection = self._connection
        if old.suite != connection.suite.number:
            raise TlsFailure(ILLEGAL_PARAMETER, 'old session cipher not returned')
        if old.has_extended_secret != self._extended:
            raise TlsFailure(HANDSHAKE_FAILURE, 'inconsistent extms')
        connection.resumed = True
        connection.peer_chain = old.chain
        connection.verify_result = old.verify_result
        self._set_master(old.secret)
        self._expects = 'ticket' if self._wants_ticket else 'change'

    def _set_master(self, master: Bytes) -> None:
        connection = self._connection
        self._master = master
        connection.exporter = master
        keylog_1_2(connection, master)
        self._keys = KeyBlock(connection, master, self._encrypt_first)

    # the server's flight

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        if kind == HELLO_REQUEST:
            if self._expects == 'done':
                connection.send_alert(WARNING, NO_RENEGOTIATION)
            return
        expects = self._expects
        if kind == CERTIFICATE and expects == 'certificate':
            self._on_certificate(body)
        elif kind == CERTIFICATE_STATUS and expects == 'exchange' and self._status:
            self._status = False
            connection.host.ocsp_received(read_status(body))
        elif (
            kind == SERVER_KEY_EXCHANGE
            and expects == 'exchange'
            and self._exchange is None
            and connection.suite.exchange != 'rsa'
        ):
            self._on_exchange(body)
        elif (
            kind == CERTIFICATE_REQUEST
            and self._may_end()
            and self._request is None
            and connection.suite.authentication != 'psk'
        ):
            self._request = CertificateRequest(body, TLS_1_2)
            self._expects = 'end'
        elif kind == SERVER_HELLO_DONE and self._may_end():
            connection.transcript.add(whole)
            self._send_flight()
            return
        elif kind == NEW_SESSION_TICKET and expects == 'ticket':
            self._on_ticket(body)
        elif kind == FINISHED and expects == 'finished':
            self._on_finished(body, whole)
            return
        else:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        connection.transcript.add(whole)

    def _may_end(self) -> bool:
        exchange = self._connection.suite.exchange
        return self._expects == 'end' or (
            self._expects == 'exchange' and (exchange == 'rsa' or exchange == 'psk' or self._exchange is not None)
        )

    def _on_certificate(self, body: Bytes) -> None:
        reader = Reader(body)
        entries = Reader(reader.vector24())
        reader.end()
        chain: list[Bytes] = []
        while entries.left() > 0:
            chain.append(entries.vector24())
        if len(chain) == 0:
            raise TlsFailure(DECODE_ERROR, 'length mismatch')
        connection = self._connection
        key = take_chain(connection, chain)
        wanted = connection.suite.authentication
        if wanted == 'rsa' and key.kind != 'rsa' and key.kind != 'rsa-pss' or wanted == 'ecdsa' and key.kind == 'rsa':
            raise TlsFailure(ILLEGAL_PARAMETER, 'wrong certificate type')
        self._peer_key = key
        self._expects = 'exchange'

    def _on_exchange(self, body: Bytes) -> None:
        connection = self._connection
        kind = connection.suite.exchange
        reader = Reader(body)
        if kind == 'psk' or kind == 'ecdhe-psk':
            self._hint = decode(reader.vector16())
        if kind == 'psk':
            reader.end()
            self._exchange = []
            return
        start = reader.at
        if kind == 'dhe':
            p = reader.vector16()
            g = reader.vector16()
            if len(p) < SMALLEST_DH:
                raise TlsFailure(HANDSHAKE_FAILURE, 'dh key too small')
            self._exchange = ['dhe', [p, g], reader.vector16()]
        else:
            if reader.u8() != NAMED_CURVE:
                raise TlsFailure(ILLEGAL_PARAMETER, 'wrong curve')
            group = reader.u16()
            if group not in connection.settings.groups:
                raise TlsFailure(ILLEGAL_PARAMETER, 'wrong curve')
            connection.group = group
            self._exchange = ['ecdhe', group, reader.vector8()]
        if connection.suite.authentication != 'psk':
            signed = concat([connection.client_random, connection.server_random, body[start : reader.at]])
            number = reader.u16()
            check_signature(connection, self._peer_key, number, reader.vector16(), signed)
        reader.end()

    # the own flight

    def _send_flight(self) -> None:
        connection = self._connection
        if self._status:
            connection.host.ocsp_received(None)
        signer = None
        if self._request is not None:
            wanted = [number for number in self._request.schemes if number in connection.settings.schemes]
            signer = choose_signer(connection.settings.identities, wanted, TLS_1_2)
            chain = Writer()
            if signer is not None:
                connection.identity = signer.identity
                for der in signer.identity.chain:
                    chain.vector24(der)
            connection.send_message(CERTIFICATE, Writer().vector24(chain.result()).result())
        premaster = self._send_exchange()
        self._set_master(master_secret(connection, premaster, self._extended))
        if signer is not None:
            send_verify(connection, signer, connection.transcript.raw())
        self._send_finished()
        self._expects = 'ticket' if self._wants_ticket else 'change'

    def _send_exchange(self) -> Bytes:
        """Sends the ClientKeyExchange; returns the premaster secret."""
        connection = self._connection
        primitives = connection.primitives
        kind = connection.suite.exchange
        if kind == 'rsa':
            premaster = primitives.random(48)
            premaster[0] = 3
            premaster[1] = 3
            connection.send_message(
                CLIENT_KEY_EXCHANGE, Writer().vector16(primitives.rsa_encrypt(self._peer_key, premaster)).result()
            )
            return premaster
        if kind == 'dhe':
            share = primitives.dh_share(self._exchange[1])
            connection.send_message(CLIENT_KEY_EXCHANGE, Writer().vector16(share.public).result())
            return without_leading_zeros(self._agreed(primitives.dh_agree(share, self._exchange[2])))
        sent = Writer()
        psk = None
        if kind != 'ecdhe':
            found = connection.host.psk_for_hint(self._hint)
            if found is None:
                raise TlsFailure(HANDSHAKE_FAILURE, 'psk identity not found')
            sent.vector16(encode(found[0]))
            psk = found[1]
        secret = None
        if kind != 'psk':
            share = primitives.generate_share(connection.group)
            sent.vector8(share.public)
            secret = self._agreed(primitives.agree(connection.group, share, self._exchange[2]))
        connection.send_message(CLIENT_KEY_EXCHANGE, sent.result())
        return secret if psk is None else psk_premaster(secret, psk)

    def _agreed(self, secret: Bytes | None) -> Bytes:
        if secret is None:
            raise TlsFailure(ILLEGAL_PARAMETER, 'bad ecpoint')
        return secret

    def _send_finished(self) -> None:
        connection = self._connection
        connection.send_change_cipher_spec()
        connection.set_writing(self._keys.client)
        made = finished_1_2(connection, self._master, False)
        connection.own_finished = made
        connection.send_message(FINISHED, made)

    # the end

    def _on_ticket(self, body: Bytes) -> None:
        reader = Reader(body)
        self._lifetime = reader.u32()
        self._ticket = reader.vector16()
        reader.end()
        self._expects = 'change'

    def on_change_cipher_spec(self, content: Bytes) -> None:
        if self._expects != 'change' or len(content) != 1:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        self._connection.set_reading(self._keys.server)
        self._expects = 'finished'

    def _on_finished(self, body: Bytes, whole: Bytes) -> None:
        connection = self._connection
        expected = finished_1_2(connection, self._master, True)
        if not equal(expected, body):
            raise TlsFailure(DECRYPT_ERROR, 'digest check failed')
        connection.peer_finished = expected
        connection.transcript.add(whole)
        if connection.resumed:
            self._send_finished()
        self._expects = 'done'
        is_new = not connection.resumed or self._ticket is not None
        connection.session = self._session() if is_new else self._old
        if is_new and (len(connection.session.id) > 0 or len(connection.session.ticket) > 0):
            connection.host.new_session(connection.session)
        connection.finish()

    def _session(self) -> Session:
        connection = self._connection
        made = Session()
        made.version = TLS_1_2
        made.suite = connection.suite.number
        made.secret = self._master
        made.has_extended_secret = self._extended
        made.id = self._session_id
        made.chain = connection.peer_chain
        made.verify_result = '' if connection.verify_result is None else connection.verify_result
        made.server_name = connection.server_name
        made.protocol = connection.protocol
        made.made_at = connection.primitives.seconds()
        made.lifetime = self._lifetime
        if self._ticket is not None and len(self._ticket) > 0:
            made.ticket = self._ticket
            made.id = connection.primitives.digest('sha256', self._ticket)
        return made
