"""Entries of folders: found by their name, listed in their order."""

from __future__ import annotations

from runtime_py.platform.octets import to_bytes
from runtime_py.vfs.directory import byte_order, hash_name
from tests.vfs.disk_support import fresh


def test_entries() -> None:
    fs = fresh()
    fs.mkdir('/d', 0o755)
    folder = fs.paths.walk('/d', True)
    directories = fs.directories
    inodes: list[int] = []
    for name in ['b', 'a', 'é', 'Z']:
        fs.mkdir('/d/' + name, 0o755)
        inodes.append(fs.paths.walk('/d/' + name, True))
    assert directories.names(folder) == ['b', 'a', 'é', 'Z']
    assert directories.sorted_names(folder) == ['Z', 'a', 'b', 'é']
    entry = directories.find(folder, to_bytes('a'))
    assert directories.inode(entry) == inodes[1] and directories.parent(entry) == folder
    assert directories.name(entry) == 'a' and directories.name(directories.after(entry)) == 'é'
    assert directories.any_of(inodes[1]) == entry and directories.find(folder, to_bytes('none')) == 0


def test_an_entry_that_is_taken_out_comes_back() -> None:
    fs = fresh()
    fs.mkdir('/d', 0o755)
    for name in ['one', 'two', 'three']:
        fs.mkdir('/d/' + name, 0o755)
    folder = fs.paths.walk('/d', True)
    entry = fs.directories.find(folder, to_bytes('two'))
    fs.directories.take_out(entry)
    assert fs.directories.names(folder) == ['one', 'three'] and fs.directories.find(folder, to_bytes('two')) == 0
    fs.directories.put_in(entry)
    assert sorted(fs.directories.names(folder)) == ['one', 'three', 'two']
    assert fs.directories.find(folder, to_bytes('two')) == entry


def test_names_that_are_not_utf_8_are_ordered_by_their_bytes() -> None:
    assert byte_order('a') < byte_order('b') < byte_order('é')
    assert hash_name(8, to_bytes('a')) != hash_name(16, to_bytes('a'))
