"""Change detection by content: a file event counts when the file's digest differs from the last one that was seen.

Editors write a file twice, touch it, or write the same content again; none of these is a change. Pure: contents are
passed in."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes, to_hex
from runtime_py.platform.digest import sha256
from runtime_py.platform.maps import Map

SAME = 'same'
CHANGED = 'changed'
ADDED = 'added'
REMOVED = 'removed'


def digest_of(content: Bytes) -> str:
    return to_hex(sha256(content))[0:32]


class Digests:
    """file -> digest of the content that the server last used."""

    def __init__(self) -> None:
        self._digests: Map[str, str] = Map()

    def note(self, file: str, content: Bytes) -> str:
        digest = digest_of(content)
        self._digests.set(file, digest)
        return digest

    def is_known(self, file: str) -> bool:
        return self._digests.has(file)

    def look(self, file: str, content: Bytes | None) -> str:
        """What happened to a file since it was last recorded; records it. `content` is None when the file doesn't
        exist."""
        before = self._digests.get(file)
        if content is None:
            self._digests.delete(file)
            return SAME if before is None else REMOVED
        digest = self.note(file, content)
        if before is None:
            return ADDED
        return SAME if before == digest else CHANGED
