"""flock(2): which locks are compatible, and when a lock is released."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.errno import EAGAIN, EBADF, EINVAL
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.file_locks import LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.write_file('/file', encode('x'))
    return system


def test_readers_share_writers_do_not():
    system = make()
    fds = [system.open('/file', 0) for _ in range(3)]
    assert [system.flock(fd, LOCK_SH) for fd in fds] == [0, 0, 0]
    assert system.flock(fds[0], LOCK_EX | LOCK_NB) == -EAGAIN
    system.flock(fds[1], LOCK_UN)
    system.close(fds[2])
    assert system.flock(fds[0], LOCK_EX) == 0
    assert system.flock(fds[1], LOCK_SH) == -EAGAIN
    assert system.flock(fds[0], LOCK_SH) == 0
    assert system.flock(fds[1], LOCK_SH) == 0


def test_a_lock_belongs_to_the_description():
    system = make()
    fd = system.open('/file', 0)
    copy = system.dup(fd)
    other = system.open('/file', 0)
    assert system.flock(fd, LOCK_EX) == 0
    assert system.flock(copy, LOCK_EX) == 0
    system.close(fd)
    assert system.flock(other, LOCK_EX) == -EAGAIN
    system.close(copy)
    assert system.flock(other, LOCK_EX) == 0


def test_what_can_not_be_locked():
    system = make()
    assert system.flock(99, LOCK_EX) == -EBADF
    assert system.flock(system.pipe()[0], LOCK_EX) == -EINVAL
    assert system.flock(system.open('/file', 0), 3) == -EINVAL


async def test_waiting_ends_with_the_other_lock_or_with_time():
    system = make()
    one = system.open('/file', 0)
    two = system.open('/file', 0)
    assert system.flock(one, LOCK_EX) == 0
    assert await system.flock_async(two, LOCK_SH, 5) == -EAGAIN
    waiting = system.flock_async(two, LOCK_SH, 60000)
    system.flock(one, LOCK_UN)
    assert await waiting == 0


def test_locks_of_other_numbers_are_independent():
    system = make()
    one = system.open('/file', 0)
    two = system.open('/file', 0)
    assert system.flock(one, LOCK_EX, 1) == 0
    assert system.flock(two, LOCK_EX, 2) == 0
    assert system.flock(two, LOCK_EX) == 0
    assert system.flock(two, LOCK_SH | LOCK_NB, 1) == -EAGAIN
    assert [
        system.is_lock_held(two, 1, LOCK_SH),
        system.is_lock_held(one, 1, LOCK_EX),
        system.is_lock_held(two, 3, LOCK_EX),
    ] == [1, 0, 0]
    system.flock(one, LOCK_SH, 1)
    assert [system.is_lock_held(two, 1, LOCK_SH), system.is_lock_held(two, 1, LOCK_EX)] == [0, 1]
    system.close(one)
    assert system.flock(two, LOCK_EX, 1) == 0


def test_a_refused_step_up_keeps_the_shared_lock():
    system = make()
    one = system.open('/file', 0)
    two = system.open('/file', 0)
    assert [system.flock(one, LOCK_SH, 1), system.flock(two, LOCK_SH, 1)] == [0, 0]
    assert system.flock(one, LOCK_EX | LOCK_NB, 1) == -EAGAIN
    system.flock(two, LOCK_UN, 1)
    assert system.flock(two, LOCK_EX | LOCK_NB, 1) == -EAGAIN


def test_all_locks_of_a_description_end_with_it():
    system = make()
    free = system.machine.heap.free_bytes()
    one = system.open('/file', 0)
    for number in range(4):
        assert system.flock(one, LOCK_EX, number) == 0
    system.close(one)
    two = system.open('/file', 0)
    assert [system.flock(two, LOCK_EX, number) for number in range(4)] == [0, 0, 0, 0]
    system.close(two)
    assert system.machine.heap.free_bytes() == free
    assert system.is_lock_held(99, 0, LOCK_EX) == -EBADF
    assert system.is_lock_held(system.pipe()[0], 0, LOCK_EX) == -EINVAL
