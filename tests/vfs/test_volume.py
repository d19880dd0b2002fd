"""The structures of a file system: its lock, the names of an inode, and what is freed with the last of them."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import FS_LOCK, GENERATION, INODE_COUNT, WRITES
from runtime_py.vfs.path import name_bytes
from runtime_py.vfs.watch import SMALL_CAPACITY


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    fs = FileSystem(memory, Heap(memory))
    fs.write_file('/one', encode('text'), 0o644)
    return fs


def walk(fs: FileSystem, path: str) -> int:
    fs.lock_to_look()
    found = fs.paths.walk(path, True)
    fs.unlock_after_look()
    assert isinstance(found, int)
    return found


def test_readers_see_that_the_holder_may_change_something():
    fs = make()
    i32 = fs.memory.i32
    before = i32[WRITES]
    fs.lock()
    assert i32[FS_LOCK] != 0 and i32[WRITES] == before + 1
    fs.unlock()
    assert i32[FS_LOCK] == 0 and i32[WRITES] == before + 2
    fs.lock_to_look()
    assert i32[FS_LOCK] != 0 and i32[WRITES] == before + 2
    fs.unlock_after_look()
    assert i32[FS_LOCK] == 0


def test_events_are_told_after_the_lock_is_released():
    fs = make()
    locks: list[int] = []
    fs.on_events = lambda queues: locks.append(fs.memory.i32[FS_LOCK])
    listener = fs.descriptions.object(fs.watch_open(SMALL_CAPACITY))
    fs.watch_add(listener, '/', False)
    fs.mkdir('/new', 0o755)
    assert locks == [0]
    fs.readdir('/')
    assert locks == [0]


def test_a_name_of_an_inode_is_found_when_the_newest_is_gone():
    fs = make()
    fs.link('/one', '/two')
    inode = walk(fs, '/one')
    assert fs.directories.name(fs.entry_of(inode)) == 'two'
    fs.unlink('/two')
    assert fs.directories.name(fs.entry_of(inode)) == 'one'
    fs.lock()
    fs.remove_in(walk_held(fs, '/'), name_bytes('one'))
    fs.unlock()
    assert fs.presence('/one') < 0


def walk_held(fs: FileSystem, path: str) -> int:
    found = fs.paths.walk(path, True)
    assert isinstance(found, int)
    return found


def test_an_inode_is_freed_with_its_last_name_and_description():
    fs = make()
    count = fs.memory.i32[INODE_COUNT]
    description = fs.open('/one', 0, 0)
    assert isinstance(description, int) and description > 0
    fs.unlink('/one')
    assert fs.memory.i32[INODE_COUNT] == count
    fs.close(description)
    assert fs.memory.i32[INODE_COUNT] == count - 1


def test_path_caches_hold_until_something_moves():
    fs = make()
    before = fs.memory.i32[GENERATION]
    fs.write_file('/another', encode(''), 0o644)
    assert fs.memory.i32[GENERATION] == before
    fs.rename('/another', '/other')
    assert fs.memory.i32[GENERATION] > before
