"""Writes zip archives member by member, and compresses their data with pako."""

from __future__ import annotations

from runtime_py.archive.member import Member
from runtime_py.archive.zip_records import ZipRecords, content_of
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.compress import deflate_raw


class ZipWriter(ZipRecords):
    """`add` compresses each member's data. `saved`: by how many percent the last member shrank; -1: it is stored."""

    def __init__(self, level: int = 6) -> None:
        super().__init__()
        self.level = level
        self.saved = -1

    def add(self, member: Member) -> Bytes:
        data = content_of(member)
        packed = deflate_raw(data, self.level) if self.level > 0 and len(data) > 0 else data
        self.saved = (
            -1 if len(packed) >= len(data) else int((100 * (len(data) - len(packed)) + len(data) // 2) // len(data))
        )
        return self.write(member, data, packed)
