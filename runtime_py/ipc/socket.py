"""Loopback sockets: listeners with a queue of connections, and connections, each of which is a pair of pipes.

A socket's life: `pair` links two ends over two pipes (each end reads one and writes the other) -> `shutdown` closes one direction
-> `close` drops both; unread bytes at a close make the peer see ECONNRESET, as TCP does. Both pipes live until the second end is closed. A listener is linked into the machine's list
(its head word is handed in), found by port or by name (unix), and holds ends that nobody accepted yet.

The caller holds the ipc lock, allocates and frees. Hosts are numbers here: there is only the loopback.
"""
from __future__ import annotations

from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLOUT, POLLRDHUP, Pipes
from runtime_py.ipc.waitqueue import QUEUE_WORDS
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED, EPIPE

HOST_V4 = 0
HOST_V6 = 1
HOST_ANY_V4 = 2
HOST_ANY_V6 = 3
HOST_UNIX = 4

_RX = 0
_TX = 1
_HOST = 2
_LOCAL_PORT = 3
_PEER_PORT = 4
_SHUT = 5            # our writing side has been closed
_NEXT = 6            # in a listener's queue
_NAME = 7            # unix: inode number of the path
_PEER = 8            # the other end, 0 when it has been closed
SOCKET_BYTES = 40

_L_HOST = 0
_L_PORT = 1
_L_NAME = 2
_L_BACKLOG = 3
_L_COUNT = 4
_L_FIRST = 5
_L_LAST = 6
_L_NEXT = 7
_L_OWNER = 8
_L_QUEUE = 9
LISTENER_BYTES = ((_L_QUEUE + QUEUE_WORDS) * 4 + 7) // 8 * 8


class Sockets:
    """Operations on sockets and listeners by address. `head` is the byte address of the word where the list of listeners begins."""

    def __init__(self, pipes: Pipes, head: int) -> None:
        self.pipes = pipes
        self.bells = pipes.bells
        self.memory = pipes.memory
        self.head = head

    # connections

    def pair(self, a: int, b: int, a_to_b: int, b_to_a: int, host: int, a_port: int, b_port: int, name: int) -> None:
        """Joins two zeroed ends by two zeroed pipes."""
        self.pipes.init(a_to_b)
        self.pipes.init(b_to_a)
        self._join(a, b_to_a, a_to_b, host, a_port, b_port, name)
        self._join(b, a_to_b, b_to_a, host, b_port, a_port, name)
        self.memory.i32[(a >> 2) + _PEER] = b
        self.memory.i32[(b >> 2) + _PEER] = a

    def _join(self, end: int, rx: int, tx: int, host: int, local: int, peer: int, name: int) -> None:
        base = end >> 2
        i32 = self.memory.i32
        i32[base + _RX] = rx
        i32[base + _TX] = tx
        i32[base + _HOST] = host
        i32[base + _LOCAL_PORT] = local
        i32[base + _PEER_PORT] = peer
        i32[base + _NAME] = name

    def host(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _HOST]

    def local_port(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _LOCAL_PORT]

    def peer_port(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _PEER_PORT]

    def name(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _NAME]

    def read(self, end: int, target: Bytes, start: int, length: int) -> int:
        return self.pipes.read(self.memory.i32[(end >> 2) + _RX], target, start, length)

    def write(self, end: int, source: Bytes, start: int, length: int) -> int:
        base = end >> 2
        if self.memory.i32[base + _SHUT] != 0:
            return -EPIPE
        return self.pipes.write(self.memory.i32[base + _TX], source, start, length)

    def receiving_pipe(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _RX]

    def sending_pipe(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _TX]

    def poll(self, end: int) -> int:
        base = end >> 2
        events = self.pipes.poll_read(self.memory.i32[base + _RX])
        # a peer that only shut down its writing may still read: that isn't a hang-up
        half_closed = self.memory.i32[base + _SHUT] == 0
        if half_closed:
            ended = POLLRDHUP if events & POLLHUP else 0
            return (events & ~POLLHUP) | ended | self.pipes.poll_write(self.memory.i32[base + _TX])
        return events | POLLOUT | (POLLRDHUP if events & POLLHUP else 0)

    def read_queue(self, end: int) -> int:
        return self.pipes.queue(self.memory.i32[(end >> 2) + _RX])

    def write_queue(self, end: int) -> int:
        return self.pipes.queue(self.memory.i32[(end >> 2) + _TX])

    def shutdown(self, end: int) -> int:
        """Closes our writing direction; the peer reads the end after what is under way."""
        base = end >> 2
        if self.memory.i32[base + _SHUT] == 0:
            self.memory.i32[base + _SHUT] = 1
            self.pipes.close_writer(self.memory.i32[base + _TX])
        return 0

    def close(self, end: int) -> list[int]:
        """The addresses of the pipes which are to be freed: both, when the other end has gone before. The end itself is the caller's to free."""
        base = end >> 2
        i32 = self.memory.i32
        rx = i32[base + _RX]
        tx = i32[base + _TX]
        peer = i32[base + _PEER]
        if peer == 0:
            return [rx, tx]
        i32[(peer >> 2) + _PEER] = 0
        if self.pipes.used(rx) > 0 and i32[base + _HOST] != HOST_UNIX:
            self.pipes.reset(tx)
        self.shutdown(end)
        self.pipes.close_reader(rx)
        return []

    # listeners

    def listen(self, listener: int, host: int, port: int, name: int, backlog: int, owner: int) -> None:
        base = listener >> 2
        i32 = self.memory.i32
        i32[base + _L_HOST] = host
        i32[base + _L_PORT] = port
        i32[base + _L_NAME] = name
        i32[base + _L_BACKLOG] = max(backlog, 1)
        i32[base + _L_OWNER] = owner
        i32[base + _L_NEXT] = i32[self.head >> 2]
        i32[self.head >> 2] = listener

    def listener_host(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_HOST]

    def listener_port(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_PORT]

    def listener_name(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_NAME]

    def listener_queue(self, listener: int) -> int:
        return listener + _L_QUEUE * 4

    def poll_listener(self, listener: int) -> int:
        return POLLIN if self.memory.i32[(listener >> 2) + _L_COUNT] > 0 else 0

    def find_port(self, port: int, host: int) -> int:
        """The listener that answers on this address, or 0. A listener on any address answers on both loopbacks if it is of IPv6."""
        at = self.memory.i32[self.head >> 2]
        while at != 0:
            bound = self.listener_host(at)
            if bound != HOST_UNIX and self.listener_port(at) == port and answers(bound, host):
                return at
            at = self.memory.i32[(at >> 2) + _L_NEXT]
        return 0

    def find_name(self, name: int) -> int:
        at = self.memory.i32[self.head >> 2]
        while at != 0:
            if self.listener_host(at) == HOST_UNIX and self.listener_name(at) == name:
                return at
            at = self.memory.i32[(at >> 2) + _L_NEXT]
        return 0

    def ports(self) -> list[int]:
        """All TCP ports that are listened on."""
        found: list[int] = []
        at = self.memory.i32[self.head >> 2]
        while at != 0:
            if self.listener_host(at) != HOST_UNIX:
                found.append(self.listener_port(at))
            at = self.memory.i32[(at >> 2) + _L_NEXT]
        return found

    def offer(self, listener: int, end: int) -> int:
        """Queues the server's end of a new connection: 0, or -ECONNREFUSED when the queue is full."""
        base = listener >> 2
        i32 = self.memory.i32
        if i32[base + _L_COUNT] >= i32[base + _L_BACKLOG]:
            return -ECONNREFUSED
        i32[(end >> 2) + _NEXT] = 0
        if i32[base + _L_FIRST] == 0:
            i32[base + _L_FIRST] = end
        else:
            i32[(i32[base + _L_LAST] >> 2) + _NEXT] = end
        i32[base + _L_LAST] = end
        i32[base + _L_COUNT] = i32[base + _L_COUNT] + 1
        self.bells.wake(listener + _L_QUEUE * 4)
        return 0

    def has_room(self, listener: int) -> bool:
        base = listener >> 2
        return self.memory.i32[base + _L_COUNT] < self.memory.i32[base + _L_BACKLOG]

    def accept(self, listener: int) -> int:
        """An end, or -EAGAIN."""
        base = listener >> 2
        i32 = self.memory.i32
        end = i32[base + _L_FIRST]
        if end == 0:
            return -EAGAIN
        i32[base + _L_FIRST] = i32[(end >> 2) + _NEXT]
        i32[(end >> 2) + _NEXT] = 0
        i32[base + _L_COUNT] = i32[base + _L_COUNT] - 1
        return end

    def unlisten(self, listener: int) -> None:
        """Takes it out of the list. What it still holds is to be accepted and closed by the caller."""
        i32 = self.memory.i32
        word = self.head >> 2
        while i32[word] != 0:
            if i32[word] == listener:
                i32[word] = i32[(listener >> 2) + _L_NEXT]
                break
            word = (i32[word] >> 2) + _L_NEXT
        self.bells.wake(listener + _L_QUEUE * 4)


def answers(bound: int, host: int) -> bool:
    """Whether a listener bound to one address answers on the other."""
    if bound == host or bound == HOST_ANY_V6 or host == HOST_ANY_V6:
        return True
    if bound == HOST_ANY_V4:
        return host == HOST_V4
    return host == HOST_ANY_V4 and bound == HOST_V4
