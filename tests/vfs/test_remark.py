"""A workspace whose storage was deleted is written again from memory, and comes back as it was."""

from runtime_py.platform.bytes import alloc, decode, encode, equal
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.journal import BODIES_STORE, CONTENTS_STORE, GROUPS_STORE
from runtime_py.vfs.remark import Remark
from tests.vfs.disk_support import Disk, fresh

EIO = 5


def write_again(fs: FileSystem, most_bytes: float) -> Disk:
    """Writes everything to an empty disk."""
    disk = Disk()
    remark = Remark(fs)
    number = 0
    while number >= 0:
        number = remark.mark(number, most_bytes)
        disk.drain(fs)
    return disk


def content(length: int) -> object:
    data = alloc(length)
    for k in range(0, length, 89):
        data[k] = (k * 5 + 3) % 251
    return data


def test_everything_is_written_again_in_parts():
    fs = fresh()
    first = Disk()
    for k in range(300):
        fs.write_file(f'/small{k}', encode(f'content {k}'), 0o640)
    fs.mkdir('/folder', 0o755)
    fs.symlink('../small1', '/folder/link')
    fs.write_file('/folder/large', content(3000000), 0o644)
    fs.write_file('/empty', alloc(0), 0o644)
    fs.write_file('/hole', encode('start'), 0o644)
    fs.truncate('/hole', 5000000)
    first.drain(fs)
    fs.write_file('/small7', encode('newer'), 0o640)
    disk = write_again(fs, 1000000.0)
    assert len(disk.entries(GROUPS_STORE)) == Remark(fs).live_groups()
    again = disk.boot()
    assert disk.problems == []
    assert again.readdir('/') == fs.readdir('/')
    assert decode(again.read_file('/small7')) == 'newer'
    assert decode(again.read_file('/small299')) == 'content 299'
    assert decode(again.read_file('/folder/link')) == 'content 1'
    assert equal(again.read_file('/folder/large'), content(3000000))
    assert decode(again.read_file('/hole')[0:5]) == 'start'
    assert len(again.read_file('/hole')) == 5000000
    assert first.drain(fs) == 0


def test_what_only_the_disk_had_is_lost_and_stays_lost():
    fs = fresh()
    disk = Disk()
    fs.mkdir('/folder', 0o755)
    fs.write_file('/folder/small', encode('small'), 0o644)
    fs.write_file('/large', content(2000000), 0o644)
    fs.write_file('/read', content(2000000), 0o644)
    disk.drain(fs)
    again = disk.boot()
    again.read_file('/read')
    assert Remark(again).lose_absent() == ['/folder/small', '/large']
    rewritten = write_again(again, 1e9)
    assert [len(rewritten.entries(BODIES_STORE)), len(rewritten.entries(CONTENTS_STORE))] == [0, 2]
    last = rewritten.boot()
    assert [last.read_file('/folder/small'), last.read_file('/large')] == [-EIO, -EIO]
    assert equal(last.read_file('/read'), content(2000000))
    last.write_file('/large', content(1500000), 0o644)
    rewritten.drain(last)
    assert equal(rewritten.boot().read_file('/large'), content(1500000))
