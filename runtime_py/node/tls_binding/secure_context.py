"""SecureContext of internalBinding('crypto'): the settings of `tls.createSecureContext`, validated as by OpenSSL, and
stored for connections.

Knows: versions' names, which settings conflict. Must not know: connections.
"""

from __future__ import annotations

from typing import Any

from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes, realm, text_or_bytes, unsupported
from runtime_py.node.realm.host import hidden, own_field
from runtime_py.node.tls.names import TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3
from runtime_py.node.tls.schemes import default_groups, default_schemes, parse_groups, parse_schemes
from runtime_py.node.tls.settings import Identity, Settings
from runtime_py.node.tls.suites import choose_1_3, default_1_3, parse_ciphers
from runtime_py.node.tls_binding.openssl_errors import context_error
from runtime_py.node.tls_binding.roots import default_roots

SERVER_PREFERENCE = 1 << 22
NO_TICKET = 1 << 14
NO_VERSION = [[1 << 26, TLS_1_0], [1 << 28, TLS_1_1], [1 << 27, TLS_1_2], [1 << 29, TLS_1_3]]
DEFAULT_SECURITY = 2
DEFAULT_LIFETIME = 7200
SMALLEST_DH = 1024
LONGEST_CONTEXT = 32
TICKET_KEYS = 48
# method, whether it is disabled, the version that it fixes (0: any)
METHODS = {
    'TLS_method': [0, TLS_1_3],
    'TLS_server_method': [0, TLS_1_3],
    'TLS_client_method': [0, TLS_1_3],
    'SSLv23_method': [0, TLS_1_2],
    'SSLv23_server_method': [0, TLS_1_2],
    'SSLv23_client_method': [0, TLS_1_2],
    'TLSv1_method': [TLS_1_0, TLS_1_0],
    'TLSv1_server_method': [TLS_1_0, TLS_1_0],
    'TLSv1_client_method': [TLS_1_0, TLS_1_0],
    'TLSv1_1_method': [TLS_1_1, TLS_1_1],
    'TLSv1_1_server_method': [TLS_1_1, TLS_1_1],
    'TLSv1_1_client_method': [TLS_1_1, TLS_1_1],
    'TLSv1_2_method': [TLS_1_2, TLS_1_2],
    'TLSv1_2_server_method': [TLS_1_2, TLS_1_2],
    'TLSv1_2_client_method': [TLS_1_2, TLS_1_2],
}


def tools() -> object:
    """The part of crypto.js that reads certificates."""
    return realm().tls_certificates


def octets_of(data: object) -> Uint8Array:
    return text_or_bytes(data, 'utf8').slice()


class SecureContext:
    _chains: Any
    _keys: Any
    _authorities: Any
    _crls: Any

    def __init__(self) -> None:
        hidden(self, '_min', 0)
        hidden(self, '_max', 0)
        hidden(self, '_suites_1_3', default_1_3())
        hidden(self, '_suites_1_2', [])
        hidden(self, '_security', DEFAULT_SECURITY)
        hidden(self, '_groups', default_groups())
        hidden(self, '_schemes', default_schemes())
        hidden(self, '_options', 0)
        hidden(self, '_chains', {})
        hidden(self, '_keys', {})
        hidden(self, '_last', None)
        hidden(self, '_identities', None)
        hidden(self, '_authorities', [])
        hidden(self, '_own_roots', None)
        hidden(self, '_partial', False)
        hidden(self, '_crls', [])
        hidden(self, '_session_context', Uint8Array(0))
        hidden(self, '_lifetime', DEFAULT_LIFETIME)
        hidden(self, '_ticket_keys', realm().tls_primitives.random(TICKET_KEYS))
        hidden(self, '_dh', None)
        hidden(self, '_handle_for_addons', Object.freeze(Object.create(None)))

    @property
    def is_secure_context(self) -> bool:
        return True

    @property
    def _external(self) -> object:
        """A handle for addons, of which there are none. Throws a TypeError for another receiver."""
        return own_field(self, '_handle_for_addons')

    # versions

    def init(self, method: object, lowest: int, highest: int) -> None:
        self._min = lowest
        self._max = highest
        if js_typeof(method) != 'string':
            return
        if method.startswith('SSLv2_') or method.startswith('SSLv3_'):
            raise coded_error(TypeError, 'ERR_TLS_INVALID_PROTOCOL_METHOD', method[0:5] + ' methods disabled')
        if not Object.hasOwn(METHODS, method):
            raise coded_error(TypeError, 'ERR_TLS_INVALID_PROTOCOL_METHOD', 'Unknown method: ' + method)
        self._min, self._max = METHODS[method]

    def setMinProto(self, version: int) -> None:
        self._min = version

    def setMaxProto(self, version: int) -> None:
        self._max = version

    def getMinProto(self) -> int:
        return self._min

    def getMaxProto(self) -> int:
        return self._max

    def setOptions(self, options: int) -> None:
        self._options = options

    # algorithms

    def setCipherSuites(self, text: str) -> None:
        chosen = choose_1_3(text)
        if chosen is None:
            raise context_error('no cipher match')
        self._suites_1_3 = chosen

    def setCiphers(self, text: str) -> None:
        parsed = parse_ciphers(text)
        self._suites_1_2 = parsed.chosen
        if parsed.security_level >= 0:
            self._security = min(parsed.security_level, 5)
        if len(parsed.chosen) == 0 and text != '':
            raise context_error('no cipher match')

    def setSigalgs(self, text: str) -> None:
        chosen = parse_schemes(text)
        if chosen is None:
            raise js_new(Error, 'error:00000000:lib(0)::reason(0)')
        self._schemes = chosen

    def setECDHCurve(self, text: str) -> None:
        if text == '':
            return
        chosen = parse_groups(text)
        if chosen is None or len(chosen) == 0:
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to set ECDH curve')
        self._groups = chosen

    def setDHParam(self, given: object) -> object:
        if given is True:
            self._dh = tools().automatic_dh()
            return js_undefined
        numbers = tools().read_dh(octets_of(given))
        if numbers is None:
            return js_undefined
        bits = numbers[0].length * 8
        if bits < SMALLEST_DH:
            raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'DH parameter is less than 1024 bits')
        if bits < 2048 and self._security > 1:
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Error setting temp DH parameter')
        self._dh = numbers
        return 'DH parameter is less than 2048 bits' if bits < 2048 else js_undefined

    # certificates and keys

    def setCert(self, given: object) -> None:
        self._use_chain(tools().read_chain(octets_of(given)))

    def _use_chain(self, chain: list) -> None:
        leaf = chain[0]
        if tools().is_weak_key(leaf, self._security):
            raise context_error('ee key too small')
        if self._security > 0 and tools().is_weakly_signed(leaf):
            raise context_error('ca md too weak')
        kind = tools().certificate_kind(leaf)
        self._identities = None
        self._chains[kind] = chain
        self._last = kind
        if self._keys[kind] is not None and not tools().belongs(leaf, self._keys[kind]):
            # as in OpenSSL, an earlier key is dropped
            del self._keys[kind]

    def setKey(self, given: object, passphrase: object = None) -> None:
        secret = None if js_typeof(passphrase) != 'string' else text_or_bytes(passphrase, 'utf8')
        self._use_key(tools().read_key(octets_of(given), secret))

    def _use_key(self, key: object) -> None:
        kind = tools().key_kind(key)
        chain = self._chains[kind]
        if chain is not None and not tools().belongs(chain[0], key):
            raise tools().key_values_mismatch()
        self._identities = None
        self._keys[kind] = key

    def loadPKCS12(self, data: object, passphrase: object = None) -> None:
        if not (js_instanceof(data, ArrayBuffer) or ArrayBuffer.isView(data)):
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Unable to load PFX certificate')
        found = tools().read_pfx(
            plain_bytes(data).slice(), None if passphrase is None else plain_bytes(passphrase).slice()
        )
        if found.key is None:
            raise js_new(Error, 'Unable to load private key from PFX data')
        own = [one for one in found.certificates if tools().belongs(one, found.key)]
        if len(own) == 0:
            raise js_new(Error, 'Unable to load PFX certificate')
        others = [one for one in found.certificates if one is not own[0]]
        self._use_chain([own[0], *others])
        self._use_key(found.key)
        # in C++ they are trusted, too
        for other in others:
            self._trust(other)

    def addCACert(self, given: object) -> None:
        for certificate in tools().read_all_readable(octets_of(given)):
            self._trust(certificate)

    def _trust(self, certificate: object) -> None:
        if self._own_roots is None:
            self._own_roots = []
        self._identities = None
        self._own_roots.append(certificate)
        self._authorities.append(tools().subject_der(certificate))

    def addRootCerts(self) -> None:
        self._own_roots = None
        # an unreadable file is reported now
        default_roots().extra()

    def setAllowPartialTrustChain(self) -> None:
        self._partial = True

    def addCRL(self, given: object) -> None:
        self._crls.extend(tools().read_crls(octets_of(given)))

    def getCertificate(self) -> object:
        chain = self._chains[self._last] if self._last is not None else None
        return None if chain is None else make_buffer(tools().der(chain[0]).slice())

    def getIssuer(self) -> object:
        chain = self._chains[self._last] if self._last is not None else None
        if chain is None:
            return None
        found = tools().issuer_of(chain[0], [*chain[1:], *self.trusted_for(chain)])
        return None if found is None else make_buffer(tools().der(found).slice())

    # sessions

    def setSessionIdContext(self, text: str) -> None:
        octets = text_or_bytes(text, 'utf8')
        if octets.length > LONGEST_CONTEXT:
            raise js_new(TypeError, 'error:0A000111:SSL routines::ssl session id context too long')
        self._session_context = octets.slice()

    def setSessionTimeout(self, seconds: int) -> None:
        self._lifetime = seconds

    def getTicketKeys(self) -> object:
        return make_buffer(self._ticket_keys.slice())

    def setTicketKeys(self, keys: object) -> bool:
        self._ticket_keys = plain_bytes(keys).slice()
        return True

    def enableTicketKeyCallback(self) -> None:
        raise unsupported('A callback for ticket keys')

    # unsupported

    def setCertificateCompression(self, packed: int) -> None:
        raise unsupported('TLS certificate compression')

    def setEngineKey(self, name: str, engine: str) -> None:
        raise coded_error(
            Error, 'ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED', 'Custom engines not supported by this OpenSSL'
        )

    def setClientCertEngine(self, engine: str) -> None:
        raise coded_error(
            Error, 'ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED', 'Custom engines not supported by this OpenSSL'
        )

    def close(self) -> None:
        # connections keep what they use
        pass

    # for connections

    def trusted_for(self, chain: list) -> list:
        """The program's own authorities, or the default ones that may have issued the given certificates."""
        return default_roots().for_chain(chain) if self._own_roots is None else self._own_roots

    def has_own_roots(self) -> bool:
        return self._own_roots is not None

    def has_identity(self) -> bool:
        return Object.keys(self._chains).length > 0

    def verify(self, chain: list, is_client: bool) -> list:
        return tools().verify(chain, self.trusted_for(chain), is_client, self._partial, self._security, self._crls)

    def identities(self) -> list:
        """Computed once, since completing a chain searches for issuers."""
        if self._identities is None:
            self._identities = self._make_identities()
        return self._identities

    def _make_identities(self) -> list:
        made = []
        for kind in Object.keys(self._chains):
            key = self._keys[kind]
            if key is not None:
                chain = self._chains[kind]
                if chain.length == 1 and not tools().is_self_signed(chain[0]):
                    chain = tools().completed(chain, self.trusted_for(chain))
                made.append(Identity([tools().der(one) for one in chain], key, kind, tools().key_curve(key)))
        return made

    def settings(self, is_server: bool) -> Settings:
        made = Settings(is_server)
        made.min_version = max(self._min, TLS_1_2) if self._min > 0 else TLS_1_2
        made.max_version = self._max if self._max > 0 else TLS_1_3
        for bit, version in NO_VERSION:
            if (self._options & bit) != 0:
                if version == made.max_version:
                    made.max_version = version - 1
                elif version == made.min_version:
                    made.min_version = version + 1
        made.suites_1_3 = self._suites_1_3
        made.suites_1_2 = self._suites_1_2
        made.groups = self._groups
        made.shares = shares_of(self._groups)
        made.schemes = self._schemes
        made.prefer_own_order = (self._options & SERVER_PREFERENCE) != 0
        made.tickets = (self._options & NO_TICKET) == 0
        made.identities = self.identities()
        made.dh_parameters = self._dh
        made.authorities = self._authorities
        made.ticket_keys = self._ticket_keys
        made.session_context = self._session_context
        made.session_lifetime = self._lifetime
        return made


def shares_of(groups: list[int]) -> list[int]:
    """The groups for which a client sends shares: the first hybrid and the first classic one, as OpenSSL 3.5."""
    hybrid = [group for group in groups if group > 255]
    classic = [group for group in groups if group < 256]
    if len(hybrid) > 0 and groups[0] == hybrid[0]:
        return [hybrid[0], *classic[0:1]]
    return groups[0:1]


def define_ticket_indices() -> None:
    names = [
        'kTicketKeyReturnIndex',
        'kTicketKeyHMACIndex',
        'kTicketKeyAESIndex',
        'kTicketKeyNameIndex',
        'kTicketKeyIVIndex',
    ]
    made: object = SecureContext
    for i in range(len(names)):
        made[names[i]] = i
