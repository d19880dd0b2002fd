"""Modes, owners, times and lengths."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EINVAL, EISDIR, ENOENT, EPERM
from runtime_py.vfs.attributes import timespec
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.layout import GID, UID
from tests.vfs.disk_support import fresh


def make() -> FileSystem:
    fs = fresh()
    fs.write_file('/f', encode('content'), 0o644)
    fs.symlink('f', '/l')
    fs.mkdir('/d', 0o755)
    return fs


def attributes(fs: FileSystem, path: str) -> list:
    out = [0.0 for _ in range(18)]
    fs.lstat(path, out)
    return out


def test_modes_and_owners() -> None:
    fs = make()
    assert fs.chmod('/l', 0o4711) == 0 and attributes(fs, '/f')[1] == 0o104711
    assert fs.chown('/l', UID, -1) == 0 and attributes(fs, '/f')[1] == 0o100711  # a new owner has no privileges
    assert fs.chown('/f', UID + 1, GID) == -EPERM and fs.lchown('/l', UID, GID) == 0
    assert fs.chmod('/none', 0o644) == -ENOENT
    description = fs.open('/f', 2, 0)
    assert fs.fchmod(description, 0o600) == 0 and attributes(fs, '/f')[1] == 0o100600
    assert fs.fchown(description, 0, 0) == -EPERM and attributes(fs, '/f')[3:5] == [UID, GID]
    fs.close(description)


def test_times() -> None:
    fs = make()
    assert fs.utimes('/l', 10.5, 20.25) == 0
    assert attributes(fs, '/f')[10:14] == [10, 500000000, 20, 250000000]
    assert fs.lutimes('/l', 1, 2) == 0 and attributes(fs, '/l')[10] == 1 and attributes(fs, '/f')[10] == 10
    description = fs.open('/f', 0, 0)
    assert fs.futimes(description, 3, 4) == 0 and attributes(fs, '/f')[12] == 4
    fs.close(description)
    assert timespec(1.5) == [1, 500000000] and timespec(-0.25) == [-1, 750000000]


def test_lengths() -> None:
    fs = make()
    assert fs.truncate('/l', 4) == 0 and decode(fs.read_file('/f')) == 'cont'
    description = fs.open('/f', 2, 0)
    assert fs.ftruncate(description, 6) == 0 and decode(fs.read_file('/f')) == 'cont\0\0'
    assert fs.ftruncate(description, -1) == -EINVAL
    fs.close(description)
    assert fs.truncate('/d', 0) == -EISDIR and fs.truncate('/f', -1) == -EINVAL
