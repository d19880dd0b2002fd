"""The machine: the structures in shared memory, together with the kinds of open files, so that a description can be
released.

Every worker attaches its own Machine to the same memory; `create_machine` creates a new one. Must not know a process of
its own: that is System."""

from __future__ import annotations

from typing import Any

from runtime_py.ipc.ip import FIRST_EPHEMERAL_PORT
from runtime_py.platform.memory import Memory
from runtime_py.sys.kinds.kind import Kind
from runtime_py.sys.kinds.lookup import Kinds
from runtime_py.sys.layout import AREA, FD_TABLE, NEXT_PID, NEXT_PORT, RUNNING
from runtime_py.sys.structures import Structures
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.format import format_memory


class Machine(Structures):
    def __init__(self, memory: Memory, fs: FileSystem | None = None) -> None:
        super().__init__(memory, fs)
        self.kinds = Kinds(self)

    def kind_of(self, description: int) -> Kind:
        return self.kinds.get(self.descriptions.kind(description))

    def stat_description(self, description: int, out: Any) -> int:
        return self.kind_of(description).stat(description, self.descriptions.object(description), out)

    def name_of_description(self, description: int) -> str:
        """The target of the link /proc/PID/fd/N."""
        return self.kind_of(description).name(self.descriptions.object(description))

    def release(self, description: int) -> None:
        """Drops one reference, and frees the object if it was the last. The caller must not hold the ipc lock."""
        if self.kind_of(description).lies_in_files:
            self.fs.close(description)
            return
        self.lock()
        try:
            self.release_held(description)
        finally:
            self.unlock()

    def close_fd(self, table: int, fd: int) -> int:
        """Removes a descriptor and releases its description, in one critical section: 0 or -errno."""
        description = self.tables.get(table, fd)
        if description < 0:
            return description
        if self.kind_of(description).lies_in_files:
            description = self.fs.close_fd(table, fd)
            if description > 0:
                self.release(description)  # another thread installed it meanwhile
            return min(description, 0)
        self.lock()
        try:
            description = self.tables.remove(table, fd)
            if description > 0:
                self.release_held(description)
        finally:
            self.unlock()
        return min(description, 0)

    def release_held(self, description: int) -> None:
        """As `release`; the caller holds the lock."""
        kind = self.kind_of(description)
        if kind.lies_in_files:
            self.fs.close(description)
            return
        target = self.descriptions.object(description)
        if self.descriptions.release(description):
            kind.release(target)
        while len(self.stranded) > 0:
            self.release_held(self.stranded.pop())


def create_machine(memory: Memory) -> Machine:
    """Formats the memory: an empty file system, and no process but the kernel's slot 0 (pid 1)."""
    format_memory(memory)
    i32 = memory.i32
    i32[(AREA >> 2) + NEXT_PID] = 1
    i32[(AREA >> 2) + NEXT_PORT] = FIRST_EPHEMERAL_PORT
    machine = Machine(memory)
    slot = machine.processes.claim(0, 0, 0)
    machine.processes.set(slot, FD_TABLE, machine.tables.create())
    machine.processes.set_state(slot, RUNNING)
    machine.processes.set_command(slot, ['[kernel]'])
    return machine
