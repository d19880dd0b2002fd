"""A machine whose memory is full: programs can be started and ended, pipes made, files removed; and once there is room
again, everything is as before."""

from runtime_py.platform.bytes import alloc, encode
from runtime_py.platform.errno import ENOSPC
from runtime_py.platform.memory import create
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System
from runtime_py.vfs.check import Check

launched: list = []
PIPES = 3


def fresh() -> System:
    system = System(create_machine(create(4194304, 16777216)), 0, '/', lambda launch: launched.append(launch))
    for folder in ['/tmp', '/bin', '/dev', '/dev/pts']:
        system.mkdir(folder, 0o755)
    system.write_file('/bin/x', encode('#!/usr/bin/terrarium x\n'))
    system.chmod('/bin/x', 0o755)
    return system


def fill(system: System, nbytes: int) -> list[str]:
    """Makes files of that size until there is no room for one of a byte."""
    names: list[str] = []
    while nbytes > 0:
        name = f'/tmp/file{len(names)}'
        if system.write_file(name, alloc(nbytes)) < nbytes:
            system.unlink(name)
            nbytes = nbytes // 2
        else:
            names.append(name)
    assert system.write_file('/tmp/more', alloc(1)) == -ENOSPC
    return names


def use(system: System) -> None:
    """Pipes with bytes in them, and a process."""
    ends: list[int] = []
    for _ in range(PIPES):
        pair = system.pipe()
        assert min(pair) >= 0, f'no pipe: {pair}'
        ends.extend(pair)
        assert system.write(pair[1], encode('hello'), 0, 5) == 5
        assert system.read(pair[0], alloc(5), 0, 5) == 5
    pid = system.spawn(SpawnRequest('/bin/x', ['x', 'word'], ['A=1'], '/', []))
    assert pid > 0
    slot = launched.pop().slot
    machine = system.machine
    machine.lock()
    machine.tables.free(machine.processes.get(slot, FD_TABLE))
    machine.processes.set(slot, FD_TABLE, 0)
    machine.processes.finish(slot, 0)
    machine.unlock()
    assert system.reap(pid) == 0
    for end in ends:
        system.close(end)


def test_pipes_and_processes_while_full_and_after() -> None:
    for nbytes in [1048576, 9000, 700]:
        system = fresh()
        use(system)
        names = fill(system, nbytes)
        for _ in range(3):
            use(system)
        assert system.readdir('/tmp') is not None
        for name in names:
            assert system.unlink(name) == 0
        system.unlink('/tmp/more')
        # as many as fit into the whole memory: memory of removed files has become runs
        ends: list[list[int]] = []
        while len(ends) < 200:
            pair = system.pipe()
            assert min(pair) >= 0, f'{len(ends)} pipes after files of {nbytes}: {pair}'
            ends.append(pair)
        for pair in ends:
            system.close(pair[0])
            system.close(pair[1])
        assert Check(system.fs).run() == []
        assert system.write_file('/tmp/again', alloc(1048576)) == 1048576
