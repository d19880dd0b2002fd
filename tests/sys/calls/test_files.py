"""Calls on files by their path."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EACCES, EEXIST, ENOENT, ENOTEMPTY
from runtime_py.sys.system import System
from tests.sys.call_support import Box


def make() -> System:
    system = Box().system
    system.write_file('/tmp/f', encode('content'), 0o644)
    system.symlink('f', '/tmp/l')
    return system


def attributes(system: System, path: str) -> list:
    out = [0.0 for _ in range(18)]
    assert system.stat(path, out) == 0
    return out


def test_looking() -> None:
    system = make()
    out = [0.0 for _ in range(18)]
    assert system.lstat('/tmp/l', out) == 0 and out[8] == 1 and attributes(system, '/tmp/l')[8] == 7
    assert system.exists('/tmp/l') and not system.exists('/tmp/none') and system.presence('/tmp/none') == -ENOENT
    assert system.mode_of('/tmp/f') == 0o100644 and system.access('/tmp/f', 4) == 0
    assert system.access('/tmp/f', 1) == -EACCES and system.access('/tmp/none', 0) == -ENOENT
    assert system.readlink('/tmp/l') == 'f' and system.realpath('/tmp/../tmp/l') == '/tmp/f'
    seven = [0.0 for _ in range(7)]
    assert system.statfs('/tmp', seven) == 0 and seven[1] == 4096


def test_listing() -> None:
    system = make()
    system.mkdir('/tmp/d', 0o755)
    assert system.readdir('/tmp') == ['f', 'l', 'd'] and system.readdir_sorted('/tmp') == ['d', 'f', 'l']
    assert system.readdir_types('/tmp') == [['f', 1], ['l', 3], ['d', 2]] and system.readdir('/none') == -ENOENT


def test_changing() -> None:
    system = make()
    before = system.file_changes()
    assert system.chmod('/tmp/l', 0o600) == 0 and system.mode_of('/tmp/f') == 0o100600
    assert system.utimes('/tmp/f', 1, 2) == 0 and system.lutimes('/tmp/l', 3, 4) == 0
    assert attributes(system, '/tmp/f')[12] == 2 and system.utimens('/tmp/f', True, [5, 6], [7, 8]) == 0
    assert attributes(system, '/tmp/f')[12:14] == [7, 8] and system.truncate('/tmp/f', 3) == 0
    assert decode(system.read_file('/tmp/f')) == 'con' and system.file_changes() != before
    assert system.chown('/tmp/f', -1, -1) == 0 and system.lchown('/tmp/l', -1, -1) == 0


def test_names() -> None:
    system = make()
    assert system.mkdir('/tmp/d', 0o755) == 0 and system.mkdir('/tmp/d', 0o755) == -EEXIST
    assert system.link('/tmp/f', '/tmp/d/g') == 0 and system.rmdir('/tmp/d') == -ENOTEMPTY
    assert system.rename('/tmp/f', '/tmp/h') == 0 and decode(system.read_file('/tmp/d/g')) == 'content'
    assert system.rename_all([['/tmp/h', '/tmp/i'], ['/tmp/none', '/tmp/x']]) == -ENOENT and system.exists('/tmp/h')
    assert system.rename_all([['/tmp/h', '/tmp/i'], ['/tmp/d/g', '/tmp/j']]) == 0 and system.exists('/tmp/j')
    assert system.unlink('/tmp/i') == 0 and system.rmdir('/tmp/d') == 0
    made = system.mkdtemp('/tmp/t-')
    assert made != system.mkdtemp('/tmp/t-') and system.exists(made) and len(made) == len('/tmp/t-') + 6
    assert system.mknod('/tmp/fifo', 0o10644, 0) == 0 and system.mode_of('/tmp/fifo') & 0o170000 == 0o10000


def test_a_small_file_is_copied() -> None:
    system = make()
    assert system.try_copy('/tmp/f', '/tmp/copy', 0o644) and decode(system.read_file('/tmp/copy')) == 'content'
