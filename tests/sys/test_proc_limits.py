"""/proc/PID/limits has the form of Linux's, with the limits of the process."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.memory import create
from runtime_py.resources.limits import CPU, DESCRIPTORS, MEMORY, WALL, Bounds
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.machine import create_machine
from runtime_py.sys.proc_limits import process_limits
from runtime_py.sys.system import System


def make() -> System:
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: None)
    system.mkdir('/bin', 0o755)
    system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'))
    system.chmod('/bin/node', 0o755)
    return system


def test_the_columns_are_those_of_linux():
    system = make()
    request = SpawnRequest('/bin/node', ['node'], [], '/', [])
    request.limits = [
        (CPU, Bounds(10, 20)),
        (MEMORY, Bounds(1024, -1)),
        (DESCRIPTORS, Bounds(16, 32)),
        (WALL, Bounds(5, 5)),
    ]
    slot = system.processes.find(system.spawn(request))
    lines = process_limits(system, slot).split('\n')
    assert lines[0] == 'Limit                     Soft Limit           Hard Limit           Units     '
    assert 'Max cpu time              10                   20                   seconds   ' in lines
    assert 'Max address space         1024                 unlimited            bytes     ' in lines
    assert 'Max open files            16                   32                   files     ' in lines
    assert 'Max file size             unlimited            unlimited            bytes     ' in lines
    assert 'Max wall time             5                    5                    seconds   ' in lines
