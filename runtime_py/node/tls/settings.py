"""What one side of a connection is told before it begins, and whom it asks on the way. Plain records; nothing here acts."""
from __future__ import annotations

from runtime_py.node.tls.names import TLS_1_2, TLS_1_3
from runtime_py.node.tls.schemes import DEFAULT_SHARES, default_groups, default_schemes
from runtime_py.node.tls.session import Session
from runtime_py.node.tls.suites import Suite, default_1_3
from runtime_py.platform.bytes import Bytes, alloc


class Identity:
    """A certificate with its chain (leaf first, DER) and its private key, which only the primitives look into."""

    def __init__(self, chain: list[Bytes], key: object, kind: str, curve: str) -> None:
        self.chain = chain
        self.key = key
        self.kind = kind        # 'rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448', 'ml-dsa-44'...
        self.curve = curve      # of an 'ec' key


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
        self.dh_parameters: object = None           # [p, g] as octets, or None: no DHE
        # certificates of the peer
        self.request_certificate = False
        self.require_certificate = False
        self.authorities: list[Bytes] = []          # names, DER
        # extensions
        self.server_name = ''
        self.protocols: list[Bytes] = []            # what a client offers
        self.request_ocsp = False
        # sessions
        self.session: Session | None = None         # what a client would take up again
        self.tickets = True
        self.ticket_count = 2
        self.ticket_keys: Bytes = alloc(48)
        self.session_context: Bytes = alloc(0)
        self.session_lifetime = 7200
        self.uses_session_ids = False               # the host keeps sessions of TLS 1.2
        self.psk_hint = ''
        self.has_psk = False
        self.longest_fragment = 16384


class Host:
    """What the engine tells and asks. Every answer is given at once; the two that return False make the engine wait for `resume`."""

    def handshake_started(self) -> None:
        pass

    def handshake_done(self) -> None:
        pass

    def keylog(self, line: str) -> None:
        pass

    def new_session(self, session: Session) -> None:
        pass

    def session_made(self, session: Session) -> bool:
        """A server of TLS 1.2 that has no ticket to give: the host may store the session. False: wait until it has."""
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
        """What was looked up after `hello_read`."""
        return None

    def choose_protocol(self, offered: list[str]) -> str | None:
        """None: go on without; '' refuses."""
        return None

    def ocsp_to_send(self) -> Bytes | None:
        return None

    def ocsp_received(self, response: Bytes | None) -> None:
        pass

    def verify(self, chain: list[Bytes]) -> str:
        """The peer's chain: '' when it is good, or the name of OpenSSL's verification error. What it says is kept, the handshake goes on."""
        return ''

    def psk_of_identity(self, identity: str) -> Bytes | None:
        return None

    def psk_for_hint(self, hint: str | None) -> list | None:
        """[identity, psk]"""
        return None
