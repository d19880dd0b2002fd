"""Contents that are on the disk only: the list of wishes."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.vfs.absent import Absent
from runtime_py.vfs.layout import I_INO, LOADED
from tests.vfs.disk_support import fresh


def test_wishes_are_taken_newest_first() -> None:
    fs = fresh()
    numbers: list[int] = []
    absent = Absent(fs.inodes, fs.heap)
    for name in ['/a', '/b']:
        fs.write_file(name, encode('x'), 0o644)
        inode = fs.paths.walk(name, True)
        assert absent.wish(inode)
        numbers.insert(0, fs.inodes.get(inode, I_INO))
    assert absent.take_wishes() == numbers and absent.take_wishes() == []


def test_a_reader_sleeps_without_the_lock() -> None:
    fs = fresh()
    absent = Absent(fs.inodes, fs.heap)
    log: list[str] = []
    absent.on_wish = lambda: told(absent, log)
    before = fs.memory.i32[LOADED]
    absent.sleep(lambda: log.append('unlock'), lambda: log.append('lock'))
    assert log == ['unlock', 'bell', 'lock'] and fs.memory.i32[LOADED] == before + 1


def told(absent: Absent, log: list[str]) -> None:
    """The kernel hears the bell, and loads."""
    log.append('bell')
    absent.tell_loaded()
