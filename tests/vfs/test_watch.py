"""Watches: who hears of what, coalescing, overflow, and that idle watches cost nothing."""
from runtime_py.platform.bytes import encode
from runtime_py.vfs.check import Check
from runtime_py.vfs.watch import LARGE_CAPACITY, SMALL_CAPACITY, WATCH_BYTES
from tests.vfs.disk_support import fresh

O_WRONLY = 1


class Ear:
    """A listener on a file system."""

    def __init__(self, fs: object, capacity: int = SMALL_CAPACITY) -> None:
        self.fs = fs
        self.description = fs.watch_open(capacity)
        self.listener = fs.descriptions.object(self.description)

    def add(self, path: str, recursive: bool = False) -> int:
        return self.fs.watch_add(self.listener, path, recursive)

    def heard(self) -> list[list]:
        return self.fs.watch_read(self.listener)


def test_who_hears_what():
    fs = fresh()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/a/b', 0o755)
    fs.write_file('/a/file', encode('x'), 0o644)
    ear = Ear(fs)
    assert [ear.add('/a/file'), ear.add('/a'), ear.add('/', True), ear.add('/nope')] == [1, 2, 3, -2]
    fs.chmod('/a/file', 0o600)
    assert ear.heard() == [['change', 'file', 1], ['change', 'file', 2], ['change', 'a/file', 3]]
    fs.write_file('/a/b/new', encode(''), 0o644)
    assert ear.heard() == [['rename', 'a/b/new', 3]]
    fs.rename('/a/b', '/c')
    assert ear.heard() == [['rename', 'b', 2], ['rename', 'a/b', 3], ['rename', 'c', 3]]
    fs.unlink('/a/file')
    assert ear.heard() == [['rename', 'file', 1], ['rename', 'file', 2], ['rename', 'a/file', 3]]
    fs.write_file('/a/file', encode('again'), 0o644)
    assert [event for event in ear.heard() if event[2] == 1] == []
    assert [fs.watch_remove(ear.listener, 2), fs.watch_remove(ear.listener, 2)] == [0, -22]
    fs.chmod('/a/file', 0o644)
    assert ear.heard() == [['change', 'a/file', 3]]
    fs.close(ear.description)
    fs.chmod('/a/file', 0o600)
    assert Check(fs).run() == []


def test_equal_events_are_told_once():
    fs = fresh()
    ear = Ear(fs)
    ear.add('/')
    description = fs.open('/file', O_WRONLY | 0o100, 0o644)
    for k in range(50):
        fs.write(description, encode('x'), 0, 1, k)
    assert ear.heard() == [['rename', 'file', 1], ['change', 'file', 1]]
    fs.write(description, encode('x'), 0, 1, 0)
    assert ear.heard() == [['change', 'file', 1]]


def test_overflow_is_told():
    fs = fresh()
    ear = Ear(fs, 1000)
    ear.add('/')
    for k in range(200):
        fs.mkdir(f'/folder{k}', 0o755)
    assert ear.heard()[0] == ['overflow', '', 0]
    fs.mkdir('/later', 0o755)
    assert ear.heard() == [['rename', 'later', 1]]


def test_none_is_lost():
    fs = fresh()
    ear = Ear(fs, LARGE_CAPACITY)
    ear.add('/', True)
    fs.mkdir('/a', 0o755)
    for k in range(3000):
        fs.write_file(f'/a/file{k}', encode('x'), 0o644)
    heard = [event[1] for event in ear.heard() if event[0] == 'rename']
    assert heard == ['a', *[f'a/file{k}' for k in range(3000)]]


def test_ten_thousand_watches_are_small_and_only_theirs_are_told():
    fs = fresh()
    fs.mkdir('/many', 0o755)
    for k in range(10000):
        fs.write_file(f'/many/file{k}', encode(''), 0o644)
    ear = Ear(fs)
    free = fs.heap.free_bytes()
    for k in range(10000):
        ear.add(f'/many/file{k}')
    assert free - fs.heap.free_bytes() <= 10000 * WATCH_BYTES + 4096
    fs.chmod('/many/file7', 0o600)
    assert ear.heard() == [['change', 'file7', 8]]
    fs.close(ear.description)
    assert free - fs.heap.free_bytes() <= 4096
    assert Check(fs).run() == []
