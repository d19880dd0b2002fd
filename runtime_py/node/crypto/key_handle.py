"""Secret keys as Node's native handles, and the native base classes of KeyObject and CryptoKey.

Knows: the bytes of a secret key, the slots the library reads. Must not know: ciphers, digests.
Public and private keys are not available yet: making one throws ERR_FEATURE_UNAVAILABLE_ON_PLATFORM.
"""
from __future__ import annotations

from runtime_py.node.host import hidden
from runtime_py.node.wiring import coded_error, make_buffer, plain_bytes
from runtime_py.platform.bytes import equal, to_base64

KEY_TYPE_SECRET = 0


def unavailable(what: str) -> object:
    return coded_error(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', what + ' is not available in Terrarium')


class KeyObjectHandle:
    def __init__(self) -> None:
        hidden(self, 'octets', None)

    def init(self, kind: int, data: object, format: object = None, type: object = None, passphrase: object = None, curve: object = None) -> None:
        if kind != KEY_TYPE_SECRET:
            raise unavailable('An asymmetric key')
        self.octets = plain_bytes(data).slice()

    def getKeyType(self) -> int:
        return KEY_TYPE_SECRET

    def getSymmetricKeySize(self) -> int:
        return self.octets.length

    def export(self) -> object:
        return make_buffer(self.octets.slice())

    def exportJwk(self, target: object, handle_rsa_pss: bool) -> object:
        target.kty = 'oct'
        target.k = to_base64(self.octets).replace('+', '-').replace('/', '_').rstrip('=')
        return target

    def equals(self, other: KeyObjectHandle) -> bool:
        return equal(self.octets, other.octets)


def key_bytes(key: object) -> Uint8Array:
    """The bytes of a key given as a handle or as bytes."""
    return key.octets if isinstance(key, KeyObjectHandle) else plain_bytes(key)


class NativeKeyObject:
    def __init__(self, handle: KeyObjectHandle) -> None:
        hidden(self, '_handle', handle)


class NativeCryptoKey:
    def __init__(self, handle: KeyObjectHandle, algorithm: object, usages_mask: int, extractable: bool) -> None:
        hidden(self, '_slots', [KEY_TYPE_SECRET, extractable, algorithm, usages_mask, handle])


def key_object_slots(key: object) -> list:
    if not isinstance(key, NativeKeyObject):
        raise coded_error(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type KeyObject')
    return [KEY_TYPE_SECRET, key._handle]


def crypto_key_slots(key: object) -> list:
    if not isinstance(key, NativeCryptoKey):
        raise coded_error(TypeError, 'ERR_INVALID_THIS', 'Value of "this" must be of type CryptoKey')
    return key._slots.slice()


def create_key_object_class(make: object) -> object:
    return make(NativeKeyObject)


def create_crypto_key_class(make: object) -> object:
    return make(NativeCryptoKey)
