"""Hashes of whole byte strings, by the audited noble library. Streaming hashes are in node/crypto/digests.py."""

from npm_modules.noble_blake2 import blake2b as noble_blake2b
from npm_modules.noble_legacy import md5 as noble_md5
from npm_modules.noble_legacy import sha1 as noble_sha1
from npm_modules.noble_sha2 import sha224 as noble_sha224
from npm_modules.noble_sha2 import sha256 as noble_sha256
from npm_modules.noble_sha2 import sha384 as noble_sha384
from npm_modules.noble_sha2 import sha512 as noble_sha512

from runtime_py.platform.bytes import Bytes


def sha1(data: Bytes) -> Bytes:
    return noble_sha1(data)


def sha224(data: Bytes) -> Bytes:
    return noble_sha224(data)


def sha256(data: Bytes) -> Bytes:
    return noble_sha256(data)


def sha384(data: Bytes) -> Bytes:
    return noble_sha384(data)


def sha512(data: Bytes) -> Bytes:
    return noble_sha512(data)


def blake2b(data: Bytes, size: int) -> Bytes:
    """`size` in bytes, at most 64."""
    return noble_blake2b(data, {'dkLen': size})


def md5(data: Bytes) -> Bytes:
    return noble_md5(data)


def _make_table() -> object:
    table = Int32Array(256)
    for n in range(256):
        c = n
        for _ in range(8):
            c = ((c >> 1) & 0x7FFFFFFF) ^ (-306674912 if c & 1 == 1 else 0)  # 0xedb88320 as a signed word
        table[n] = c
    return table


class _Table:
    """Made on first use: every worker loads this module, and few need it."""

    def __init__(self) -> None:
        self.words: object = None


_crc = _Table()


def crc32(data: Bytes, seed: int = 0) -> int:
    """ISO 3309, unsigned, as zlib's; `seed` is the checksum so far."""
    if _crc.words is None:
        _crc.words = _make_table()
    table = _crc.words
    c = ~seed
    for i in range(len(data)):
        c = table[(c ^ data[i]) & 255] ^ ((c >> 8) & 0xFFFFFF)
    return u32(~c)


u32 = js_raw('(x) => x >>> 0')
