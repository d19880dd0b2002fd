"""Looking up paths: links, what is missing, and the reverse."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.path import NAME_MAX, is_too_long, name_bytes
from tests.vfs.disk_support import fresh


def make() -> FileSystem:
    fs = fresh()
    fs.mkdir('/a', 0o755)
    fs.mkdir('/a/b', 0o755)
    fs.write_file('/a/b/f', encode('x'), 0o644)
    fs.symlink('b/f', '/a/short')
    fs.symlink('/a/b', '/dir')
    fs.symlink('/loop', '/loop')
    fs.symlink('nowhere', '/dangling')
    return fs


def test_links_are_followed() -> None:
    fs = make()
    paths = fs.paths
    file = paths.walk('/a/b/f', True)
    for path in ['/a/short', '/dir/f', '/dir/../b/f', '//a//b/./f']:
        assert paths.walk(path, True) == file, path
    assert paths.walk('/a/short', False) != file and paths.target(paths.walk('/a/short', False)) == 'b/f'
    assert paths.canonical('/dir/../short') == '/a/b/f'


def test_what_is_wrong() -> None:
    paths = make().paths
    for path, error in [
        ['/none', ENOENT],
        ['/a/b/f/x', ENOTDIR],
        ['/a/b/f/', ENOTDIR],
        ['/loop', ELOOP],
        ['/dangling', ENOENT],
        ['', ENOENT],
    ]:
        assert paths.walk(path, True) == -error, path
    assert is_too_long(long_name(NAME_MAX + 1)) and not is_too_long(long_name(NAME_MAX))
    assert paths.walk('/' + long_name(NAME_MAX + 1), True) == -ENAMETOOLONG
    assert len(name_bytes('é')) == 2


def test_links_of_a_path_count_together() -> None:
    fs = make()
    fs.symlink('/a', '/a/again')
    path = '/a'
    for count in range(1, 45):
        path += '/again'
        for _ in range(2):
            assert (fs.paths.walk(path, True) == -ELOOP) == (count > 40), path
            assert (fs.paths.walk(path + '/b/f', True) == -ELOOP) == (count > 40), path
    assert fs.paths.place_of(path + '/new').stop == -ELOOP


def long_name(length: int) -> str:
    return ''.join(['n' for _ in range(length)])


def test_where_a_new_name_goes() -> None:
    fs = make()
    place = fs.paths.place_of('/dir/new')
    assert place.is_plain() and place.stop == 0 and place.name == 'new' and not place.wants_folder
    assert place.folder == fs.paths.walk('/a/b', True) and not fs.paths.place_of('/a/..').is_plain()
    assert fs.paths.place_of('/none/x').stop == -ENOENT and fs.paths.place_of('/new/').wants_folder
    assert fs.paths.path_of(fs.paths.walk('/dir', True)) == '/a/b'
    assert fs.paths.path_of_file(fs.paths.walk('/a/short', True)) == '/a/b/f'


def test_a_name_that_was_missing_is_seen_when_it_is_made() -> None:
    fs = make()
    assert fs.paths.walk('/a/later', True) == -ENOENT and fs.paths.walk('/a/later', True) == -ENOENT
    fs.mkdir('/a/later', 0o755)
    assert fs.paths.walk('/a/later', True) > 0
    file = fs.paths.walk('/a/b/f', True)
    assert fs.paths.walk('/a/b/f', True) == file and fs.paths.is_known('/a/b/f')
    fs.rename('/a', '/c')
    assert not fs.paths.is_known('/a/b/f')
    assert fs.paths.walk('/a/later', True) == -ENOENT and fs.paths.walk('/c/later', True) > 0
