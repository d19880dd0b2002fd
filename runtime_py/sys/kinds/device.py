"""Character devices that aren't terminals (devices.py). The object is the device's inode."""

from __future__ import annotations

from runtime_py.platform.bytes import Bytes
from runtime_py.sys.devices import NODES, read_device, seek_device, write_device
from runtime_py.sys.kinds.kind import InFiles, Kind
from runtime_py.sys.structures import Structures
from runtime_py.vfs.description import KIND_DEVICE
from runtime_py.vfs.layout import I_RDEV


class DeviceKind(InFiles):
    def __init__(self, parts: Structures, number: int) -> None:
        super().__init__(parts, number)
        self.has_inode = True
        self.takes_position = True
        self.nodes = NODES

    def read(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return read_device(self._rdev(target), buffer, start, length)

    def write(self, slot: int, description: int, target: int, buffer: Bytes, start: int, length: int) -> int:
        return write_device(self._rdev(target), length)

    def seek(self, description: int, target: int, offset: float, whence: int) -> float:
        return seek_device(self._rdev(target))

    def _rdev(self, inode: int) -> int:
        return self.parts.fs.inodes.get(inode, I_RDEV)


def create(parts: Structures) -> list[Kind]:
    return [DeviceKind(parts, KIND_DEVICE)]
