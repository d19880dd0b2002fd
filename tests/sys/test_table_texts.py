"""Texts of the process table lie in blocks that other processes free: they are read under the lock only."""

from runtime_py.platform.bytes import encode
from runtime_py.platform.memory import create
from runtime_py.sys.children import SpawnRequest
from runtime_py.sys.machine import create_machine
from runtime_py.sys.mount_table import mount_proc
from runtime_py.sys.proc_text import MACHINE_FILES, PROCESS_FILES
from runtime_py.sys.processes import Processes, ProcessInfo, StartInfo
from runtime_py.sys.system import System
from runtime_py.sys.table_texts import command_of, cwd_of, descriptors_room, start_of, table_of


class Watched(Processes):
    """Notes when a text is read without the lock."""

    machine = None

    def _note(self) -> None:
        if not self.machine._is_held:
            self.unguarded += 1

    def watch(self, machine: object) -> None:
        self.machine = machine
        self.unguarded = 0
        self.guarded = 0

    def start_of(self, slot: int) -> StartInfo:
        self._note()
        self.guarded += 1
        return super().start_of(slot)

    def command(self, slot: int) -> str:
        self._note()
        return super().command(slot)

    def cwd_of(self, slot: int) -> str:
        self._note()
        return super().cwd_of(slot)

    def table(self) -> list[ProcessInfo]:
        self._note()
        return super().table()


def make() -> System:
    machine = create_machine(create(4194304, 134217728))
    watched = Watched(machine.memory, machine.heap, machine.bells)
    watched.watch(machine)
    machine.processes = watched
    system = System(machine, 0, '/', lambda launch: None)
    for path in ['/bin', '/proc']:
        system.mkdir(path, 0o755)
    mount_proc(system.fs)
    system.write_file('/bin/node', encode('#!/usr/bin/terrarium node\n'))
    system.chmod('/bin/node', 0o755)
    return system


def test_every_file_of_proc_reads_them_under_the_lock_and_frees_it():
    system = make()
    pid = system.spawn(SpawnRequest('/bin/node', ['node', 'x'], ['A=1'], '/bin', []))
    paths = [*[f'/proc/{pid}/{file.name}' for file in PROCESS_FILES], *[f'/proc/{file.path}' for file in MACHINE_FILES]]
    for path in paths:
        found = system.read_file(path)
        assert not isinstance(found, int)
        assert system.machine._is_held is False
    assert [system.readlink(f'/proc/{pid}/{name}') for name in ['cwd', 'exe', 'root']] == ['/bin', '/bin/node', '/']
    for path in [f'/proc/{pid}/fd', '/proc']:
        names = system.readdir(path)
        assert not isinstance(names, int)
    system.resources()
    assert system.processes.guarded > 0
    assert system.processes.unguarded == 0


def test_the_texts():
    system = make()
    slot = system.processes.find(system.spawn(SpawnRequest('/bin/node', ['node', 'x'], ['A=1'], '/bin', [])))
    assert [start_of(system, slot).argv[-1], start_of(system, slot).env[0], command_of(system, slot)] == [
        'x',
        'A=1',
        'node x',
    ]
    assert [cwd_of(system, slot), len(table_of(system)), descriptors_room(system, slot) > 0] == ['/bin', 2, True]
    assert system.machine._is_held is False
