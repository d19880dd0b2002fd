"""Pressure: in which share of the time somebody waited."""

from runtime_py.platform.bytes import decode
from runtime_py.platform.memory import create
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.pressure import CPU, IO, MEMORY, note_pressure, pressure_of
from runtime_py.sys.system import System


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.mkdir('/proc', 0o555)
    mount_proc(system.fs)
    return system


def text(system: System, path: str) -> str:
    found = system.read_file(path)
    return '' if isinstance(found, int) else decode(found)


def test_it_is_the_share_of_time_with_the_latest_counting_most():
    memory = make().memory
    for _ in range(40):
        note_pressure(memory, IO, 500, True)
    found = pressure_of(memory, IO)
    assert found.total_ms == 20000
    assert 0.85 < found.averages[0] < 0.88 and found.averages[1] < found.averages[0]
    note_pressure(memory, IO, 500, False)
    assert pressure_of(memory, IO).averages[0] < found.averages[0]


def test_each_resource_has_its_own_and_a_file():
    system = make()
    for resource in [CPU, IO, MEMORY]:
        for _ in range(resource + 1):
            note_pressure(system.memory, resource, 1000, True)
    assert [pressure_of(system.memory, each).total_ms for each in [CPU, IO, MEMORY]] == [1000, 2000, 3000]
    for name, total in [('cpu', 1000000), ('io', 2000000), ('memory', 3000000)]:
        lines = text(system, f'/proc/pressure/{name}').split('\n')
        assert lines[0].startswith('some avg10=') and lines[0].endswith(f' total={total}')
        assert lines[1].startswith('full avg10=0.00 ')
    assert system.resources().hosts == []
