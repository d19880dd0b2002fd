"""The structures in shared memory: heap, file system, pipes, sockets, terminals, process table; and their lock.

Every worker attaches its own. Must not know the kinds of descriptors: they are in kinds/, the layer above."""

from __future__ import annotations

from runtime_py.ipc.datagram import Datagrams
from runtime_py.ipc.ip import FIRST_EPHEMERAL_PORT, LAST_EPHEMERAL_PORT
from runtime_py.ipc.names import Names
from runtime_py.ipc.pipe import Pipes
from runtime_py.ipc.socket import Sockets
from runtime_py.ipc.tty import Ttys
from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.atomics import add, lock, unlock
from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import (
    AREA,
    BELL,
    CHANGES,
    DATAGRAMS,
    ENTRY_BYTES,
    IPC_LOCK,
    LISTENERS,
    NAMES,
    NEXT_PORT,
    PORTS_CHANGED,
    TABLE,
)
from runtime_py.sys.mailboxes import Mailboxes
from runtime_py.sys.processes import Processes
from runtime_py.sys.ptys import Ptys
from runtime_py.vfs.description import Descriptions
from runtime_py.vfs.filesystem import FileSystem
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import SIZE


class Structures:
    """`fs`: a file system with its own heap, which a test can observe."""

    def __init__(self, memory: Memory, fs: FileSystem | None = None) -> None:
        self.memory = memory
        self.fs = fs if fs is not None else FileSystem(memory, Heap(memory))
        self.heap = self.fs.heap
        self.descriptions = Descriptions(memory, self.heap)
        self.tables = self.fs.tables
        self.bells = Bells(memory, TABLE + BELL * 4, ENTRY_BYTES, AREA + CHANGES * 4)
        self.pipes = Pipes(self.bells)
        self.sockets = Sockets(self.pipes, AREA + LISTENERS * 4)
        self.names = Names(memory, AREA + NAMES * 4)
        self.datagrams = Datagrams(self.bells, AREA + DATAGRAMS * 4)
        self.ttys = Ttys(self.bells)
        self.processes = Processes(memory, self.heap, self.bells)
        self.mailboxes = Mailboxes(memory, self.heap, self.bells)
        self.ptys = Ptys(memory, self.heap, self.ttys)
        self.stranded: list[int] = []  # descriptions that were in transit in a freed pipe
        self._is_held = False  # the lock, by us
        self._lock_word = (AREA >> 2) + IPC_LOCK
        self.fs.on_events = lambda queues: self._wake_all(queues)
        self.fs.absent.on_wish = lambda: self.bells.ring(0)
        self.fs.lending.on_want = lambda: self.bells.ring(0)

    def lock(self) -> None:
        """Takes the lock of pipes, sockets, terminals, descriptor tables and processes. The file system and the heap
        have their own, taken after this one."""
        lock(self.memory.i32, self._lock_word)
        self._is_held = True
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()

    def unlock(self) -> None:
        self._is_held = False
        unlock(self.memory.i32, self._lock_word)

    def _wake_all(self, queues: list[int]) -> None:
        """Wakes the file system's waiters, whose lock may be the inner one."""
        is_outermost = not self._is_held
        if is_outermost:
            self.lock()
        for queue in queues:
            self.bells.wake(queue)
        if is_outermost:
            self.unlock()

    def ports_changed(self) -> None:
        """Notifies the kernel (slot 0) that the set of served ports has changed."""
        add(self.memory.i32, (AREA >> 2) + PORTS_CHANGED, 1)
        self.bells.ring(0)

    def free_port(self) -> int:
        """An ephemeral port that isn't bound, or -1. The caller holds the lock."""
        return self._port_besides(self.sockets.bound_ports())

    def free_datagram_port(self) -> int:
        return self._port_besides([self.datagrams.port(socket) for socket in self.datagrams.sockets()])

    def _port_besides(self, taken: list[int]) -> int:
        word = (AREA >> 2) + NEXT_PORT
        for _ in range(LAST_EPHEMERAL_PORT - FIRST_EPHEMERAL_PORT):
            port = self.memory.i32[word]
            self.memory.i32[word] = FIRST_EPHEMERAL_PORT if port >= LAST_EPHEMERAL_PORT else port + 1
            if port not in taken:
                return port
        return -1
