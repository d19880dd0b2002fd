"""Regular files."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.sys.accounts import READ_FILES, WRITTEN_FILES
from runtime_py.sys.kinds.kind import InFiles, Kind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_FILE


class FileKind(InFiles):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.has_inode = True
        self.is_stored = True
        self.takes_position = True
        self.input_counter = READ_FILES
        self.output_counter = WRITTEN_FILES

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return self.parts.fs.read(description, buffer, start, length, -1)

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return self.parts.fs.write(description, buffer, start, length, -1)

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return self.parts.fs.seek(description, offset, whence)


def create(parts: Structures) -> list[Kind]:
    return [FileKind(parts, KIND_FILE)]
