"""The cryptography for TLS (runtime_py/node/tls/), passed to it as one object: TLS is a separate script without copies
of the ciphers.

Knows: TLS's numbers of groups, its names of AEADs and digests. Must not know: messages, records.
"""

from __future__ import annotations

from npm_modules.noble_aes import cbc
from npm_modules.noble_chacha import chacha20poly1305
from npm_modules.noble_curve_utils import randomBytes
from npm_modules.noble_hmac import hmac
from npm_modules.noble_ml_kem import ml_kem768
from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.bignum import ONE, byte_length, from_bytes, random_below, to_bytes
from runtime_py.node.crypto.ciphers.aead_whole import CcmCipher
from runtime_py.node.crypto.ciphers.gcm_key import GcmKey
from runtime_py.node.crypto.curves import find_curve
from runtime_py.node.crypto.digests import find_digest
from runtime_py.node.crypto.failures import wrong_key_type
from runtime_py.node.crypto.keys.agreement import ec_secret, okp_secret
from runtime_py.node.crypto.keys.ec_key import EcKey, decode_point
from runtime_py.node.crypto.keys.generation import generate_ec, generate_okp
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_structures import certificate_key
from runtime_py.node.crypto.keys.okp_key import okp_by_name
from runtime_py.node.crypto.keys.rsa_key import RsaKey
from runtime_py.node.crypto.keys.rsa_padding import decrypt_pkcs1, encrypt_pkcs1
from runtime_py.node.crypto.signing import (
    SignatureOptions,
    is_message_signer,
    sign_digest,
    sign_message,
    verify_digest,
    verify_message,
)
from runtime_py.platform.bytes import concat

PADDING_PKCS1 = 1
PADDING_PSS = 6
SALT_DIGEST = -1
TAG = 16
SHORT_TAG = 8
X25519 = 29
X448 = 30
HYBRID = 0x11EC
KEM_PUBLIC = 1184
KEM_CIPHERTEXT = 1088
CURVES = {23: 'prime256v1', 24: 'secp384r1', 25: 'secp521r1'}


class ChachaKey:
    def __init__(self, key: Uint8Array) -> None:
        self._key = key

    def seal(self, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array) -> Uint8Array:
        return chacha20poly1305(self._key, nonce, aad).encrypt(plain)

    def open(self, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) -> Uint8Array | None:
        if sealed.length < TAG:
            return None
        try:
            return chacha20poly1305(self._key, nonce, aad).decrypt(sealed)
        except Exception:
            return None


class CbcKey:
    """Without padding."""

    def __init__(self, key: Uint8Array) -> None:
        self._key = key

    def encrypt(self, iv: Uint8Array, data: Uint8Array) -> Uint8Array:
        return cbc(self._key, iv, {'disablePadding': True}).encrypt(data)

    def decrypt(self, iv: Uint8Array, data: Uint8Array) -> Uint8Array:
        return cbc(self._key, iv, {'disablePadding': True}).decrypt(data)


class CcmKey:
    def __init__(self, key: Uint8Array, tag_length: int) -> None:
        self._key = key
        self._tag_length = tag_length

    def _cipher(self, nonce: Uint8Array, aad: Uint8Array, encrypts: bool) -> CcmCipher:
        made = CcmCipher(self._key, nonce, encrypts, self._tag_length)
        made.add_aad(aad)
        return made

    def seal(self, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array) -> Uint8Array:
        cipher = self._cipher(nonce, aad, True)
        text = cipher.update(plain.slice())
        return concat([text, cipher.tag().slice(0, self._tag_length)])

    def open(self, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array) -> Uint8Array | None:
        split = sealed.length - self._tag_length
        if split < 0:
            return None
        cipher = self._cipher(nonce, aad, False)
        text = cipher.update(sealed.slice(0, split))
        return text if cipher.verify(sealed.slice(split)) else None


class Share:
    """Our half of a key agreement: `public` is sent to the peer."""

    def __init__(self, value: Uint8Array, secret: object) -> None:
        self.public = value
        self.secret = secret


class TranscriptHash:
    def __init__(self, name: str) -> None:
        self._state = find_digest(name).make.create()

    def update(self, data: Uint8Array) -> None:
        self._state.update(data)

    def current(self) -> Uint8Array:
        return self._state.clone().digest()


class CertificateKey:
    """A peer's public key: `kind` and `curve` determine the schemes for which it is suitable."""

    def __init__(self, key: AsymmetricKey) -> None:
        self.key = key
        self.kind = key.kind
        self.curve = key.curve.name if isinstance(key, EcKey) else ''


class TlsPrimitives:
    def random(self, count: int) -> Uint8Array:
        return randomBytes(count)

    def seconds(self) -> int:
        return Math.floor(Date.now() / 1000)

    def digest(self, name: str, data: Uint8Array) -> Uint8Array:
        return find_digest(name).make(data)

    def start_digest(self, name: str) -> TranscriptHash:
        return TranscriptHash(name)

    def hmac(self, name: str, key: Uint8Array, data: Uint8Array) -> Uint8Array:
        return hmac(find_digest(name).make, key, data)

    def aead(self, name: str, key: Uint8Array) -> object:
        if name == 'aes-gcm':
            return GcmKey(key)
        return ChachaKey(key) if name == 'chacha20-poly1305' else CcmKey(key, SHORT_TAG if name == 'aes-ccm-8' else TAG)

    def cbc(self, key: Uint8Array) -> CbcKey:
        return CbcKey(key)

    # agreement

    def generate_share(self, group: int) -> Share:
        if group == HYBRID:
            kem = ml_kem768.keygen()
            classic = self.generate_share(X25519)
            return Share(concat([kem.publicKey, classic.public]), [kem.secretKey, classic])
        if group == X25519 or group == X448:
            pair = generate_okp(okp_by_name('x25519' if group == X25519 else 'x448'))
            return Share(pair.public, pair)
        ec_pair = generate_ec(find_curve(CURVES[group]), False)
        return Share(ec_pair.point.toBytes(False), ec_pair)

    def agree(self, group: int, share: Share, value: Uint8Array) -> Uint8Array | None:
        """None if the peer's value isn't a public value of the group."""
        try:
            if group == HYBRID:
                if value.length != KEM_CIPHERTEXT + 32:
                    return None
                classic = self.agree(X25519, share.secret[1], value.slice(KEM_CIPHERTEXT))
                return (
                    None
                    if classic is None
                    else concat([ml_kem768.decapsulate(value.slice(0, KEM_CIPHERTEXT), share.secret[0]), classic])
                )
            own = share.secret
            if group == X25519 or group == X448:
                return okp_secret(own, value) if value.length == own.okp.size else None
            point = decode_point(own.curve, value) if value.length > 0 and value[0] == 4 else None
            return None if point is None else ec_secret(own.curve, point, own.scalar)
        except Exception:
            return None

    def encapsulate(self, group: int, value: Uint8Array) -> list | None:
        """[value to send, secret] for the client's public value."""
        if group != HYBRID:
            share = self.generate_share(group)
            secret = self.agree(group, share, value)
            return None if secret is None else [share.public, secret]
        if value.length != KEM_PUBLIC + 32:
            return None
        try:
            made = ml_kem768.encapsulate(value.slice(0, KEM_PUBLIC))
        except Exception:
            return None
        classic = self.encapsulate(X25519, value.slice(KEM_PUBLIC))
        return (
            None
            if classic is None
            else [concat([made.cipherText, classic[0]]), concat([made.sharedSecret, classic[1]])]
        )

    def dh_share(self, numbers: list) -> Share:
        """`numbers`: p and g, as bytes."""
        p = from_bytes(numbers[0])
        x = random_below(p - ONE)
        return Share(to_bytes(power(from_bytes(numbers[1]), x, p), byte_length(p)), [p, x])

    def dh_agree(self, share: Share, value: Uint8Array) -> Uint8Array | None:
        p, x = share.secret
        their = from_bytes(value)
        if their <= ONE or their >= p - ONE:
            return None
        return to_bytes(power(their, x, p), byte_length(p))

    # certificates' keys

    def certificate_key(self, der: Uint8Array) -> CertificateKey | None:
        try:
            return CertificateKey(certificate_key(der))
        except Exception:
            return None

    def sign(self, key: AsymmetricKey, scheme: object, data: Uint8Array) -> Uint8Array:
        if is_message_signer(key):
            return sign_message(key, data, None)
        digest = find_digest(scheme.digest)
        return sign_digest(key, digest, digest.make(data), options_of(key, scheme))

    def verify(self, peer: CertificateKey, scheme: object, data: Uint8Array, signature: Uint8Array) -> bool:
        key = peer.key
        if is_message_signer(key):
            return verify_message(key, data, signature, None)
        digest = find_digest(scheme.digest)
        return verify_digest(key, digest, digest.make(data), signature, options_of(key, scheme))

    def rsa_encrypt(self, peer: CertificateKey, data: Uint8Array) -> Uint8Array:
        if not isinstance(peer.key, RsaKey):
            raise wrong_key_type()
        return encrypt_pkcs1(peer.key, data)

    def rsa_decrypt(self, key: AsymmetricKey, data: Uint8Array) -> Uint8Array | None:
        if not isinstance(key, RsaKey):
            raise wrong_key_type()
        try:
            return decrypt_pkcs1(key, data)
        except Exception:
            return None


def options_of(key: AsymmetricKey, scheme: object) -> SignatureOptions:
    if isinstance(key, RsaKey):
        is_pss = scheme.padding == 'pss'
        return SignatureOptions(PADDING_PSS if is_pss else PADDING_PKCS1, SALT_DIGEST if is_pss else None, 0, None)
    return SignatureOptions(None, None, 0, None)
