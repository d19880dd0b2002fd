"""Folders: programs read them with readdir."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EBADF, EISDIR
from runtime_py.sys.kinds.kind import InFiles, Kind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_DIR


class DirectoryKind(InFiles):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.has_inode = True
        self.is_stored = True
        self.takes_position = True

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EISDIR

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return -EBADF

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return self.parts.fs.seek(description, offset, whence)


def create(parts: Structures) -> list[Kind]:
    return [DirectoryKind(parts, KIND_DIR)]
