"""The space that the workspace's files may take, and whose the files outside of it are."""

from runtime_py.platform.bytes import alloc
from runtime_py.platform.errno import EDQUOT, ENOSPC
from runtime_py.platform.memory import create
from runtime_py.sys.accounts import FILES_IN_MEMORY, own
from runtime_py.sys.calls.descriptors import MOST_UNSTORED, DescriptorCalls
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.flags import O_CREAT, O_RDWR
from runtime_py.vfs.journal import Journal
from runtime_py.vfs.layout import BATCHES, PAGE_BYTES, ROOT_PAGES, SPACE_LIMIT, STORAGE_FULL, UNSTORED


def make() -> System:
    return System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)


def test_files_do_not_grow_beyond_it_and_space_that_was_freed_can_be_used_again():
    system = make()
    i32 = system.memory.i32
    fd = system.open('/a', O_CREAT | O_RDWR, 0o644)
    page = alloc(PAGE_BYTES)
    i32[SPACE_LIMIT] = i32[ROOT_PAGES] + 4 + 1
    assert [system.write(fd, page, 0, PAGE_BYTES) for _ in range(5)] == [*[PAGE_BYTES for _ in range(4)], -EDQUOT]
    assert system.write(fd, page, 0, PAGE_BYTES, 0) == PAGE_BYTES
    assert system.write_file('/b', page, 0o644) == -EDQUOT
    assert system.ftruncate(fd, PAGE_BYTES) == 0
    assert system.write_file('/b', page, 0o644) == PAGE_BYTES
    out = [0.0 for _ in range(7)]
    system.statfs('/', out)
    assert out[3] == 2
    system.unlink('/b')
    system.statfs('/', out)
    assert out[3] == 3
    i32[SPACE_LIMIT] = 1
    assert [system.write(fd, page, 0, 1, 9 * PAGE_BYTES), system.write(fd, page, 0, 1, 5)] == [-EDQUOT, 1]
    i32[SPACE_LIMIT] = 0
    assert system.write(fd, page, 0, 1, 9 * PAGE_BYTES) == 1


def test_a_mount_has_a_limit_of_its_own_and_its_files_count_for_their_maker():
    system = make()
    system.memory.i32[SPACE_LIMIT] = 1
    system.mkdir('/m', 0o755)
    assert system.mount_memory('x', '/m', 0o755, False, 2 * PAGE_BYTES) >= 0
    before = own(system.memory, 0, FILES_IN_MEMORY)
    fd = system.open('/m/a', O_CREAT | O_RDWR, 0o644)
    page = alloc(PAGE_BYTES)
    written = [system.write(fd, page, 0, PAGE_BYTES) for _ in range(3)]
    assert written == [PAGE_BYTES, PAGE_BYTES, -ENOSPC]
    assert own(system.memory, 0, FILES_IN_MEMORY) - before == 2 * PAGE_BYTES
    assert system.own_reading().shared >= 2 * PAGE_BYTES
    system.close(fd)
    system.unlink('/m/a')
    assert own(system.memory, 0, FILES_IN_MEMORY) == before


class Patient(DescriptorCalls):
    """Notes that it waits."""

    waits = 0

    def wait_for_storage(self) -> None:
        self.waits += 1


def test_who_writes_faster_than_the_storage_waits_for_the_next_batch():
    system = make()
    memory = system.memory
    descriptors = Patient(system.context)
    fd = system.open('/a', O_CREAT | O_RDWR, 0o644)
    assert descriptors.write(fd, alloc(100), 0, 100) == 100
    assert [memory.f64[UNSTORED >> 1], descriptors.waits] == [100, 0]
    memory.f64[UNSTORED >> 1] = MOST_UNSTORED
    assert [descriptors.write(fd, alloc(100), 0, 100), descriptors.waits] == [100, 1]
    Journal(system.fs).take()
    assert [memory.f64[UNSTORED >> 1], memory.i32[BATCHES]] == [0, 1]
    assert [descriptors.write(fd, alloc(100), 0, 100), descriptors.waits] == [100, 1]


def test_nobody_waits_for_a_storage_that_is_full():
    """The kernel never does."""
    system = make()
    system.memory.f64[UNSTORED >> 1] = MOST_UNSTORED * 2
    system.descriptors_calls.wait_for_storage()
    child = System(system.machine, 5, '/', lambda launch: None)
    system.memory.i32[STORAGE_FULL] = 1
    child.descriptors_calls.wait_for_storage()
    assert system.memory.i32[BATCHES] == 0
