"""Netscape's signed public key and challenge (SPKAC), in base64. Must not know: Node's Certificate class."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import DerError, decode_der, raw_der, sequence_items, to_bits
from runtime_py.node.crypto.asn1.pem import write_pem
from runtime_py.node.crypto.certificates.signatures import verify_signed
from runtime_py.node.crypto.keys.key_structures import key_of_spki
from runtime_py.node.realm.callbacks import make_buffer, plain_bytes
from runtime_py.platform.bytes import decode_latin1, encode, from_base64

BASE64 = js_regexp('^[A-Za-z0-9+/]+={0,2}$', '')


def read_spkac(data: object) -> list:
    """[the signed part, its algorithm, the signature]; raises DerError."""
    text = decode_latin1(plain_bytes(data)).strip().replace('\n', '').replace('\r', '')
    if not BASE64.test(text) or len(text) % 4 != 0:
        raise DerError('no base64')
    items = sequence_items(decode_der(from_base64(text)))
    if len(items) < 3:
        raise DerError('SPKAC')
    return items


def verify_spkac(data: object) -> object:
    if plain_bytes(data).length == 0:
        return ''
    try:
        body, algorithm, signature = read_spkac(data)
        return verify_signed(key_of_spki(sequence_items(body)[0]), algorithm, raw_der(body), to_bits(signature))
    except DerError:
        return False


def export_public_key(data: object) -> object:
    try:
        key = key_of_spki(sequence_items(read_spkac(data)[0])[0])
        return make_buffer(encode(write_pem('PUBLIC KEY', key.spki())))
    except DerError:
        return ''


def export_challenge(data: object) -> object:
    try:
        return make_buffer(sequence_items(read_spkac(data)[0])[1].valueBlock.valueHexView.slice())
    except DerError:
        return ''


SPKAC_FUNCTIONS = {
    'certVerifySpkac': verify_spkac,
    'certExportPublicKey': export_public_key,
    'certExportChallenge': export_challenge,
}
