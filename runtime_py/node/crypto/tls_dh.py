"""Diffie-Hellman parameters from a file (`dhparam`), and OpenSSL's own defaults."""

from __future__ import annotations

from runtime_py.node.crypto.asn1.der import DerError, decode_der, sequence_items, to_integer
from runtime_py.node.crypto.asn1.pem import read_pem
from runtime_py.node.crypto.bignum import byte_length, to_bytes
from runtime_py.node.crypto.dh_groups import find_group

LABEL = 'DH PARAMETERS'
# from RFC 3526, as OpenSSL uses for keys of 112 bits of strength
AUTOMATIC = 'modp14'


def numbers(p: object, g: object) -> list:
    return [to_bytes(p, byte_length(p)), to_bytes(g, byte_length(g))]


def read_dh_parameters(data: Uint8Array) -> list | None:
    try:
        for block in read_pem(data):
            if block.label == LABEL:
                items = sequence_items(decode_der(block.octets))
                return numbers(to_integer(items[0]), to_integer(items[1]))
    except DerError:
        return None
    return None


def automatic_dh() -> list:
    group = find_group(AUTOMATIC)
    return numbers(group.p, group.g)
