"""Terminals: attributes, sizes, the foreground group."""

from __future__ import annotations

from runtime_py.platform.errno import ENOTTY
from runtime_py.sys.devices import NODES
from runtime_py.vfs.layout import S_IFCHR
from tests.sys.call_support import Box, put, text_of


def make() -> list:
    box = Box()
    system = box.system
    for name, rdev in [*NODES, *box.machine.kinds.nodes]:
        system.mknod('/dev/' + name, S_IFCHR | 0o666, rdev)
    return [box, system]


def test_what_is_no_terminal() -> None:
    _, system = make()
    fd = system.open('/tmp/f', 0o102)
    assert not system.isatty(fd) and system.tcgetattr(fd) is None and system.tcgetpgrp(fd) == -ENOTTY
    assert system.get_winsize(fd) == [-ENOTTY, -ENOTTY] and system.set_winsize(fd, 1, 1) == -ENOTTY
    assert system.set_raw(fd, True) == -ENOTTY and system.tty_number(fd) < 0
    assert put(system, fd, 'x') == 1 and text_of(system, fd) == ''


def test_a_terminal() -> None:
    _, system = make()
    system.mkdir('/dev/pts', 0o755)
    master = system.open('/dev/ptmx', 2)
    slave = system.open(f'/dev/pts/{system.tty_number(master)}', 2)
    assert system.isatty(master) and system.isatty(slave)
    assert system.set_winsize(slave, 100, 40) == 0 and system.get_winsize(master) == [100, 40]
    put(system, slave, 'line\n')
    assert text_of(system, master) == 'line\r\n'
    put(system, master, 'typed\n')
    assert text_of(system, slave) == 'typed\n'
    assert text_of(system, master) == 'typed\r\n'
    attributes = system.tcgetattr(slave)
    assert attributes is not None and system.set_raw(slave, True) == 0
    put(system, master, 'x')
    assert text_of(system, slave) == 'x' and system.tcsetattr(slave, attributes) == 0
