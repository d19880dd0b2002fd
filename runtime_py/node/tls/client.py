"""A client until the server has chosen: ClientHello, a HelloRetryRequest, ServerHello. Then client_1_3.py or
client_1_2.py continues.

Must not know: what follows the ServerHello.
"""

from __future__ import annotations

from runtime_py.node.tls.client_1_2 import Client12
from runtime_py.node.tls.client_1_3 import Client13
from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import Extensions, ServerHello, write_client_hello, write_protocols, write_server_name
from runtime_py.node.tls.key_schedule import KeySchedule, finished_mac
from runtime_py.node.tls.names import (
    CLIENT_HELLO,
    DOWNGRADE_TO_1_2,
    EXT_ALPN,
    EXT_COOKIE,
    EXT_ENCRYPT_THEN_MAC,
    EXT_EXTENDED_MASTER_SECRET,
    EXT_KEY_SHARE,
    EXT_POINT_FORMATS,
    EXT_PRE_SHARED_KEY,
    EXT_PSK_MODES,
    EXT_SERVER_NAME,
    EXT_SESSION_TICKET,
    EXT_SIGNATURE_ALGORITHMS,
    EXT_STATUS_REQUEST,
    EXT_SUPPORTED_GROUPS,
    EXT_SUPPORTED_VERSIONS,
    HANDSHAKE,
    ILLEGAL_PARAMETER,
    INTERNAL_ERROR,
    PROTOCOL_VERSION,
    PSK_WITH_DHE,
    RENEGOTIATION_SCSV,
    SERVER_HELLO,
    TLS_1_2,
    TLS_1_3,
    UNEXPECTED_MESSAGE,
)
from runtime_py.node.tls.schemes import offered_schemes
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.suites import Suite, find_suite
from runtime_py.node.tls.wire import Reader, Writer, message, octets_of
from runtime_py.platform.bytes import Bytes, alloc, concat, encode, encode_latin1, equal, view

EXTERNAL_PSK_SUITE = 0x1301


class Client:
    def __init__(self, connection: object) -> None:
        self._connection = connection
        self._shares: list[list] = []  # [group, key share of the primitives]
        self._session_id: Bytes = alloc(0)
        self._cookie: Bytes | None = None
        self._retried = False
        self._psk: Session | None = None  # PSK offered for TLS 1.3
        self._psk_is_external = False
        self._old_session: Session | None = None

    # the hello

    def begin(self) -> None:
        connection = self._connection
        settings = connection.settings
        connection.host.handshake_started()
        self._choose_sessions()
        if len(self._suites()) == 0 or settings.min_version > settings.max_version or settings.max_version < TLS_1_2:
            raise TlsFailure(INTERNAL_ERROR, 'no protocols available')
        connection.client_random = connection.primitives.random(32)
        self._session_id = self._first_session_id()
        if settings.max_version >= TLS_1_3:
            for group in settings.shares:
                self._add_share(group)
        self._send()

    def _first_session_id(self) -> Bytes:
        old = self._old_session
        if old is not None and len(old.id) > 0 and len(old.ticket) == 0:
            return old.id
        return (
            self._connection.primitives.random(32)
            if old is not None or self._connection.settings.max_version >= TLS_1_3
            else alloc(0)
        )

    def _choose_sessions(self) -> None:
        settings = self._connection.settings
        session = settings.session
        if session is not None:
            suite = find_suite(session.suite)
            if (
                session.version == TLS_1_3
                and settings.max_version >= TLS_1_3
                and suite is not None
                and len(session.ticket) > 0
                and not self._is_stale(session)
            ):
                self._psk = session
            elif session.version == TLS_1_2 and settings.min_version <= TLS_1_2 and suite in settings.suites_1_2:
                self._old_session = session
        if self._psk is None and settings.has_psk and settings.max_version >= TLS_1_3:
            self._choose_external_psk()

    def _is_stale(self, session: Session) -> bool:
        return self._connection.primitives.seconds() - session.made_at > session.lifetime

    def _choose_external_psk(self) -> None:
        found = self._connection.host.psk_for_hint(None)
        suites = [suite.number for suite in self._connection.settings.suites_1_3]
        if found is None or EXTERNAL_PSK_SUITE not in suites:
            return
        made = Session()
        made.version = TLS_1_3
        made.suite = EXTERNAL_PSK_SUITE
        made.ticket = encode(found[0])
        made.secret = found[1]
        made.psk_identity = found[0]
        self._psk = made
        self._psk_is_external = True

    def _suites(self) -> list[int]:
        settings = self._connection.settings
        found: list[int] = []
        if settings.max_version >= TLS_1_3:
            found.extend([suite.number for suite in settings.suites_1_3])
        if settings.min_version <= TLS_1_2:
            found.extend(
                [suite.number for suite in settings.suites_1_2 if settings.has_psk or suite.authentication != 'psk']
            )
        return found

    def _add_share(self, group: int) -> None:
        if group in self._connection.settings.groups:
            self._shares.append([group, self._connection.primitives.generate_share(group)])

    def _send(self) -> None:
        connection = self._connection
        suites = self._suites()
        if connection.settings.min_version <= TLS_1_2:
            suites.append(RENEGOTIATION_SCSV)
        extensions = self._extensions()
        if self._psk is None:
            connection.send_message(
                CLIENT_HELLO,
                write_client_hello(connection.client_random, self._session_id, suites, extensions.result()),
            )
            return
        self._send_with_psk(suites, extensions)

    def _extensions(self) -> Extensions:
        settings = self._connection.settings
        made = Extensions()
        if settings.server_name != '':
            made.add(EXT_SERVER_NAME, write_server_name(settings.server_name, encode_latin1(settings.server_name)))
        if settings.min_version <= TLS_1_2:
            made.add(EXT_POINT_FORMATS, octets_of([3, 0, 1, 2]))
        made.add(EXT_SUPPORTED_GROUPS, Writer().numbers16(settings.groups).result())
        if settings.min_version <= TLS_1_2:
            if settings.tickets:
                made.add(EXT_SESSION_TICKET, alloc(0) if self._old_session is None else self._old_session.ticket)
            if len([suite for suite in settings.suites_1_2 if suite.mac != '']) > 0:
                made.add(EXT_ENCRYPT_THEN_MAC, alloc(0))
            made.add(EXT_EXTENDED_MASTER_SECRET, alloc(0))
        if settings.request_ocsp:
            made.add(EXT_STATUS_REQUEST, octets_of([1, 0, 0, 0, 0]))
        if len(settings.protocols) > 0:
            made.add(EXT_ALPN, write_protocols(settings.protocols))
        made.add(
            EXT_SIGNATURE_ALGORITHMS,
            Writer().numbers16(offered_schemes(settings.schemes, settings.max_version)).result(),
        )
        if settings.max_version >= TLS_1_3:
            self._add_1_3(made)
        return made

    def _add_1_3(self, made: Extensions) -> None:
        settings = self._connection.settings
        versions = Writer().u16(TLS_1_3)
        if settings.min_version <= TLS_1_2:
            versions.u16(TLS_1_2)
        made.add(EXT_SUPPORTED_VERSIONS, Writer().vector8(versions.result()).result())
        if self._cookie is not None:
            made.add(EXT_COOKIE, Writer().vector16(self._cookie).result())
        made.add(EXT_PSK_MODES, octets_of([1, PSK_WITH_DHE]))
        shares = Writer()
        for group, share in self._shares:
            shares.u16(group).vector16(share.public)
        made.add(EXT_KEY_SHARE, Writer().vector16(shares.result()).result())

    def _send_with_psk(self, suites: list[int], extensions: Extensions) -> None:
        """The binder covers the hello up to the binders."""
        connection = self._connection
        psk = self._psk
        digest = find_suite(psk.suite).digest
        length = 48 if digest == 'sha384' else 32
        age = 0
        if not self._psk_is_external:
            age = ((connection.primitives.seconds() - psk.made_at) * 1000 + psk.age_add) % 4294967296
        identities = Writer().vector16(psk.ticket).u32(age).result()
        binders = Writer().vector8(alloc(length)).result()
        extensions.add(EXT_PRE_SHARED_KEY, Writer().vector16(identities).vector16(binders).result())
        octets = message(
            CLIENT_HELLO, write_client_hello(connection.client_random, self._session_id, suites, extensions.result())
        )
        end = len(octets) - length - 3
        schedule = KeySchedule(connection.primitives, digest, psk.secret)
        covered = connection.transcript.hash_with(digest, octets[0:end])
        binder = finished_mac(connection.primitives, digest, schedule.binder_key(self._psk_is_external), covered)
        whole = concat([view(octets, 0, len(octets) - length), binder])
        connection.transcript.add(whole)
        connection.records.write(HANDSHAKE, whole)

    # the answer

    def may_receive_data(self) -> bool:
        return False

    def on_change_cipher_spec(self, content: Bytes) -> None:
        # a server that has sent a HelloRetryRequest may send this before we know that it speaks TLS 1.3
        if not self._retried or len(content) != 1 or content[0] != 1:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')

    def on_message(self, kind: int, body: Bytes, whole: Bytes) -> None:
        if kind != SERVER_HELLO:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        hello = ServerHello(body)
        version = hello.chosen_version
        settings = self._connection.settings
        if version > settings.max_version or version < settings.min_version or version < TLS_1_2:
            raise TlsFailure(PROTOCOL_VERSION, 'unsupported protocol')
        suite = find_suite(hello.suite)
        if suite is None or suite.version != version or suite.number not in self._suites():
            raise TlsFailure(ILLEGAL_PARAMETER, 'unknown cipher returned' if suite is None else 'wrong cipher returned')
        if hello.compression != 0:
            raise TlsFailure(ILLEGAL_PARAMETER, 'unsupported compression algorithm')
        if version == TLS_1_3 and not equal(hello.session_id, self._session_id):
            raise TlsFailure(ILLEGAL_PARAMETER, 'invalid session id')
        self._connection.transcript.use(suite.digest)
        if hello.is_retry():
            self._retry(hello, suite, whole)
        else:
            self._go_on(hello, suite, version, whole)

    def _retry(self, hello: ServerHello, suite: Suite, whole: Bytes) -> None:
        connection = self._connection
        if self._retried:
            raise TlsFailure(UNEXPECTED_MESSAGE, 'unexpected message')
        self._retried = True
        connection.records.is_1_3 = True
        connection.transcript.become_hash()
        connection.transcript.add(whole)
        self._cookie = None
        cookie = hello.extensions.get(EXT_COOKIE)
        if cookie is not None:
            self._cookie = Reader(cookie).vector16()
        wanted = hello.extensions.get(EXT_KEY_SHARE)
        if wanted is not None:
            group = Reader(wanted).u16()
            if group not in connection.settings.groups or group in [share[0] for share in self._shares]:
                raise TlsFailure(ILLEGAL_PARAMETER, 'bad key share')
            self._shares = []
            self._add_share(group)
        if self._psk is not None and find_suite(self._psk.suite).digest != suite.digest:
            self._psk = None
        connection.send_change_cipher_spec()
        self._send()

    def _go_on(self, hello: ServerHello, suite: Suite, version: int, whole: Bytes) -> None:
        connection = self._connection
        connection.version = version
        connection.suite = suite
        connection.server_random = hello.random
        connection.server_name = connection.settings.server_name
        connection.transcript.add(whole)
        if version == TLS_1_3:
            connection.records.is_1_3 = True
            connection.role = Client13(connection, self._shares, self._psk, self._psk_is_external, self._retried)
        else:
            if connection.settings.max_version >= TLS_1_3 and equal(hello.random[24:], octets_of(DOWNGRADE_TO_1_2)):
                raise TlsFailure(ILLEGAL_PARAMETER, 'inappropriate fallback')
            connection.role = Client12(connection, self._session_id, self._old_session)
        connection.role.on_hello(hello)
