"""KeyObjectHandle, and the native base classes of KeyObject and CryptoKey.

Knows: the bytes of a secret key, an asymmetric key's exports, the slots that the library reads. Must not know: ciphers,
digests, algorithms."""

from __future__ import annotations

from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.ec_key import EcKey, check_key, encode_point
from runtime_py.node.crypto.keys.key import AsymmetricKey, from_base64url, to_base64url
from runtime_py.node.crypto.keys.key_input import FORMAT_JWK, incompatible_encoding, read_private_key, read_public_key
from runtime_py.node.crypto.keys.key_structures import read_pkcs8, read_spki
from runtime_py.node.crypto.keys.key_write import export_private, export_public
from runtime_py.node.crypto.keys.okp_key import OkpKey
from runtime_py.node.crypto.keys.pq_key import PqKey
from runtime_py.node.realm.callbacks import coded_error, make_buffer, plain_bytes, realm
from runtime_py.node.realm.host import hidden
from runtime_py.platform.bytes import equal

KEY_TYPE_SECRET = 0
KEY_TYPE_PUBLIC = 1
KEY_TYPE_PRIVATE = 2


class KeyObjectHandle:
    """`key` is an AsymmetricKey, or None when the handle has the `octets` of a secret key."""

    def __init__(self) -> None:
        hidden(self, 'type', KEY_TYPE_SECRET)
        hidden(self, 'octets', None)
        hidden(self, 'key', None)

    @property
    def is_key_handle(self) -> bool:
        return True

    def init(
        self,
        kind: int,
        data: object,
        format: object = None,
        type: object = None,
        passphrase: object = None,
        curve: object = None,
    ) -> None:
        self.type = kind
        if kind == KEY_TYPE_SECRET:
            self.octets = read_secret_jwk(data) if format == FORMAT_JWK else plain_bytes(data).slice()
        elif kind == KEY_TYPE_PUBLIC:
            found = read_public_key(data, format, type, passphrase, curve)
            self.key = found.to_public() if found.is_private else found
        else:
            self.key = read_private_key(data, format, type, passphrase, curve)

    def getKeyType(self) -> int:
        return self.type

    def getSymmetricKeySize(self) -> int:
        return self.octets.length

    def getAsymmetricKeyType(self) -> str:
        return self.key.kind

    def checkEcKeyData(self) -> bool:
        return isinstance(self.key, EcKey) and check_key(self.key)

    def keyDetail(self, target: object) -> object:
        return self.key.details(target)

    def export(
        self, format: object = None, type: object = None, cipher: object = None, passphrase: object = None
    ) -> object:
        if self.type == KEY_TYPE_SECRET:
            return make_buffer(self.octets.slice())
        if self.type == KEY_TYPE_PUBLIC:
            return export_public(self.key, format, type)
        return export_private(self.key, format, type, cipher, passphrase)

    def exportJwk(self, target: object, handle_rsa_pss: bool) -> object:
        if self.key is not None:
            return self.key.write_jwk(target)
        target.kty = 'oct'
        target.k = to_base64url(self.octets)
        return target

    def rawPublicKey(self) -> object:
        if isinstance(self.key, OkpKey) or isinstance(self.key, PqKey):
            return make_buffer(self.key.public.slice())
        raise incompatible_encoding()

    def rawPrivateKey(self) -> object:
        if isinstance(self.key, OkpKey):
            return make_buffer(self.key.seed.slice())
        if isinstance(self.key, PqKey) and self.key.pq.seed_length == 0:
            return make_buffer(self.key.secret.slice())
        raise incompatible_encoding()

    def rawSeed(self) -> object:
        if not isinstance(self.key, PqKey) or self.key.pq.seed_length == 0:
            raise incompatible_encoding()
        if self.key.seed is None:
            raise coded_error(Error, 'ERR_CRYPTO_OPERATION_FAILED', 'key does not have an available seed')
        return make_buffer(self.key.seed.slice())

    def exportECPublicRaw(self, form: int) -> object:
        if not isinstance(self.key, EcKey):
            raise incompatible_encoding()
        return make_buffer(encode_point(self.key.curve, self.key.point, form))

    def exportECPrivateRaw(self) -> object:
        if not isinstance(self.key, EcKey):
            raise incompatible_encoding()
        return make_buffer(self.key.scalar_octets())

    def equals(self, other: KeyObjectHandle) -> bool:
        if self.type != other.type:
            return False
        return equal(self.octets, other.octets) if self.type == KEY_TYPE_SECRET else self.key.equals(other.key)


def read_secret_jwk(jwk: object) -> Uint8Array:
    if jwk.kty != 'oct' or js_typeof(jwk.k) != 'string':
        raise invalid_jwk('Invalid JWK secret key format')
    return from_base64url(jwk.k)


def secret_handle(octets: Uint8Array) -> KeyObjectHandle:
    handle = KeyObjectHandle()
    handle.octets = octets
    return handle


def key_handle(key: AsymmetricKey) -> KeyObjectHandle:
    """A handle of the key's own type."""
    handle = KeyObjectHandle()
    handle.type = KEY_TYPE_PRIVATE if key.is_private else KEY_TYPE_PUBLIC
    handle.key = key
    return handle


def key_bytes(key: object) -> Uint8Array:
    """The bytes of a secret key, given as a handle or as bytes."""
    return key.octets if isinstance(key, KeyObjectHandle) else plain_bytes(key)


def make_crypto_key(handle: KeyObjectHandle, algorithm: object, usages_mask: int, extractable: bool) -> object:
    """An InternalCryptoKey of the library."""
    return js_new(realm().key_classes.crypto_keys[1], handle, algorithm, usages_mask, extractable)


def give_handle(handle: KeyObjectHandle) -> list:
    """A key as plain data, for a message: [type, bytes or DER]."""
    if handle.type == KEY_TYPE_SECRET:
        return [handle.type, handle.octets.slice()]
    return [handle.type, handle.key.pkcs8() if handle.type == KEY_TYPE_PRIVATE else handle.key.spki()]


def take_handle(given: list) -> KeyObjectHandle:
    if given[0] == KEY_TYPE_SECRET:
        return secret_handle(given[1])
    return key_handle(read_pkcs8(given[1]) if given[0] == KEY_TYPE_PRIVATE else read_spki(given[1]))


def give_crypto_key(key: object) -> list:
    slots = realm().key_classes.crypto_key_slots(key)
    return [give_handle(slots[4]), slots[2], slots[3], slots[1]]


def take_crypto_key(given: list) -> object:
    return make_crypto_key(take_handle(given[0]), given[1], given[2], given[3])


def take_key_object(given: list) -> object:
    # the library's classes: KeyObject, then the classes for the three types in order
    return js_new(realm().key_classes.key_objects[given[0] + 1], take_handle(given))


def register_carriers(carriers: object) -> None:
    """Registers the objects that can be sent in messages."""
    classes = realm().key_classes
    carriers.cloneable('KeyObjectHandle', KeyObjectHandle, give_handle, take_handle)
    carriers.cloneable(
        'KeyObject', classes.native_key_object, lambda key: give_handle(classes.handle_of(key)), take_key_object
    )

    def register_crypto_keys(made):
        # not the native class: the library removes it from the prototype chain
        carriers.cloneable('CryptoKey', made[0], give_crypto_key, take_crypto_key)

    classes.on_crypto_keys = register_crypto_keys
    if len(classes.crypto_keys) > 0:
        register_crypto_keys(classes.crypto_keys)
