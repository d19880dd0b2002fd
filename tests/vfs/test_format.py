"""What new memory holds once it has been formatted."""

from __future__ import annotations

from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import MAGIC, MAGIC_NUMBER, SIZE


def test_an_empty_root_folder() -> None:
    memory = create(1048576, 16777216)
    format_memory(memory)
    assert memory.i32[MAGIC] == MAGIC_NUMBER and memory.i32[SIZE] == memory.size
    fs = FileSystem(memory, Heap(memory))
    assert fs.readdir('/') == []
    assert fs.mkdir('/a', 0o755) == 0
    assert fs.readdir('/') == ['a']
