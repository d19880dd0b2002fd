"""Signing and encrypting with RSA: PKCS#1 v1.5, PSS, OAEP, no padding. OAEP and PSS are implemented by
micro-rsa-dsa-dh.

Knows: the encodings. Must not know: how data arrives, Node's options.
"""

from __future__ import annotations

from npm_modules.micro_rsa import OAEP as oaep
from npm_modules.micro_rsa import PKCS1_KEM, mgf1
from npm_modules.micro_rsa import PSS as pss_scheme
from npm_modules.noble_curve_utils import randomBytes
from npm_modules.noble_hmac import hmac
from npm_modules.noble_sha2 import sha256

from runtime_py.node.crypto.asn1.der import encode_der, octet_string, sequence
from runtime_py.node.crypto.asn1.digest_names import DIGEST_IDENTIFIERS, digest_identifier
from runtime_py.node.crypto.bignum import bit_length, from_bytes, to_bytes
from runtime_py.node.crypto.digests import Digest
from runtime_py.node.crypto.failures import EVP, PROVIDER, line, rsa_error, signing_error
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.platform.bytes import concat, equal

SHORTEST_PADDING = 11
PSS_TRAILER = 0xBC


def too_large() -> object:
    return rsa_error('0200006E', 'data too large for key size')


def signature_block(key: RsaKey, digest: Digest, hashed: Uint8Array) -> Uint8Array:
    """EMSA-PKCS1-v1_5 of a digest. A digest without an identifier (md5-sha1) is encoded bare, as in TLS."""
    known = Object.hasOwn(DIGEST_IDENTIFIERS, digest.name)
    content = encode_der(sequence([digest_identifier(digest.name), octet_string(hashed)])) if known else hashed
    if content.length + SHORTEST_PADDING > key.size:
        raise signing_error('02000070', 'digest too big for rsa key')
    return type_one(key, content)


def type_one(key: RsaKey, content: Uint8Array) -> Uint8Array:
    filling = Uint8Array(key.size - content.length - 3).fill(0xFF)
    return concat([Uint8Array([0, 1]), filling, Uint8Array([0]), content])


def sign_block(key: RsaKey, block: Uint8Array) -> Uint8Array:
    return to_bytes(key.private_power(from_bytes(block)), key.size)


def opened(key: RsaKey, signature: Uint8Array) -> Uint8Array | None:
    number = from_bytes(signature)
    return None if number >= key.n else to_bytes(key.public_power(number), key.size)


def verify_pkcs1(key: RsaKey, digest: Digest, hashed: Uint8Array, signature: Uint8Array) -> bool:
    if signature.length != key.size:
        return False
    block = opened(key, signature)
    return block is not None and equal(block, signature_block(key, digest, hashed))


class PssKeys:
    """For micro-rsa-dsa-dh, which takes n with d or e, and computes the private power with the plain exponent."""

    def __init__(self, key: RsaKey) -> None:
        self.n = key.n
        self.e = key.e
        self.d = js_undefined if key.private is None else key.private[0]


def hash_twice(digest: Digest) -> object:
    """A hash function for the package, which hashes the message itself, while we only have its digest: the first call
    returns its argument.

    EMSA-PSS calls its hash once for the message and once for the padded digest."""
    calls = [0]

    def hashing(data: Uint8Array) -> Uint8Array:
        calls[0] += 1
        return data if calls[0] == 1 else digest.make(data)

    made = js_func(hashing)
    made.outputLen = digest.length
    made.blockLen = digest.make.blockLen
    made.create = lambda: digest.make.create()
    return made


def sign_pss(key: RsaKey, digest: Digest, mask: Digest, salt_length: int, hashed: Uint8Array) -> Uint8Array:
    room = ((bit_length(key.n) - 1 + 7) >> 3) - digest.length - 2
    if salt_length > room or room < 0:
        raise signing_error('0200006E', 'data too large for key size')
    bits = bit_length(key.n) - 1
    length = (bits + 7) >> 3
    salt = randomBytes(salt_length)
    seed = digest.make(concat([Uint8Array(8), hashed, salt]))
    split = length - digest.length - 1
    block = Uint8Array(length)
    block.set(mgf1(mask.make)(seed, {'dkLen': split}))
    block[split - salt_length - 1] = block[split - salt_length - 1] ^ 1
    for i in range(salt_length):
        block[split - salt_length + i] = block[split - salt_length + i] ^ salt[i]
    block[0] = block[0] & (0xFF >> (8 * length - bits))
    block.set(seed, split)
    block[length - 1] = PSS_TRAILER
    return sign_block(key, block)


def salt_length_of(key: RsaKey, digest: Digest, mask: Digest, signature: Uint8Array) -> int:
    """Read from the signature itself; -1 when it is invalid."""
    block = opened(key, signature)
    bits = bit_length(key.n) - 1
    length = (bits + 7) >> 3
    if block is None or length < digest.length + 2:
        return -1
    encoded = block.slice(block.length - length)
    split = length - digest.length - 1
    unmasked = encoded.slice(0, split)
    filling = mgf1(mask.make)(encoded.slice(split, length - 1), {'dkLen': split})
    for i in range(split):
        unmasked[i] = unmasked[i] ^ filling[i]
    unmasked[0] = unmasked[0] & (0xFF >> (8 * length - bits))
    for i in range(split):
        if unmasked[i] == 1:
            return split - i - 1
        if unmasked[i] != 0:
            return -1
    return -1


def verify_pss(
    key: RsaKey, digest: Digest, mask: Digest, salt_length: int, hashed: Uint8Array, signature: Uint8Array
) -> bool:
    """`salt_length` -1: accept any."""
    if signature.length != key.size:
        return False
    length = salt_length_of(key, digest, mask, signature) if salt_length < 0 else salt_length
    if length < 0:
        return False
    try:
        return pss_scheme(hash_twice(digest), mgf1(mask.make), length).verify(PssKeys(key), hashed, signature)
    except Exception:
        return False


def encrypt_pkcs1(key: RsaKey, data: Uint8Array) -> Uint8Array:
    if data.length + SHORTEST_PADDING > key.size:
        raise too_large()
    return PKCS1_KEM.encrypt(PssKeys(key), data)


def encrypt_oaep(key: RsaKey, digest: Digest, label: Uint8Array, data: Uint8Array) -> Uint8Array:
    if data.length + 2 * digest.length + 2 > key.size:
        raise too_large()
    return oaep(digest.make, mgf1(digest.make), label).encrypt(PssKeys(key), data)


def decrypt_oaep(key: RsaKey, digest: Digest, label: Uint8Array, data: Uint8Array) -> Uint8Array:
    try:
        # OpenSSL accepts data that lost its leading zeros
        return oaep(digest.make, mgf1(digest.make), label).decrypt(PssKeys(key), to_bytes(from_bytes(data), key.size))
    except Exception:
        raise rsa_error('02000079', 'oaep decoding error')


def without_padding(key: RsaKey, data: Uint8Array) -> object:
    """The number to exponentiate."""
    if data.length > key.size:
        raise too_large()
    if data.length < key.size:
        raise rsa_error('0200007A', 'data too small for key size')
    return in_range(key, data)


def in_range(key: RsaKey, data: Uint8Array) -> object:
    number = from_bytes(data)
    if number >= key.n:
        raise rsa_error('02000084', 'data too large for modulus')
    return number


def _stream(secret: Uint8Array, label: str, bits: int) -> Uint8Array:
    """The pseudorandom function of implicit rejection: `bits` is the requested length."""
    made = Uint8Array(0)
    counter = 0
    name = Uint8Array([label.charCodeAt(i) for i in range(len(label))])
    while made.length * 8 < bits:
        made = concat(
            [
                made,
                hmac(
                    sha256,
                    secret,
                    concat(
                        [Uint8Array([counter >> 8, counter & 255]), name, Uint8Array([(bits >> 8) & 255, bits & 255])]
                    ),
                ),
            ]
        )
        counter += 1
    return made.slice(0, (bits + 7) >> 3)


def rejected(key: RsaKey, data: Uint8Array) -> Uint8Array:
    """The result for an invalid PKCS#1 v1.5 ciphertext since OpenSSL 3.2: bytes that depend only on the key and the
    ciphertext."""
    secret = hmac(sha256, sha256(to_bytes(key.private[0], key.size)), to_bytes(from_bytes(data), key.size))
    message = _stream(secret, 'message', key.size * 8)
    lengths = _stream(secret, 'length', 128 * 2 * 8)
    most = key.size - SHORTEST_PADDING + 1
    mask = most
    for shift in [1, 2, 4, 8]:
        mask = mask | (mask >> shift)
    chosen = 0
    for i in range(0, lengths.length, 2):
        candidate = ((lengths[i] << 8) | lengths[i + 1]) & mask
        if candidate < most:
            chosen = candidate
    return message.slice(message.length - chosen) if chosen > 0 else Uint8Array(0)


def decrypt_pkcs1(key: RsaKey, data: Uint8Array) -> Uint8Array:
    block = to_bytes(key.private_power(in_range(key, data)), key.size)
    separator = block.indexOf(0, 2)
    if block[0] != 0 or block[1] != 2 or separator < SHORTEST_PADDING - 1:
        return rejected(key, data)
    return block.slice(separator + 1)


def recover_pkcs1(key: RsaKey, data: Uint8Array) -> Uint8Array:
    """publicDecrypt: the content of a block of type one."""
    stack = [line('030000EA', EVP, 'provider signature failure'), line('1C880004', PROVIDER, 'RSA lib')]
    number = from_bytes(data)
    if number >= key.n:
        raise rsa_error('02000084', 'data too large for modulus', stack)
    block = to_bytes(key.public_power(number), key.size)
    at = 2
    while at < block.length and block[at] == 0xFF:
        at += 1
    if block[0] != 0 or block[1] != 1 or at < SHORTEST_PADDING - 1 or at == block.length or block[at] != 0:
        stack.append(line('02000072', 'rsa routines', 'padding check failed'))
        raise rsa_error('0200008A', 'invalid padding', stack)
    return block.slice(at + 1)
