"""TLS to a host outside the machine: the network worker answers, and the browser does the encryption and verifies the
server.

So there is no handshake: one line names the server (`\\0TLS <servername or -> <protocols or ->`), one line answers
(`\\0OK <protocol or ->` or `\\0NO <code> <message>`), then cleartext flows. Features that need the server's
certificate, or a client certificate, are refused by name. Has the interface of a TlsSession
(runtime_py/node/tls_binding/tls_session.py), whose settings it takes over."""

from __future__ import annotations

from runtime_py.node.realm.callbacks import call_back, coded_error, realm
from runtime_py.platform.bytes import concat, decode, decode_latin1, encode, index_of

LINE_FEED = 10
LONGEST_LINE = 4096
REFUSED = 'ERR_TERRARIUM_UNSUPPORTED'
# the library's own symbol for the options of `tls.connect`
CONNECT_OPTIONS = 'connect-options'


def is_outside(below: object) -> bool:
    """Whether the stream is a connection to an outside host."""
    system = realm().system
    return (
        js_typeof(system.is_outside) == 'function'
        and js_typeof(below.fd) == 'number'
        and below.fd >= 0
        and system.is_outside(below.fd)
    )


def has_own_check(wrap: object) -> bool:
    """Whether the program wants to check the certificate itself, as programs that pin one do."""
    owner = wrap[realm().symbols.owner_symbol]
    for symbol in [] if owner is None else Object.getOwnPropertySymbols(owner):
        if symbol.description == CONNECT_OPTIONS and owner[symbol] is not None:
            check = owner[symbol].checkServerIdentity
            return check is not None and check is not realm().require('tls').checkServerIdentity
    return False


def refusal(session: object, wrap: object) -> str:
    """A message about an unsupported setting, or ''."""
    if has_own_check(wrap):
        return 'Checking the certificate (checkServerIdentity)'
    if session.context.has_own_roots():
        return 'Custom certificate authorities (ca, pfx, setDefaultCACertificates)'
    if session.context.has_identity():
        return 'A client certificate'
    return 'A pre-shared key' if session.settings.has_psk else ''


class OutsideConnection:
    """The part of the engine's Connection that queries use."""

    def __init__(self, server_name: str) -> None:
        self.server_name = server_name
        self.protocol = ''
        self._compares_names = True
        self.session = None
        self.suite = None
        self.identity = None
        self.peer_chain: list = []
        self.verify_result = ''
        self.version = 0
        self.group = 0
        self.shared_schemes: list = []
        self.own_finished = None
        self.peer_finished = None

    @property
    def resumed(self) -> bool:
        """Returns True to the library's first call, which comes before the program's: for a resumed session the library
        doesn't compare the certificate's names, and there is no certificate."""
        first = self._compares_names
        self._compares_names = False
        return first


class OutsideSession:
    def __init__(self, wrap: object, session: object) -> None:
        self.is_outside = True
        self.is_server = False
        self.wrap = wrap
        self.context = session.context
        self.settings = session.settings
        self.trust = session.context
        self.peers: list = []
        self.awaits_new_session = False
        self.connection = OutsideConnection(session.settings.server_name)
        self._inner = session
        self._out: list[Uint8Array] = []
        self._line = Uint8Array(0)
        self._started = False
        self._open = False
        self._failure = None
        self._reported = False

    def start(self) -> None:
        if self._started:
            return
        self._started = True
        what = refusal(self._inner, self.wrap)
        if what != '':
            self._failure = coded_error(
                Error,
                REFUSED,
                what + ' for another host is not available in Terrarium: the browser makes the connection',
            )
            return
        settings = self.settings
        names = ','.join([decode_latin1(name) for name in settings.protocols])
        self._out.append(encode('\0TLS ' + (settings.server_name or '-') + ' ' + (names or '-') + '\n'))

    def feed(self, octets: Uint8Array) -> None:
        if self._open:
            self.wrap.emit_data(octets)
            return
        self._line = concat([self._line, octets])
        at = index_of(self._line, LINE_FEED)
        if at < 0:
            if self._line.length > LONGEST_LINE:
                self._failure = coded_error(Error, 'EPROTO', 'The network gave no answer that can be read')
            return
        words = decode(self._line.slice(0, at)).split(' ')
        rest = self._line.slice(at + 1)
        if words[0] == '\0OK':
            self._opened(words)
            if rest.length > 0:
                self.wrap.emit_data(rest)
        else:
            self._failure = coded_error(Error, words[1] if len(words) > 1 else 'EPROTO', ' '.join(words[2:]))

    def _opened(self, words: list[str]) -> None:
        self.connection.protocol = words[1] if len(words) > 1 and words[1] != '-' else ''
        self._open = True
        self.wrap.on_established()
        call_back(self.wrap, self.wrap.onhandshakedone, [])

    def can_write(self) -> bool:
        return self._open

    def has_failed(self) -> bool:
        return self._failure is not None

    def write(self, octets: Uint8Array) -> bool:
        self._out.append(octets.slice())
        return True

    def close(self) -> None:
        # the stream's own end signals it
        pass

    def output(self) -> Uint8Array | None:
        if self._out.length == 0:
            return None
        parts = self._out
        self._out = []
        return concat(parts)

    def take_error(self) -> object:
        if self._failure is None or self._reported:
            return None
        self._reported = True
        return self._failure

    def verify_error(self) -> object:
        """'': the browser has verified the server."""
        return None

    # late settings have no effect

    def enable_keylog(self) -> None:
        pass

    def enable_session_callbacks(self) -> None:
        pass

    def set_session(self, octets: Uint8Array) -> None:
        pass

    def set_verify_mode(self, request: bool, reject: bool) -> None:
        pass

    def set_fragment(self, size: int) -> int:
        return 1

    def renegotiate(self) -> None:
        raise coded_error(Error, REFUSED, 'Renegotiation with another host is not available in Terrarium')

    def remember(self, chain: list) -> None:
        pass
