"""What the machine is made of, joined over one shared memory: heap, file system, pipes, sockets, terminals, process table.

Every worker attaches its own Machine to the same memory; `create_machine` makes a fresh one. Knows how to free what descriptors hold.
Must not know a process of its own: that is System."""
from __future__ import annotations

from runtime_py.ipc.datagram import DATAGRAM_BYTES, MEMBERSHIP_BYTES, MESSAGE_BYTES, Datagrams
from runtime_py.ipc.names import Names
from runtime_py.ipc.pipe import CARRIED_BYTES, PIPE_BYTES, WIDE_CAPACITY, Pipes
from runtime_py.ipc.socket import LISTENER_BYTES, SOCKET_BYTES, Sockets
from runtime_py.ipc.tty import Ttys
from runtime_py.ipc.waitqueue import SLOTS, Bells
from runtime_py.platform.atomics import add, lock, unlock
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ENOMEM, ENXIO
from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import (
    AREA,
    BELL,
    DATAGRAMS,
    ENTRY_BYTES,
    FD_TABLE,
    IPC_LOCK,
    LISTENERS,
    NAMES,
    NEXT_PID,
    NEXT_PORT,
    PID,
    PORTS_CHANGED,
    RUNNING,
    STATE,
    TABLE,
    TTY,
)
from runtime_py.sys.mailboxes import Mailboxes
from runtime_py.sys.processes import Processes
from runtime_py.sys.ptys import FOLDER, Ptys
from runtime_py.sys.signals import SIGHUP
from runtime_py.vfs.description import (
    KIND_DATAGRAM,
    KIND_LISTENER,
    KIND_PIPE_BOTH,
    KIND_PIPE_READ,
    KIND_PIPE_WRITE,
    KIND_PTY,
    KIND_SOCKET,
    KIND_TTY,
    Descriptions,
    unknown_kind,
)
from runtime_py.vfs.filesystem import OWN_KINDS, FileSystem, format_memory
from runtime_py.vfs.heap import Heap
from runtime_py.vfs.layout import I_PIPE, SIZE

O_ACCMODE = 3
O_WRONLY = 1
O_RDWR = 2
O_NONBLOCK = 0o4000
FIRST_EPHEMERAL_PORT = 32768
LAST_EPHEMERAL_PORT = 60999


class Machine:
    """`fs`: with a heap of its own, where a test looks on."""

    def __init__(self, memory: Memory, fs: FileSystem | None = None) -> None:
        self.memory = memory
        self.fs = fs if fs is not None else FileSystem(memory, Heap(memory))
        self.heap = self.fs.heap
        self.descriptions = Descriptions(memory, self.heap)
        self.tables = self.fs.tables
        self.bells = Bells(memory, TABLE + BELL * 4, ENTRY_BYTES)
        self.pipes = Pipes(self.bells)
        self.sockets = Sockets(self.pipes, AREA + LISTENERS * 4)
        self.names = Names(memory, AREA + NAMES * 4)
        self.datagrams = Datagrams(self.bells, AREA + DATAGRAMS * 4)
        self.ttys = Ttys(self.bells)
        self.processes = Processes(memory, self.heap, self.bells)
        self.mailboxes = Mailboxes(memory, self.heap, self.bells)
        self.ptys = Ptys(memory, self.heap, self.ttys)
        self._stranded: list[int] = []      # descriptions that travelled in a pipe which is gone
        self._is_held = False               # the lock, by us
        self._lock_word = (AREA >> 2) + IPC_LOCK
        self.fs.on_events = lambda queues: self._wake_all(queues)
        self.fs.absent.on_wish = lambda: self.bells.ring(0)

    def lock(self) -> None:
        """The one lock of pipes, sockets, terminals, descriptor tables and processes. The file system and the heap have their own; taken after this one."""
        lock(self.memory.i32, self._lock_word)
        self._is_held = True
        if self.memory.i32[SIZE] != self.memory.size:
            self.memory.sync()

    def unlock(self) -> None:
        self._is_held = False
        unlock(self.memory.i32, self._lock_word)

    def _wake_all(self, queues: list[int]) -> None:
        """Of the file system, whose lock may be the inner one."""
        is_outermost = not self._is_held
        if is_outermost:
            self.lock()
        for queue in queues:
            self.bells.wake(queue)
        if is_outermost:
            self.unlock()

    def release(self, description: int) -> None:
        """Drops one reference and what it held if it was the last. The caller doesn't hold the ipc lock."""
        if self.descriptions.kind(description) in OWN_KINDS:
            self.fs.close(description)
            return
        self.lock()
        try:
            self.release_held(description)
        finally:
            self.unlock()

    def close_fd(self, table: int, fd: int) -> int:
        """Takes a descriptor away and releases what it held, in one critical section: 0 or -errno."""
        description = self.tables.get(table, fd)
        if description < 0:
            return description
        if self.descriptions.kind(description) in OWN_KINDS:
            description = self.fs.close_fd(table, fd)
            if description > 0:
                self.release(description)       # another thread put it there meanwhile
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
        """As release; the caller holds the lock."""
        kind = self.descriptions.kind(description)
        if kind in OWN_KINDS:
            self.fs.close(description)
            return
        target = self.descriptions.object(description)
        if self.descriptions.release(description):
            self._release_object(kind, target)
        while len(self._stranded) > 0:
            self.release_held(self._stranded.pop())

    def _release_object(self, kind: int, target: int) -> None:
        if kind in (KIND_PIPE_READ, KIND_PIPE_WRITE, KIND_PIPE_BOTH):
            self._close_pipe(kind, target)
        elif kind == KIND_SOCKET:
            self.free_socket(target)
        elif kind == KIND_LISTENER:
            self._free_listener(target)
        elif kind == KIND_DATAGRAM:
            self.free_datagram_socket(target)
        elif kind == KIND_PTY:
            self.hang_up(target)
            self.fs.unlink(f'{FOLDER}{self.ttys.number(target)}')
            self.ptys.release(target)
        elif kind == KIND_TTY:
            self.ptys.release(target)
        else:
            raise unknown_kind(kind)

    def hang_up(self, tty: int) -> None:
        """The master has gone: the processes of the terminal get SIGHUP. The caller holds the lock."""
        self.ttys.hang_up(tty)
        for slot in range(1, SLOTS):
            if self.processes.is_process(slot) and self.processes.get(slot, TTY) == tty:
                self.processes.set(slot, TTY, 0)
                self.processes.signal(self.processes.get(slot, PID), SIGHUP)

    def _close_pipe(self, kind: int, pipe: int) -> None:
        owner = self.pipes.owner(pipe)
        if kind != KIND_PIPE_WRITE:
            self.pipes.close_reader(pipe)
        if kind != KIND_PIPE_READ:
            self.pipes.close_writer(pipe)
        is_last = self.pipes.is_abandoned(pipe)
        if owner != 0:
            self.fs.close_fifo(owner, is_last)
        if is_last:
            self._free_pipe(pipe)

    def open_fifo(self, description: int, flags: int) -> int:
        """A FIFO's fresh description becomes an end of its pipe: 0 or -errno (POSIX, open()). It need not have another end yet: reads and writes are
        -EAGAIN until it has. The caller holds the lock."""
        inode = self.descriptions.object(description)
        writes_only = (flags & O_ACCMODE) == O_WRONLY
        pipe = self.fs.inodes.get(inode, I_PIPE)
        if writes_only and (flags & O_NONBLOCK) != 0 and (pipe == 0 or not self.pipes.has_reader(pipe)):
            return -ENXIO
        if pipe == 0:
            pipe = self.heap.alloc(PIPE_BYTES)
            if pipe == 0:
                return -ENOMEM
            self.pipes.init_named(pipe, inode)
            self.fs.inodes.set(inode, I_PIPE, pipe)
        both = (flags & O_ACCMODE) == O_RDWR
        before = self.pipes.open_end(pipe, not writes_only, writes_only or both)
        self.descriptions.become(description, KIND_PIPE_BOTH if both else (KIND_PIPE_WRITE if writes_only else KIND_PIPE_READ), pipe)
        self.descriptions.set_offset(description, before)
        return 0

    def is_joined(self, description: int) -> bool:
        """Whether the pipe of this end has or had another end. The caller holds the lock."""
        pipe = self.descriptions.object(description)
        if self.pipes.owner(pipe) == 0:
            return True
        return self.pipes.was_joined(pipe, self.descriptions.kind(description) != KIND_PIPE_WRITE, int(self.descriptions.offset(description)))

    def free_socket(self, end: int) -> None:
        for pipe in self.sockets.close(end):
            self._free_pipe(pipe)
        failure = self.sockets.failure(end)
        if failure[0] != 0:
            self.heap.free(failure[0], failure[1])
        self.heap.free(end, SOCKET_BYTES)

    def _free_pipe(self, pipe: int) -> None:
        node = self.pipes.take_carried(pipe)
        while node != 0:
            self._stranded.append(self.free_carried(node))
            node = self.pipes.take_carried(pipe)
        wide = self.pipes.wide_data(pipe)
        if wide != 0:
            self.heap.free(wide, WIDE_CAPACITY)
        self.heap.free(pipe, PIPE_BYTES)

    def write_socket(self, end: int, source: Bytes, start: int, length: int) -> int:
        """The caller holds the lock. Where memory is short the ring stays as it is."""
        count = self.sockets.write(end, source, start, length)
        if count == length or (count < 0 and count != -EAGAIN):
            return count
        pipe = self.sockets.sending_pipe(end)
        wide = self.heap.alloc(WIDE_CAPACITY) if self.pipes.is_too_narrow(pipe) else 0
        if wide == 0:
            return count
        self.pipes.widen(pipe, wide)
        done = max(count, 0)
        return done + max(self.sockets.write(end, source, start + done, length - done), 0)

    def free_carried(self, node: int) -> int:
        """The description that travelled, whose reference is the caller's."""
        description = self.pipes.carried_description(node)
        self.heap.free(node, CARRIED_BYTES)
        return description

    def _free_listener(self, listener: int) -> None:
        self.sockets.unlisten(listener)
        end = self.sockets.accept(listener)
        while end > 0:
            self.free_socket(end)
            end = self.sockets.accept(listener)
        name = self.sockets.abstract_name(listener)
        if name[0] != 0:
            self.heap.free(name[0], name[1])
        self.heap.free(listener, LISTENER_BYTES)
        self.ports_changed()

    def become_socket(self, description: int, end: int) -> None:
        """What was bound to an address is connected now."""
        listener = self.descriptions.object(description)
        self.descriptions.become(description, KIND_SOCKET, end)
        self._free_listener(listener)

    def free_datagram_socket(self, socket: int) -> None:
        self.datagrams.close(socket)
        message = self.datagrams.take(socket)
        while message > 0:
            self.free_message(message)
            message = self.datagrams.take(socket)
        membership = self.datagrams.take_membership(socket)
        while membership != 0:
            self.heap.free(membership, MEMBERSHIP_BYTES)
            membership = self.datagrams.take_membership(socket)
        self.heap.free(socket, DATAGRAM_BYTES)

    def free_message(self, message: int) -> None:
        self.heap.free(message, MESSAGE_BYTES + self.datagrams.length(message))

    def ports_changed(self) -> None:
        """Tells the kernel (slot 0) that the set of listeners is another."""
        add(self.memory.i32, (AREA >> 2) + PORTS_CHANGED, 1)
        self.bells.ring(0)

    def free_port(self) -> int:
        """An ephemeral port that nobody is bound to, or -1. The caller holds the lock."""
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


def create_machine(memory: Memory) -> Machine:
    """Formats the memory: an empty file system, no process but the kernel's slot 0 (pid 1)."""
    format_memory(memory)
    i32 = memory.i32
    i32[(AREA >> 2) + NEXT_PID] = 1
    i32[(AREA >> 2) + NEXT_PORT] = FIRST_EPHEMERAL_PORT
    machine = Machine(memory)
    slot = machine.processes.claim(0, 0, 0)
    machine.processes.set(slot, FD_TABLE, machine.tables.create())
    machine.processes.set(slot, STATE, RUNNING)
    machine.processes.set_command(slot, ['[kernel]'])
    return machine
