"""Watches: which watch gets which event, coalescing, overflow, and that idle watches cost nothing."""

from runtime_py.platform.bytes import encode
from runtime_py.vfs.check import Check
from runtime_py.vfs.flags import O_WRONLY
from runtime_py.vfs.watch import LARGE_CAPACITY, SMALL_CAPACITY, WATCH_BYTES
from tests.vfs.disk_support import fresh


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
    assert ear.heard() == [['change', 'file', 2], ['change', 'a/file', 3], ['change', '', 1]]
    fs.write_file('/a/b/new', encode(''), 0o644)
    assert ear.heard() == [['rename', 'a/b/new', 3]]
    fs.rename('/a/b', '/c')
    assert ear.heard() == [['rename', 'b', 2], ['rename', 'a/b', 3], ['rename', 'c', 3]]
    fs.unlink('/a/file')
    assert ear.heard() == [
        ['change', '', 1],
        ['rename', '', 1],
        ['rename', '', 1],
        ['rename', 'file', 2],
        ['rename', 'a/file', 3],
    ]
    fs.write_file('/a/file', encode('again'), 0o644)
    assert [event for event in ear.heard() if event[2] == 1] == []
    assert [fs.watch_remove(ear.listener, 2), fs.watch_remove(ear.listener, 2)] == [0, -22]
    fs.chmod('/a/file', 0o644)
    assert ear.heard() == [['change', 'a/file', 3]]
    fs.close(ear.description)
    fs.chmod('/a/file', 0o600)
    assert Check(fs).run() == []


def _kinds(ear: Ear) -> str:
    return ' '.join([f'{event[0]}:{event[1]}' for event in ear.heard()])


def test_a_watched_file_that_is_moved_linked_and_replaced():
    """As inotify through libuv: an event of the file itself has no name, and is reported whatever name the file has."""
    fs = fresh()
    fs.write_file('/file', encode('x'), 0o644)
    ear = Ear(fs)
    ear.add('/file')
    fs.rename('/file', '/moved')
    assert _kinds(ear) == 'rename:'
    fs.link('/moved', '/other')
    fs.unlink('/other')
    assert _kinds(ear) == 'change:'
    fs.chmod('/moved', 0o600)
    assert _kinds(ear) == 'change:'
    fs.write_file('/new', encode('y'), 0o644)
    fs.rename('/new', '/moved')
    assert _kinds(ear) == 'change: rename: rename:'
    fs.write_file('/moved', encode('z'), 0o644)
    assert ear.heard() == []
    assert Check(fs).run() == []


def test_a_file_that_is_unlinked_while_it_is_open():
    fs = fresh()
    fs.write_file('/file', encode('x'), 0o644)
    ear = Ear(fs)
    ear.add('/file')
    description = fs.open('/file', 0, 0)
    fs.unlink('/file')
    assert _kinds(ear) == 'change:'
    rung: list = []
    fs.on_events = lambda queues: rung.extend(queues)
    fs.close(description)
    assert len(rung) > 0
    assert _kinds(ear) == 'rename: rename:'


def test_a_folder_hears_of_a_replaced_file_once_and_of_a_file_whose_newest_name_is_gone():
    fs = fresh()
    fs.write_file('/file', encode('x'), 0o644)
    fs.write_file('/new', encode('y'), 0o644)
    ear = Ear(fs)
    ear.add('/')
    fs.rename('/new', '/file')
    assert _kinds(ear) == 'rename:new rename:file'
    fs.link('/file', '/second')
    fs.unlink('/second')
    fs.chmod('/file', 0o600)
    assert _kinds(ear) == 'rename:second change:file'
    assert Check(fs).run() == []


def test_a_watched_folder_that_is_moved_and_removed():
    fs = fresh()
    fs.mkdir('/folder', 0o755)
    ear = Ear(fs)
    ear.add('/folder')
    fs.rename('/folder', '/moved')
    assert _kinds(ear) == 'rename:'
    fs.chmod('/moved', 0o700)
    assert _kinds(ear) == 'rename:'
    fs.write_file('/moved/x', encode(''), 0o644)
    fs.unlink('/moved/x')
    fs.rmdir('/moved')
    assert _kinds(ear) == 'rename:x rename: rename:'


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
    assert ear.heard() == [['change', '', 8]]
    fs.close(ear.description)
    assert free - fs.heap.free_bytes() <= 4096
    assert Check(fs).run() == []


def test_what_is_removed_hears_of_it_before_its_folder():
    """As with inotify: Node's recursive watcher drops everything below a folder when it gets the folder's removal."""
    fs = fresh()
    fs.mkdir('/w', 0o755)
    fs.mkdir('/w/d', 0o755)
    fs.write_file('/w/d/b', encode('x'), 0o644)
    ear = Ear(fs)
    for path in ['/w', '/w/d', '/w/d/b']:
        ear.add(path)
    fs.unlink('/w/d/b')
    fs.rmdir('/w/d')
    fs.rmdir('/w')
    order: list[int] = []
    for event in ear.heard():
        if len(order) == 0 or order[len(order) - 1] != event[2]:
            order.append(event[2])
    assert order == [3, 2, 1]
    assert Check(fs).run() == []
