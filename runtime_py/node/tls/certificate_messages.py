"""Certificate, CertificateVerify and CertificateRequest, in both versions' formats, and the schemes with which an
identity may sign.

Must not know: whether a chain is valid (the host decides).
"""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.hello import Extensions, read_extensions
from runtime_py.node.tls.names import (
    BAD_CERTIFICATE,
    CERTIFICATE,
    CERTIFICATE_REQUEST,
    CERTIFICATE_VERIFY,
    DECRYPT_ERROR,
    EXT_CERTIFICATE_AUTHORITIES,
    EXT_SIGNATURE_ALGORITHMS,
    EXT_STATUS_REQUEST,
    ILLEGAL_PARAMETER,
    MISSING_EXTENSION,
    STATUS_OCSP,
    TLS_1_3,
)
from runtime_py.node.tls.schemes import Scheme, common_schemes, find_scheme
from runtime_py.node.tls.settings import Identity
from runtime_py.node.tls.wire import Reader, Writer
from runtime_py.platform.bytes import Bytes, alloc, concat, encode_latin1

# 64 blanks (RFC 8446, 4.4.3)
SPACES = '                                                                '
SERVER_CONTEXT = 'TLS 1.3, server CertificateVerify'
CLIENT_CONTEXT = 'TLS 1.3, client CertificateVerify'


class Signer:
    """An identity and the scheme with which it will sign."""

    def __init__(self, identity: Identity, scheme: Scheme) -> None:
        self.identity = identity
        self.scheme = scheme


def choose_signer(identities: list[Identity], wanted: list[int], version: int) -> Signer | None:
    """The first scheme, in the order of preference, that one of the keys supports."""
    for number in wanted:
        scheme = find_scheme(number)
        for identity in identities:
            if scheme is not None and scheme.suits(identity.kind, identity.curve, version):
                return Signer(identity, scheme)
    return None


def shared_schemes(connection: object, peers: list[int]) -> list[int]:
    own = connection.settings.schemes
    return common_schemes(own, peers) if connection.settings.prefer_own_order else common_schemes(peers, own)


# TLS 1.3


def signed_content(is_server: bool, transcript: Bytes) -> Bytes:
    return concat(
        [encode_latin1(SPACES), encode_latin1(SERVER_CONTEXT if is_server else CLIENT_CONTEXT), alloc(1), transcript]
    )


def send_certificate_1_3(connection: object, chain: list[Bytes], context: Bytes, ocsp: Bytes | None) -> None:
    entries = Writer()
    for i in range(len(chain)):
        extensions = Extensions()
        if i == 0 and ocsp is not None:
            extensions.add(EXT_STATUS_REQUEST, Writer().u8(STATUS_OCSP).vector24(ocsp).result())
        entries.vector24(chain[i]).vector16(extensions.result())
    connection.send_message(CERTIFICATE, Writer().vector8(context).vector24(entries.result()).result())


class CertificateEntries:
    """The content of a TLS 1.3 Certificate message."""

    def __init__(self, body: Bytes) -> None:
        reader = Reader(body)
        self.context = reader.vector8()
        entries = Reader(reader.vector24())
        reader.end()
        self.chain: list[Bytes] = []
        self.ocsp: Bytes | None = None
        while entries.left() > 0:
            self.chain.append(entries.vector24())
            extensions = read_extensions(entries) if entries.left() > 0 else None
            status = None if extensions is None else extensions.get(EXT_STATUS_REQUEST)
            if status is not None and len(self.chain) == 1:
                self.ocsp = read_status(status)


def read_status(content: Bytes) -> Bytes:
    reader = Reader(content)
    if reader.u8() != STATUS_OCSP:
        raise TlsFailure(ILLEGAL_PARAMETER, 'bad extension')
    return reader.vector24()


def send_verify(connection: object, signer: Signer, content: Bytes) -> None:
    """For either version: the scheme, then the signature."""
    signature = connection.primitives.sign(signer.identity.key, signer.scheme, content)
    connection.send_message(CERTIFICATE_VERIFY, Writer().u16(signer.scheme.number).vector16(signature).result())


def check_verify(connection: object, peer_key: object, body: Bytes, content: Bytes) -> None:
    reader = Reader(body)
    number = reader.u16()
    signature = reader.vector16()
    reader.end()
    check_signature(connection, peer_key, number, signature, content)


def check_signature(connection: object, peer_key: object, number: int, signature: Bytes, content: Bytes) -> None:
    scheme = find_scheme(number)
    if (
        scheme is None
        or number not in connection.settings.schemes
        or not scheme.suits(peer_key.kind, peer_key.curve, connection.version)
    ):
        raise TlsFailure(ILLEGAL_PARAMETER, 'wrong signature type')
    if not connection.primitives.verify(peer_key, scheme, content, signature):
        raise TlsFailure(DECRYPT_ERROR, 'bad signature')


def take_chain(connection: object, chain: list[Bytes]) -> object:
    """Stores the peer's certificates and the result of their verification; returns the leaf's key."""
    key = connection.primitives.certificate_key(chain[0])
    if key is None:
        raise TlsFailure(BAD_CERTIFICATE, 'ASN1 lib')
    connection.peer_chain = chain
    connection.verify_result = connection.host.verify(chain)
    return key


# requests


def write_authorities(names: list[Bytes]) -> Bytes:
    inner = Writer()
    for name in names:
        inner.vector16(name)
    return Writer().vector16(inner.result()).result()


def send_request_1_3(connection: object) -> None:
    settings = connection.settings
    extensions = Extensions()
    extensions.add(EXT_SIGNATURE_ALGORITHMS, Writer().numbers16(settings.schemes).result())
    if len(settings.authorities) > 0:
        extensions.add(EXT_CERTIFICATE_AUTHORITIES, write_authorities(settings.authorities))
    connection.send_message(CERTIFICATE_REQUEST, Writer().vector8(alloc(0)).vector16(extensions.result()).result())


class CertificateRequest:
    """`context` is TLS 1.3's, `kinds` are TLS 1.2's."""

    def __init__(self, body: Bytes, version: int) -> None:
        reader = Reader(body)
        self.context = alloc(0)
        if version == TLS_1_3:
            self.context = reader.vector8()
            extensions = read_extensions(reader)
            wanted = extensions.get(EXT_SIGNATURE_ALGORITHMS)
            if wanted is None:
                raise TlsFailure(MISSING_EXTENSION, 'missing sigalgs extension')
            self.schemes = Reader(wanted).numbers16()
        else:
            reader.vector8()
            self.schemes = reader.numbers16()
            reader.vector16()
        reader.end()
