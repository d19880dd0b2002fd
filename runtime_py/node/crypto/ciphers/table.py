"""The table of ciphers: OpenSSL's names, numbers, lengths, and how to create each.

Must not know: Node's classes, encodings, error codes.
"""

from __future__ import annotations

from runtime_py.node.crypto.ciphers.aead_modes import ChachaCipher, GcmCipher, chacha_stream
from runtime_py.node.crypto.ciphers.aead_whole import CcmCipher, OcbCipher
from runtime_py.node.crypto.ciphers.block_ciphers import AesBlock, TripleDesBlock
from runtime_py.node.crypto.ciphers.cipher_modes import (
    BlockMode,
    CipherFeedback,
    NarrowFeedback,
    XtsMode,
    counter_mode,
    output_feedback,
)
from runtime_py.node.crypto.ciphers.key_wrap import AesWrap, AesWrapPadded, TripleDesWrap
from runtime_py.platform.maps import Map

BITS = ['128', '192', '256']
# nids of AES by mode, for keys of 128, 192 and 256 bits; 0: there is none
AES_NIDS = {
    'cbc': [419, 423, 427],
    'ccm': [896, 899, 902],
    'cfb': [421, 425, 429],
    'cfb1': [650, 651, 652],
    'cfb8': [653, 654, 655],
    'ctr': [904, 905, 906],
    'ecb': [418, 422, 426],
    'gcm': [895, 898, 901],
    'ocb': [958, 959, 960],
    'ofb': [420, 424, 428],
    'xts': [913, 0, 914],
    'wrap': [788, 789, 790],
    'wrap-pad': [897, 900, 903],
}
# name, other names, mode, nid, key length
DES_ROWS: list[list] = [
    ['des-ede', ['des-ede-ecb'], 'ecb', 32, 16],
    ['des-ede-cbc', [], 'cbc', 43, 16],
    ['des-ede-cfb', [], 'cfb', 60, 16],
    ['des-ede-ofb', [], 'ofb', 62, 16],
    ['des-ede3', ['des-ede3-ecb'], 'ecb', 33, 24],
    ['des-ede3-cbc', ['des3'], 'cbc', 44, 24],
    ['des-ede3-cfb', [], 'cfb', 61, 24],
    ['des-ede3-cfb1', [], 'cfb1', 658, 24],
    ['des-ede3-cfb8', [], 'cfb8', 659, 24],
    ['des-ede3-ofb', [], 'ofb', 63, 24],
]
# what OpenSSL knows, but has in a provider that isn't loaded: name, other names, mode, nid, key length, block length
LEGACY_ROWS: list[list] = [
    ['bf-cbc', ['bf', 'blowfish'], 'cbc', 91, 16, 8],
    ['bf-cfb', [], 'cfb', 93, 16, 8],
    ['bf-ecb', [], 'ecb', 92, 16, 8],
    ['bf-ofb', [], 'ofb', 94, 16, 8],
    ['cast5-cbc', ['cast', 'cast-cbc'], 'cbc', 108, 16, 8],
    ['cast5-cfb', [], 'cfb', 110, 16, 8],
    ['cast5-ecb', [], 'ecb', 109, 16, 8],
    ['cast5-ofb', [], 'ofb', 111, 16, 8],
    ['des-cbc', ['des'], 'cbc', 31, 8, 8],
    ['des-cfb', [], 'cfb', 30, 8, 8],
    ['des-cfb1', [], 'cfb1', 656, 8, 8],
    ['des-cfb8', [], 'cfb8', 657, 8, 8],
    ['des-ecb', [], 'ecb', 29, 8, 8],
    ['des-ofb', [], 'ofb', 45, 8, 8],
    ['desx-cbc', ['desx'], 'cbc', 80, 24, 8],
    ['idea-cbc', ['idea'], 'cbc', 34, 16, 8],
    ['idea-cfb', [], 'cfb', 35, 16, 8],
    ['idea-ecb', [], 'ecb', 36, 16, 8],
    ['idea-ofb', [], 'ofb', 46, 16, 8],
    ['rc2-40-cbc', [], 'cbc', 98, 5, 8],
    ['rc2-64-cbc', [], 'cbc', 166, 8, 8],
    ['rc2-cbc', ['rc2'], 'cbc', 37, 16, 8],
    ['rc2-cfb', [], 'cfb', 39, 16, 8],
    ['rc2-ecb', [], 'ecb', 38, 16, 8],
    ['rc2-ofb', [], 'ofb', 40, 16, 8],
    ['rc4', [], 'stream', 5, 16, 1],
    ['rc4-40', [], 'stream', 97, 5, 1],
    ['rc4-hmac-md5', [], 'stream', 915, 16, 1],
    ['seed-cbc', ['seed'], 'cbc', 777, 16, 16],
    ['seed-cfb', [], 'cfb', 779, 16, 16],
    ['seed-ecb', [], 'ecb', 776, 16, 16],
    ['seed-ofb', [], 'ofb', 778, 16, 16],
]
AUTHENTICATED = ['gcm', 'ccm', 'ocb', 'stream-aead']


class CipherInfo:
    """`kind` selects how it is created, `mode` is Node's name of the mode."""

    def __init__(
        self, name: str, kind: str, nid: int, key_length: int, iv_length: int, block_size: int, family: str
    ) -> None:
        self.name = name
        self.kind = kind
        self.nid = nid
        self.key_length = key_length
        self.iv_length = iv_length
        self.block_size = block_size
        self.family = family

    @property
    def mode(self) -> str:
        if self.kind.startswith('cfb'):
            return 'cfb'
        if self.kind.startswith('wrap'):
            return 'wrap'
        return 'stream' if self.kind.startswith('stream') else self.kind

    @property
    def authenticated(self) -> bool:
        return self.kind in AUTHENTICATED

    @property
    def is_legacy(self) -> bool:
        return self.family == 'legacy'

    def accepts_iv(self, length: int) -> bool:
        if self.kind == 'gcm':
            return length > 0
        if self.kind == 'ccm':
            return 7 <= length <= 13
        if self.kind == 'ocb':
            return 1 <= length <= 15
        if self.kind == 'stream-aead':
            return length == 12
        return length == self.iv_length


def _iv_length(kind: str, block: int) -> int:
    if kind == 'ecb':
        return 0
    if kind == 'gcm' or kind == 'ccm' or kind == 'ocb':
        return 12
    if kind == 'wrap':
        return 8
    return 4 if kind == 'wrap-pad' else block


def _block_size(kind: str, block: int) -> int:
    if kind == 'cbc' or kind == 'ecb' or kind == 'ocb':
        return block
    return 8 if kind.startswith('wrap') else 1


def _aes_rows(table: Map, kind: str) -> None:
    for i in range(3):
        nid = AES_NIDS[kind][i]
        if nid == 0:
            continue
        bits = BITS[i]
        plain = 'aes' + bits + '-' + kind if kind.startswith('wrap') else 'aes-' + bits + '-' + kind
        has_id = kind in ['gcm', 'ccm', 'wrap', 'wrap-pad']
        name = 'id-aes' + bits + '-' + kind if has_id else plain
        info = CipherInfo(
            name,
            kind,
            nid,
            (16 + 8 * i) * (2 if kind == 'xts' else 1),
            _iv_length(kind, 16),
            _block_size(kind, 16),
            'aes',
        )
        table.set(plain, info)
        if has_id:
            table.set('id-aes' + bits + '-' + kind, info)
        if kind == 'cbc':
            table.set('aes' + bits, info)


def _table() -> Map:
    table: Map = Map()
    for kind in Object.keys(AES_NIDS):
        _aes_rows(table, kind)
    for name, others, kind, nid, key_length in DES_ROWS:
        info = CipherInfo(name, kind, nid, key_length, _iv_length(kind, 8), _block_size(kind, 8), 'des')
        table.set(name, info)
        for other in others:
            table.set(other, info)
    wrap = CipherInfo('id-smime-alg-cms3deswrap', 'wrap', 246, 24, 0, 8, 'des')
    table.set('des3-wrap', wrap)
    table.set('id-smime-alg-cms3deswrap', wrap)
    table.set('chacha20', CipherInfo('chacha20', 'stream', 1019, 32, 16, 1, 'chacha'))
    table.set('chacha20-poly1305', CipherInfo('chacha20-poly1305', 'stream-aead', 1018, 32, 12, 1, 'chacha'))
    return table


def _legacy_table() -> Map:
    table: Map = Map()
    for name, others, kind, nid, key_length, block in LEGACY_ROWS:
        iv_length = 0 if kind == 'stream' else _iv_length(kind, block)
        info = CipherInfo(name, kind, nid, key_length, iv_length, _block_size(kind, block), 'legacy')
        for each in [name, *others]:
            table.set(each, info)
    return table


_legacy = _legacy_table()
_ciphers = _table()


def find_cipher(name: str) -> CipherInfo | None:
    low = name.lower()
    return _ciphers.get(low) or _legacy.get(low)


def find_cipher_by_nid(nid: int) -> CipherInfo | None:
    for info in [*_ciphers.values(), *_legacy.values()]:
        if info.nid == nid:
            return info
    return None


def listed_name(name: str) -> str:
    """OpenSSL's spelling: some names have capitals."""
    if name == 'id-smime-alg-cms3deswrap':
        return 'id-smime-alg-CMS3DESwrap'
    return name.replace('-gcm', '-GCM').replace('-ccm', '-CCM') if name.startswith('id-') else name


def cipher_names() -> list[str]:
    names = [listed_name(name) for name in _ciphers.keys()]
    names.sort()
    return names


def start_cipher(info: CipherInfo, key: Uint8Array, iv: Uint8Array, encrypts: bool, tag_length: int = 16) -> object:
    kind = info.kind
    if info.authenticated:
        if kind == 'gcm':
            return GcmCipher(key, iv, encrypts)
        if kind == 'stream-aead':
            return ChachaCipher(key, iv, encrypts)
        return CcmCipher(key, iv, encrypts, tag_length) if kind == 'ccm' else OcbCipher(key, iv, encrypts, tag_length)
    if kind.startswith('wrap'):
        if info.family == 'des':
            return TripleDesWrap(key, encrypts)
        return AesWrap(key, iv, encrypts) if kind == 'wrap' else AesWrapPadded(key, iv, encrypts)
    if kind == 'stream':
        return chacha_stream(key, iv)
    if kind == 'xts':
        half = key.length // 2
        return XtsMode(AesBlock(key.slice(0, half)), AesBlock(key.slice(half)), iv, encrypts)
    return _start_mode(kind, AesBlock(key) if info.family == 'aes' else TripleDesBlock(key), iv, encrypts)


def _start_mode(kind: str, block: object, iv: Uint8Array, encrypts: bool) -> object:
    if kind == 'ctr':
        return counter_mode(block, iv)
    if kind == 'ofb':
        return output_feedback(block, iv)
    if kind == 'cfb':
        return CipherFeedback(block, iv, encrypts)
    if kind == 'cfb8' or kind == 'cfb1':
        return NarrowFeedback(block, iv, encrypts, 8 if kind == 'cfb8' else 1)
    return BlockMode(block, None if kind == 'ecb' else iv, encrypts)


def run_cipher(
    info: CipherInfo, key: Uint8Array, iv: Uint8Array, encrypts: bool, data: Uint8Array
) -> Uint8Array | None:
    """All at once, for ciphers without authentication."""
    cipher = start_cipher(info, key, iv, encrypts)
    first = cipher.update(data)
    if first is None:
        return None
    last = cipher.final()
    if last is None:
        return None
    out = Uint8Array(first.length + last.length)
    out.set(first)
    out.set(last, first.length)
    return out
