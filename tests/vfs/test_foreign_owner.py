"""Files that belong to root: programs read them, and change neither them nor their folder."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EACCES, EPERM
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System

APPEND = 0o1 | 0o100 | 0o2000


def made():
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    for folder in ['/log', '/log/audit', '/tmp']:
        system.mkdir(folder, 0o755)
    system.write_file('/log/audit/current', encode('one\n'))
    fd = system.open('/log/audit/current', APPEND)
    system.fs.own_by_root('/log/audit/current', 0o444)
    system.fs.own_by_root('/log/audit', 0o555)
    return system, fd


def test_whoever_has_it_open_goes_on_writing():
    system, fd = made()
    assert system.write(fd, encode('two\n'), 0, 4) == 4
    assert system.read_file('/log/audit/current')[0:8] is not None
    out = [0.0 for _ in range(18)]
    assert system.stat('/log/audit/current', out) == 0
    assert [out[3], out[4], out[8]] == [0, 0, 8]


def test_programs_change_nothing():
    system, _fd = made()
    path = '/log/audit/current'
    assert system.open(path, 1) == -EACCES
    assert system.open(path, 0o1002) == -EACCES
    assert system.truncate(path, 0) == -EACCES
    assert system.chmod(path, 0o777) == -EPERM
    assert system.chmod('/log/audit', 0o777) == -EPERM
    assert system.chown(path, 1000, 1000) == -EPERM
    assert system.chown(path, -1, -1) == -EPERM
    assert system.utimes(path, 1, 1) == -EPERM
    assert system.unlink(path) == -EACCES
    assert system.rename(path, '/tmp/x') == -EACCES
    assert system.rename('/log/audit', '/tmp/audit') == -EACCES
    system.write_file('/tmp/forged', encode('x'))
    assert system.rename('/tmp/forged', path) == -EACCES
    assert system.write_file('/log/audit/more', encode('x')) == -EACCES
    fd = system.open(path, 0)
    assert system.fchmod(fd, 0o777) == -EPERM
    assert system.read(fd, alloc(3), 0, 3) == 3
