"""Keys in the form in which Node's library passes them to native functions: a handle, or data with a format, a type, a
passphrase and a curve's name.

Knows: these five arguments. Must not know: the use of the key.
"""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import DerError
from runtime_py.node.crypto.bignum import from_bytes
from runtime_py.node.crypto.curves import find_curve
from runtime_py.node.crypto.failures import invalid_jwk
from runtime_py.node.crypto.keys.ec_key import UNCOMPRESSED, EcKey, decode_point, form_of, is_valid_scalar, public_point
from runtime_py.node.crypto.keys.ec_key import read_jwk as read_ec_jwk
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.key_read import read_any_der, read_any_pem, read_private_der, read_private_pem
from runtime_py.node.crypto.keys.okp_key import from_public, from_seed, okp_by_name
from runtime_py.node.crypto.keys.okp_key import read_jwk as read_okp_jwk
from runtime_py.node.crypto.keys.pq_key import pq_by_name, pq_from_public, pq_from_secret, pq_from_seed
from runtime_py.node.crypto.keys.pq_key import read_jwk as read_pq_jwk
from runtime_py.node.crypto.keys.rsa_key import read_jwk as read_rsa_jwk
from runtime_py.node.realm.callbacks import coded_error, plain_bytes

FORMAT_DER = 0
FORMAT_PEM = 1
FORMAT_JWK = 2
FORMAT_RAW_PUBLIC = 3
FORMAT_RAW_PRIVATE = 4
FORMAT_RAW_SEED = 5
WITHOUT_RAW = ['rsa', 'rsa-pss', 'dsa', 'dh']


def incompatible_encoding() -> object:
    return coded_error(
        Error, 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', 'The selected key encoding is incompatible with the key type'
    )


def invalid_key_data() -> object:
    return coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid key data')


def invalid_curve() -> object:
    return coded_error(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name')


def _octets(data: object) -> Uint8Array | None:
    return None if data is None else plain_bytes(data).slice()


def read_jwk(jwk: object, want_private: bool) -> AsymmetricKey:
    if js_typeof(jwk.kty) != 'string':
        raise invalid_jwk('Invalid JWK format')
    key: AsymmetricKey
    if jwk.kty == 'RSA':
        key = read_rsa_jwk(jwk, want_private)
    elif jwk.kty == 'EC':
        key = read_ec_jwk(jwk)
    elif jwk.kty == 'OKP':
        key = read_okp_jwk(jwk)
    elif jwk.kty == 'AKP':
        key = read_pq_jwk(jwk)
    else:
        raise invalid_jwk(jwk.kty + ' is not a supported JWK key type')
    if want_private and not key.is_private:
        raise invalid_jwk('JWK does not contain private key material')
    return key


def read_raw(octets: Uint8Array, format: int, name: str, curve_name: object) -> AsymmetricKey:
    try:
        return _read_raw(octets, format, name.lower(), name, curve_name)
    except DerError:
        raise invalid_key_data()


def _read_raw(octets: Uint8Array, format: int, kind: str, name: str, curve_name: object) -> AsymmetricKey:
    if kind == 'ec':
        return _read_raw_ec(octets, format, curve_name)
    okp = okp_by_name(kind)
    if okp is not None:
        if format == FORMAT_RAW_SEED:
            raise incompatible_encoding()
        return from_public(okp, octets) if format == FORMAT_RAW_PUBLIC else from_seed(okp, octets)
    pq = pq_by_name(kind)
    if pq is not None:
        if format == FORMAT_RAW_PUBLIC:
            return pq_from_public(pq, octets)
        if (format == FORMAT_RAW_SEED) != (pq.seed_length > 0):
            raise incompatible_encoding()
        return pq_from_seed(pq, octets) if format == FORMAT_RAW_SEED else pq_from_secret(pq, octets)
    if kind in WITHOUT_RAW:
        raise incompatible_encoding()
    raise coded_error(TypeError, 'ERR_INVALID_ARG_VALUE', 'Invalid asymmetricKeyType: ' + name)


def _read_raw_ec(octets: Uint8Array, format: int, curve_name: object) -> AsymmetricKey:
    curve = find_curve(curve_name)
    if curve is None:
        raise invalid_curve()
    if format == FORMAT_RAW_SEED:
        raise incompatible_encoding()
    if format == FORMAT_RAW_PUBLIC:
        point = decode_point(curve, octets)
        if point is None:
            raise invalid_key_data()
        return EcKey(curve, point, None, False, form_of(octets))
    scalar = from_bytes(octets)
    if octets.length != curve.order_bytes or not is_valid_scalar(curve, scalar):
        raise invalid_key_data()
    return EcKey(curve, public_point(curve, scalar), scalar, False, UNCOMPRESSED)


def read_private_key(
    data: object, format: object, type: object, passphrase: object, curve_name: object
) -> AsymmetricKey:
    """As GetPrivateKeyFromJs."""
    if data.key is not None and data.is_key_handle:
        return data.key
    if format == FORMAT_JWK:
        return read_jwk(data, True)
    octets = _octets(data)
    if format is not None and format >= FORMAT_RAW_PUBLIC:
        return read_raw(octets, format, type, curve_name)
    if format == FORMAT_DER:
        return read_private_der(octets, type, _octets(passphrase))
    return read_private_pem(octets, _octets(passphrase))


def read_public_key(
    data: object, format: object, type: object, passphrase: object, curve_name: object
) -> AsymmetricKey:
    """As GetPublicOrPrivateKeyFromJs: of a private key, only the public part is used."""
    if data.key is not None and data.is_key_handle:
        return data.key
    if format == FORMAT_JWK:
        return read_jwk(data, False)
    octets = _octets(data)
    if format is not None and format >= FORMAT_RAW_PUBLIC:
        return read_raw(octets, format, type, curve_name)
    if format == FORMAT_DER:
        return read_any_der(octets, type, _octets(passphrase))
    return read_any_pem(octets, _octets(passphrase))
