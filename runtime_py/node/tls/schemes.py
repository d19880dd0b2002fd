"""Signature schemes (RFC 8446, 4.2.3) and key exchange groups (4.2.7), with OpenSSL's names for them.

Knows: the schemes allowed for each kind of key and version. Must not know: how to sign or agree.
"""

from __future__ import annotations

from runtime_py.node.tls.names import TLS_1_3
from runtime_py.platform.maps import Map


class Scheme:
    """`key`: the kind of key ('rsa', 'rsa-pss', 'ec', 'ed25519'...), `curve` the one that TLS 1.3 requires, `padding`
    for RSA."""

    def __init__(self, row: list) -> None:
        self.number: int = row[0]
        self.name: str = row[1]
        self.key: str = row[2]
        self.digest: str = row[3]
        self.padding: str = row[4]
        self.curve: str = row[5]
        self.shown: str = row[6]  # the name that getSharedSigalgs returns

    def is_newer(self) -> bool:
        """Whether only TLS 1.3 has it."""
        return self.key.startswith('ml-dsa') or 'tls13' in self.name

    def suits(self, kind: str, curve: str, version: int) -> bool:
        if self.key != kind:
            return False
        if version < TLS_1_3:
            return not self.is_newer()
        if self.padding == 'pkcs1' or self.digest == 'sha1' or self.digest == 'sha224':
            return False
        return self.curve == '' or self.curve == curve


# in OpenSSL 3.5's order
SCHEMES = [
    Scheme(row)
    for row in [
        [0x0905, 'mldsa65', 'ml-dsa-65', '', '', '', 'id-ml-dsa-65+UNDEF'],
        [0x0906, 'mldsa87', 'ml-dsa-87', '', '', '', 'id-ml-dsa-87+UNDEF'],
        [0x0904, 'mldsa44', 'ml-dsa-44', '', '', '', 'id-ml-dsa-44+UNDEF'],
        [0x0403, 'ecdsa_secp256r1_sha256', 'ec', 'sha256', '', 'prime256v1', 'ECDSA+SHA256'],
        [0x0503, 'ecdsa_secp384r1_sha384', 'ec', 'sha384', '', 'secp384r1', 'ECDSA+SHA384'],
        [0x0603, 'ecdsa_secp521r1_sha512', 'ec', 'sha512', '', 'secp521r1', 'ECDSA+SHA512'],
        [0x0807, 'ed25519', 'ed25519', '', '', '', 'Ed25519+UNDEF'],
        [0x0808, 'ed448', 'ed448', '', '', '', 'Ed448+UNDEF'],
        [0x081A, 'ecdsa_brainpoolP256r1tls13_sha256', 'ec', 'sha256', '', 'brainpoolP256r1', 'ECDSA+SHA256'],
        [0x081B, 'ecdsa_brainpoolP384r1tls13_sha384', 'ec', 'sha384', '', 'brainpoolP384r1', 'ECDSA+SHA384'],
        [0x081C, 'ecdsa_brainpoolP512r1tls13_sha512', 'ec', 'sha512', '', 'brainpoolP512r1', 'ECDSA+SHA512'],
        [0x0809, 'rsa_pss_pss_sha256', 'rsa-pss', 'sha256', 'pss', '', 'RSA-PSS+SHA256'],
        [0x080A, 'rsa_pss_pss_sha384', 'rsa-pss', 'sha384', 'pss', '', 'RSA-PSS+SHA384'],
        [0x080B, 'rsa_pss_pss_sha512', 'rsa-pss', 'sha512', 'pss', '', 'RSA-PSS+SHA512'],
        [0x0804, 'rsa_pss_rsae_sha256', 'rsa', 'sha256', 'pss', '', 'RSA-PSS+SHA256'],
        [0x0805, 'rsa_pss_rsae_sha384', 'rsa', 'sha384', 'pss', '', 'RSA-PSS+SHA384'],
        [0x0806, 'rsa_pss_rsae_sha512', 'rsa', 'sha512', 'pss', '', 'RSA-PSS+SHA512'],
        [0x0401, 'rsa_pkcs1_sha256', 'rsa', 'sha256', 'pkcs1', '', 'RSA+SHA256'],
        [0x0501, 'rsa_pkcs1_sha384', 'rsa', 'sha384', 'pkcs1', '', 'RSA+SHA384'],
        [0x0601, 'rsa_pkcs1_sha512', 'rsa', 'sha512', 'pkcs1', '', 'RSA+SHA512'],
        [0x0303, 'ecdsa_sha224', 'ec', 'sha224', '', '', 'ECDSA+SHA224'],
        [0x0301, 'rsa_pkcs1_sha224', 'rsa', 'sha224', 'pkcs1', '', 'RSA+SHA224'],
        [0x0203, 'ecdsa_sha1', 'ec', 'sha1', '', '', 'ECDSA+SHA1'],
        [0x0201, 'rsa_pkcs1_sha1', 'rsa', 'sha1', 'pkcs1', '', 'RSA+SHA1'],
    ]
]
# SHA-1 signatures are used only if they are named
NOT_BY_DEFAULT = [0x0203, 0x0201]

X25519_MLKEM768 = 0x11EC
X25519 = 29
SECP256R1 = 23
SECP384R1 = 24
SECP521R1 = 25
X448 = 30

# number, OpenSSL's names in lists, the name and type for getEphemeralKeyInfo, its size
GROUPS: list[list] = [
    [X25519_MLKEM768, ['X25519MLKEM768'], 'X25519MLKEM768', 'TLSGroup', 0],
    [X25519, ['X25519', 'x25519'], 'X25519', 'ECDH', 253],
    [SECP256R1, ['P-256', 'prime256v1', 'secp256r1'], 'prime256v1', 'ECDH', 256],
    [X448, ['X448', 'x448'], 'X448', 'ECDH', 448],
    [SECP384R1, ['P-384', 'secp384r1'], 'secp384r1', 'ECDH', 384],
    [SECP521R1, ['P-521', 'secp521r1'], 'secp521r1', 'ECDH', 521],
]
# the groups for which a client sends shares by default
DEFAULT_SHARES = [X25519_MLKEM768, X25519]


def find_scheme(number: int) -> Scheme | None:
    for scheme in SCHEMES:
        if scheme.number == number:
            return scheme
    return None


def default_schemes() -> list[int]:
    return [scheme.number for scheme in SCHEMES if scheme.number not in NOT_BY_DEFAULT]


def default_groups() -> list[int]:
    return [row[0] for row in GROUPS]


def group_row(number: int) -> list | None:
    for row in GROUPS:
        if row[0] == number:
            return row
    return None


def parse_groups(text: str) -> list[int] | None:
    """Parses names joined by `:` or `/`, each optionally marked (`?`: may be unknown, `*`: send a share); None for an
    unknown name."""
    if text == 'auto':
        return default_groups()
    found: list[int] = []
    for item in text.replace('/', ':').split(':'):
        optional = item.startswith('?') or item.startswith('*?')
        name = item.lstrip('?*')
        numbers = [row[0] for row in GROUPS if name in row[1]]
        if len(numbers) == 0:
            if optional:
                continue
            return None
        if numbers[0] not in found:
            found.append(numbers[0])
    return found


def _scheme_names() -> Map:
    names = Map()
    for scheme in SCHEMES:
        names.set(scheme.name.lower(), [scheme.number])
    for scheme in SCHEMES:
        shown = scheme.shown.lower()
        # RSA-PSS+SHA256 is the scheme for an ordinary RSA key
        if scheme.digest == '' or 'tls13' in scheme.name or scheme.key == 'rsa-pss':
            continue
        names.set(shown, [scheme.number])
        if scheme.padding == 'pss':
            names.set('pss+' + scheme.digest, [scheme.number])
    return names


_names = _scheme_names()


def parse_schemes(text: str) -> list[int] | None:
    """`RSA-PSS+SHA256:ecdsa_secp256r1_sha256`...; None for an unknown one."""
    chosen: list[int] = []
    for item in text.split(':'):
        optional = item.startswith('?')
        numbers = _names.get(item.lstrip('?').lower())
        if numbers is None:
            if optional:
                continue
            return None
        for number in numbers:
            if number not in chosen:
                chosen.append(number)
    return chosen if len(chosen) > 0 else None


def common_schemes(preferred: list[int], allowed: list[int]) -> list[int]:
    return [number for number in preferred if number in allowed and find_scheme(number) is not None]


def offered_schemes(numbers: list[int], highest: int) -> list[int]:
    """The schemes that a client offers if this is its highest version."""
    return [number for number in numbers if highest >= TLS_1_3 or not find_scheme(number).is_newer()]
