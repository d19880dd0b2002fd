"""A resumable session: the data that both sides store, its encoding, and the ticket in which a server sends it to the
client.

The encoding is private (a server's ticket is opaque to clients, and a program only passes `getSession()`'s result
back)."""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.wire import Reader, Writer
from runtime_py.platform.bytes import Bytes, alloc, concat, decode_latin1, encode_latin1, equal, view

MAGIC = 0x54530001
NAME = 16
NONCE = 12
TICKET_KEYS = 48


class Session:
    def __init__(self) -> None:
        self.version = 0
        self.suite = 0
        self.id: Bytes = alloc(0)
        self.secret: Bytes = alloc(0)  # TLS 1.2's master secret, TLS 1.3's resumption PSK
        self.ticket: Bytes = alloc(0)
        self.age_add = 0
        self.lifetime = 0  # seconds, as the server announced
        self.made_at = 0  # seconds
        self.context: Bytes = alloc(0)
        self.server_name = ''
        self.protocol = ''
        self.verify_result = ''
        self.has_extended_secret = False
        self.chain: list[Bytes] = []  # certificates of the peer
        self.psk_identity = ''

    def encode(self) -> Bytes:
        out = (
            Writer()
            .u32(MAGIC)
            .u16(self.version)
            .u16(self.suite)
            .vector8(self.id)
            .vector8(self.secret)
            .vector16(self.ticket)
        )
        out.u32(self.age_add).u32(self.lifetime).u32(self.made_at).vector8(self.context).vector8(
            encode_latin1(self.server_name)
        )
        out.vector8(encode_latin1(self.protocol)).vector8(encode_latin1(self.verify_result)).u8(
            1 if self.has_extended_secret else 0
        )
        out.vector16(encode_latin1(self.psk_identity))
        for der in self.chain:
            out.vector24(der)
        return out.result()


def decode_session(octets: Bytes) -> Session | None:
    """None for invalid data."""
    try:
        return _decode(Reader(octets))
    except TlsFailure:
        return None


def _decode(reader: Reader) -> Session | None:
    if reader.u32() != MAGIC:
        return None
    made = Session()
    made.version = reader.u16()
    made.suite = reader.u16()
    made.id = reader.vector8()
    made.secret = reader.vector8()
    made.ticket = reader.vector16()
    made.age_add = reader.u32()
    made.lifetime = reader.u32()
    made.made_at = reader.u32()
    made.context = reader.vector8()
    made.server_name = decode_latin1(reader.vector8())
    made.protocol = decode_latin1(reader.vector8())
    made.verify_result = decode_latin1(reader.vector8())
    made.has_extended_secret = reader.u8() == 1
    made.psk_identity = decode_latin1(reader.vector16())
    while reader.left() > 0:
        made.chain.append(reader.vector24())
    return made


def seal_ticket(primitives: object, keys: Bytes, session: Session) -> Bytes:
    """`keys`: a name of 16 bytes, then the key."""
    name = keys[0:NAME]
    nonce = primitives.random(NONCE)
    return concat([name, nonce, primitives.aead('aes-gcm', keys[NAME:TICKET_KEYS]).seal(nonce, name, session.encode())])


def open_ticket(primitives: object, keys: Bytes, ticket: Bytes) -> Session | None:
    if len(ticket) < NAME + NONCE or not equal(view(ticket, 0, NAME), view(keys, 0, NAME)):
        return None
    opened = primitives.aead('aes-gcm', keys[NAME:TICKET_KEYS]).open(
        ticket[NAME : NAME + NONCE], keys[0:NAME], ticket[NAME + NONCE :]
    )
    return None if opened is None else decode_session(opened)
