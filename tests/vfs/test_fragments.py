"""Small files are in fragments of pages: however their size changes, their content is what was written, and no memory
is lost."""

from runtime_py.platform.bytes import alloc, equal
from runtime_py.platform.memory import create
from runtime_py.vfs.check import Check
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_WRONLY
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import I_FRAGMENT

SIZES = [1, 15, 16, 17, 160, 161, 2047, 2048, 2049, 4095, 4096, 4097, 9000]


def fresh() -> FileSystem:
    memory = create(1 << 22, 1 << 26)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


def pattern(start: int, length: int):
    data = alloc(length)
    for k in range(length):
        data[k] = (start + k) % 251
    return data


def is_sound(fs: FileSystem) -> bool:
    return len(Check(fs).run()) == 0


def room(fs: FileSystem, path: str) -> int:
    return fs.inodes.get(fs.paths.walk(path, True), I_FRAGMENT)


def test_a_small_file_takes_a_small_block() -> None:
    fs = fresh()
    for size in SIZES:
        fs.write_file('/file', pattern(0, size), 0o644)
        assert (room(fs, '/file') > 0) == (size <= 2048)
        assert size > 2048 or size <= room(fs, '/file') < size + 16 + size // 7
        assert equal(fs.read_file('/file'), pattern(0, size))
        assert is_sound(fs)


def test_growing_byte_by_byte_and_by_jumps() -> None:
    for step in [1, 7, 100, 1000, 3000]:
        fs = fresh()
        description = fs.open('/file', O_WRONLY | O_CREAT, 0o644)
        size = 0
        while size < 6000:
            assert fs.write(description, pattern(size, step), 0, step, -1) == step
            size += step
        fs.close(description)
        assert equal(fs.read_file('/file'), pattern(0, size))
        assert is_sound(fs)


def test_cutting_and_growing_again_shows_zeros() -> None:
    for size in SIZES:
        for kept in SIZES:
            fs = fresh()
            fs.write_file('/file', pattern(1, size), 0o644)
            assert fs.truncate('/file', min(kept, size) - 1) == 0
            assert fs.truncate('/file', 5000) == 0
            expected = alloc(5000)
            expected_part = pattern(1, min(kept, size) - 1)
            for k in range(min(len(expected_part), 5000)):
                expected[k] = expected_part[k]
            assert equal(fs.read_file('/file')[0:5000], expected)
            assert is_sound(fs)


def test_a_hole_before_what_is_written() -> None:
    fs = fresh()
    description = fs.open('/file', O_WRONLY | O_CREAT, 0o644)
    fs.truncate('/file', 1500)
    assert room(fs, '/file') == 0
    fs.write(description, pattern(0, 10), 0, 10, 700)
    expected = alloc(1500)
    for k in range(10):
        expected[700 + k] = k
    assert equal(fs.read_file('/file'), expected) and room(fs, '/file') == 1536
    fs.write(description, pattern(0, 1), 0, 1, 100000)
    assert room(fs, '/file') == 0 and fs.read_file('/file')[705] == 5
    fs.close(description)
    assert is_sound(fs)


def test_nothing_is_lost() -> None:
    fs = fresh()
    for round_number in range(2):
        for size in SIZES:
            fs.write_file('/file' + str(size), pattern(0, size), 0o644)
        for size in SIZES:
            fs.truncate('/file' + str(size), size // 2)
        for size in SIZES:
            fs.unlink('/file' + str(size))
        if round_number == 0:
            free = fs.heap.free_bytes()  # pages that were cut into small blocks stay cut
    assert fs.heap.free_bytes() == free
    assert is_sound(fs)


def test_a_full_memory_leaves_the_file_as_it_was() -> None:
    fs = fresh()
    fs.write_file('/file', pattern(0, 100), 0o644)
    fs.heap.alloc_page = lambda: 0
    assert fs.truncate('/file', 5000) == -28
    description = fs.open('/file', O_WRONLY, 0)
    assert fs.write(description, pattern(0, 5000), 0, 5000, 0) == -28
    fs.close(description)
    assert equal(fs.read_file('/file'), pattern(0, 100))
    assert is_sound(fs)
