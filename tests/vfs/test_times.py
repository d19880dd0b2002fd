"""Times of inodes: exact to the nanosecond, stored in the journal, and those written by an older version."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.inode import FIRST_SECOND, LAST_SECOND
from runtime_py.vfs.journal import GROUPS_STORE, Journal
from runtime_py.vfs.layout import I_ATIME
from runtime_py.vfs.records import SEAL_BYTES, Writer, seal
from runtime_py.vfs.replay import FLOAT_TIMES, Replay


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


def times(fs: FileSystem, path: str) -> list:
    out = [0.0 for _ in range(18)]
    fs.lstat(path, out)
    return [out[10], out[11], out[12], out[13]]


def set_times(fs: FileSystem, seconds: float, nanoseconds: int) -> list:
    fs.utimens('/file', True, [seconds, nanoseconds], [seconds, nanoseconds])
    return times(fs, '/file')


def test_times_are_kept_to_the_nanosecond():
    fs = make()
    fs.write_file('/file', encode('x'), 0o644)
    for seconds in [0, 1, -1, 1700000000, 2147483647, 2147483648, 4294967296, 8589934592, FIRST_SECOND, LAST_SECOND]:
        for nanoseconds in [0, 1, 999999999]:
            assert set_times(fs, seconds, nanoseconds) == [seconds, nanoseconds, seconds, nanoseconds]
    assert set_times(fs, LAST_SECOND + 5, 7)[0] == LAST_SECOND
    assert set_times(fs, FIRST_SECOND - 5, 7)[0] == FIRST_SECOND


def test_floats_are_cut_as_libuv_does():
    fs = make()
    fs.write_file('/file', encode('x'), 0o644)
    fs.utimes('/file', 1.5, -0.25)
    assert times(fs, '/file') == [1, 500000000, -1, 750000000]


def test_reading_is_noted_as_with_relatime():
    fs = make()
    fs.write_file('/file', encode('x'), 0o644)
    assert set_times(fs, 100, 0)[0] == 100
    fs.read_file('/file')
    first = times(fs, '/file')[0]
    assert first > 100
    fs.utimens('/file', True, [first + 1000, 0], [100, 0])
    description = fs.open('/file', 0, 0)
    fs.read(description, alloc(1), 0, 1, 0)
    assert times(fs, '/file')[0] == first + 1000
    fs.close(description)


def test_the_journal_keeps_them():
    fs = make()
    fs.write_file('/file', encode('x'), 0o644)
    set_times(fs, 5000000000, 123456789)
    batch = Journal(fs).take()
    again = make()
    Replay(again).run([[change[1], change[2]] for change in batch.changes if change[0] == GROUPS_STORE])
    assert times(again, '/file') == [5000000000, 123456789, 5000000000, 123456789]


def test_a_record_with_times_as_floats_is_read():
    writer = Writer(SEAL_BYTES)
    for number in [1, 0x41ED, 1000, 1000, 0, 0]:
        writer.number(number)
    writer.real(0)
    for _ in range(4):
        writer.real(1700000000123.5)
    writer.number(0)
    fs = make()
    replay = Replay(fs)
    replay.run([[0, seal(writer.finish(), FLOAT_TIMES)]])
    assert replay.problems == []
    assert times(fs, '/')[0:2] == [1700000000, 123500000]
    assert fs.inodes.seconds(fs.paths.walk('/', True), I_ATIME) == 1700000000


def test_the_time_of_access_is_kept_once_after_a_change():
    fs = make()
    fs.mkdir('/d', 0o755)
    fs.write_file('/d/f', encode('x'), 0o644)
    fs.symlink('f', '/d/l')
    for path, look in [
        ['/d/f', lambda: fs.read_file('/d/f')],
        ['/d', lambda: fs.readdir('/d')],
        ['/d/l', lambda: fs.readlink('/d/l')],
    ]:
        fs.lutimes(path, 5, 6)
        look()
        first = times(fs, path)[:2]
        assert first != [5, 0]
        look()
        assert times(fs, path)[:2] == first
