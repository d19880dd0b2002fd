"""A running file system is brought back to an earlier state of its storage."""

from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.maps import Map, Set
from runtime_py.vfs.check import Check
from runtime_py.vfs.flags import O_CREAT, O_RDWR
from runtime_py.vfs.journal import GROUPS_STORE, STORES
from runtime_py.vfs.loader import Loader
from runtime_py.vfs.rollback import Rollback
from tests.vfs.disk_support import Disk, fresh


def copy_of(disk: Disk) -> Map:
    stores: Map[str, Map] = Map()
    for name in STORES:
        one: Map = Map()
        for key, value in disk.stores.get(name).entries():
            one.set(key, value)
        stores.set(name, one)
    return stores


def roll_back(fs: object, disk: Disk, stores: Map) -> None:
    """As the kernel does: first the storage, then the memory, including changes made in between."""
    numbers: Set = Set()
    for key in disk.stores.get(GROUPS_STORE).keys():
        numbers.add(key)
    for key in stores.get(GROUPS_STORE).keys():
        numbers.add(key)
    disk.stores = stores
    rollback = Rollback(fs)
    while True:
        records: Map = Map()
        for number in numbers.values():
            records.set(number, disk.stores.get(GROUPS_STORE).get(number))
        others = rollback.run(records)
        if len(others) == 0:
            break
        for number in others:
            numbers.add(number)
    assert rollback.problems == []
    assert Check(fs).run() == []


def project() -> list:
    """A file system, its disk and a copy of the disk's content."""
    fs = fresh()
    disk = Disk()
    fs.absent.on_wish = lambda: disk.load(fs)
    fs.mkdir('/src', 0o755)
    for k in range(100):
        fs.write_file(f'/src/file{k}', encode(f'content {k}'), 0o644)
    fs.write_file('/large', alloc(3000000), 0o644)
    fs.symlink('src/file1', '/link')
    fs.link('/src/file2', '/hard')
    disk.drain(fs)
    return [fs, disk, copy_of(disk)]


def test_changes_removals_and_new_files_go_back():
    fs, disk, stores = project()
    fs.write_file('/src/file1', encode('changed'), 0o600)
    fs.unlink('/src/file5')
    fs.unlink('/hard')
    fs.rename('/src', '/moved')
    fs.mkdir('/new', 0o755)
    for k in range(200):
        fs.write_file(f'/new/file{k}', encode('new'), 0o644)
    fs.truncate('/large', 10)
    fs.unlink('/link')
    fs.symlink('elsewhere', '/link')
    disk.drain(fs)
    fs.write_file('/moved/file7', encode('not on the disk yet'), 0o644)
    roll_back(fs, disk, stores)
    assert sorted(fs.readdir('/')) == ['hard', 'large', 'link', 'src']
    assert len(fs.readdir('/src')) == 100
    assert [decode(fs.read_file('/src/' + name)) for name in ['file1', 'file5', 'file7']] == [
        'content 1',
        'content 5',
        'content 7',
    ]
    assert [decode(fs.read_file('/hard')), decode(fs.read_file('/link')), len(fs.read_file('/large'))] == [
        'content 2',
        'content 1',
        3000000,
    ]
    again = disk.boot()
    assert decode(again.read_file('/src/file7')) == 'content 7'
    disk.drain(fs)
    assert Check(disk.boot()).run() == []


def test_work_goes_on_after_it():
    fs, disk, stores = project()
    fs.write_file('/src/file1', encode('changed'), 0o644)
    disk.drain(fs)
    roll_back(fs, disk, stores)
    fs.write_file('/src/file1', encode('changed again'), 0o644)
    fs.write_file('/src/later', encode('later'), 0o644)
    disk.drain(fs)
    again = disk.boot()
    assert [
        decode(again.read_file('/src/file1')),
        decode(again.read_file('/src/later')),
        decode(again.read_file('/src/file3')),
    ] == ['changed again', 'later', 'content 3']
    assert Check(again).run() == []


def test_open_files():
    fs, disk, stores = project()
    kept = fs.open('/src/file3', O_RDWR, 0)
    made = fs.open('/made', O_RDWR | O_CREAT, 0o644)
    fs.write(made, encode('made'), 0, 4, 0)
    gone = fs.open('/src/file4', O_RDWR, 0)
    fs.unlink('/src/file4')
    fs.write(kept, encode('CHANGED'), 0, 7, 0)
    disk.drain(fs)
    roll_back(fs, disk, stores)
    data = alloc(20)
    assert [fs.read(kept, data, 0, 20, 0), decode(data[0:9])] == [9, 'content 3']
    assert [fs.read(gone, data, 0, 20, 0), decode(data[0:9])] == [9, 'content 4']
    assert [fs.read(made, data, 0, 20, 0), decode(data[0:4]), fs.exists('/made')] == [4, 'made', False]
    for description in [kept, made, gone]:
        fs.close(description)
    assert Check(fs).run() == []


def test_a_load_that_was_asked_for_before():
    """The kernel looked up the number of a file's segments, and then a rollback made the file small."""
    fs, disk, stores = project()
    fs.write_file('/src/file1', alloc(20000), 0o644)
    disk.drain(fs)
    roll_back(fs, disk, stores)
    out = [0.0 for _ in range(18)]
    fs.stat('/src/file1', out)
    assert Loader(fs).fill_file(int(out[7]), 1, [])
    assert decode(fs.read_file('/src/file1')) == 'content 1'


def test_watchers_have_to_look_again():
    fs, disk, stores = project()
    watch = fs.descriptions.object(fs.watch_open(1000))
    fs.watch_add(watch, '/src', True)
    fs.write_file('/src/file1', encode('changed'), 0o644)
    roll_back(fs, disk, stores)
    assert fs.watch_read(watch) == [['overflow', '', 0]]
