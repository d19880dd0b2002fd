"""TLS 1.2's secrets and keys (RFC 5246, 6.3 and 8.1; RFC 7627), its Finished, and other parts common to both sides.

Knows: the order of keys in the key block. Must not know: messages' order.
"""

from __future__ import annotations

from runtime_py.node.tls.key_schedule import prf
from runtime_py.node.tls.protection import Protection12
from runtime_py.node.tls.protection_cbc import CbcProtection
from runtime_py.node.tls.suites import CHACHA
from runtime_py.node.tls.wire import Writer
from runtime_py.platform.bytes import Bytes, alloc, concat

MASTER_LENGTH = 48
MAC_LENGTHS = {'sha1': 20, 'sha256': 32, 'sha384': 48}
FINISHED_LENGTH = 12


def master_secret(connection: object, premaster: Bytes, extended: bool) -> Bytes:
    primitives = connection.primitives
    digest = connection.suite.digest
    if extended:
        return prf(primitives, digest, premaster, 'extended master secret', connection.transcript.hash(), MASTER_LENGTH)
    return prf(
        primitives,
        digest,
        premaster,
        'master secret',
        concat([connection.client_random, connection.server_random]),
        MASTER_LENGTH,
    )


class KeyBlock:
    """The protections of both directions."""

    def __init__(self, connection: object, master: Bytes, encrypt_first: bool) -> None:
        self._connection = connection
        self._seed = concat([connection.server_random, connection.client_random])
        self.client: object = None
        self.server: object = None
        if connection.suite.mac == '':
            self._with_aead(master)
        else:
            self._with_mac(master, encrypt_first)

    def _with_aead(self, master: Bytes) -> None:
        suite = self._connection.suite
        primitives = self._connection.primitives
        iv_length = 12 if suite.aead == CHACHA else 4
        size = suite.key_length
        block = prf(primitives, suite.digest, master, 'key expansion', self._seed, 2 * (size + iv_length))
        first_iv = 2 * size
        self.client = Protection12(
            primitives.aead(suite.aead, block[0:size]), block[first_iv : first_iv + iv_length], suite.aead
        )
        self.server = Protection12(
            primitives.aead(suite.aead, block[size:first_iv]), block[first_iv + iv_length :], suite.aead
        )

    def _with_mac(self, master: Bytes, encrypt_first: bool) -> None:
        suite = self._connection.suite
        primitives = self._connection.primitives
        mac = MAC_LENGTHS[suite.mac]
        size = suite.key_length
        block = prf(primitives, suite.digest, master, 'key expansion', self._seed, 2 * (mac + size))
        keys = 2 * mac
        self.client = CbcProtection(primitives, suite.mac, block[0:mac], block[keys : keys + size], encrypt_first)
        self.server = CbcProtection(primitives, suite.mac, block[mac:keys], block[keys + size :], encrypt_first)


def finished_1_2(connection: object, master: Bytes, is_server: bool) -> Bytes:
    label = 'server finished' if is_server else 'client finished'
    return prf(
        connection.primitives, connection.suite.digest, master, label, connection.transcript.hash(), FINISHED_LENGTH
    )


def psk_premaster(other: Bytes | None, psk: Bytes) -> Bytes:
    """RFC 4279: the other secret (if there is none, as many zeros as the key has bytes), then the key."""
    return Writer().vector16(alloc(len(psk)) if other is None else other).vector16(psk).result()


def without_leading_zeros(octets: Bytes) -> Bytes:
    """A Diffie-Hellman secret in TLS 1.2 (RFC 5246, 8.1.2)."""
    at = 0
    while at < len(octets) - 1 and octets[at] == 0:
        at += 1
    return octets[at:]


def keylog_1_2(connection: object, master: Bytes) -> None:
    connection.keylog('CLIENT_RANDOM', master)
