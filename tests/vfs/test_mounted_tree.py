"""A mount that is filled from outside."""

from __future__ import annotations

from runtime_py.platform.errno import EEXIST, ENOTDIR
from runtime_py.vfs.backend import MEMORY
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.mounted_tree import MountedTree
from runtime_py.vfs.mounting import Mounting
from tests.vfs.disk_support import fresh


def make() -> list:
    fs = fresh()
    fs.mkdir('/mnt', 0o755)
    mount = Mounting(fs).mount('/mnt', MEMORY, 'outside', 0o755, 0, 0)
    return [fs, MountedTree(fs, mount)]


def paths(tree: MountedTree) -> list[str]:
    return [entry.path + ('/' if entry.is_folder else '') for entry in tree.entries()]


def test_it_is_filled() -> None:
    fs, tree = make()
    assert tree.folder('a/b', 0o755) > 0
    number = tree.file('a/b/f', 0o644, 10, [5, 6])
    assert number > 0 and tree.link('a/l', 'b/f') > 0
    assert paths(tree) == ['a/', 'a/b/', 'a/b/f', 'a/l']
    assert tree.version(number) == '10 5 6' and tree.content(number) is None
    assert [entry.is_absent for entry in tree.entries()] == [False, False, True, False]
    assert size_of(fs, '/mnt/a/l') == 10


def size_of(fs: FileSystem, path: str) -> int:
    out = [0.0 for _ in range(18)]
    fs.stat(path, out)
    return int(out[8])


def test_what_is_in_the_way() -> None:
    _, tree = make()
    tree.file('f', 0o644, 0, [0, 0])
    assert tree.folder('f/x', 0o755) == -ENOTDIR and tree.folder('f', 0o755) in [-EEXIST, -ENOTDIR]


def test_it_is_removed_from_outside() -> None:
    _, tree = make()
    tree.folder('d', 0o755)
    tree.file('d/f', 0o644, 3, [0, 0])
    before = tree.changes()
    tree.remove('d')
    assert paths(tree) == ['d/', 'd/f']
    tree.remove('d/f')
    tree.remove('d')
    tree.remove('none/x')
    assert paths(tree) == [] and tree.changes() != before
