"""The message digests of this machine, by OpenSSL's names.

Knows: names and aliases, which digests have an output of variable length. Must not know: Node's classes, keys,
encodings."""

from __future__ import annotations

from npm_modules.noble_blake2 import blake2b, blake2s
from npm_modules.noble_legacy import md5, ripemd160, sha1
from npm_modules.noble_sha2 import sha224, sha256, sha384, sha512, sha512_224, sha512_256
from npm_modules.noble_sha3 import sha3_224, sha3_256, sha3_384, sha3_512, shake128, shake256

from runtime_py.node.crypto.failures import invalid_digest
from runtime_py.platform.bytes import concat
from runtime_py.platform.maps import Map


class Md5Sha1:
    """Both digests of the same data, one after the other: what TLS 1.1 signs. Has the methods that noble's HMAC and key
    derivations call."""

    def __init__(self, first: object, second: object) -> None:
        self.outputLen = 36
        self.blockLen = 64
        self._first = first
        self._second = second

    def update(self, data: Uint8Array) -> Md5Sha1:
        self._first.update(data)
        self._second.update(data)
        return self

    def digest(self) -> Uint8Array:
        return concat([self._first.digest(), self._second.digest()])

    def digestInto(self, out: Uint8Array) -> None:
        self._first.digestInto(out.subarray(0, 16))
        self._second.digestInto(out.subarray(16, 36))

    def clone(self) -> Md5Sha1:
        return Md5Sha1(self._first.clone(), self._second.clone())

    def _cloneInto(self, to: Md5Sha1 | None = None) -> Md5Sha1:
        if to is None:
            return self.clone()
        self._first._cloneInto(to._first)
        self._second._cloneInto(to._second)
        return to

    def destroy(self) -> None:
        self._first.destroy()
        self._second.destroy()


def make_md5_sha1() -> object:
    """As noble's digests: a function that has members."""

    def make(data: Uint8Array) -> Uint8Array:
        return Md5Sha1(md5.create(), sha1.create()).update(data).digest()

    made: object = make
    made.create = lambda: Md5Sha1(md5.create(), sha1.create())
    made.outputLen = 36
    made.blockLen = 64
    return made


md5_sha1 = make_md5_sha1()

# name, noble's function, OpenSSL's other names
DIGESTS = [
    ['md5', md5, ['RSA-MD5', 'md5WithRSAEncryption', 'ssl3-md5']],
    ['md5-sha1', md5_sha1, []],
    ['sha1', sha1, ['RSA-SHA1', 'RSA-SHA1-2', 'sha1WithRSAEncryption', 'ssl3-sha1', 'SHA-1']],
    ['ripemd160', ripemd160, ['RSA-RIPEMD160', 'ripemd', 'ripemd160WithRSA', 'rmd160']],
    ['sha224', sha224, ['RSA-SHA224', 'sha224WithRSAEncryption', 'SHA-224', 'SHA2-224']],
    ['sha256', sha256, ['RSA-SHA256', 'sha256WithRSAEncryption', 'SHA-256', 'SHA2-256']],
    ['sha384', sha384, ['RSA-SHA384', 'sha384WithRSAEncryption', 'SHA-384', 'SHA2-384']],
    ['sha512', sha512, ['RSA-SHA512', 'sha512WithRSAEncryption', 'SHA-512', 'SHA2-512']],
    ['sha512-224', sha512_224, ['RSA-SHA512/224', 'sha512-224WithRSAEncryption', 'SHA-512/224', 'SHA2-512/224']],
    ['sha512-256', sha512_256, ['RSA-SHA512/256', 'sha512-256WithRSAEncryption', 'SHA-512/256', 'SHA2-512/256']],
    ['sha3-224', sha3_224, ['RSA-SHA3-224', 'id-rsassa-pkcs1-v1_5-with-sha3-224']],
    ['sha3-256', sha3_256, ['RSA-SHA3-256', 'id-rsassa-pkcs1-v1_5-with-sha3-256']],
    ['sha3-384', sha3_384, ['RSA-SHA3-384', 'id-rsassa-pkcs1-v1_5-with-sha3-384']],
    ['sha3-512', sha3_512, ['RSA-SHA3-512', 'id-rsassa-pkcs1-v1_5-with-sha3-512']],
    ['blake2b512', blake2b, ['BLAKE2b-512']],
    ['blake2s256', blake2s, ['BLAKE2s-256']],
    ['shake128', shake128, ['SHAKE-128']],
    ['shake256', shake256, ['SHAKE-256']],
]

# OpenSSL accepts these but does not list them
UNLISTED = [
    'SHA-1',
    'SHA-224',
    'SHA2-224',
    'SHA-256',
    'SHA2-256',
    'SHA-384',
    'SHA2-384',
    'SHA-512',
    'SHA2-512',
    'SHA-512/224',
    'SHA2-512/224',
    'SHA-512/256',
    'SHA2-512/256',
    'BLAKE2b-512',
    'BLAKE2s-256',
    'SHAKE-128',
    'SHAKE-256',
]

XOF_NAMES = ['shake128', 'shake256']
# OpenSSL's output length for SHAKE when none is given
XOF_DEFAULT_LENGTHS = [16, 32]


class Digest:
    """One digest: its name, noble's function, its usual length."""

    def __init__(self, name: str, make: object) -> None:
        self.name = name
        self.make = make
        self.is_xof = name in XOF_NAMES
        self.length = XOF_DEFAULT_LENGTHS[XOF_NAMES.index(name)] if self.is_xof else make.outputLen


def _table() -> Map:
    table = Map()
    for name, make, aliases in DIGESTS:
        digest = Digest(name, make)
        table.set(name, digest)
        for alias in aliases:
            table.set(alias.lower(), digest)
    return table


_digests = _table()


def find_digest(name: str) -> Digest | None:
    return _digests.get(name.lower())


def require_digest(name: str) -> object:
    digest = find_digest(name)
    if digest is None:
        raise invalid_digest(name)
    return digest


def digest_names() -> list[str]:
    """In the order of getHashes: sorted by code unit."""
    names: list[str] = []
    for name, _, aliases in DIGESTS:
        names.append(name)
        for alias in aliases:
            if alias not in UNLISTED:
                names.append(alias)
    names.sort()
    return names


class Hasher:
    """An incremental digest: update any number of times, then digest once."""

    def __init__(self, digest: Digest, length: int, state: object) -> None:
        self.digest_kind = digest
        self.length = length
        self._state = state

    def update(self, data: Uint8Array) -> None:
        self._state.update(data)

    def digest(self) -> Uint8Array:
        if self.digest_kind.is_xof:
            return Uint8Array(0) if self.length == 0 else self._state.xof(self.length)
        return self._state.digest()

    def copy(self, length: int) -> Hasher:
        return Hasher(self.digest_kind, length, self._state.clone())


def start_digest(digest: Digest, length: int) -> Hasher:
    return Hasher(digest, length, digest.make.create())
