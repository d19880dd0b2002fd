"""FIFOs: two ends that wait for each other (POSIX, open() and read())."""

from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.errno import EAGAIN, EEXIST, ENXIO, EPIPE
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.flags import O_NONBLOCK, O_RDWR, O_WRONLY
from runtime_py.vfs.layout import S_IFIFO, S_IFMT


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    assert system.mknod('/fifo', S_IFIFO | 0o666, 0) == 0
    return system


def read(system: System, fd: int) -> str:
    buffer = alloc(100)
    count = system.read(fd, buffer, 0, 100)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def write(system: System, fd: int, text: str) -> int:
    return system.write(fd, encode(text), 0, len(text))


def test_bytes_go_from_one_end_to_the_other():
    system = make()
    reader = system.open('/fifo', 0)
    assert not system.is_joined(reader) and system.poll(reader) == 0
    assert read(system, reader) == f'error {EAGAIN}'
    writer = system.open('/fifo', O_WRONLY)
    assert system.is_joined(reader) and system.is_joined(writer)
    assert write(system, writer, 'hello') == 5
    assert read(system, reader) == 'hello'
    system.close(writer)
    assert read(system, reader) == ''
    second = system.open('/fifo', O_WRONLY)
    write(system, second, 'again')
    assert read(system, reader) == 'again'
    system.close(reader)
    assert write(system, second, 'x') == -EPIPE


def test_a_writer_that_came_and_went_has_been_there():
    system = make()
    reader = system.open('/fifo', 0)
    writer = system.open('/fifo', O_WRONLY)
    write(system, writer, 'last words')
    system.close(writer)
    assert system.is_joined(reader)
    assert read(system, reader) == 'last words'
    assert read(system, reader) == ''


def test_without_waiting():
    system = make()
    assert system.open('/fifo', O_WRONLY | O_NONBLOCK) == -ENXIO
    reader = system.open('/fifo', O_NONBLOCK)
    assert read(system, reader) == ''
    writer = system.open('/fifo', O_WRONLY | O_NONBLOCK)
    assert read(system, reader) == f'error {EAGAIN}'
    assert write(system, writer, 'x') == 1 and read(system, reader) == 'x'
    both = system.open('/fifo', O_RDWR)
    assert system.is_joined(both)
    assert write(system, both, 'self') == 4 and read(system, both) == 'self'


def test_its_name_and_its_memory():
    system = make()
    free = system.machine.heap.free_bytes()
    out = [0.0 for _ in range(18)]
    fd = system.open('/fifo', O_RDWR)
    write(system, fd, 'forgotten')
    assert system.fstat(fd, out) == 0 and int(out[1]) == S_IFIFO | 0o644
    assert system.readlink(f'/proc/self/fd/{fd}') == '/fifo' or not system.exists('/proc')
    system.unlink('/fifo')
    assert system.lstat('/fifo', out) < 0
    system.close(fd)
    assert system.machine.heap.free_bytes() > free
    assert system.mknod('/fifo', S_IFIFO | 0o600, 0) == 0
    assert system.mknod('/fifo', S_IFIFO | 0o600, 0) == -EEXIST
    assert system.stat('/fifo', out) == 0 and (int(out[1]) & S_IFMT) == S_IFIFO
