"""Shared secrets from a private and a public key of any kind that supports it. Must not know: jobs, Node's handles."""

from __future__ import annotations

from npm_modules.noble_modular import pow as power

from runtime_py.node.crypto.bignum import byte_length, to_bytes
from runtime_py.node.crypto.failures import PROVIDER, openssl_error, wrong_key_type
from runtime_py.node.crypto.keys.ec_key import EcKey
from runtime_py.node.crypto.keys.ffc_key import FfcKey
from runtime_py.node.crypto.keys.key import AsymmetricKey
from runtime_py.node.crypto.keys.okp_key import OkpKey


def failed_derivation() -> object:
    return openssl_error('1C8000A4', PROVIDER, 'failed during derivation')


def mismatching_parameters() -> object:
    return openssl_error('1C8000CB', PROVIDER, 'mismatching domain parameters')


def ec_secret(curve: object, point: object, scalar: object) -> Uint8Array:
    """The x coordinate of the shared point."""
    return to_bytes(point.multiply(scalar).x, curve.field_bytes)


def okp_secret(own: OkpKey, their: Uint8Array) -> Uint8Array:
    try:
        return own.okp.algorithm.getSharedSecret(own.seed, their)
    except Exception:
        # a point of small order: the secret would be zero
        raise failed_derivation()


def shared_secret(own: AsymmetricKey, their: AsymmetricKey) -> Uint8Array:
    if isinstance(own, OkpKey) and own.kind.startswith('x') and isinstance(their, OkpKey) and own.kind == their.kind:
        return okp_secret(own, their.public)
    if isinstance(own, EcKey) and isinstance(their, EcKey):
        if own.curve.name != their.curve.name:
            raise mismatching_parameters()
        return ec_secret(own.curve, their.point, own.scalar)
    if isinstance(own, FfcKey) and own.kind == 'dh' and isinstance(their, FfcKey) and own.kind == their.kind:
        if own.p != their.p or own.g != their.g:
            raise mismatching_parameters()
        return to_bytes(power(their.y, own.x, own.p), byte_length(own.p))
    raise wrong_key_type()
