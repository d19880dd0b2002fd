"""Accounts: the reads and writes of a process are counted, threads count for their process, and a child's figures are
added to its parent's when it is reaped."""

from runtime_py.ipc.waitqueue import SLOTS
from runtime_py.platform.bytes import alloc, decode, encode
from runtime_py.platform.memory import create
from runtime_py.sys.accounts import CALLS, READ_FILES, WRITTEN_FILES, WRITTEN_PIPES, fits, own
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.cpu_time import end_slot, machine_busy, set_busy
from runtime_py.sys.layout import FD_TABLE
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.system import System


def make() -> System:
    launched: list[Launch] = []
    system = System(create_machine(create(4194304, 134217728)), 0, '/', lambda launch: launched.append(launch))
    system.mkdir('/proc', 0o555)
    mount_proc(system.fs)
    system.mkdir('/bin', 0o755)
    system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'))
    system.chmod('/bin/node', 0o755)
    return system


def child_of(system: System) -> System:
    pid = system.spawn(SpawnRequest('/bin/node', ['node', 'a.js'], ['A=1'], '/', []))
    return System(system.machine, system.processes.find(pid), '/', lambda launch: None)


def end(parent: System, child: System) -> None:
    """Ends a process as the kernel does (kernel/supervisor.py)."""
    machine = parent.machine
    table = machine.processes.get(child.slot, FD_TABLE)
    for entry in machine.tables.entries(table):
        machine.release(machine.tables.get(table, entry[0]))
    machine.lock()
    machine.tables.free(table)
    machine.processes.set(child.slot, FD_TABLE, 0)
    for thread in machine.processes.threads(child.slot):
        end_slot(machine.memory, thread, child.slot)
        machine.processes.set(thread, 0, 0)
    end_slot(machine.memory, child.slot, child.slot)
    machine.processes.finish(child.slot, 0)
    machine.unlock()


def test_the_area_holds_them():
    assert fits(SLOTS)


def test_bytes_are_counted_by_what_they_went_through():
    system = make()
    child = child_of(system)
    fd = child.open('/f', 0o102, 0o644)
    assert child.write(fd, encode('hello'), 0, 5) == 5
    assert child.read(fd, alloc(9), 0, 9, 0) == 5
    assert child.read_file('/f') is not None
    ends = child.pipe()
    child.write(ends[1], encode('abc'), 0, 3)
    memory = system.memory
    assert [own(memory, child.slot, field) for field in [READ_FILES, WRITTEN_FILES, WRITTEN_PIPES]] == [10, 5, 3]
    assert own(memory, child.slot, CALLS) > 0
    reading = child.own_reading()
    assert [reading.read, reading.written, reading.descriptors, reading.kind] == [10, 8, 3, 'script']
    found = child.read_file(f'/proc/{child.pid}/io')
    assert not isinstance(
        found, int
    ) and 'rchar: 10\nwchar: 8\nsyscr: 1\nsyscw: 2\nread_bytes: 10\nwrite_bytes: 5\n' in decode(found)


def test_a_reaped_child_counts_for_its_parent_alone():
    system = make()
    parent = child_of(system)
    child = child_of(parent)
    thread = parent.machine.processes.claim_thread(child.slot)
    child.write(child.open('/f', 0o102, 0o644), encode('hello'), 0, 5)
    set_busy(system.memory, child.slot, 250, 0)
    set_busy(system.memory, thread, 100, 0)
    assert child.cpu_of_process().user == 350
    whole = machine_busy(system.memory)
    end(system, child)
    assert parent.cpu_of_children().user == 0
    assert parent.reap(child.pid) == 0
    assert parent.cpu_of_children().user == 350
    assert machine_busy(system.memory) == whole
    end(system, parent)
    assert system.reap(parent.pid) == 0
    assert system.cpu_of_children().user == 350
    assert machine_busy(system.memory) == whole


def test_a_new_process_begins_with_nothing():
    system = make()
    first = child_of(system)
    first.write(first.open('/f', 0o102, 0o644), encode('hello'), 0, 5)
    end(system, first)
    system.reap(first.pid)
    for _ in range(SLOTS - 1):
        child = child_of(system)
        assert child.own_reading().written == 0
        end(system, child)
        system.reap(child.pid)


def test_states_are_those_of_the_moment():
    system = make()
    child = child_of(system)

    def state() -> str:
        return system.resources().processes[1].state

    assert state() == 'S'
    set_busy(system.memory, child.slot, 0, 1700000000000.0)
    assert state() == 'R'
    set_busy(system.memory, child.slot, 5, 0)
    assert state() == 'S'
    system.kill(child.pid, 19)
    assert state() == 'T'
