"""Loopback sockets: listeners with a queue of connections, and connections, each of which is a pair of pipes.

A socket's life: `pair` links two ends over two pipes (each end reads one and writes the other) -> `shutdown` closes one
direction
-> `close` drops both; unread bytes at a close make the peer see ECONNRESET, as TCP does. Both pipes live until the
second end is closed.
`bind` links a listener into the machine's list (at the given head word). It is found by port or by name (unix) once it
listens, and holds ends that are not accepted yet.
The listener that began to listen last comes first in the list.

The caller holds the ipc lock, allocates and frees. Hosts are numbers here (hosts.py).
"""

from __future__ import annotations

from runtime_py.ipc.hosts import HOST_UNIX, answers, overlap
from runtime_py.ipc.pipe import POLLHUP, POLLIN, POLLOUT, POLLRDHUP, Pipes
from runtime_py.ipc.ring import DEFAULT_CAPACITY
from runtime_py.ipc.states import BOUND, CLOSED, END, GONE, LISTENER, LISTENING, OPEN, SHUT
from runtime_py.ipc.waitqueue import QUEUE_WORDS
from runtime_py.platform.bytes import Bytes
from runtime_py.platform.errno import EAGAIN, ECONNREFUSED, EPIPE

_RX = 0
_TX = 1
_HOST = 2  # hosts.py
_LOCAL_PORT = 3
_PEER_PORT = 4
_SHUT = 5  # state of the end (states.py): its direction has been shut down, or it is closed
_NEXT = 6  # in a listener's queue
_LOST = 7  # TCP: something was written to a peer that had closed
_PEER = 8  # the other end; 0 when it has been closed
_PEER_HOST = 9
_FAILURE = 10  # why the connection failed, as its peer reported: address and length of a text, or 0
_FAILURE_BYTES = 11
_OWNER = 12  # the pid of the process that connected to another host, 0 for others
SOCKET_BYTES = 56

_L_HOST = 0
_L_PORT = 1
_L_NAME = 2  # unix: inode number of the path
_L_BACKLOG = 3  # 0: bound but not listening, -1: gone
_L_COUNT = 4
_L_FIRST = 5
_L_LAST = 6
_L_NEXT = 7
_L_TEXT = 8  # unix: address and length of an abstract name
_L_LENGTH = 9
_L_AWAITED = 10  # a program has waited for connections
_L_QUEUE = 11
LISTENER_BYTES = ((_L_QUEUE + QUEUE_WORDS) * 4 + 7) // 8 * 8


class Sockets:
    """Operations on sockets and listeners by address. `head` is the byte address of the word where the list of
    listeners begins."""

    def __init__(self, pipes: Pipes, head: int) -> None:
        self.pipes = pipes
        self.bells = pipes.bells
        self.memory = pipes.memory
        self.head = head

    # connections

    def pair(self, a: int, b: int, a_to_b: int, b_to_a: int) -> None:
        """Joins two zeroed ends by two zeroed pipes; neither end has a name."""
        self.pipes.init(a_to_b)
        self.pipes.init(b_to_a)
        self._join(a, b, b_to_a, a_to_b)
        self._join(b, a, a_to_b, b_to_a)

    def _join(self, end: int, peer: int, rx: int, tx: int) -> None:
        base = end >> 2
        i32 = self.memory.i32
        i32[base + _RX] = rx
        i32[base + _TX] = tx
        i32[base + _HOST] = HOST_UNIX
        i32[base + _PEER_HOST] = HOST_UNIX
        i32[base + _PEER] = peer

    def set_owner(self, end: int, pid: int) -> None:
        self.memory.i32[(end >> 2) + _OWNER] = pid

    def owner(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _OWNER]

    def set_names(self, end: int, host: int, port: int, peer_host: int, peer_port: int) -> None:
        base = end >> 2
        i32 = self.memory.i32
        i32[base + _HOST] = host
        i32[base + _LOCAL_PORT] = port
        i32[base + _PEER_HOST] = peer_host
        i32[base + _PEER_PORT] = peer_port

    def host(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _HOST]

    def local_port(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _LOCAL_PORT]

    def peer_host(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _PEER_HOST]

    def peer_port(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _PEER_PORT]

    def read(self, end: int, target: Bytes, start: int, length: int) -> int:
        return self.pipes.read(self.memory.i32[(end >> 2) + _RX], target, start, length)

    def write(self, end: int, source: Bytes, start: int, length: int) -> int:
        base = end >> 2
        if self.memory.i32[base + _SHUT] != 0:
            return -EPIPE
        if length > 0 and (self._is_lost(base) or self.memory.i32[base + _FAILURE] != 0):
            return min(length, DEFAULT_CAPACITY)  # a failure is reported to the reader
        return self.pipes.write(self.memory.i32[base + _TX], source, start, length)

    def _is_lost(self, base: int) -> bool:
        """Whether the peer closed normally. TCP notices that only by the answer to a packet: the first write succeeds,
        and its bytes are lost."""
        i32 = self.memory.i32
        if (
            i32[base + _PEER] != 0
            or i32[base + _LOST] != 0
            or i32[base + _HOST] == HOST_UNIX
            or self.pipes.was_reset(i32[base + _RX])
        ):
            return False
        i32[base + _LOST] = 1
        return True

    def receiving_pipe(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _RX]

    def sending_pipe(self, end: int) -> int:
        return self.memory.i32[(end >> 2) + _TX]

    def poll(self, end: int) -> int:
        base = end >> 2
        events = self.pipes.poll_read(self.memory.i32[base + _RX])
        # a peer that only shut down its direction may still read: that isn't a hang-up
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
        """Closes our direction; the peer reads what is in transit, then the end."""
        base = end >> 2
        if self.memory.i32[base + _SHUT] == OPEN:
            self._step(end, SHUT)
            self.pipes.close_writer(self.memory.i32[base + _TX])
        return 0

    def has_shut(self, end: int) -> bool:
        """Whether this end sends nothing more."""
        return self.memory.i32[(end >> 2) + _SHUT] != OPEN

    def _step(self, end: int, state: int) -> None:
        word = (end >> 2) + _SHUT
        END.check(self.memory.i32[word], state)
        self.memory.i32[word] = state

    def reset(self, end: int) -> int:
        """Makes the following close abrupt: the peer gets ECONNRESET (SO_LINGER 0)."""
        base = end >> 2
        if self.memory.i32[base + _PEER] != 0:
            self.pipes.reset(self.memory.i32[base + _TX])
        return 0

    def peer(self, end: int) -> int:
        """The other end, 0 when it has been closed."""
        return self.memory.i32[(end >> 2) + _PEER]

    def set_failure(self, end: int, text: int, length: int) -> None:
        """The end reads the bytes that have reached it, then gets ECONNRESET; `failure` returns the reason. The text is
        freed with the end."""
        self.memory.i32[(end >> 2) + _FAILURE] = text
        self.memory.i32[(end >> 2) + _FAILURE_BYTES] = length
        self.pipes.reset(self.memory.i32[(end >> 2) + _RX])

    def failure(self, end: int) -> list[int]:
        """[address, length] of the reason, [0, 0] when there is none."""
        return [self.memory.i32[(end >> 2) + _FAILURE], self.memory.i32[(end >> 2) + _FAILURE_BYTES]]

    def close(self, end: int) -> list[int]:
        """Closes an end. Returns the addresses of the pipes to free: both, if the other end was closed before. The
        caller frees the end itself."""
        base = end >> 2
        i32 = self.memory.i32
        rx = i32[base + _RX]
        tx = i32[base + _TX]
        peer = i32[base + _PEER]
        if peer == 0:
            self._step(end, CLOSED)
            return [rx, tx]
        i32[(peer >> 2) + _PEER] = 0
        if self.pipes.used(rx) > 0 and i32[base + _HOST] != HOST_UNIX:
            # a reset that follows the end doesn't take it from a reader, but writes fail at once
            if self.has_shut(end):
                i32[(peer >> 2) + _LOST] = 1
            else:
                self.pipes.reset(tx)
        self.shutdown(end)
        self._step(end, CLOSED)
        self.pipes.close_reader(rx)
        return []

    # listeners

    def bind(self, listener: int, host: int, port: int, name: int) -> None:
        """Puts a zeroed listener into the list. It has its address from now on, and refuses connections until
        `listen`."""
        base = listener >> 2
        i32 = self.memory.i32
        i32[base + _L_HOST] = host
        i32[base + _L_PORT] = port
        i32[base + _L_NAME] = name
        self._link(listener)

    def _link(self, listener: int) -> None:
        i32 = self.memory.i32
        i32[(listener >> 2) + _L_NEXT] = i32[self.head >> 2]
        i32[self.head >> 2] = listener

    def _unlink(self, listener: int) -> None:
        i32 = self.memory.i32
        word = self.head >> 2
        while i32[word] != 0:
            if i32[word] == listener:
                i32[word] = i32[(listener >> 2) + _L_NEXT]
                break
            word = (i32[word] >> 2) + _L_NEXT

    def set_abstract_name(self, listener: int, text: int, length: int) -> None:
        """`text` is the address of the name's bytes, which are freed with the listener."""
        self.memory.i32[(listener >> 2) + _L_TEXT] = text
        self.memory.i32[(listener >> 2) + _L_LENGTH] = length

    def abstract_name(self, listener: int) -> list[int]:
        """[address, length]"""
        return [self.memory.i32[(listener >> 2) + _L_TEXT], self.memory.i32[(listener >> 2) + _L_LENGTH]]

    def _listener_state(self, listener: int) -> int:
        backlog = self.memory.i32[(listener >> 2) + _L_BACKLOG]
        return LISTENING if backlog > 0 else (BOUND if backlog == 0 else GONE)

    def listen(self, listener: int, backlog: int) -> None:
        LISTENER.check(self._listener_state(listener), LISTENING)
        if not self.is_listening(listener):
            self._unlink(listener)
            self._link(listener)
        self.memory.i32[(listener >> 2) + _L_BACKLOG] = max(backlog, 1)

    def is_listening(self, listener: int) -> bool:
        return self.memory.i32[(listener >> 2) + _L_BACKLOG] > 0

    def listener_host(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_HOST]

    def listener_port(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_PORT]

    def listener_name(self, listener: int) -> int:
        return self.memory.i32[(listener >> 2) + _L_NAME]

    def waiting(self, listener: int) -> int:
        """How many connections nobody has accepted yet."""
        return self.memory.i32[(listener >> 2) + _L_COUNT]

    def listener_queue(self, listener: int) -> int:
        return listener + _L_QUEUE * 4

    def is_first_wait(self, listener: int) -> bool:
        """Records that a program waits for connections; True the first time."""
        word = (listener >> 2) + _L_AWAITED
        if self.memory.i32[word] != 0 or not self.is_listening(listener):
            return False
        self.memory.i32[word] = 1
        return True

    def poll_listener(self, listener: int) -> int:
        return POLLIN if self.memory.i32[(listener >> 2) + _L_COUNT] > 0 else 0

    def find_port(self, port: int, host: int) -> int:
        """The listener that accepts connections to this address, or 0."""
        for at in self._listeners():
            bound = self.listener_host(at)
            if bound != HOST_UNIX and self.listener_port(at) == port and self.is_listening(at) and answers(bound, host):
                return at
        return 0

    def is_taken(self, port: int, host: int) -> bool:
        """Whether another listening socket keeps us from this address. One that is only bound doesn't: SO_REUSEADDR is
        always on, as libuv sets it."""
        for at in self._listeners():
            bound = self.listener_host(at)
            if bound != HOST_UNIX and self.listener_port(at) == port and self.is_listening(at) and overlap(bound, host):
                return True
        return False

    def find_name(self, name: int) -> int:
        for at in self._listeners():
            if self.listener_host(at) == HOST_UNIX and self.listener_name(at) == name and self.is_listening(at):
                return at
        return 0

    def find_abstract(self, name: Bytes) -> int:
        """The listener with this abstract name, bound or listening, or 0."""
        for at in self._listeners():
            text, length = self.abstract_name(at)
            if text != 0 and length == len(name) and self._is_text(text, name):
                return at
        return 0

    def _is_text(self, text: int, name: Bytes) -> bool:
        for k in range(len(name)):
            if self.memory.u8[text + k] != name[k]:
                return False
        return True

    def _listeners(self) -> list[int]:
        found: list[int] = []
        at = self.memory.i32[self.head >> 2]
        while at != 0:
            found.append(at)
            at = self.memory.i32[(at >> 2) + _L_NEXT]
        return found

    def served_ports(self) -> list[int]:
        """The TCP ports at which a program waits for connections, the listener that began last first. One that a
        program opens and closes at once, to see whether it is free, is never among them."""
        found = [
            self.listener_port(at)
            for at in self._listeners()
            if self.listener_host(at) != HOST_UNIX and self.memory.i32[(at >> 2) + _L_AWAITED] != 0
        ]
        found.reverse()
        return found

    def bound_ports(self) -> list[int]:
        """All bound TCP ports, listening or not."""
        return [self.listener_port(at) for at in self._listeners() if self.listener_host(at) != HOST_UNIX]

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
        """Takes an end from the queue, or -EAGAIN."""
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
        """Takes a listener out of the list. The caller accepts and closes the ends that it still holds."""
        LISTENER.check(self._listener_state(listener), GONE)
        self.memory.i32[(listener >> 2) + _L_BACKLOG] = -1
        self._unlink(listener)
        self.bells.wake(listener + _L_QUEUE * 4)
