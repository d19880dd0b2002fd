"""Signatures with every kind of key, over a digest or, for the newer kinds, over the message.

Knows: which digests, paddings and salts OpenSSL allows for a key. Must not know: streams, jobs.
"""

from __future__ import annotations

from npm_modules.micro_dsa import DSA as dsa
from npm_modules.noble_ed25519 import ed25519ctx

from runtime_py.node.crypto.asn1.der import (
    DerError,
    decode_der,
    encode_der,
    integer,
    sequence,
    sequence_items,
    to_integer,
)
from runtime_py.node.crypto.bignum import ONE, bit_length, from_bytes, to_bytes
from runtime_py.node.crypto.digests import Digest, find_digest
from runtime_py.node.crypto.failures import PROVIDER, invalid_x931_digest, openssl_error, wrong_key_type
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.ffc_key import FfcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.okp_key import OkpKey
from runtime_py.node.crypto.keys.pq_key import PqKey
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.node.crypto.keys.rsa_padding import (
    hash_twice,
    sign_block,
    sign_pss,
    signature_block,
    verify_pkcs1,
    verify_pss,
)
from runtime_py.node.realm.callbacks import coded_error
from runtime_py.platform.bytes import concat, equal

PADDING_PKCS1 = 1
PADDING_NONE = 3
PADDING_X931 = 5
PADDING_PSS = 6
SALT_DIGEST = -1
SALT_AUTO = -2
SALT_MAX = -3
ENCODING_DER = 0
# RSA allows digests that have an identifier, DSA those of FIPS 186
NOT_FOR_RSA = ['blake2b512', 'blake2s256', 'shake128', 'shake256']
NOT_FOR_DSA = ['md5', 'md5-sha1', 'ripemd160', 'blake2b512', 'blake2s256', 'shake128', 'shake256']
LONGEST_CONTEXT = 255


def digest_not_allowed() -> object:
    return openssl_error('1C8000AE', PROVIDER, 'digest not allowed')


def invalid_digest_error() -> object:
    return openssl_error('1C80007A', PROVIDER, 'invalid digest')


def invalid_salt() -> object:
    return openssl_error('1C800070', PROVIDER, 'invalid salt length')


class SignatureOptions:
    """`padding` and `salt_length` may be None; `context` is None or bytes."""

    def __init__(self, padding: object, salt_length: object, encoding: int, context: object) -> None:
        self.padding = padding
        self.salt_length = salt_length
        self.encoding = encoding
        self.context = context


def is_message_signer(key: AsymmetricKey) -> bool:
    """Whether the key signs messages, not digests."""
    if isinstance(key, PqKey):
        return not key.pq.is_kem
    return isinstance(key, OkpKey) and key.kind.startswith('ed')


def check_signer(key: AsymmetricKey) -> None:
    digests = isinstance(key, RsaKey) or isinstance(key, EcKey) or (isinstance(key, FfcKey) and key.kind == 'dsa')
    if not digests and not is_message_signer(key):
        raise wrong_key_type()


def check_digest(key: AsymmetricKey, digest: Digest) -> None:
    if isinstance(key, RsaKey):
        if digest.name in NOT_FOR_RSA or (key.pss is not None and key.pss.digest != digest.name):
            raise digest_not_allowed()
    elif isinstance(key, FfcKey):
        if digest.name in NOT_FOR_DSA:
            raise digest_not_allowed()
    elif digest.is_xof:
        raise invalid_digest_error()


def check_padding(key: AsymmetricKey, options: SignatureOptions, signs: bool) -> None:
    """Checks that RSA makes before it looks at the data."""
    if not isinstance(key, RsaKey):
        return
    padding = padding_of(key, options)
    if padding == PADDING_NONE:
        raise openssl_error('1C8000A8', PROVIDER, 'invalid padding mode')
    is_pss = key.kind == 'rsa-pss'
    if padding != PADDING_PSS and (is_pss or padding not in [PADDING_PKCS1, PADDING_X931]):
        raise openssl_error('1C8000A5', PROVIDER, 'illegal or unsupported padding mode')
    salt = options.salt_length
    if padding != PADDING_PSS or salt is None:
        return
    if salt < SALT_MAX:
        raise invalid_salt()
    if key.pss is not None:
        if salt == SALT_AUTO and signs:
            raise invalid_salt()
        if 0 <= salt < key.pss.salt_length:
            raise openssl_error('1C8000AC', PROVIDER, 'pss saltlen too small')


def padding_of(key: RsaKey, options: SignatureOptions) -> int:
    if options.padding is not None:
        return options.padding
    return PADDING_PSS if key.kind == 'rsa-pss' else PADDING_PKCS1


def salt_of(key: RsaKey, digest: Digest, options: SignatureOptions, signs: bool) -> int:
    """In bytes; -1: accept any."""
    room = ((bit_length(key.n) - 1 + 7) >> 3) - digest.length - 2
    salt = options.salt_length
    if salt is None:
        if key.pss is not None:
            return key.pss.salt_length
        return digest.length if signs else -1
    if salt == SALT_DIGEST:
        return digest.length
    if salt == SALT_MAX:
        return room
    if salt == SALT_AUTO:
        return room if signs else -1
    return salt


def require_dsa(key: AsymmetricKey) -> FfcKey:
    if not isinstance(key, FfcKey):
        raise wrong_key_type()
    return key


def scheme_of(key: FfcKey, digest: Digest) -> object:
    return dsa({'p': key.p, 'q': key.q, 'g': key.g, 'hash': hash_twice(digest)})


def sign_digest(key: AsymmetricKey, digest: Digest, hashed: Uint8Array, options: SignatureOptions) -> Uint8Array:
    if isinstance(key, RsaKey):
        return _sign_rsa(key, digest, hashed, options)
    if isinstance(key, EcKey):
        format = 'der' if options.encoding == ENCODING_DER else 'compact'
        return key.curve.signer.sign(
            hashed, key.scalar_octets(), {'prehash': False, 'lowS': False, 'format': format, 'extraEntropy': True}
        )
    dsa_key = require_dsa(key)
    made = scheme_of(dsa_key, digest).sign(dsa_key.x, hashed)
    return _to_der(made) if options.encoding == ENCODING_DER else made


def _sign_rsa(key: RsaKey, digest: Digest, hashed: Uint8Array, options: SignatureOptions) -> Uint8Array:
    padding = padding_of(key, options)
    if padding == PADDING_X931:
        raise invalid_x931_digest()
    if padding == PADDING_PKCS1:
        return sign_block(key, signature_block(key, digest, hashed))
    mask = find_digest(key.pss.mask_digest) if key.pss is not None else digest
    return sign_pss(key, digest, mask, salt_of(key, digest, options, True), hashed)


def verify_digest(
    key: AsymmetricKey, digest: Digest, hashed: Uint8Array, signature: Uint8Array, options: SignatureOptions
) -> bool:
    if isinstance(key, RsaKey):
        if padding_of(key, options) == PADDING_PKCS1:
            return verify_pkcs1(key, digest, hashed, signature)
        mask = find_digest(key.pss.mask_digest) if key.pss is not None else digest
        return verify_pss(key, digest, mask, salt_of(key, digest, options, False), hashed, signature)
    if isinstance(key, EcKey):
        return _verify_ec(key, hashed, signature, options)
    dsa_key = require_dsa(key)
    compact = _from_der(signature, dsa_key) if options.encoding == ENCODING_DER else signature
    if compact is None or compact.length != half_length(key) * 2:
        return False
    try:
        return scheme_of(dsa_key, digest).verify(dsa_key.y, hashed, compact)
    except Exception:
        return False


def _verify_ec(key: EcKey, hashed: Uint8Array, signature: Uint8Array, options: SignatureOptions) -> bool:
    format = 'der' if options.encoding == ENCODING_DER else 'compact'
    if format == 'compact' and signature.length != half_length(key) * 2:
        return False
    try:
        return key.curve.signer.verify(
            signature, hashed, key.point.toBytes(False), {'prehash': False, 'lowS': False, 'format': format}
        )
    except Exception:
        return False


def half_length(key: AsymmetricKey) -> int:
    """The size of each of the two numbers of a signature, in bytes."""
    if isinstance(key, EcKey):
        return key.curve.order_bytes
    return (bit_length(require_dsa(key).q) + 7) >> 3


def has_two_numbers(key: AsymmetricKey) -> bool:
    return isinstance(key, EcKey) or (isinstance(key, FfcKey) and key.kind == 'dsa')


def _to_der(compact: Uint8Array) -> Uint8Array:
    half = compact.length // 2
    return encode_der(sequence([integer(from_bytes(compact.slice(0, half))), integer(from_bytes(compact.slice(half)))]))


def _from_der(signature: Uint8Array, key: FfcKey) -> Uint8Array | None:
    """None unless it is exactly the DER of two numbers of the right size."""
    try:
        r, s = [to_integer(one) for one in sequence_items(decode_der(signature))]
        size = half_length(key)
        limit = ONE << BigInt(size * 8)
        if r < BigInt(0) or s < BigInt(0) or r >= limit or s >= limit:
            return None
        compact = concat([to_bytes(r, size), to_bytes(s, size)])
        return compact if equal(_to_der(compact), signature) else None
    except DerError:
        return None
    except TypeError:
        return None


def check_context(key: AsymmetricKey, context: Uint8Array | None) -> None:
    if context is None or context.length == 0:
        return
    if context.length > LONGEST_CONTEXT:
        raise coded_error(RangeError, 'ERR_OUT_OF_RANGE', 'context string must be at most 255 bytes')
    if not is_message_signer(key):
        raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'Context parameter is unsupported')


def sign_message(key: AsymmetricKey, message: Uint8Array, context: Uint8Array | None) -> Uint8Array:
    if isinstance(key, PqKey):
        return key.pq.algorithm.sign(message, key.secret, {} if context is None else {'context': context})
    if not isinstance(key, OkpKey):
        raise wrong_key_type()
    if key.kind == 'ed448':
        return key.okp.algorithm.sign(message, key.seed, {} if context is None else {'context': context})
    if context is not None and context.length > 0:
        return ed25519ctx.sign(message, key.seed, {'context': context})
    return key.okp.algorithm.sign(message, key.seed)


def verify_message(key: AsymmetricKey, message: Uint8Array, signature: Uint8Array, context: Uint8Array | None) -> bool:
    try:
        if isinstance(key, PqKey):
            return key.pq.algorithm.verify(
                signature, message, key.public, {} if context is None else {'context': context}
            )
        if not isinstance(key, OkpKey):
            return False
        if key.kind == 'ed448':
            return key.okp.algorithm.verify(
                signature, message, key.public, {} if context is None else {'context': context}
            )
        if context is not None and context.length > 0:
            return ed25519ctx.verify(signature, message, key.public, {'context': context})
        # RFC 8032's strict equation, as in OpenSSL
        return key.okp.algorithm.verify(signature, message, key.public, {'zip215': False})
    except Exception:
        return False
