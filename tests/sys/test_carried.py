"""Descriptors sent over a socket."""

from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EBADF
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def read(system: System, fd: int) -> str:
    buffer = alloc(100)
    return decode(view(buffer, 0, system.read(fd, buffer, 0, 100)))


def test_a_description_comes_with_its_byte():
    system = make()
    a, b = system.socketpair()
    file = system.open('/f', 0o102, 0o666)
    system.write(file, encode('content'), 0, 7)
    system.write(a, encode('before'), 0, 6)
    assert system.write_carrying(a, encode('one'), 0, 3, file) == 3
    assert system.write_carrying(a, encode('two'), 0, 3, file) == 3
    system.write(a, encode('after'), 0, 5)
    assert system.write_carrying(a, encode('x'), 0, 1, 99) == -EBADF
    system.close(file)
    assert read(system, b) == 'before'
    assert system.take_carried(b) == -EAGAIN
    assert read(system, b) == 'one'
    got = system.take_carried(b)
    assert got == file
    system.seek(got, 0, 0)
    assert read(system, got) == 'content'
    assert read(system, b) == 'twoafter'
    assert system.take_carried(b) > 0
    assert system.take_carried(b) == -EAGAIN


def test_what_nobody_received_is_closed_with_the_socket():
    system = make()
    a, b = system.socketpair()
    reader, writer = system.pipe()
    system.write_carrying(a, encode('x'), 0, 1, writer)
    system.close(writer)
    assert system.poll(reader) == 0
    system.close(a)
    system.close(b)
    assert (system.poll(reader) & 16) != 0
