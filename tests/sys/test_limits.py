"""Limits: they are inherited, can be lowered, and hold in the calls that they are about."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import EAGAIN, EFBIG, EINVAL, EPERM, ESRCH
from runtime_py.platform.memory import create
from runtime_py.resources.limits import CPU, DESCRIPTORS, FILE_SIZE, PROCESSES, UNLIMITED, Bounds
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.context import ProcessContext
from runtime_py.sys.layout import CONTROL, DYING, DYING_STATUS, RUNNING, STATE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.signals import SIGXFSZ
from runtime_py.sys.system import System


class PatientContext(ProcessContext):
    """Its worker can't be parked: it is the test's."""

    def check_control(self) -> None:
        return


def make() -> System:
    launched: list[Launch] = []
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: launched.append(launch))
    system.mkdir('/bin', 0o755)
    system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'))
    system.chmod('/bin/node', 0o755)
    return system


def child_of(system: System, limits: list[tuple[int, Bounds]]) -> System:
    request = SpawnRequest('/bin/node', ['node'], [], '/', [])
    request.limits = limits
    pid = system.spawn(request)
    assert pid > 0
    slot = system.processes.find(pid)
    child = System(
        system.machine,
        slot,
        '/',
        lambda launch: None,
        0,
        PatientContext(system.machine, slot, '/', lambda launch: None),
    )
    system.processes.set(child.slot, STATE, RUNNING)
    return child


def shown(system: System, pid: int, place: int) -> list[float]:
    found = system.get_limits(pid, place)
    return [found.soft, found.hard] if isinstance(found, Bounds) else [found]


def test_children_inherit_limits_and_may_lower_them():
    system = make()
    first = child_of(system, [(CPU, Bounds(10, 20)), (DESCRIPTORS, Bounds(16, 32))])
    second = child_of(first, [(FILE_SIZE, Bounds(5, 5))])
    assert [shown(second, 0, place) for place in [CPU, FILE_SIZE, DESCRIPTORS, PROCESSES]] == [
        [10, 20],
        [5, 5],
        [16, 32],
        [UNLIMITED, UNLIMITED],
    ]
    assert shown(first, 0, FILE_SIZE) == [UNLIMITED, UNLIMITED]
    assert [
        second.set_limits(0, CPU, 15, 20),
        second.set_limits(0, CPU, 1, 2),
        second.set_limits(0, CPU, 1, 3),
        second.set_limits(0, CPU, 3, 2),
    ] == [0, 0, -EPERM, -EINVAL]
    assert [shown(first, second.pid, CPU), shown(first, 0, CPU)] == [[1, 2], [10, 20]]
    assert system.set_limits(second.pid, CPU, UNLIMITED, UNLIMITED) == 0
    assert [first.set_limits(999, CPU, 1, 1), shown(first, 999, CPU)] == [-ESRCH, [-ESRCH]]
    assert first.set_limits(0, DESCRIPTORS, 2, 2) == 0
    assert [first.open('/a', 0o102), first.open('/a', 0o102), first.open('/a', 0o102)] == [0, 1, -24]


def test_a_file_does_not_grow_beyond_its_limit():
    system = make()
    child = child_of(system, [(FILE_SIZE, Bounds(8, 8))])
    child.set_signal_handled(SIGXFSZ, True)
    fd = child.open('/f', 0o102, 0o644)
    data = alloc(6)
    assert [child.write(fd, data, 0, 6), child.write(fd, data, 0, 6), child.write(fd, data, 0, 6)] == [6, 2, -EFBIG]
    assert child.take_signals() == [SIGXFSZ]
    assert [child.write(fd, data, 0, 6, 3), child.write(fd, data, 0, 1, 8)] == [5, -EFBIG]
    appending = child.open('/f', 0o2001)
    assert child.write(appending, data, 0, 1) == -EFBIG
    assert [
        child.ftruncate(fd, 9),
        child.truncate('/f', 9),
        child.ftruncate(fd, 7),
        child.write(appending, data, 0, 6),
    ] == [-EFBIG, -EFBIG, 0, 1]
    assert child.try_copy('/f', '/g', 0) is False
    assert system.processes.get(child.slot, CONTROL) != DYING
    child.set_signal_handled(SIGXFSZ, False)
    assert child.write(appending, data, 0, 1) == -EFBIG
    assert [system.processes.get(child.slot, CONTROL), system.processes.get(child.slot, DYING_STATUS)] == [
        DYING,
        SIGXFSZ << 8,
    ]


def test_a_shell_outlives_what_its_utilities_write():
    system = make()
    child = child_of(system, [(FILE_SIZE, Bounds(2, 2))])
    child.outlive_file_size()
    fd = child.open('/f', 0o102, 0o644)
    assert [child.write(fd, alloc(6), 0, 6), child.write(fd, alloc(6), 0, 6)] == [2, -EFBIG]
    assert system.processes.get(child.slot, CONTROL) != DYING


def test_there_are_no_more_processes_and_threads_than_allowed():
    system = make()
    child = child_of(system, [(PROCESSES, Bounds(3, 3))])
    again = SpawnRequest('/bin/node', ['node'], [], '/', [])
    assert child.spawn(again) > 0
    assert child.make_thread(1, False) > 0
    assert [child.spawn(again), child.make_thread(2, False)] == [-EAGAIN, -EAGAIN]
    assert system.spawn(again) > 0
