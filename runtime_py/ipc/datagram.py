"""Datagram sockets of the loopback: which sockets receive a message, and the queue of each socket.

A socket's life: zeroed -> `open` (in the list of all) -> `bind` (a port) -> perhaps `connect` -> `close`. A message is
a block of MESSAGE_BYTES plus its payload; `receivers` lists the sockets that it is for, `deliver` queues one block on
one socket, `take` gives it back to be freed. A queue that holds as many bytes as the socket's receive buffer drops
further messages, as UDP does.

Addresses are lists of 16 octets; an IPv4 address is ::ffff:a.b.c.d. The caller holds the ipc lock, allocates and frees.
Must not know: descriptors, the text of addresses, Node.
"""

from __future__ import annotations

from runtime_py.ipc.ip import is_any, is_broadcast, is_multicast, is_v4, loopback_for, read_address, same, write_address
from runtime_py.ipc.pipe import POLLERR, POLLIN, POLLOUT
from runtime_py.ipc.waitqueue import QUEUE_WORDS, Bells
from runtime_py.platform.bytes import Bytes, copy
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED

# flags
BOUND = 1
CONNECTED = 2
REUSE_ADDRESS = 4
REUSE_PORT = 8
ONLY_V6 = 16
BROADCAST = 32
MULTICAST_LOOP = 64
CHOSEN_ADDRESS = 128  # the local address was chosen by connect: disconnecting clears it
SIX = 256  # a socket of IPv6

DEFAULT_BUFFER = 212992  # net.core.rmem_default of Linux

_FLAGS = 0
_PORT = 1
_ADDRESS = 2
_PEER_PORT = 6
_PEER = 7
_ERROR = 11  # the error that the next receive reports
_FIRST = 12
_LAST = 13
_QUEUED = 14  # bytes in the queue, with headers
_RECEIVE_SIZE = 15
_SEND_SIZE = 16
_NEXT = 17
_GROUPS = 18
_QUEUE = 19
DATAGRAM_BYTES = ((_QUEUE + QUEUE_WORDS) * 4 + 7) // 8 * 8

_M_NEXT = 0
_M_LENGTH = 1
_M_PORT = 2
_M_ADDRESS = 3
MESSAGE_BYTES = 32

_G_NEXT = 0
_G_GROUP = 1
_G_SOURCE = 5  # all zeros: accepts messages from any address
MEMBERSHIP_BYTES = 40


class Datagrams:
    """Operations by address. `head` is the byte address of the word where the list of all sockets begins."""

    def __init__(self, bells: Bells, head: int) -> None:
        self.bells = bells
        self.memory = bells.memory
        self.head = head

    def open(self, socket: int, six: bool) -> None:
        i32 = self.memory.i32
        base = socket >> 2
        i32[base + _FLAGS] = (SIX if six else 0) | MULTICAST_LOOP
        i32[base + _RECEIVE_SIZE] = DEFAULT_BUFFER
        i32[base + _SEND_SIZE] = DEFAULT_BUFFER
        i32[base + _NEXT] = i32[self.head >> 2]
        i32[self.head >> 2] = socket

    def flags(self, socket: int) -> int:
        return self.memory.i32[(socket >> 2) + _FLAGS]

    def has(self, socket: int, flag: int) -> bool:
        return (self.memory.i32[(socket >> 2) + _FLAGS] & flag) != 0

    def set_flag(self, socket: int, flag: int, on: bool) -> None:
        word = (socket >> 2) + _FLAGS
        flags = self.memory.i32[word]
        self.memory.i32[word] = flags | flag if on else flags & ~flag

    def port(self, socket: int) -> int:
        return self.memory.i32[(socket >> 2) + _PORT]

    def address(self, socket: int) -> list[int]:
        return read_address(self.memory, (socket >> 2) + _ADDRESS)

    def peer_port(self, socket: int) -> int:
        return self.memory.i32[(socket >> 2) + _PEER_PORT]

    def peer(self, socket: int) -> list[int]:
        return read_address(self.memory, (socket >> 2) + _PEER)

    def receive_size(self, socket: int) -> int:
        return self.memory.i32[(socket >> 2) + _RECEIVE_SIZE]

    def send_size(self, socket: int) -> int:
        return self.memory.i32[(socket >> 2) + _SEND_SIZE]

    def set_receive_size(self, socket: int, nbytes: int) -> None:
        self.memory.i32[(socket >> 2) + _RECEIVE_SIZE] = nbytes

    def set_send_size(self, socket: int, nbytes: int) -> None:
        self.memory.i32[(socket >> 2) + _SEND_SIZE] = nbytes

    def queue(self, socket: int) -> int:
        return socket + _QUEUE * 4

    def sockets(self) -> list[int]:
        """All sockets, the newest first."""
        found: list[int] = []
        at = self.memory.i32[self.head >> 2]
        while at != 0:
            found.append(at)
            at = self.memory.i32[(at >> 2) + _NEXT]
        return found

    # names

    def bind(self, socket: int, address: list[int], port: int) -> None:
        write_address(self.memory, (socket >> 2) + _ADDRESS, address)
        self.memory.i32[(socket >> 2) + _PORT] = port
        self.set_flag(socket, BOUND, True)

    def is_taken(self, socket: int, address: list[int], port: int) -> bool:
        """Whether another socket holds this port on an overlapping address, and the two don't both allow sharing."""
        for other in self.sockets():
            if (
                other != socket
                and self.has(other, BOUND)
                and self.port(other) == port
                and self._overlaps(socket, address, other)
            ):
                shared = self.flags(socket) & self.flags(other) & (REUSE_ADDRESS | REUSE_PORT)
                if shared == 0:
                    return True
        return False

    def _overlaps(self, socket: int, address: list[int], other: int) -> bool:
        theirs = self.address(other)
        if is_any(address) or is_any(theirs):
            return self._takes_family(socket, address, theirs) or self._takes_family(other, theirs, address)
        return same(address, theirs)

    def _takes_family(self, socket: int, bound: list[int], address: list[int]) -> bool:
        """Whether a socket bound to any address of its family (both, unless it is for IPv6 only) covers `address`."""
        if not is_any(bound):
            return False
        if is_v4(bound):
            return is_v4(address)
        return not is_v4(address) or not self.has(socket, ONLY_V6)

    def connect(self, socket: int, address: list[int], port: int) -> None:
        write_address(self.memory, (socket >> 2) + _PEER, address)
        self.memory.i32[(socket >> 2) + _PEER_PORT] = port
        self.set_flag(socket, CONNECTED, True)
        if is_any(self.address(socket)):
            write_address(self.memory, (socket >> 2) + _ADDRESS, loopback_for(address))
            self.set_flag(socket, CHOSEN_ADDRESS, True)

    def disconnect(self, socket: int, any_address: list[int]) -> None:
        self.set_flag(socket, CONNECTED, False)
        if self.has(socket, CHOSEN_ADDRESS):
            self.set_flag(socket, CHOSEN_ADDRESS, False)
            write_address(self.memory, (socket >> 2) + _ADDRESS, any_address)

    # receivers of a message

    def receivers(self, sender: int, source: list[int], address: list[int], port: int) -> list[int]:
        """The sockets that should receive a message from `source` (the sender's port) to address:port: one, or all of a
        group or a broadcast."""
        many = is_multicast(address) or is_broadcast(address)
        if is_multicast(address) and not (self.has(sender, MULTICAST_LOOP) and self._anyone_in(address)):
            return []
        found = [socket for socket in self.sockets() if self._accepts(socket, sender, source, address, port)]
        return found if many else self._best(found, address, self.port(sender))

    def _accepts(self, socket: int, sender: int, source: list[int], address: list[int], port: int) -> bool:
        if not self.has(socket, BOUND) or self.port(socket) != port:
            return False
        bound = self.address(socket)
        if not same(bound, address) and not self._takes_family(socket, bound, address):
            return False
        if is_multicast(address) and not self._lets_in(socket, address, source):
            return False
        return not self.has(socket, CONNECTED) or (
            self.peer_port(socket) == self.port(sender) and same(self.peer(socket), source)
        )

    def _best(self, found: list[int], address: list[int], spread: int) -> list[int]:
        """The best of several: a connected socket, else one bound to exactly this address, else the newest; sockets
        that share a port for balancing are chosen by the sender."""
        best: list[int] = []
        best_score = -1
        for socket in found:
            score = (4 if self.has(socket, CONNECTED) else 0) + (2 if same(self.address(socket), address) else 0)
            score += 1 if self.has(socket, SIX) != is_v4(address) else 0
            if score > best_score:
                best = [socket]
                best_score = score
            elif score == best_score and self.has(socket, REUSE_PORT):
                best.append(socket)
        return best if len(best) < 2 else [best[spread % len(best)]]

    # queues

    def fill(self, message: int, source: list[int], port: int, data: Bytes, start: int, length: int) -> None:
        """Writes a block of MESSAGE_BYTES + length bytes."""
        base = message >> 2
        self.memory.i32[base + _M_LENGTH] = length
        self.memory.i32[base + _M_PORT] = port
        write_address(self.memory, base + _M_ADDRESS, source)
        copy(data, start, start + length, self.memory.u8, message + MESSAGE_BYTES)

    def has_room(self, socket: int, length: int) -> bool:
        # a message larger than the whole buffer still goes into an empty queue
        queued = self.memory.i32[(socket >> 2) + _QUEUED]
        return queued == 0 or queued + length + MESSAGE_BYTES <= self.receive_size(socket)

    def deliver(self, socket: int, message: int) -> None:
        i32 = self.memory.i32
        base = socket >> 2
        i32[(message >> 2) + _M_NEXT] = 0
        if i32[base + _FIRST] == 0:
            i32[base + _FIRST] = message
        else:
            i32[(i32[base + _LAST] >> 2) + _M_NEXT] = message
        i32[base + _LAST] = message
        i32[base + _QUEUED] = i32[base + _QUEUED] + self.length(message) + MESSAGE_BYTES
        self.bells.wake(socket + _QUEUE * 4)

    def refuse(self, socket: int) -> None:
        """There is no receiver: a connected sender gets the error at its next receive."""
        self.memory.i32[(socket >> 2) + _ERROR] = ECONNREFUSED
        self.bells.wake(socket + _QUEUE * 4)

    def take_error(self, socket: int) -> int:
        """The pending error, 0 or -errno; clears it."""
        word = (socket >> 2) + _ERROR
        error = self.memory.i32[word]
        self.memory.i32[word] = 0
        return -error

    def take(self, socket: int) -> int:
        """Takes the first message, which the caller then owns, or -EAGAIN."""
        i32 = self.memory.i32
        base = socket >> 2
        message = i32[base + _FIRST]
        if message == 0:
            return -EAGAIN
        i32[base + _FIRST] = i32[(message >> 2) + _M_NEXT]
        i32[base + _QUEUED] = i32[base + _QUEUED] - self.length(message) - MESSAGE_BYTES
        return message

    def length(self, message: int) -> int:
        return self.memory.i32[(message >> 2) + _M_LENGTH]

    def source_port(self, message: int) -> int:
        return self.memory.i32[(message >> 2) + _M_PORT]

    def source(self, message: int) -> list[int]:
        return read_address(self.memory, (message >> 2) + _M_ADDRESS)

    def poll(self, socket: int) -> int:
        i32 = self.memory.i32
        base = socket >> 2
        if i32[base + _ERROR] != 0:
            return POLLIN | POLLOUT | POLLERR
        return POLLOUT | POLLIN if i32[base + _FIRST] != 0 else POLLOUT

    def close(self, socket: int) -> None:
        """Takes the socket out of the list. The caller frees what it still holds (`take`, `take_membership`)."""
        i32 = self.memory.i32
        word = self.head >> 2
        while i32[word] != 0:
            if i32[word] == socket:
                i32[word] = i32[(socket >> 2) + _NEXT]
                break
            word = (i32[word] >> 2) + _NEXT
        self.bells.wake(socket + _QUEUE * 4)

    # groups

    def join(self, socket: int, membership: int, group: list[int], source: list[int]) -> None:
        base = membership >> 2
        write_address(self.memory, base + _G_GROUP, group)
        write_address(self.memory, base + _G_SOURCE, source)
        self.memory.i32[base + _G_NEXT] = self.memory.i32[(socket >> 2) + _GROUPS]
        self.memory.i32[(socket >> 2) + _GROUPS] = membership

    def leave(self, socket: int, group: list[int], source: list[int]) -> int:
        """Removes a membership, which the caller then owns and frees; or 0."""
        i32 = self.memory.i32
        word = (socket >> 2) + _GROUPS
        while i32[word] != 0:
            membership = i32[word]
            if self._is(membership, group, source):
                i32[word] = i32[(membership >> 2) + _G_NEXT]
                return membership
            word = (membership >> 2) + _G_NEXT
        return 0

    def take_membership(self, socket: int) -> int:
        """Removes any remaining membership, which the caller then owns and frees; or 0."""
        membership = self.memory.i32[(socket >> 2) + _GROUPS]
        if membership != 0:
            self.memory.i32[(socket >> 2) + _GROUPS] = self.memory.i32[(membership >> 2) + _G_NEXT]
        return membership

    def is_member(self, socket: int, group: list[int], source: list[int]) -> bool:
        return any([self._is(membership, group, source) for membership in self._memberships(socket)])

    def _is(self, membership: int, group: list[int], source: list[int]) -> bool:
        base = membership >> 2
        return same(read_address(self.memory, base + _G_GROUP), group) and same(
            read_address(self.memory, base + _G_SOURCE), source
        )

    def _memberships(self, socket: int) -> list[int]:
        found: list[int] = []
        at = self.memory.i32[(socket >> 2) + _GROUPS]
        while at != 0:
            found.append(at)
            at = self.memory.i32[(at >> 2) + _G_NEXT]
        return found

    def _in_group(self, socket: int, group: list[int]) -> list[list[int]]:
        """The sources of the socket's memberships in a group; [] when it has none."""
        found: list[list[int]] = []
        for membership in self._memberships(socket):
            if same(read_address(self.memory, (membership >> 2) + _G_GROUP), group):
                found.append(read_address(self.memory, (membership >> 2) + _G_SOURCE))
        return found

    def _anyone_in(self, group: list[int]) -> bool:
        """Whether any socket is in the group: only then does the interface receive its messages."""
        return any([len(self._in_group(socket, group)) > 0 for socket in self.sockets()])

    def _lets_in(self, socket: int, group: list[int], source: list[int]) -> bool:
        sources = self._in_group(socket, group)
        if len(sources) == 0:
            # Linux's IP_MULTICAST_ALL: an IPv4 socket receives from every group that any socket of the machine joined
            return is_v4(group)
        return any([is_any(wanted) or same(wanted, source) for wanted in sources])
