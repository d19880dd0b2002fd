"""The only module of npm that makes system calls."""

from __future__ import annotations

from runtime_py.npm.files import Disk
from runtime_py.platform.bytes import encode
from tests.npm.machine_support import Box


def test_files_and_folders() -> None:
    box = Box()
    disk = Disk(box.system)
    disk.make_folder('/app/a/b')
    disk.write('/app/a/b/f', encode('x'), 0o755)
    disk.write_text('/app/a/g', 'text')
    disk.write_whole('/app/a/h', encode('whole'))
    assert disk.read_text('/app/a/g') == 'text' and disk.read('/none') is None and disk.is_folder('/app/a/b')
    assert sorted(disk.names('/app/a')) == ['b', 'g', 'h'] and disk.names('/none') == []
    assert box.read('/app/a/h') == 'whole' and box.system.access('/app/a/b/f', 1) == 0
    disk.rename('/app/a/g', '/app/a/i')
    disk.remove_if_empty('/app/a')
    assert disk.exists('/app/a/i')
    disk.remove('/app/a')
    disk.remove('/app/a')
    assert not disk.exists('/app/a')
