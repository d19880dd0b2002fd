"""Reads without the lock: a read that a writer disturbs is repeated under the lock, and no reader sees the middle of a
change."""

from __future__ import annotations

from typing import Any

from runtime_py.platform.bytes import alloc
from runtime_py.platform.memory import create
from runtime_py.vfs.content import Contents
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_RDWR
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import WRITES
from runtime_py.vfs.reading import LONG_READ
from runtime_py.vfs.sequence import NestedWrite, begin_read, begin_write, begin_write_within, end_write, is_unchanged


class Interfering(Contents):
    """The contents of one file system: during the first read, another writer changes something."""

    def __init__(self, fs: FileSystem, change) -> None:
        super().__init__(fs.inodes, fs.heap, fs.mounts)
        self.change = change
        self.calls = 0
        fs.reading.contents = self

    def read(self, inode, target, start, length, position):
        self.calls += 1
        if self.calls > 1:
            return super().read(inode, target, start, length, position)
        half = length // 2
        count = super().read(inode, target, start, half, position)
        self.change()
        return count + super().read(inode, target, start + half, length - half, position + half)


def two_of_one_memory() -> list:
    memory = create(1 << 22, 1 << 26)
    format_memory(memory)
    return [FileSystem(memory, Heap(memory)), FileSystem(memory, Heap(memory))]


def filled(nbytes: int, octet: int):
    data = alloc(nbytes)
    for k in range(nbytes):
        data[k] = octet
    return data


def read_once(fs: FileSystem, path: str) -> None:
    """Afterwards it is in the caches, and its access time needs no update."""
    fs.utimes(path, 2000000000, 1000)
    fs.read_file(path)


def all_are(data, octet: int) -> bool:
    return all([one == octet for one in data])


def nests(i32: Any) -> bool:
    try:
        begin_write(i32, WRITES)
    except NestedWrite:
        return True
    return False


def test_a_number_holds_until_somebody_writes() -> None:
    memory = create(1 << 22, 1 << 26)
    i32 = memory.i32
    number = begin_read(i32, WRITES)
    assert is_unchanged(i32, WRITES, number)
    begin_write(i32, WRITES)
    assert begin_read(i32, WRITES) == -1
    assert not is_unchanged(i32, WRITES, number)
    assert nests(i32)
    end_write(i32, WRITES)
    assert begin_read(i32, WRITES) > number
    assert not is_unchanged(i32, WRITES, number)


def test_a_section_within_another_is_not_its_end() -> None:
    memory = create(1 << 22, 1 << 26)
    i32 = memory.i32
    assert begin_write_within(i32, WRITES)
    assert not begin_write_within(i32, WRITES)
    assert begin_read(i32, WRITES) == -1
    end_write(i32, WRITES)
    assert begin_read(i32, WRITES) != -1


class Watching(Contents):
    """Notes whether the section of the one who reads was still open."""

    def __init__(self, fs: FileSystem) -> None:
        super().__init__(fs.inodes, fs.heap, fs.mounts)
        self.numbers: list[int] = []
        fs.reading.contents = self

    def read(self, inode, target, start, length, position):
        self.numbers.append(begin_read(self.memory.i32, WRITES))
        return super().read(inode, target, start, length, position)


def test_copying_is_outside_of_the_section() -> None:
    """A process that is ended while it copies has changed nothing (kernel/stuck_locks.py)."""
    fs, _other = two_of_one_memory()
    fs.write_file('/file', filled(10, 1), 0o644)  # its access time must be updated
    seen = Watching(fs)
    assert all_are(fs.read_file('/file'), 1)
    assert seen.numbers[-1] != -1
    description = fs.open('/file', 0, 0)
    assert fs.read(description, alloc(10), 0, 10, -1) == 10 and seen.numbers[-1] != -1
    assert begin_read(fs.memory.i32, WRITES) != -1


def test_looking_disturbs_nobody_and_changes_do() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(10, 1), 0o644)
    out = [0.0 for _ in range(18)]
    assert reader.stat('/file', out) == 0
    other.readdir('/')  # its access time must be updated
    number = begin_read(reader.memory.i32, WRITES)
    other.stat('/file', out)
    other.readdir('/')
    other.realpath('/file')
    other.access('/missing', 4)
    assert is_unchanged(reader.memory.i32, WRITES, number)
    other.chmod('/file', 0o600)
    assert not is_unchanged(reader.memory.i32, WRITES, number)
    assert reader.stat('/file', out) == 0 and out[1] == 0o100600


def test_stat_forgets_what_went() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(10, 1), 0o644)
    out = [0.0 for _ in range(18)]
    assert reader.stat('/file', out) == 0 and not reader.exists('/other')
    other.rename('/file', '/other')
    assert reader.stat('/file', out) == -2 and reader.exists('/other')


def test_a_write_in_the_midst_of_a_whole_file() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(8000, 1), 0o644)
    read_once(reader, '/file')
    spy = Interfering(reader, lambda: other.write_file('/file', filled(8000, 2), 0o644))
    assert all_are(reader.read_file('/file'), 2)
    assert spy.calls == 2


def test_a_write_in_the_midst_of_a_long_read() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(LONG_READ * 2, 1), 0o644)
    read_once(reader, '/file')
    description = reader.open('/file', 0, 0)
    spy = Interfering(reader, lambda: other.write_file('/file', filled(LONG_READ * 2, 2), 0o644))
    buffer = alloc(LONG_READ * 2)
    assert reader.read(description, buffer, 0, LONG_READ * 2, -1) == LONG_READ * 2
    assert all_are(buffer, 2) and spy.calls == 2
    assert reader.read(description, buffer, 0, LONG_READ, -1) == 0


def test_writing_another_file_doesnt_spoil_a_long_read() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(LONG_READ, 1), 0o644)
    read_once(reader, '/file')
    description = reader.open('/file', 0, 0)
    spy = Interfering(reader, lambda: other.write_file('/another', filled(100, 2), 0o644))
    buffer = alloc(LONG_READ)
    assert reader.read(description, buffer, 0, LONG_READ, 0) == LONG_READ
    assert all_are(buffer, 1) and spy.calls == 1


def test_a_shared_offset_gives_every_byte_once() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(LONG_READ * 3, 1), 0o644)
    read_once(reader, '/file')
    description = other.open('/file', O_RDWR | O_CREAT, 0o644)
    buffer = alloc(LONG_READ * 2)
    assert reader.read(description, buffer, 0, LONG_READ * 2, -1) == LONG_READ * 2
    assert other.read(description, buffer, 0, LONG_READ * 2, -1) == LONG_READ
    assert reader.read(description, buffer, 0, LONG_READ * 2, -1) == 0


def test_a_file_cut_after_its_bytes_were_claimed() -> None:
    reader, other = two_of_one_memory()
    other.write_file('/file', filled(LONG_READ * 2, 1), 0o644)
    read_once(reader, '/file')
    description = reader.open('/file', 0, 0)
    Interfering(reader, lambda: other.truncate('/file', 100))
    assert reader.read(description, alloc(LONG_READ * 2), 0, LONG_READ * 2, -1) == 100
