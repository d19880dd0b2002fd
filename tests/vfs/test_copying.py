"""Fast copies: the result is the same as by opening, reading and writing, and in complicated cases nothing is done."""

from runtime_py.platform.bytes import alloc, equal
from runtime_py.platform.memory import create
from runtime_py.platform.text import repeat
from runtime_py.vfs.backend import MEMORY
from runtime_py.vfs.check import Check
from runtime_py.vfs.copying import LARGEST_COPY
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.flags import O_CREAT, O_WRONLY
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.mounting import Mounting

SIZES = [0, 1, 159, 2048, 2049, 4096, 4097, 40000, LARGEST_COPY]


def fresh() -> FileSystem:
    memory = create(1 << 22, 1 << 26)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


def pattern(length: int):
    data = alloc(length)
    for k in range(length):
        data[k] = k % 251
    return data


def stat_of(fs: FileSystem, path: str) -> list[float]:
    out = [0.0 for _ in range(18)]
    assert fs.lstat(path, out) == 0
    return out


def test_a_copy_is_a_file_of_its_own() -> None:
    fs = fresh()
    for size in SIZES:
        fs.write_file(f'/from{size}', pattern(size), 0o754)
        assert fs.try_copy(f'/from{size}', f'/to{size}', 0o777)
        assert equal(fs.read_file(f'/to{size}'), pattern(size))
        found = stat_of(fs, f'/to{size}')
        assert [found[1], found[2], found[8]] == [0o100754, 1, size]
        fs.truncate(f'/from{size}', 5)
        assert equal(fs.read_file(f'/to{size}'), pattern(size))
    assert Check(fs).run() == []


def test_only_the_bits_that_are_asked_for() -> None:
    fs = fresh()
    fs.write_file('/from', pattern(9), 0o644)
    fs.chmod('/from', 0o6777)
    assert fs.try_copy('/from', '/to', 0o777 & ~0o022)
    assert stat_of(fs, '/to')[1] == 0o100755


def test_holes_stay_holes() -> None:
    fs = fresh()
    for start, size in [[8192, 9000], [0, 12288], [50000, 60000], [60000, 60001]]:
        description = fs.open(f'/from{start}', O_WRONLY | O_CREAT, 0o644)
        fs.write(description, pattern(100), 0, 100, start)
        fs.close(description)
        fs.truncate(f'/from{start}', size)
        assert fs.try_copy(f'/from{start}', f'/to{start}', 0o777)
        assert equal(fs.read_file(f'/to{start}'), fs.read_file(f'/from{start}'))
        assert stat_of(fs, f'/to{start}')[9] == stat_of(fs, f'/from{start}')[9]
    assert Check(fs).run() == []


def test_what_is_not_simple_is_left_alone() -> None:
    fs = fresh()
    fs.mkdir('/folder', 0o755)
    fs.mkdir('/closed', 0o555)
    fs.write_file('/from', pattern(10), 0o644)
    fs.write_file('/there', pattern(3), 0o644)
    fs.write_file('/secret', pattern(3), 0o200)
    fs.write_file('/large', pattern(LARGEST_COPY + 1), 0o644)
    fs.symlink('nowhere', '/dangling')
    fs.symlink('from', '/link')
    before = fs.readdir('/')
    for source, target in [
        ['/from', '/there'],
        ['/from', '/from'],
        ['/from', '/dangling'],
        ['/from', '/folder'],
        ['/from', '/new/'],
        ['/from', '/folder/..'],
        ['/from', '/missing/to'],
        ['/from', '/there/to'],
        ['/from', '/closed/to'],
        ['/from', '/' + repeat('x', 256)],
        ['/folder', '/to'],
        ['/secret', '/to'],
        ['/large', '/to'],
        ['/dangling', '/to'],
        ['/missing', '/to'],
        ['/from', '/'],
    ]:
        assert not fs.try_copy(source, target, 0o777), f'{source} to {target}'
    assert fs.readdir('/') == before
    assert fs.try_copy('/link', '/to', 0o777)
    assert equal(fs.read_file('/to'), pattern(10))


def test_no_room_on_a_mount_leaves_no_name() -> None:
    fs = fresh()
    fs.mkdir('/small', 0o755)
    fs.write_file('/from', pattern(40000), 0o644)
    assert Mounting(fs).mount('/small', MEMORY, 'x', 0o755, 0, 3) >= 0
    assert not fs.try_copy('/from', '/small/to', 0o777)
    assert fs.readdir('/small') == []
    assert Check(fs).run() == []


def test_a_folder_that_moved_is_not_taken_for_what_it_was() -> None:
    """The lookup caches the last folder."""
    fs = fresh()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/b', 0o755)
    fs.write_file('/a/one', pattern(1), 0o644)
    fs.rename('/a', '/c')
    assert fs.open('/b/x', O_WRONLY, 0) < 0
    fs.rename('/b', '/a')
    fs.write_file('/a/two', pattern(2), 0o644)
    assert fs.readdir('/a') == ['two']
    assert fs.readdir('/c') == ['one']
    fs.unlink('/a/two')
    fs.rmdir('/a')
    assert fs.open('/a/three', O_WRONLY | O_CREAT, 0o644) < 0
