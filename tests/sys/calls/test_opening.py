"""open, write_file, and FIFOs that wait for their other end."""

from __future__ import annotations

from runtime_py.platform.bytes import decode, encode
from runtime_py.platform.errno import EACCES, EEXIST, EISDIR, ENOENT, ENOTDIR, ENXIO
from runtime_py.vfs.flags import O_APPEND, O_CREAT, O_DIRECTORY, O_EXCL, O_NONBLOCK, O_RDONLY, O_TRUNC, O_WRONLY
from tests.sys.call_support import Box, put, text_of


def test_flags() -> None:
    system = Box().system
    assert system.open('/tmp/f', O_RDONLY) == -ENOENT
    fd = system.open('/tmp/f', O_WRONLY | O_CREAT | O_EXCL, 0o640)
    assert fd >= 0 and put(system, fd, 'one') == 3 and system.close(fd) == 0
    assert system.open('/tmp/f', O_WRONLY | O_CREAT | O_EXCL) == -EEXIST and system.mode_of('/tmp/f') == 0o100640
    fd = system.open('/tmp/f', O_WRONLY | O_APPEND)
    put(system, fd, 'two')
    assert decode(system.read_file('/tmp/f')) == 'onetwo'
    system.open('/tmp/f', O_WRONLY | O_TRUNC)
    assert len(system.read_file('/tmp/f')) == 0
    assert system.open('/tmp', O_WRONLY) == -EISDIR and system.open('/tmp/f', O_DIRECTORY) == -ENOTDIR


def test_permissions() -> None:
    system = Box().system
    system.write_file('/tmp/f', encode('x'), 0o200)
    assert system.open('/tmp/f', O_RDONLY) == -EACCES and system.open('/tmp/f', O_WRONLY) >= 0
    assert system.write_file('/tmp/g', encode('whole')) == 5 and decode(system.read_file('/tmp/g')) == 'whole'


def test_fifos() -> None:
    system = Box().system
    system.mknod('/tmp/fifo', 0o10644, 0)
    assert system.open('/tmp/fifo', O_WRONLY | O_NONBLOCK) == -ENXIO
    reader = system.open('/tmp/fifo', O_RDONLY | O_NONBLOCK)
    writer = system.open_wait('/tmp/fifo', O_WRONLY)
    assert reader >= 0 and writer >= 0
    put(system, writer, 'through')
    assert text_of(system, reader) == 'through'
