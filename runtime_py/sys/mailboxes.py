"""Message ports between the threads of a process: queues of bytes in shared memory, so that a message can be taken
synchronously.

A port is new -> open (owned by a thread) -> in transit (inside a message; owner NOBODY) -> open ... -> closed (its
record is freed, with the messages in it). Two ports may be joined as a channel (PEER), or a port belongs to a named
group of its process (broadcast channels). Posting appends a message to the other port's queue, puts that port on its
owner's list of mail and rings the owner's bell. The caller holds the ipc lock for everything here. Must not know what
the bytes mean, nor who reads them."""

from __future__ import annotations

from runtime_py.ipc.waitqueue import Bells
from runtime_py.platform.bytes import Bytes, alloc, copy, decode, encode
from runtime_py.platform.errno import ENOMEM
from runtime_py.platform.memory import Memory
from runtime_py.sys.layout import MAIL, PORTS, entry
from runtime_py.vfs.heap import Heap

NOBODY = -1

# words of a port
PEER = 0  # the other end, 0 when there is none or it is closed
OWNER = 1  # slot of the owning thread, NOBODY while in transit
FIRST = 2  # messages
LAST = 3
NEXT_MAIL = 4  # the owner's list of ports with mail
HAS_MAIL = 5
NEXT_PORT = 6  # all ports of the process
PROCESS = 7
NAME = 8  # number of its group, 0 for none
NAME_BYTES = 9
PEER_CLOSED = 10
PORT_BYTES = 48

# words of a message; then the addresses of its ports, the numbers of the objects that it refers to, and its bytes
NEXT = 0
LENGTH = 1
PORT_COUNT = 2
OBJECT_COUNT = 3
HEAD_WORDS = 4


class Letter:
    """A message through a port: bytes, ports that move, and the numbers of objects that only the engine can carry."""

    def __init__(self, data: Bytes, ports: list[int], objects: list[int]) -> None:
        self.data = data
        self.ports = ports
        self.objects = objects


class Mailboxes:
    def __init__(self, memory: Memory, heap: Heap, bells: Bells) -> None:
        self.memory = memory
        self.heap = heap
        self.bells = bells

    def _get(self, address: int, field: int) -> int:
        return self.memory.i32[(address >> 2) + field]

    def _set(self, address: int, field: int, value: int) -> None:
        self.memory.i32[(address >> 2) + field] = value

    # ports

    def create(self, process: int, owner: int) -> int:
        """A port on its own, or 0 when the memory is full."""
        port = self.heap.alloc(PORT_BYTES)
        if port != 0:
            self._set(port, OWNER, owner)
            self._set(port, PROCESS, process)
            self._set(port, NEXT_PORT, self._get(entry(process), PORTS))
            self._set(entry(process), PORTS, port)
        return port

    def join(self, a: int, b: int) -> None:
        self._set(a, PEER, b)
        self._set(b, PEER, a)

    def join_group(self, port: int, name: str) -> int:
        """Joins a named group: 0, or -ENOMEM."""
        data = encode(name)
        address = self.heap.alloc(max(len(data), 1))
        if address == 0:
            return -ENOMEM
        copy(data, 0, len(data), self.memory.u8, address)
        self._set(port, NAME, address)
        self._set(port, NAME_BYTES, len(data))
        return 0

    def _name(self, port: int) -> str:
        address = self._get(port, NAME)
        return decode(bytearray(self.memory.u8[address : address + self._get(port, NAME_BYTES)]))

    def others(self, port: int) -> list[int]:
        """The ports that a message from this port reaches: its peer, or the other members of its group."""
        peer = self._get(port, PEER)
        if peer != 0:
            return [peer]
        if self._get(port, NAME) == 0:
            return []
        name = self._name(port)
        return [
            other
            for other in self.ports(self._get(port, PROCESS))
            if other != port and self._get(other, NAME) != 0 and self._name(other) == name
        ]

    def ports(self, process: int) -> list[int]:
        found: list[int] = []
        port = self._get(entry(process), PORTS)
        while port != 0:
            found.append(port)
            port = self._get(port, NEXT_PORT)
        return found

    def owner(self, port: int) -> int:
        return self._get(port, OWNER)

    def peer_is_closed(self, port: int) -> bool:
        return self._get(port, PEER_CLOSED) != 0

    def move(self, port: int, owner: int) -> None:
        """Moves a port to another thread, or into a message (NOBODY). Its queued messages are mail for the new
        owner."""
        self._leave_mail(port)
        self._set(port, OWNER, owner)
        if self._get(port, FIRST) != 0 or self.peer_is_closed(port):
            self._put_mail(port)

    def close(self, port: int) -> None:
        peer = self._get(port, PEER)
        if peer != 0:
            self._set(peer, PEER, 0)
            self._set(peer, PEER_CLOSED, 1)
            self._put_mail(peer)
        self._leave_mail(port)
        self._unlist(port)
        while self._get(port, FIRST) != 0:
            for inner in self.take(port).ports:
                self.close(inner)
        self._free(port)

    def _free(self, port: int) -> None:
        if self._get(port, NAME) != 0:
            self.heap.free(self._get(port, NAME), max(self._get(port, NAME_BYTES), 1))
        self.heap.free(port, PORT_BYTES)

    def _unlist(self, port: int) -> None:
        link = (entry(self._get(port, PROCESS)) >> 2) + PORTS
        i32 = self.memory.i32
        while i32[link] != port:
            link = (i32[link] >> 2) + NEXT_PORT
        i32[link] = self._get(port, NEXT_PORT)

    def close_all_of(self, process: int, thread: int) -> None:
        """A thread has ended: closes its ports."""
        found = self._one_of(process, thread)
        while found != 0:
            self.close(found)
            found = self._one_of(process, thread)

    def _one_of(self, process: int, thread: int) -> int:
        port = self._get(entry(process), PORTS)
        while port != 0 and self._get(port, OWNER) != thread:
            port = self._get(port, NEXT_PORT)
        return port

    def free_all_of(self, process: int) -> None:
        """The process has ended: frees its ports without notifying anyone."""
        for port in self.ports(process):
            while self._get(port, FIRST) != 0:
                self.take(port)
            self._free(port)
        self._set(entry(process), PORTS, 0)

    # messages

    def has_letter(self, port: int) -> bool:
        return self._get(port, FIRST) != 0

    def post(self, target: int, letter: Letter) -> bool:
        """Appends to the target's queue; false when the memory is full."""
        head = HEAD_WORDS + len(letter.ports) + len(letter.objects)
        message = self.heap.alloc_stored(head * 4 + len(letter.data))
        if message == 0:
            return False
        self._set(message, LENGTH, len(letter.data))
        self._set(message, PORT_COUNT, len(letter.ports))
        self._set(message, OBJECT_COUNT, len(letter.objects))
        for k, number in enumerate([*letter.ports, *letter.objects]):
            self._set(message, HEAD_WORDS + k, number)
        copy(letter.data, 0, len(letter.data), self.memory.u8, message + head * 4)
        if self._get(target, FIRST) == 0:
            self._set(target, FIRST, message)
        else:
            self._set(self._get(target, LAST), NEXT, message)
        self._set(target, LAST, message)
        self._put_mail(target)
        return True

    def objects(self, port: int) -> list[int]:
        """The objects that the first message refers to."""
        message = self._get(port, FIRST)
        start = HEAD_WORDS + self._get(message, PORT_COUNT)
        return [self._get(message, start + k) for k in range(self._get(message, OBJECT_COUNT))]

    def all_objects(self, port: int) -> list[int]:
        """The objects that any queued message refers to."""
        found: list[int] = []
        message = self._get(port, FIRST)
        while message != 0:
            start = HEAD_WORDS + self._get(message, PORT_COUNT)
            found.extend([self._get(message, start + k) for k in range(self._get(message, OBJECT_COUNT))])
            message = self._get(message, NEXT)
        return found

    def take(self, port: int) -> Letter:
        """Takes the first message; the queue must not be empty."""
        message = self._get(port, FIRST)
        self._set(port, FIRST, self._get(message, NEXT))
        length = self._get(message, LENGTH)
        ports = [self._get(message, HEAD_WORDS + k) for k in range(self._get(message, PORT_COUNT))]
        start = HEAD_WORDS + len(ports)
        objects = [self._get(message, start + k) for k in range(self._get(message, OBJECT_COUNT))]
        at = message + (start + len(objects)) * 4
        data = alloc(length)
        copy(self.memory.u8, at, at + length, data, 0)
        self.heap.free(message, at - message + length)
        return Letter(data, ports, objects)

    # mail

    def _put_mail(self, port: int) -> None:
        owner = self._get(port, OWNER)
        if owner == NOBODY or self._get(port, HAS_MAIL) != 0:
            return
        self._set(port, HAS_MAIL, 1)
        self._set(port, NEXT_MAIL, self._get(entry(owner), MAIL))
        self._set(entry(owner), MAIL, port)
        self.bells.ring(owner)

    def _leave_mail(self, port: int) -> None:
        if self._get(port, HAS_MAIL) == 0:
            return
        link = (entry(self._get(port, OWNER)) >> 2) + MAIL
        i32 = self.memory.i32
        while i32[link] != port:
            link = (i32[link] >> 2) + NEXT_MAIL
        i32[link] = self._get(port, NEXT_MAIL)
        self._set(port, HAS_MAIL, 0)

    def take_mail(self, thread: int) -> list[int]:
        """The ports of a thread that had events since the last call, the earliest first."""
        found: list[int] = []
        port = self._get(entry(thread), MAIL)
        while port != 0:
            found.append(port)
            self._set(port, HAS_MAIL, 0)
            port = self._get(port, NEXT_MAIL)
        self._set(entry(thread), MAIL, 0)
        found.reverse()
        return found
