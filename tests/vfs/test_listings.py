"""Cached listings of folders, and their order."""

from runtime_py.platform.memory import create
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory
from runtime_py.vfs.heap import Heap


def make() -> FileSystem:
    memory = create(4194304, 134217728)
    format_memory(memory)
    return FileSystem(memory, Heap(memory))


def test_names_are_in_the_order_of_their_bytes():
    fs = make()
    for name in ['b', 'a10', 'a2', 'Z', 'é', '\U0001f600', '\ufffd', 'zz']:
        fs.mkdir('/' + name, 0o755)
    assert fs.readdir_sorted('/') == ['Z', 'a10', 'a2', 'b', 'zz', 'é', '\ufffd', '\U0001f600']


def test_a_listing_ends_with_any_change_of_names():
    fs = make()
    fs.mkdir('/d', 0o755)
    fs.mkdir('/d/b', 0o755)
    listed = fs.readdir_sorted('/d')
    assert listed == ['b']
    listed.append('mine')
    assert fs.readdir_sorted('/d') == ['b']
    fs.mkdir('/d/a', 0o755)
    assert fs.readdir_sorted('/d') == ['a', 'b']
    fs.rename('/d/b', '/d/c')
    assert fs.readdir_sorted('/d') == ['a', 'c']
    fs.rmdir('/d/a')
    assert fs.readdir_sorted('/d') == ['c']
    fs.link('/d/c', '/d/e')
    fs.symlink('c', '/d/f')
    assert fs.readdir_sorted('/d') == ['c', 'f']
    fs.rmdir('/d/c')
    fs.unlink('/d/f')
    assert fs.readdir_sorted('/d') == []
    assert fs.readdir_sorted('/d/x') == -2


def test_what_another_worker_changes_is_seen():
    fs = make()
    other = FileSystem(fs.memory, fs.heap)
    fs.mkdir('/d', 0o755)
    assert fs.readdir_sorted('/d') == []
    other.mkdir('/d/x', 0o755)
    assert fs.readdir_sorted('/d') == ['x']
    other.rmdir('/d/x')
    assert fs.readdir_sorted('/d') == []
