"""PKCS#12 (RFC 7292): a private key and certificates in one file, encrypted with a passphrase.

Knows: the nesting of its structures, its own derivation of keys (appendix B), PBES2. Must not know: the use of the key.
"""

from __future__ import annotations

from npm_modules.noble_hmac import hmac

from runtime_py.node.crypto.asn1.der import (
    DerError,
    children,
    context_octets,
    decode_der,
    is_context,
    sequence_items,
    to_identifier,
    to_integer,
    to_octets,
)
from runtime_py.node.crypto.asn1.digest_names import digest_of_identifier
from runtime_py.node.crypto.certificates.certificate import Certificate
from runtime_py.node.crypto.ciphers.table import find_cipher, run_cipher
from runtime_py.node.crypto.digests import Digest, find_digest
from runtime_py.node.crypto.keys.key_encryption import PBES2_OID, open_pbes2
from runtime_py.node.crypto.keys.key_structures import read_pkcs8
from runtime_py.platform.bytes import concat, decode, equal

DATA_OID = '1.2.840.113549.1.7.1'
ENCRYPTED_OID = '1.2.840.113549.1.7.6'
BAGS = '1.2.840.113549.1.12.10.1.'
KEY_BAG = '1'
SHROUDED_BAG = '2'
CERTIFICATE_BAG = '3'
X509_OID = '1.2.840.113549.1.9.22.1'
# PBE with SHA-1: cipher and key length
TRIPLE_DES = '1.2.840.113549.1.12.1.3'
FOR_KEY = 1
FOR_IV = 2
FOR_MAC = 3


class Pkcs12:
    """`certificates` are in the file's order; the first that belongs to the key is its own."""

    def __init__(self) -> None:
        self.key = None
        self.certificates: list = []


def failed(reason: str) -> object:
    return Error(reason)


def wide(passphrase: Uint8Array | None) -> Uint8Array:
    """A BMPString with a terminating zero; without a passphrase, empty."""
    if passphrase is None:
        return Uint8Array(0)
    text: str = decode(passphrase)
    out = Uint8Array(len(text) * 2 + 2)
    for i in range(len(text)):
        code = ord(text[i])
        out[2 * i] = code >> 8
        out[2 * i + 1] = code & 255
    return out


def repeated(data: Uint8Array, block: int) -> Uint8Array:
    if data.length == 0:
        return Uint8Array(0)
    out = Uint8Array(block * ((data.length + block - 1) // block))
    for i in range(out.length):
        out[i] = data[i % data.length]
    return out


def derive(
    digest: Digest, passphrase: Uint8Array, salt: Uint8Array, rounds: int, purpose: int, length: int
) -> Uint8Array:
    block = digest.make.blockLen
    start = Uint8Array(block).fill(purpose)
    mixed = concat([repeated(salt, block), repeated(passphrase, block)])
    made = Uint8Array(0)
    while made.length < length:
        one = digest.make(concat([start, mixed]))
        for _ in range(rounds - 1):
            one = digest.make(one)
        made = concat([made, one])
        adder = repeated(one, block).slice(0, block)
        for at in range(0, mixed.length, block):
            add_one_more(mixed.subarray(at, at + block), adder)
    return made.slice(0, length)


def add_one_more(target: Uint8Array, adder: Uint8Array) -> None:
    """target = target + adder + 1, modulo its size."""
    carry = 1
    for back in range(target.length):
        i = target.length - 1 - back
        carry += target[i] + adder[i]
        target[i] = carry & 255
        carry = carry >> 8


def decrypt(algorithm: object, data: Uint8Array, passphrase: Uint8Array | None) -> Uint8Array | None:
    parts = sequence_items(algorithm)
    oid = to_identifier(parts[0])
    if oid == PBES2_OID:
        return open_pbes2(parts[1], data, Uint8Array(0) if passphrase is None else passphrase)
    if oid != TRIPLE_DES:
        raise failed('unsupported')
    salt, rounds = sequence_items(parts[1])
    digest = find_digest('sha1')
    count = Number(to_integer(rounds))
    key = derive(digest, wide(passphrase), to_octets(salt), count, FOR_KEY, 24)
    iv = derive(digest, wide(passphrase), to_octets(salt), count, FOR_IV, 8)
    return run_cipher(find_cipher('des-ede3-cbc'), key, iv, False, data)


def check_mac(item: object, content: Uint8Array, passphrase: Uint8Array | None) -> bool:
    parts = sequence_items(item)
    info, salt = parts[0], parts[1]
    algorithm, expected = sequence_items(info)
    name = digest_of_identifier(to_identifier(sequence_items(algorithm)[0]))
    if name is None:
        raise failed('unknown digest algorithm')
    digest = find_digest(name)
    rounds = Number(to_integer(parts[2])) if len(parts) > 2 else 1
    key = derive(digest, wide(passphrase), to_octets(salt), rounds, FOR_MAC, digest.length)
    return equal(hmac(digest.make, key, content), to_octets(expected))


def read_bags(content: Uint8Array, passphrase: Uint8Array | None, made: Pkcs12) -> None:
    for bag in sequence_items(decode_der(content)):
        parts = sequence_items(bag)
        kind = to_identifier(parts[0]).removeprefix(BAGS)
        value = children(parts[1])[0]
        if kind == KEY_BAG:
            made.key = read_pkcs8(value.valueBeforeDecodeView.slice())
        elif kind == SHROUDED_BAG:
            algorithm, data = sequence_items(value)
            plain = decrypt(algorithm, to_octets(data), passphrase)
            if plain is None:
                raise failed('mac verify failure')
            made.key = read_pkcs8(plain)
        elif kind == CERTIFICATE_BAG:
            oid, wrapped = sequence_items(value)
            if to_identifier(oid) == X509_OID:
                made.certificates.append(Certificate(to_octets(children(wrapped)[0])))


def read_pkcs12(data: Uint8Array, passphrase: Uint8Array | None) -> Pkcs12:
    """Raises an Error with OpenSSL's reason when the file is invalid."""
    try:
        parts = sequence_items(decode_der(data))
    except DerError:
        raise failed('not enough data')
    try:
        return open_parts(parts, passphrase)
    except DerError:
        raise failed('unable to load PFX certificate')


def open_parts(parts: list, passphrase: Uint8Array | None) -> Pkcs12:
    content = to_octets(children(sequence_items(parts[1])[1])[0])
    given = passphrase
    if len(parts) > 2 and not check_mac(parts[2], content, given):
        # few programs distinguish no passphrase from an empty one
        given = Uint8Array(0) if passphrase is None else None
        if (passphrase is not None and passphrase.length > 0) or not check_mac(parts[2], content, given):
            raise failed('mac verify failure')
    made = Pkcs12()
    for safe in sequence_items(decode_der(content)):
        kind, wrapped = sequence_items(safe)
        inner = children(wrapped)[0]
        if to_identifier(kind) == DATA_OID:
            read_bags(to_octets(inner), given, made)
        elif to_identifier(kind) == ENCRYPTED_OID:
            read_bags(open_encrypted(inner, given), given, made)
    return made


def open_encrypted(item: object, passphrase: Uint8Array | None) -> Uint8Array:
    info = sequence_items(sequence_items(item)[1])
    data = info[2]
    octets = (
        context_octets(data)
        if is_context(data, 0) and not data.idBlock.isConstructed
        else concat([to_octets(one) for one in children(data)])
    )
    plain = decrypt(info[1], octets, passphrase)
    if plain is None:
        raise failed('mac verify failure')
    return plain
