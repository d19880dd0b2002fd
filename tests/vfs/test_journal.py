"""A file system that goes through the journal comes back the same."""
from runtime_py.platform.bytes import alloc, decode, encode, equal
from runtime_py.platform.maps import Map
from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem, format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.journal import GROUPS_STORE, SEGMENTS_STORE, Journal


def fresh() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


class Disk:
    """What IndexedDB would hold."""

    def __init__(self) -> None:
        self.stores: Map[str, Map] = Map()
        self.stores.set(GROUPS_STORE, Map())
        self.stores.set(SEGMENTS_STORE, Map())

    def drain(self, fs: FileSystem) -> int:
        batch = Journal(fs).take()
        for change in batch.changes:
            if len(change) == 3:
                self.stores.get(change[0]).set(change[1], change[2])
            else:
                self.stores.get(change[0]).delete(change[1])
        return len(batch.changes)

    def entries(self, name: str) -> list[list]:
        return [[key, value] for key, value in self.stores.get(name).entries()]

    def boot(self) -> FileSystem:
        fs = fresh()
        assert Journal(fs).replay(self.entries(GROUPS_STORE), self.entries(SEGMENTS_STORE)) == []
        return fs


def content(length: int) -> object:
    data = alloc(length)
    for k in range(0, length, 97):
        data[k] = (k * 7 + 1) % 251
    return data


def test_everything_comes_back():
    fs = fresh()
    disk = Disk()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/a/b', 0o700)
    fs.write_file('/a/small', encode('small'), 0o640)
    fs.write_file('/a/large', content(3000000), 0o644)
    fs.symlink('../small', '/a/b/link')
    fs.link('/a/small', '/a/hard')
    assert disk.drain(fs) > 0
    assert disk.drain(fs) == 0
    again = disk.boot()
    assert decode(again.read_file('/a/b/link')) == 'small'
    assert equal(again.read_file('/a/large'), content(3000000))
    assert again.readdir('/a') == ['b', 'small', 'large', 'hard']
    out = [0.0 for _ in range(18)]
    again.stat('/a/small', out)
    assert [out[1], out[2], out[8]] == [0o100640, 2, 5]
    again.stat('/a', out)
    assert [out[1], out[2]] == [0o40755, 3]
    assert not Journal(again).has_changes()


def test_changes_and_removals_go_to_the_disk():
    fs = fresh()
    disk = Disk()
    fs.write_file('/large', content(3000000), 0o644)
    fs.write_file('/gone', content(2000000), 0o644)
    disk.drain(fs)
    fs.unlink('/gone')
    fs.truncate('/large', 1200000)
    fs.truncate('/large', 2500000)
    disk.drain(fs)
    fs.rename('/large', '/moved')
    disk.drain(fs)
    again = disk.boot()
    assert again.readdir('/') == ['moved']
    data = again.read_file('/moved')
    assert len(data) == 2500000
    assert equal(data[0:1200000], content(3000000)[0:1200000])
    assert equal(data[1200000:2500000], alloc(1300000))
    again.write_file('/moved', encode('now small'), 0o644)
    disk.drain(again)
    disk.drain(again)
    assert decode(disk.boot().read_file('/moved')) == 'now small'


def test_numbers_go_on_after_a_boot():
    fs = fresh()
    disk = Disk()
    fs.write_file('/a', encode('a'), 0o644)
    disk.drain(fs)
    again = disk.boot()
    again.write_file('/b', encode('b'), 0o644)
    disk.drain(again)
    third = disk.boot()
    assert decode(third.read_file('/a')) + decode(third.read_file('/b')) == 'ab'


def test_a_damaged_record_is_told_and_the_rest_survives():
    fs = fresh()
    disk = Disk()
    for k in range(100):
        fs.write_file(f'/file{k}', encode(f'content {k}'), 0o644)
    disk.drain(fs)
    record = disk.stores.get(GROUPS_STORE).get(1)
    record[20] = record[20] ^ 255
    broken = fresh()
    problems = Journal(broken).replay(disk.entries(GROUPS_STORE), disk.entries(SEGMENTS_STORE))
    assert problems[0] == 'group 1: its checksum is wrong'
    assert decode(broken.read_file('/file3')) == 'content 3'
    assert not broken.exists('/file90')


def test_a_failed_batch_is_written_again():
    fs = fresh()
    journal = Journal(fs)
    fs.write_file('/a', content(100000), 0o644)
    batch = journal.take()
    assert not journal.has_changes()
    journal.failed(batch)
    disk = Disk()
    disk.drain(fs)
    assert equal(disk.boot().read_file('/a'), content(100000))
