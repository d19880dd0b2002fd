"""The settings of one side of a connection, and its host interface. Plain records without behaviour."""

from __future__ import annotations

from runtime_py.node.tls.names import TLS_1_2, TLS_1_3
from runtime_py.node.tls.schemes import DEFAULT_SHARES, default_groups, default_schemes
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.suites import Suite, default_1_3
from runtime_py.platform.bytes import Bytes, alloc


class Identity:
    """A certificate with its chain (leaf first, DER) and its private key, which only the primitives read."""

    def __init__(self, chain: list[Bytes], key: object, kind: str, curve: str) -> None:
        self.chain = chain
        self.key = key
        self.kind = kind  # 'rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448', 'ml-dsa-44'...
        self.curve = curve  # curve of an 'ec' key


class Settings:
    def __init__(self, is_server: bool) -> None:
        self.is_server = is_server
        self.min_version = TLS_1_2
        self.max_version = TLS_1_3
        self.suites_1_3: list[Suite] = default_1_3()
        self.suites_1_2: list[Suite] = []
        self.groups: list[int] = default_groups()
        self.shares: list[int] = DEFAULT_SHARES
        self.schemes: list[int] = default_schemes()
        self.prefer_own_order = False
        self.identities: list[Identity] = []
        self.dh_parameters: object = None  # [p, g] as bytes, or None: no DHE
        # certificates of the peer
        self.request_certificate = False
        self.require_certificate = False
        self.authorities: list[Bytes] = []  # names, DER
        # extensions
        self.server_name = ''
        self.protocols: list[Bytes] = []  # a client's offers
        self.request_ocsp = False
        # sessions
        self.session: Session | None = None  # the session that a client offers to resume
        self.tickets = True
        self.ticket_count = 2
        self.ticket_keys: Bytes = alloc(48)
        self.session_context: Bytes = alloc(0)
        self.session_lifetime = 7200
        self.uses_session_ids = False  # the host stores TLS 1.2 sessions
        self.psk_hint = ''
        self.has_psk = False
        self.longest_fragment = 16384


class Host:
    """The engine's callbacks to the host. All return at once; the two that may return False make the engine wait for
    `resume`."""

    def handshake_started(self) -> None:
        pass

    def handshake_done(self) -> None:
        pass

    def keylog(self, line: str) -> None:
        pass

    def new_session(self, session: Session) -> None:
        pass

    def session_made(self, session: Session) -> bool:
        """For a server of TLS 1.2 without tickets: the host may store the session. False: wait until it has."""
        return True

    def received(self, data: Bytes) -> None:
        pass

    def peer_closed(self) -> None:
        pass

    def hello_read(self, session_id: Bytes, server_name: str, has_ticket: bool, wants_ocsp: bool) -> bool:
        """False: wait (a session is being looked up)."""
        return True

    def certificate_wanted(self, server_name: str, wants_ocsp: bool) -> bool:
        """False: wait (another context may be chosen)."""
        return True

    def found_session(self) -> Session | None:
        """The result of the lookup after `hello_read`."""
        return None

    def choose_protocol(self, offered: list[str]) -> str | None:
        """None: continue without a protocol; '' refuses."""
        return None

    def ocsp_to_send(self) -> Bytes | None:
        return None

    def ocsp_received(self, response: Bytes | None) -> None:
        pass

    def verify(self, chain: list[Bytes]) -> str:
        """Verifies the peer's chain: '' when it is valid, or the name of OpenSSL's verification error. The result is
        stored, and the handshake continues."""
        return ''

    def psk_of_identity(self, identity: str) -> Bytes | None:
        return None

    def psk_for_hint(self, hint: str | None) -> list | None:
        """[identity, psk]"""
        return None
