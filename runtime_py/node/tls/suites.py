"""The cipher suites that this engine supports, and OpenSSL's cipher strings that select among them.

Knows: names, the parts of a suite. Must not know: keys, messages. Lists name only what works.
"""

from __future__ import annotations

from runtime_py.node.tls.names import SSL_3, TLS_1_0, TLS_1_2, TLS_1_3
from runtime_py.platform.maps import Map

AES_GCM = 'aes-gcm'
AES_CBC = 'aes-cbc'
AES_CCM = 'aes-ccm'
AES_CCM_8 = 'aes-ccm-8'
CHACHA = 'chacha20-poly1305'


class Suite:
    """`exchange`: the key exchange ('any' in TLS 1.3); `authentication`: the kind of certificate required; `mac`: of a
    CBC suite, otherwise ''."""

    def __init__(self, number: int, name: str, standard_name: str, version: int, parts: list, since: int) -> None:
        self.number = number
        self.name = name  # OpenSSL's name
        self.standard_name = standard_name
        self.version = version
        self.exchange: str = parts[0]
        self.authentication: str = parts[1]
        self.aead: str = parts[2]
        self.key_length: int = parts[3]
        self.digest: str = parts[4]
        self.mac: str = parts[5]
        self.since = since  # the version that introduced it, as reported by `getCipher`


# parts of OpenSSL's and the standard names: exchange, authentication, OpenSSL's prefix, the standard's prefix
EXCHANGES = {
    'E': ['ecdhe', 'ecdsa', 'ECDHE-ECDSA-', 'TLS_ECDHE_ECDSA_WITH_'],
    'R': ['ecdhe', 'rsa', 'ECDHE-RSA-', 'TLS_ECDHE_RSA_WITH_'],
    'D': ['dhe', 'rsa', 'DHE-RSA-', 'TLS_DHE_RSA_WITH_'],
    'S': ['rsa', 'rsa', '', 'TLS_RSA_WITH_'],
    'K': ['psk', 'psk', 'PSK-', 'TLS_PSK_WITH_'],
    'P': ['ecdhe-psk', 'psk', 'ECDHE-PSK-', 'TLS_ECDHE_PSK_WITH_'],
}
# OpenSSL's suffix (with CBC in the names of PSK suites), the standard's suffix, cipher, key, digest of the secrets, MAC
CIPHERS = {
    'G2': ['AES256-GCM-SHA384', 'AES_256_GCM_SHA384', AES_GCM, 32, 'sha384', ''],
    'G1': ['AES128-GCM-SHA256', 'AES_128_GCM_SHA256', AES_GCM, 16, 'sha256', ''],
    'C': ['CHACHA20-POLY1305', 'CHACHA20_POLY1305_SHA256', CHACHA, 32, 'sha256', ''],
    'B4': ['AES256-SHA384', 'AES_256_CBC_SHA384', AES_CBC, 32, 'sha384', 'sha384'],
    'B3': ['AES256-SHA256', 'AES_256_CBC_SHA256', AES_CBC, 32, 'sha256', 'sha256'],
    'B2': ['AES128-SHA256', 'AES_128_CBC_SHA256', AES_CBC, 16, 'sha256', 'sha256'],
    'A2': ['AES256-SHA', 'AES_256_CBC_SHA', AES_CBC, 32, 'sha256', 'sha1'],
    'A1': ['AES128-SHA', 'AES_128_CBC_SHA', AES_CBC, 16, 'sha256', 'sha1'],
}
# TLS 1.2's in OpenSSL's order of preference: number, exchange, cipher
OLDER: list[list] = [
    [0xC02C, 'E', 'G2'],
    [0xC030, 'R', 'G2'],
    [0x009F, 'D', 'G2'],
    [0xCCA9, 'E', 'C'],
    [0xCCA8, 'R', 'C'],
    [0xCCAA, 'D', 'C'],
    [0xC02B, 'E', 'G1'],
    [0xC02F, 'R', 'G1'],
    [0x009E, 'D', 'G1'],
    [0xC024, 'E', 'B4'],
    [0xC028, 'R', 'B4'],
    [0x006B, 'D', 'B3'],
    [0xC023, 'E', 'B2'],
    [0xC027, 'R', 'B2'],
    [0x0067, 'D', 'B2'],
    [0xC00A, 'E', 'A2'],
    [0xC014, 'R', 'A2'],
    [0x0039, 'D', 'A2'],
    [0xC009, 'E', 'A1'],
    [0xC013, 'R', 'A1'],
    [0x0033, 'D', 'A1'],
    [0xCCAC, 'P', 'C'],
    [0x009D, 'S', 'G2'],
    [0x00A9, 'K', 'G2'],
    [0xCCAB, 'K', 'C'],
    [0x009C, 'S', 'G1'],
    [0x00A8, 'K', 'G1'],
    [0x003D, 'S', 'B3'],
    [0x003C, 'S', 'B2'],
    [0xC038, 'P', 'B4'],
    [0xC036, 'P', 'A2'],
    [0x0035, 'S', 'A2'],
    [0x00AF, 'K', 'B4'],
    [0x008D, 'K', 'A2'],
    [0xC037, 'P', 'B2'],
    [0xC035, 'P', 'A1'],
    [0x002F, 'S', 'A1'],
    [0x00AE, 'K', 'B2'],
    [0x008C, 'K', 'A1'],
]
NEWER: list[list] = [
    [0x1302, 'TLS_AES_256_GCM_SHA384', AES_GCM, 32, 'sha384'],
    [0x1303, 'TLS_CHACHA20_POLY1305_SHA256', CHACHA, 32, 'sha256'],
    [0x1301, 'TLS_AES_128_GCM_SHA256', AES_GCM, 16, 'sha256'],
    [0x1305, 'TLS_AES_128_CCM_8_SHA256', AES_CCM_8, 16, 'sha256'],
    [0x1304, 'TLS_AES_128_CCM_SHA256', AES_CCM, 16, 'sha256'],
]


def _older(number: int, exchange: list[str], cipher: list) -> Suite:
    name: str = cipher[0]
    if exchange[1] == 'psk' and cipher[2] == AES_CBC:
        name = name.replace('-', '-CBC-')
    since = TLS_1_2
    if cipher[5] == 'sha1':
        since = TLS_1_0 if exchange[0].startswith('ecdhe') else SSL_3
    return Suite(
        number,
        exchange[2] + name,
        exchange[3] + cipher[1],
        TLS_1_2,
        [exchange[0], exchange[1], cipher[2], cipher[3], cipher[4], cipher[5]],
        since,
    )


def _all() -> list[Suite]:
    made = [
        Suite(row[0], row[1], row[1], TLS_1_3, ['any', 'any', row[2], row[3], row[4], ''], TLS_1_3) for row in NEWER
    ]
    made.extend([_older(row[0], EXCHANGES[row[1]], CIPHERS[row[2]]) for row in OLDER])
    return made


SUITES = _all()
# TLS 1.3 suites that are used only if they are named
NOT_BY_DEFAULT = [0x1305, 0x1304]
# sets that a cipher string may exclude or require although none of their suites is supported
EMPTY_KEYWORDS = [
    'aNULL',
    'eNULL',
    'NULL',
    'COMPLEMENTOFDEFAULT',
    'COMPLEMENTOFALL',
    'EXPORT',
    'EXP',
    'LOW',
    'MEDIUM',
    'DES',
    '3DES',
    'RC4',
    'RC2',
    'IDEA',
    'SEED',
    'MD5',
    'SRP',
    'kSRP',
    'aSRP',
    'aDSS',
    'DSS',
    'CAMELLIA',
    'CAMELLIA128',
    'CAMELLIA256',
    'ARIA',
    'ARIA128',
    'ARIA256',
    'ARIAGCM',
    'kGOST',
    'aGOST',
    'ADH',
    'AECDH',
    'kDHEPSK',
    'kRSAPSK',
    'AESCCM',
    'AESCCM8',
    'aGOST01',
    'GOST94',
    'kDH',
    'kECDH',
    'DH',
]


def suites_of(version: int) -> list[Suite]:
    return [suite for suite in SUITES if suite.version == version]


def find_suite(number: int) -> Suite | None:
    for suite in SUITES:
        if suite.number == number:
            return suite
    return None


def suite_names() -> list[str]:
    return [suite.name for suite in SUITES]


def choose_1_3(text: str) -> list[Suite] | None:
    """Selects from a list of TLS 1.3 names; None for an unknown name."""
    chosen: list[Suite] = []
    for name in text.split(':'):
        found = [suite for suite in suites_of(TLS_1_3) if suite.name == name]
        if len(found) == 0:
            return None
        if found[0] not in chosen:
            chosen.append(found[0])
    return chosen


def default_1_3() -> list[Suite]:
    return [suite for suite in suites_of(TLS_1_3) if suite.number not in NOT_BY_DEFAULT]


def is_aes(suite: Suite) -> bool:
    return suite.aead == AES_GCM or suite.aead == AES_CBC


def _keywords() -> Map:
    """OpenSSL's keywords for sets of suites, as predicates."""
    words = Map()
    words.set('ALL', lambda s: True)
    words.set('DEFAULT', lambda s: True)
    words.set('HIGH', lambda s: True)
    words.set('TLSv1.2', lambda s: s.since == TLS_1_2)
    words.set('TLSv1', lambda s: s.since == TLS_1_0)
    words.set('TLSv1.0', lambda s: s.since == TLS_1_0)
    words.set('SSLv3', lambda s: s.since == SSL_3)
    words.set('CBC', lambda s: s.aead == AES_CBC)
    words.set('SHA', lambda s: s.mac == 'sha1')
    words.set('SHA1', lambda s: s.mac == 'sha1')
    words.set('SHA256', lambda s: s.mac == 'sha256')
    words.set('SHA384', lambda s: s.mac == 'sha384')
    words.set('AES', lambda s: is_aes(s))
    words.set('AESGCM', lambda s: s.aead == AES_GCM)
    words.set('AES128', lambda s: is_aes(s) and s.key_length == 16)
    words.set('AES256', lambda s: is_aes(s) and s.key_length == 32)
    words.set('CHACHA20', lambda s: s.aead == CHACHA)
    for name in ['ECDHE', 'kECDHE', 'kEECDH', 'EECDH', 'ECDH']:
        words.set(name, lambda s: s.exchange == 'ecdhe')
    for name in ['DHE', 'kDHE', 'kEDH', 'EDH']:
        words.set(name, lambda s: s.exchange == 'dhe')
    for name in ['kRSA', 'RSA']:
        words.set(name, lambda s: s.exchange == 'rsa')
    words.set('RSA', lambda s: s.exchange == 'rsa' or s.authentication == 'rsa')
    words.set('aRSA', lambda s: s.authentication == 'rsa')
    for name in ['ECDSA', 'aECDSA']:
        words.set(name, lambda s: s.authentication == 'ecdsa')
    words.set('PSK', lambda s: s.authentication == 'psk')
    words.set('aPSK', lambda s: s.authentication == 'psk')
    words.set('kPSK', lambda s: s.exchange == 'psk')
    words.set('kECDHEPSK', lambda s: s.exchange == 'ecdhe-psk')
    for name in EMPTY_KEYWORDS:
        words.set(name, lambda s: False)
    return words


_words = _keywords()


class CipherString:
    """OpenSSL's syntax: keywords joined by `+`, added, deleted by `-`, moved to the end by `+`, permanently deleted by
    `!`."""

    def __init__(self) -> None:
        self.chosen: list[Suite] = []
        self._killed: list[Suite] = []
        self.matched = False
        self.security_level = -1

    def _matching(self, text: str) -> list[Suite]:
        named = [suite for suite in suites_of(TLS_1_2) if suite.name == text or suite.standard_name == text]
        if len(named) > 0:
            self.matched = True
            return named
        tests = []
        for word in text.split('+'):
            test = _words.get(word)
            if test is None:
                return []
            tests.append(test)
        self.matched = True
        return [suite for suite in suites_of(TLS_1_2) if all([test(suite) for test in tests])]

    def apply(self, item: str) -> None:
        if item.startswith('@'):
            if item.startswith('@SECLEVEL='):
                self.security_level = int(item[10:])
            self.matched = True
            return
        sign = item[0:1] if item[0:1] in ['!', '-', '+'] else ''
        found = self._matching(item[len(sign) :])
        if sign == '':
            for suite in found:
                if suite not in self.chosen and suite not in self._killed:
                    self.chosen.append(suite)
            return
        kept = [suite for suite in self.chosen if suite not in found]
        if sign == '+':
            kept.extend([suite for suite in self.chosen if suite in found])
        if sign == '!':
            self._killed.extend(found)
        self.chosen = kept


def parse_ciphers(text: str) -> CipherString:
    made = CipherString()
    for item in text.replace(',', ':').replace(' ', ':').replace('@', ':@').split(':'):
        if item != '':
            made.apply(item)
    return made
