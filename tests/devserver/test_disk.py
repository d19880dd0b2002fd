"""The machine's files, as the dev server sees them."""

from __future__ import annotations

from runtime_py.devserver.disk import Disk
from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EISDIR, ENOTDIR, OsError
from tests.support import raises
from tests.sys.call_support import Box


def disk_with(files: list[str]) -> Disk:
    disk = Disk(Box().system)
    for file in files:
        disk.write(file, encode(file))
    return disk


def test_a_file_is_written_with_its_folders() -> None:
    disk = disk_with(['/tmp/a/b/c.txt'])
    content = disk.read('/tmp/a/b/c.txt')
    assert content is not None and decode(content) == '/tmp/a/b/c.txt'
    disk.write('/tmp/a/b/c.txt', encode('x'))
    content = disk.read('/tmp/a/b/c.txt')
    assert content is not None and decode(content) == 'x'


def test_what_cannot_be_read_is_none() -> None:
    disk = disk_with(['/tmp/a'])
    assert [disk.read(path) for path in ['/tmp/absent', '/tmp', '/tmp/a/b']] == [None, None, None]


def test_what_cannot_be_written() -> None:
    disk = disk_with(['/tmp/a'])
    with raises(OsError) as caught:
        disk.write('/tmp/a/b', encode('x'))
    assert isinstance(caught.error, OsError) and caught.error.errno == ENOTDIR
    with raises(OsError) as caught:
        disk.write('/tmp', encode('x'))
    assert isinstance(caught.error, OsError) and caught.error.errno == EISDIR
    with raises(OsError):
        disk.make_folder('/tmp/a/b/c')
    disk.make_folder('/tmp')  # is there already


def test_kinds_follow_links() -> None:
    box = Box()
    disk = Disk(box.system)
    disk.write('/tmp/f', encode('x'))
    box.system.symlink('/tmp/f', '/tmp/to_file')
    box.system.symlink('/tmp', '/tmp/to_folder')
    box.system.symlink('/nowhere', '/tmp/to_nothing')
    names = ['f', 'to_file', 'to_folder', 'to_nothing', 'absent', '.']
    assert [disk.is_file('/tmp/' + name) for name in names] == [True, True, False, False, False, False]
    assert [disk.is_folder('/tmp/' + name) for name in names] == [False, False, True, False, False, True]
    assert [disk.real_path('/tmp/' + name) for name in names[:4]] == ['/tmp/f', '/tmp/f', '/tmp', '/tmp/to_nothing']


def test_files_below_a_folder() -> None:
    box = Box()
    disk = Disk(box.system)
    names = ['/z.ts', '/src/b.ts', '/src/a.ts', '/node_modules/m/i.js', '/.git/x', '/.cache/y', '/.env', '/src/.d/e.ts']
    for name in names:
        disk.write('/tmp/p' + name, encode('x'))
    box.system.symlink('/tmp/p/z.ts', '/tmp/p/link.ts')
    box.system.symlink('/tmp/p/src', '/tmp/p/loop')  # a folder through a link could lead in a circle
    box.system.symlink('/nowhere', '/tmp/p/broken')
    expected = ['/tmp/p/.env', '/tmp/p/link.ts', '/tmp/p/src/a.ts', '/tmp/p/src/b.ts', '/tmp/p/z.ts']
    assert disk.below('/tmp/p') == expected
    assert disk.below('/tmp/p/') == expected
    assert disk.below('/tmp/absent') == []


def test_a_tree_is_removed_but_not_what_its_links_lead_to() -> None:
    box = Box()
    disk = Disk(box.system)
    for name in ['/tmp/kept/f', '/tmp/t/a/b/c', '/tmp/t/d']:
        disk.write(name, encode('x'))
    box.system.symlink('/tmp/kept', '/tmp/t/link')
    disk.remove_tree('/tmp/t')
    assert not disk.is_folder('/tmp/t')
    assert disk.is_file('/tmp/kept/f')
    disk.remove_tree('/tmp/t')
