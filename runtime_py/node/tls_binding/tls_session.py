"""One TLS connection between the engine and the library's callbacks: like OpenSSL's SSL object and its callbacks in
C++'s TLSWrap.

`wrap` is the TLSWrap (runtime_py/node/bindings/tls_wrap.py): it has the library's `on...` functions and the streams.
Must not know: streams. States: set up (settings may still change) -> started -> ended (the engine failed or was
destroyed)."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import call_back, make_buffer, plain_bytes, realm
from runtime_py.node.tls.client import Client
from runtime_py.node.tls.connection import Connection
from runtime_py.node.tls.names import TLS_1_3
from runtime_py.node.tls.server import Server
from runtime_py.node.tls.session import Session, decode_session
from runtime_py.node.tls.settings import Host
from runtime_py.node.tls_binding.openssl_errors import connection_error, context_error
from runtime_py.platform.bytes import concat, decode_latin1, encode_latin1

LONGEST_PSK = 512
LONGEST_IDENTITY = 256
LONGEST_SESSION = 10 * 1024


class TlsSession(Host):
    def __init__(self, wrap: object, context: object, is_server: bool) -> None:
        super().__init__()
        self.is_outside = False
        self.wrap = wrap
        self.context = context
        self.is_server = is_server
        self.settings = context.settings(is_server)
        self.connection: Connection | None = None
        self.trust = context  # the context whose authorities verify the peer
        self.peers: list = []  # the peer's certificates, decoded
        self.built: list = []  # the chain that was verified
        self.awaits_new_session = False
        self._alpn_callback = False
        self._server_protocols: list[str] | None = None
        self._keylog = False
        self._session_callbacks = False
        self._certificate_callback = False
        self._parser_ended = True
        self._certificate_done = True
        self._loaded: Session | None = None
        self._ocsp: Uint8Array | None = None
        self._reported = False

    # data

    def start(self) -> None:
        if self.connection is None:
            self.connection = Connection(self.settings, realm().tls_primitives, self)
            self.connection.begin(Server(self.connection) if self.is_server else Client(self.connection))

    def feed(self, octets: Uint8Array) -> None:
        self.start()
        self.connection.receive(octets)

    def can_write(self) -> bool:
        return self.connection is not None and self.connection.established

    def has_failed(self) -> bool:
        return self.connection is not None and self.connection.failure is not None

    def write(self, octets: Uint8Array) -> bool:
        """False when nothing can be written any more."""
        if self.has_failed() or self.connection.own_closed:
            return False
        self.connection.write(octets)
        return True

    def close(self) -> None:
        if self.connection is not None and self.connection.established:
            self.connection.close()

    def output(self) -> Uint8Array | None:
        """All pending output; None if there is none, or it must wait for a session to be stored."""
        if self.connection is None or self.awaits_new_session or not self.connection.records.has_output():
            return None
        parts = self.connection.take_output()
        return parts[0] if len(parts) == 1 else concat(parts)

    def take_error(self) -> object:
        """The failure as an Error; only once."""
        if self._reported or not self.has_failed():
            return None
        self._reported = True
        return connection_error(self.connection.failure)

    # settings from the library

    def enable_alpn_callback(self) -> None:
        self._alpn_callback = True

    def enable_keylog(self) -> None:
        self._keylog = True

    def enable_session_callbacks(self) -> None:
        self._session_callbacks = True
        self.settings.uses_session_ids = self.is_server

    def enable_certificate_callback(self) -> None:
        self._certificate_callback = True

    def set_protocols(self, octets: Uint8Array) -> None:
        names = []
        at = 0
        while at < octets.length:
            end = at + 1 + octets[at]
            names.append(octets.slice(at + 1, end))
            at = end
        if self.is_server:
            self._server_protocols = [decode_latin1(name) for name in names]
        else:
            self.settings.protocols = names

    def set_verify_mode(self, request: bool, reject: bool) -> None:
        if self.is_server:
            self.settings.request_certificate = request
            self.settings.require_certificate = request and reject

    def set_session(self, octets: Uint8Array) -> None:
        session = decode_session(octets)
        if session is not None:
            self.settings.session = session

    def load_session(self, octets: Uint8Array) -> None:
        self._loaded = decode_session(octets)

    def set_ocsp(self, octets: Uint8Array) -> None:
        self._ocsp = octets

    def enable_psk(self) -> None:
        self.settings.has_psk = True

    def use_context(self, context: object) -> None:
        """Uses another context's certificate and authorities: by SNI, or `setKeyCert`."""
        self.settings.identities = context.identities()
        self.settings.authorities = context.settings(self.is_server).authorities
        self.trust = context

    def end_parser(self) -> None:
        self._parser_ended = True
        if self.connection is not None:
            self.connection.resume()

    def certificate_done(self) -> None:
        self._certificate_done = True
        self._certificate_callback = False
        if self.connection is not None:
            self.connection.resume()

    def set_fragment(self, size: int) -> int:
        if size < 512 or size > 16384:
            return 0
        self.settings.longest_fragment = size
        if self.connection is not None:
            self.connection.records.fragment = size
        return 1

    def renegotiate(self) -> None:
        if self.connection is None or not self.connection.established:
            raise context_error('bad handshake state')
        raise context_error('wrong ssl version' if self.connection.version == TLS_1_3 else 'no renegotiation')

    # callbacks of the engine

    def _tell(self, name: str, args: list) -> object:
        return call_back(self.wrap, self.wrap[name], args)

    def handshake_started(self) -> None:
        self._tell('onhandshakestart', [self.wrap.now()])

    def handshake_done(self) -> None:
        self.wrap.on_established()
        self._tell('onhandshakedone', [])

    def keylog(self, line: str) -> None:
        if self._keylog:
            self._tell('onkeylog', [make_buffer(encode_latin1(line + '\n'))])

    def new_session(self, session: Session) -> None:
        if not self._session_callbacks:
            return
        octets = session.encode()
        if octets.length > LONGEST_SESSION:
            return
        if self.is_server:
            self.awaits_new_session = True
        self._tell('onnewsession', [make_buffer(session.id.slice()), make_buffer(octets)])

    def session_made(self, session: Session) -> bool:
        # further output is prepared, and sent when the session is stored
        self.new_session(session)
        return True

    def received(self, data: Uint8Array) -> None:
        self.wrap.emit_data(data)

    def peer_closed(self) -> None:
        self.wrap.on_peer_closed()

    def hello_read(self, session_id: Uint8Array, server_name: str, has_ticket: bool, wants_ocsp: bool) -> bool:
        owner = self.wrap[realm().symbols.owner_symbol]
        if server_name != '' and owner is not None:
            # the library has it even for a handshake that fails
            owner.servername = server_name
        if not self._session_callbacks:
            return True
        self._parser_ended = False
        self._tell(
            'onclienthello',
            [{'sessionId': make_buffer(session_id.slice()), 'servername': server_name, 'tlsTicket': has_ticket}],
        )
        return self._parser_ended

    def certificate_wanted(self, server_name: str, wants_ocsp: bool) -> bool:
        if not self._certificate_callback:
            return True
        self._certificate_done = False
        self._tell('oncertcb', [{'servername': server_name, 'OCSPRequest': wants_ocsp}])
        return self._certificate_done

    def found_session(self) -> Session | None:
        return self._loaded

    def choose_protocol(self, offered: list[str]) -> str | None:
        if self._alpn_callback:
            octets = concat([concat([Uint8Array([len(name)]), encode_latin1(name)]) for name in offered])
            at = self._tell('ALPNCallback', [make_buffer(octets)])
            return decode_latin1(octets.slice(at + 1, at + 1 + octets[at])) if js_typeof(at) == 'number' else ''
        if self._server_protocols is None:
            return None
        common = [name for name in self._server_protocols if name in offered]
        return common[0] if len(common) > 0 else ''

    def ocsp_to_send(self) -> Uint8Array | None:
        return self._ocsp

    def ocsp_received(self, response: Uint8Array | None) -> None:
        self._tell('onocspresponse', [None if response is None else make_buffer(response.slice())])

    def psk_of_identity(self, identity: str) -> Uint8Array | None:
        found = self._tell(realm().symbols.onpskexchange, [identity, LONGEST_PSK])
        return plain_bytes(found).slice() if ArrayBuffer.isView(found) else None

    def psk_for_hint(self, hint: str | None) -> list | None:
        found = self._tell(realm().symbols.onpskexchange, [hint, LONGEST_PSK, LONGEST_IDENTITY])
        if (
            js_typeof(found) != 'object'
            or found is None
            or not ArrayBuffer.isView(found.psk)
            or js_typeof(found.identity) != 'string'
        ):
            return None
        return [found.identity, plain_bytes(found.psk).slice()]

    def verify(self, chain: list) -> str:
        self.remember(chain)
        if len(self.peers) == 0:
            return 'CERT_SIGNATURE_FAILURE'
        result, built = self.trust.verify(self.peers, self.is_server)
        self.built = built
        return result

    def remember(self, chain: list) -> None:
        certificates = realm().tls_certificates
        self.peers = [
            certificate for certificate in [certificates.of_der(der) for der in chain] if certificate is not None
        ]
