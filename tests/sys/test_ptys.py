"""Pseudo-terminals over a machine in one worker."""

from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLOUT
from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EIO, ENOENT, ENXIO
from runtime_py.platform.memory import create
from runtime_py.platform.text import repeat
from runtime_py.sys.children import Launch
from runtime_py.sys.devices import pts
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.flags import O_NOCTTY, O_RDWR


def make() -> System:
    launched: list[Launch] = []
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: launched.append(launch))
    system.mkdir('/dev', 0o755)
    system.mkdir('/dev/pts', 0o755)
    for name, rdev in system.machine.kinds.nodes:
        system.fs.mknod('/dev/' + name, 0x2000 | 0o666, rdev)
    return system


def read(system: System, fd: int) -> str:
    buffer = alloc(1000)
    count = system.read(fd, buffer, 0, 1000)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def write(system: System, fd: int, text: str) -> int:
    data = encode(text)
    return system.write(fd, data, 0, len(data))


def test_what_goes_in_comes_out():
    system = make()
    master = system.open('/dev/ptmx', O_RDWR)
    assert system.readdir('/dev/pts') == ['0']
    assert read(system, master) == f'error {EAGAIN}'
    slave = system.open('/dev/pts/0', O_RDWR | O_NOCTTY)
    assert slave > master and system.isatty(slave) and system.isatty(master)
    assert write(system, slave, 'hello\n') == 6
    assert (system.poll(master) & POLLIN) != 0
    assert read(system, master) == 'hello\r\n'
    assert write(system, master, 'typed') == 5
    assert read(system, slave) == f'error {EAGAIN}'  # no complete line yet
    assert write(system, master, '\x7fX\r') == 3
    assert read(system, slave) == 'typeX\n'
    assert read(system, master) == 'typed\b \bX\r\n'  # the echo
    assert system.set_winsize(master, 100, 30) == 0
    assert system.get_winsize(slave) == [100, 30]
    out = [0.0 for _ in range(18)]
    assert system.fstat(slave, out) == 0 and out[5] == pts(0)


def test_the_last_slave_is_the_end():
    system = make()
    master = system.open('/dev/ptmx', O_RDWR)
    slave = system.open('/dev/pts/0', O_RDWR | O_NOCTTY)
    other = system.dup(slave)
    write(system, slave, 'last')
    system.close(slave)
    system.close(other)
    assert read(system, master) == 'last'
    assert read(system, master) == f'error {EIO}'
    assert (system.poll(master) & POLLHUP) != 0
    system.close(master)
    assert system.readdir('/dev/pts') == []


def test_without_its_master_a_slave_is_hung_up():
    system = make()
    first = system.open('/dev/ptmx', O_RDWR)
    second = system.open('/dev/ptmx', O_RDWR)
    assert system.readdir('/dev/pts') == ['0', '1']
    slave = system.open('/dev/pts/0', O_RDWR | O_NOCTTY)
    system.close(first)
    assert system.readdir('/dev/pts') == ['1']
    assert read(system, slave) == '' and write(system, slave, 'x') == -EIO
    assert system.open('/dev/pts/0', O_RDWR) == -ENOENT
    # the number is free again
    assert system.open('/dev/ptmx', O_RDWR) == first and system.readdir('/dev/pts') == ['1', '0']
    system.fs.mknod('/dev/pts/7', 0x2000 | 0o620, pts(7))
    assert system.open('/dev/pts/7', O_RDWR) == -ENXIO
    for fd in [first, second, slave]:
        assert system.close(fd) == 0


def test_a_master_that_writes_more_than_there_is_room_for():
    system = make()
    master = system.open('/dev/ptmx', O_RDWR)
    slave = system.open('/dev/pts/0', O_RDWR | O_NOCTTY)
    system.set_raw(slave, True)
    text = encode(repeat('0123456789', 30000))
    buffer = alloc(70000)
    sent = received = 0
    while received < len(text):
        count = system.write(master, text, sent, len(text) - sent) if sent < len(text) else 0
        assert count >= 0 or (count == -EAGAIN and (system.poll(master) & POLLOUT) == 0)
        sent += max(count, 0)
        count = system.read(slave, buffer, 0, 70000)
        assert count > 0 and buffer[0] == 48 + received % 10
        received += count
        assert (system.poll(master) & POLLOUT) != 0
    assert sent == 300000
