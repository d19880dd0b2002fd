"""The handshake messages so far, and their hash. The digest is known only when the suite is chosen, so messages are
kept until the handshake ends."""

from __future__ import annotations

from runtime_py.node.tls.names import MESSAGE_HASH
from runtime_py.node.tls.wire import message
from runtime_py.platform.bytes import Bytes, concat


class Transcript:
    def __init__(self, primitives: object) -> None:
        self._primitives = primitives
        self._messages: list[Bytes] = []
        self._digest = ''
        self._hasher: object = None

    def add(self, octets: Bytes) -> None:
        self._messages.append(octets)
        if self._hasher is not None:
            self._hasher.update(octets)

    def use(self, digest: str) -> None:
        if self._digest == digest:
            return
        self._digest = digest
        self._hasher = self._primitives.start_digest(digest)
        for octets in self._messages:
            self._hasher.update(octets)

    def hash(self) -> Bytes:
        """The hash of everything so far; more may follow."""
        return self._hasher.current()

    def hash_with(self, digest: str, extra: Bytes) -> Bytes:
        """The hash as if `extra` had been added, with any digest."""
        return self._primitives.digest(digest, concat([self.raw(), extra]))

    def raw(self) -> Bytes:
        return concat(self._messages)

    def become_hash(self) -> None:
        """For a HelloRetryRequest: replaces the first ClientHello by its hash (RFC 8446, 4.4.1)."""
        digest = self._digest
        self._messages = [message(MESSAGE_HASH, self.hash())]
        self._digest = ''
        self.use(digest)

    def forget(self) -> None:
        self._messages = []
