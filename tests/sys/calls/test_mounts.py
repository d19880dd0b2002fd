"""Calls on mounts."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EBUSY, EINVAL, ENOENT, ENOSPC, EROFS
from runtime_py.sys.mount_table import ROOT_SOURCE, all_mounts, mount_proc
from runtime_py.sys.system import System
from tests.sys.call_support import Box


def make() -> System:
    system = Box().system
    system.mkdir('/mnt', 0o755)
    system.write_file('/mnt/below', encode('covered'))
    return system


def test_a_mount_covers_its_folder() -> None:
    system = make()
    assert system.mount_memory('scratch', '/mnt', 0o700, False, 0) == 0
    assert system.readdir('/mnt') == [] and system.write_file('/mnt/f', encode('x')) == 1
    assert [each.path for each in system.mounts()] == ['/', '/mnt'] and system.mounts()[0].source == ROOT_SOURCE
    assert system.rename('/mnt/f', '/tmp/f') < 0 and system.mode_of('/mnt') & 0o777 == 0o700
    fd = system.open('/mnt/f', 0)
    assert system.unmount('/mnt') == -EBUSY
    system.close(fd)
    assert system.unmount('/mnt') == 0 and decode(system.read_file('/mnt/below')) == 'covered'
    assert system.unmount('/mnt') == -EINVAL and system.mount_memory('s', '/none', 0o755, False, 0) == -ENOENT


def test_settings() -> None:
    system = make()
    system.mount_memory('scratch', '/mnt', 0o755, False, 8192)
    assert system.write_file('/mnt/large', encode(''.join(['0123456789abcdef' for _ in range(2048)]))) == -ENOSPC
    assert system.remount('/mnt', True) == 0 and system.write_file('/mnt/f', encode('x')) == -EROFS
    assert system.remount('/mnt', False, 0) == 0 and system.write_file('/mnt/f', encode('x')) == 1


def test_the_table_begins_with_the_root() -> None:
    system = make()
    system.mkdir('/proc', 0o555)
    assert mount_proc(system.fs) > 0
    assert [[each.source, each.path] for each in all_mounts(system.fs)] == [[ROOT_SOURCE, '/'], ['proc', '/proc']]
