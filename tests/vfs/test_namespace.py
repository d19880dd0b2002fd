"""Making, linking, renaming and removing names, with POSIX's errors."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EEXIST, EINVAL, EISDIR, ENOENT, ENOTDIR, ENOTEMPTY, EPERM
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.namespace import made_or_not
from tests.vfs.disk_support import fresh


def make() -> FileSystem:
    fs = fresh()
    fs.mkdir('/d', 0o755)
    fs.mkdir('/d/e', 0o755)
    fs.write_file('/f', encode('of f'), 0o644)
    return fs


def links(fs: FileSystem, path: str) -> int:
    out = [0.0 for _ in range(18)]
    fs.lstat(path, out)
    return int(out[2])


def test_errors() -> None:
    fs = make()
    for found, error in [
        [fs.mkdir('/d', 0o755), EEXIST],
        [fs.mkdir('/none/x', 0o755), ENOENT],
        [fs.mkdir('/f/x', 0o755), ENOTDIR],
        [fs.unlink('/d'), EISDIR],
        [fs.unlink('/none'), ENOENT],
        [fs.rmdir('/f'), ENOTDIR],
        [fs.rmdir('/d'), ENOTEMPTY],
        [fs.link('/d', '/hard'), EPERM],
        [fs.rename('/d', '/d/e/x'), EINVAL],
        [fs.rename('/f', '/d'), EISDIR],
        [fs.rename('/d', '/f'), ENOTDIR],
        [fs.symlink('x', '/f'), EEXIST],
    ]:
        assert found == -error
    assert made_or_not(5) == 0 and made_or_not(-ENOENT) == -ENOENT


def test_counts_of_links() -> None:
    fs = make()
    assert links(fs, '/d') == 3 and links(fs, '/f') == 1
    assert fs.link('/f', '/d/g') == 0 and links(fs, '/f') == 2
    assert fs.unlink('/f') == 0 and links(fs, '/d/g') == 1
    assert fs.rmdir('/d/e') == 0 and links(fs, '/d') == 2


def test_a_rename_replaces() -> None:
    fs = make()
    fs.write_file('/g', encode('of g'), 0o644)
    assert fs.rename('/f', '/g') == 0 and decode(fs.read_file('/g')) == 'of f' and fs.read_file('/f') == -ENOENT
    fs.mkdir('/empty', 0o755)
    assert fs.rename('/d', '/empty') == 0 and fs.readdir('/empty') == ['e']
    assert fs.rename('/g', '/g') == 0 and decode(fs.read_file('/g')) == 'of f'
