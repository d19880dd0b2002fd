"""Machines for the tests of system calls: one process, and a child that it can start."""

from __future__ import annotations

from runtime_py.platform.bytes import alloc, decode, encode, view
from runtime_py.platform.memory import create
from runtime_py.sys.children import Launch, SpawnRequest
from runtime_py.sys.machine import create_machine
from runtime_py.sys.system import System


class Box:
    def __init__(self) -> None:
        self.launched: list[Launch] = []
        self.machine = create_machine(create(4194304, 134217728))
        self.system = System(self.machine, 0, '/', lambda launch: self.launched.append(launch))
        for folder in ['/tmp', '/bin', '/dev']:
            self.system.mkdir(folder, 0o777)
        self.system.write_file('/bin/x', encode('#!/usr/bin/terrarium node\n'), 0o755)

    def spawn(self, fds: list[int]) -> int:
        return self.system.spawn(SpawnRequest('/bin/x', ['x', 'argument'], ['A=1'], '/tmp', fds, 0))

    def child(self, pid: int) -> System:
        """The System of a started process."""
        slot = self.machine.processes.find(pid)
        found = System(self.machine, slot, '/tmp', lambda launch: None)
        found.begin()
        return found

    def finish(self, pid: int, status: int) -> None:
        """What the supervisor does when a process ends."""
        self.machine.lock()
        self.machine.processes.finish(self.machine.processes.find(pid), status)
        self.machine.unlock()


def text_of(system: System, fd: int) -> str:
    buffer = alloc(1000)
    count = system.read(fd, buffer, 0, 1000)
    return f'error {-count}' if count < 0 else decode(view(buffer, 0, count))


def put(system: System, fd: int, text: str) -> int:
    data = encode(text)
    return system.write(fd, data, 0, len(data))
