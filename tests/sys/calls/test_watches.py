"""Watches of files and folders."""

from __future__ import annotations

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EINVAL, ENOENT
from tests.sys.call_support import Box


def test_events_have_their_name_and_watch() -> None:
    system = Box().system
    fd = system.watch_open()
    assert system.watch_add(fd, '/none', False) == -ENOENT and system.watch_read(fd) == []
    number = system.watch_add(fd, '/tmp', False)
    assert number > 0
    system.write_file('/tmp/f', encode('x'))
    events = system.watch_read(fd)
    assert events[0] == ['rename', 'f', number] and events[-1] == ['change', 'f', number]
    assert system.watch_remove(fd, number) == 0 and system.watch_remove(fd, number) == -EINVAL
    system.write_file('/tmp/g', encode('x'))
    assert system.watch_read(fd) == []


def test_folders_below() -> None:
    system = Box().system
    system.mkdir('/tmp/d', 0o755)
    flat = system.watch('/tmp', False)
    deep = system.watch('/tmp', True)
    system.write_file('/tmp/d/f', encode('x'))
    assert [event[1] for event in system.watch_read(deep)][0] == 'd/f'
    assert system.watch_read(flat) == []
