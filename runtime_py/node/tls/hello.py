"""ClientHello and ServerHello with their extensions: decoding and encoding. Must not know: how they are handled."""

from __future__ import annotations

from runtime_py.node.tls.failure import TlsFailure
from runtime_py.node.tls.names import (
    DECODE_ERROR,
    EXT_ALPN,
    EXT_KEY_SHARE,
    EXT_PRE_SHARED_KEY,
    EXT_PSK_MODES,
    EXT_SERVER_NAME,
    EXT_SIGNATURE_ALGORITHMS,
    EXT_STATUS_REQUEST,
    EXT_SUPPORTED_GROUPS,
    EXT_SUPPORTED_VERSIONS,
    ILLEGAL_PARAMETER,
    RETRY_RANDOM,
    TLS_1_2,
)
from runtime_py.node.tls.wire import Reader, Writer, octets_of
from runtime_py.platform.bytes import Bytes, alloc, decode_latin1, equal
from runtime_py.platform.maps import Map


def read_extensions(reader: Reader) -> Map:
    """Number -> content, in order. Each may occur once."""
    found = Map()
    if reader.left() == 0:
        return found
    inner = Reader(reader.vector16())
    while inner.left() > 0:
        kind = inner.u16()
        if found.has(kind):
            raise TlsFailure(ILLEGAL_PARAMETER, 'bad extension')
        found.set(kind, inner.vector16())
    return found


class Extensions:
    """The extensions of a message being written."""

    def __init__(self) -> None:
        self._writer = Writer()

    def add(self, kind: int, content: Bytes) -> None:
        self._writer.u16(kind).vector16(content)

    def result(self) -> Bytes:
        return self._writer.result()


class PskOffer:
    def __init__(self, identity: Bytes, age: int) -> None:
        self.identity = identity
        self.age = age
        self.binder = alloc(0)


class ClientHello:
    def __init__(self, body: Bytes) -> None:
        reader = Reader(body)
        self.version = reader.u16()
        self.random = reader.octets(32)
        self.session_id = reader.vector8()
        self.suites = reader.numbers16()
        self.compressions = reader.vector8()
        self.extensions = read_extensions(reader)
        reader.end()
        if len(self.session_id) > 32:
            raise TlsFailure(DECODE_ERROR, 'length mismatch')

    def has(self, kind: int) -> bool:
        return self.extensions.has(kind)

    def _numbers(self, kind: int) -> list[int]:
        content = self.extensions.get(kind)
        return [] if content is None else Reader(content).numbers16()

    @property
    def groups(self) -> list[int]:
        return self._numbers(EXT_SUPPORTED_GROUPS)

    @property
    def schemes(self) -> list[int]:
        return self._numbers(EXT_SIGNATURE_ALGORITHMS)

    @property
    def versions(self) -> list[int]:
        content = self.extensions.get(EXT_SUPPORTED_VERSIONS)
        if content is None:
            return []
        inner = Reader(Reader(content).vector8())
        found: list[int] = []
        while inner.left() > 0:
            found.append(inner.u16())
        return found

    @property
    def server_name(self) -> str:
        content = self.extensions.get(EXT_SERVER_NAME)
        if content is None or len(content) == 0:
            return ''
        inner = Reader(Reader(content).vector16())
        while inner.left() > 0:
            kind = inner.u8()
            name = inner.vector16()
            if kind == 0:
                return decode_latin1(name)
        return ''

    @property
    def protocols(self) -> list[str]:
        content = self.extensions.get(EXT_ALPN)
        return [] if content is None else read_protocols(content)

    @property
    def wants_ocsp(self) -> bool:
        content = self.extensions.get(EXT_STATUS_REQUEST)
        return content is not None and len(content) > 0 and content[0] == 1

    @property
    def shares(self) -> list[list]:
        """[group, public value]..."""
        content = self.extensions.get(EXT_KEY_SHARE)
        if content is None:
            return []
        inner = Reader(Reader(content).vector16())
        found: list[list] = []
        while inner.left() > 0:
            group = inner.u16()
            found.append([group, inner.vector16()])
        return found

    @property
    def psk_modes(self) -> list[int]:
        content = self.extensions.get(EXT_PSK_MODES)
        return [] if content is None else [byte for byte in Reader(content).vector8()]

    @property
    def psk_offers(self) -> list[PskOffer]:
        content = self.extensions.get(EXT_PRE_SHARED_KEY)
        if content is None:
            return []
        reader = Reader(content)
        identities = Reader(reader.vector16())
        found: list[PskOffer] = []
        while identities.left() > 0:
            identity = identities.vector16()
            found.append(PskOffer(identity, identities.u32()))
        binders = Reader(reader.vector16())
        for offer in found:
            offer.binder = binders.vector8()
        return found

    def binders_length(self) -> int:
        """The length of the end of the message, which a binder doesn't cover."""
        total = 2
        for offer in self.psk_offers:
            total += 1 + len(offer.binder)
        return total


def read_protocols(content: Bytes) -> list[str]:
    inner = Reader(Reader(content).vector16())
    found: list[str] = []
    while inner.left() > 0:
        name = decode_latin1(inner.vector8())
        if name == '':
            raise TlsFailure(DECODE_ERROR, 'bad extension')
        found.append(name)
    return found


class ServerHello:
    def __init__(self, body: Bytes) -> None:
        reader = Reader(body)
        self.version = reader.u16()
        self.random = reader.octets(32)
        self.session_id = reader.vector8()
        self.suite = reader.u16()
        self.compression = reader.u8()
        self.extensions = read_extensions(reader)
        reader.end()

    def is_retry(self) -> bool:
        return equal(self.random, octets_of(RETRY_RANDOM))

    @property
    def chosen_version(self) -> int:
        content = self.extensions.get(EXT_SUPPORTED_VERSIONS)
        return self.version if content is None else Reader(content).u16()


def write_client_hello(random: Bytes, session_id: Bytes, suites: list[int], extensions: Bytes) -> Bytes:
    return (
        Writer()
        .u16(TLS_1_2)
        .octets(random)
        .vector8(session_id)
        .numbers16(suites)
        .vector8(alloc(1))
        .vector16(extensions)
        .result()
    )


def write_server_hello(random: Bytes, session_id: Bytes, suite: int, extensions: Bytes) -> Bytes:
    made = Writer().u16(TLS_1_2).octets(random).vector8(session_id).u16(suite).u8(0)
    if len(extensions) > 0:
        made.vector16(extensions)
    return made.result()


def write_protocols(names: list[Bytes]) -> Bytes:
    inner = Writer()
    for name in names:
        inner.vector8(name)
    return Writer().vector16(inner.result()).result()


def write_server_name(name: str, encoded: Bytes) -> Bytes:
    return Writer().vector16(Writer().u8(0).vector16(encoded).result()).result()
